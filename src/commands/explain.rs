//! `scaffold explain`: prints the page of a rule.

use crate::check::Rule;
use crate::commands::{Context, check};
use crate::error::Result;

/// The arguments of `scaffold explain`.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  scaffold explain internal-import
  scaffold explain cycle --cases")]
pub struct Args {
    /// The rule, as `scaffold check --list-rules` names it
    #[arg(value_parser = check::rule)]
    rule: Rule,
    /// Print the cases too: what is found, and what is fine
    #[arg(long)]
    cases: bool,
}

/// Prints what the wall is, why it is there, and what to do instead.
pub fn run(args: &Args, context: &Context) -> Result<()> {
    let text = if args.cases { args.rule.page() } else { args.rule.prose() };
    context.printer.data(&format!("{}\n", text.trim_end()))
}
