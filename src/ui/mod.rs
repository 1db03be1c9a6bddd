//! The only room that touches a person: printer, prompts, wizard, the view of what was made.

mod answers;
mod made;
mod printer;
mod prompts;
mod quote;
mod terminal;
mod wizard;

pub use made::Made;
pub use printer::{Color, Printer};
pub use quote::quote;
pub use terminal::is_terminal;
pub use wizard::Wizard;
