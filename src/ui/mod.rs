//! The only room that touches a person: printer, prompts, wizard, the view of what was made.

mod answers;
mod confirm;
mod diff;
pub mod findings;
pub mod graph;
mod made;
mod planned;
mod printer;
mod prompts;
mod quote;
mod standing;
mod terminal;
mod wizard;

pub use confirm::confirm;
pub use diff::{colored, unified};
pub use made::Made;
pub use planned::Planned;
pub use printer::{Color, Printer};
pub use quote::quote;
pub use standing::{FileState, Status};
pub use terminal::is_terminal;
pub use wizard::Wizard;
