//! The one question before something is changed.

use dialoguer::console::{Key, Term};

use crate::error::{Error, Exit, Result};
use crate::ui::prompts::{left, lost};
use crate::ui::terminal::Held;

/// Asks whether to go on; Enter is yes. Leaving is an error.
///
/// Not dialoguer's `Confirm`: that one can't be left with Ctrl-D.
pub fn confirm(question: &str) -> Result<bool> {
    let held = Held::take().map_err(|error| Error::new(Exit::Io, format!("could not ask: {error}")))?;
    let term = Term::stderr();
    term.write_str(&format!("{question} [Y/n] ")).map_err(|error| lost(&error))?;
    let answer = loop {
        match term.read_key().map_err(|error| lost(&error))? {
            Key::Enter | Key::Char('y' | 'Y') => break Some(true),
            Key::Char('n' | 'N') => break Some(false),
            Key::Escape | Key::Char('\u{4}') => break None,
            _ => {}
        }
    };
    let said = if answer == Some(true) { "yes" } else { "no" };
    drop(held);
    term.write_line(said).map_err(|error| lost(&error))?;
    answer.ok_or_else(left)
}
