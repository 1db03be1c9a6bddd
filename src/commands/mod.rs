//! One file per command: its arguments, its questions, its run.

mod advice;
pub mod completions;
pub mod new;

use std::path::PathBuf;

use crate::error::Result;
use crate::project;
use crate::ui::Printer;

/// The commands.
#[derive(Debug, clap::Subcommand)]
pub enum Command {
    /// Make a new project
    New(Box<new::Args>),
    /// Print the completions of a shell
    Completions(completions::Args),
}

/// What a command is given beside its own arguments.
#[derive(Debug)]
pub struct Context {
    /// How it talks.
    pub printer: Printer,
    /// The directory to run in (`-C`), where it is not the current one.
    pub directory: Option<PathBuf>,
    /// The whole command line, for completions.
    pub described: clap::Command,
}

impl Command {
    /// Whether the outcome, an error too, is wanted as one JSON object.
    pub fn json(&self) -> bool {
        match self {
            Self::New(args) => args.json,
            Self::Completions(_) => false,
        }
    }
}

/// Runs a command.
pub fn run(command: &Command, context: &Context) -> Result<()> {
    if let Some(directory) = &context.directory {
        project::enter(directory)?;
    }
    match command {
        Command::New(args) => new::run(args, context),
        Command::Completions(args) => completions::run(args, context),
    }
}
