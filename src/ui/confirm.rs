//! The one question before something is changed.

use dialoguer::Confirm;
use dialoguer::console::Term;
use dialoguer::theme::ColorfulTheme;

use crate::error::{Error, Exit, Result};
use crate::ui::prompts::{left, lost};
use crate::ui::terminal::Held;

/// Asks whether to go on; Enter is yes. Leaving is an error.
pub fn confirm(question: &str) -> Result<bool> {
    let held = Held::take().map_err(|error| Error::new(Exit::Io, format!("could not ask: {error}")))?;
    let theme = ColorfulTheme::default();
    let asked = Confirm::with_theme(&theme).with_prompt(question).default(true).interact_on_opt(&Term::stderr());
    drop(held);
    asked.map_err(|dialoguer::Error::IO(error)| lost(&error))?.ok_or_else(left)
}
