//! One file per command: its arguments, its questions, its run.

mod act;
pub mod add_module;
mod advice;
pub mod apply;
pub mod check;
pub mod completions;
pub mod diff;
pub mod doctor;
pub mod explain;
pub mod graph;
mod importers;
pub mod list;
pub mod new;
pub mod options;
pub mod remove_module;
pub mod rename_module;
mod reunite;
pub mod set;
pub mod status;
mod styles;
pub mod undo;
pub mod update;

use std::path::PathBuf;

use crate::error::Result;
use crate::project;
use crate::ui::Printer;

/// The commands.
#[derive(Debug, clap::Subcommand)]
pub enum Command {
    /// Make a new project
    New(Box<new::Args>),
    /// Add modules to a project
    AddModule(add_module::Args),
    /// Remove modules that nothing uses any more
    RemoveModule(remove_module::Args),
    /// Give a module another name
    RenameModule(rename_module::Args),
    /// Change an option of a project
    Set(set::Args),
    /// Carry out what `scaffold.toml` says; end a change with conflicts
    Apply(apply::Args),
    /// Move a project to the templates of this release
    Update(update::Args),
    /// Say what you changed, and what the templates changed
    Status(status::Args),
    /// Show what you changed in the files that scaffold wrote
    Diff(diff::Args),
    /// Take back the last change that scaffold made
    Undo(undo::Args),
    /// List the modules of a project
    List(list::Args),
    /// List what can be chosen in a project, and what this one has chosen
    Options(options::Args),
    /// Look for what is wrong with a project and its surroundings
    Doctor(doctor::Args),
    /// Judge the walls between the modules
    Check(check::Args),
    /// Show which modules use which
    Graph(graph::Args),
    /// Print what a rule is for, and what to do instead
    Explain(explain::Args),
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
            Self::AddModule(args) => args.consent.json,
            Self::RemoveModule(args) => args.consent.json,
            Self::RenameModule(args) => args.consent.json,
            Self::Set(args) => args.consent.json,
            Self::Apply(args) => args.consent.json,
            Self::Update(args) => args.consent.json,
            Self::Status(args) => args.json,
            Self::Diff(args) => args.json,
            Self::Undo(args) => args.consent.json,
            Self::List(args) => args.json,
            Self::Options(args) => args.json,
            Self::Doctor(args) => args.json,
            Self::Check(args) => args.json(),
            Self::Graph(args) => args.json(),
            Self::Explain(_) | Self::Completions(_) => false,
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
        Command::AddModule(args) => add_module::run(args, context),
        Command::RemoveModule(args) => remove_module::run(args, context),
        Command::RenameModule(args) => rename_module::run(args, context),
        Command::Set(args) => set::run(args, context),
        Command::Apply(args) => apply::run(args, context),
        Command::Update(args) => update::run(args, context),
        Command::Status(args) => status::run(args, context),
        Command::Diff(args) => diff::run(args, context),
        Command::Undo(args) => undo::run(args, context),
        Command::List(args) => list::run(args, context),
        Command::Options(args) => options::run(args, context),
        Command::Doctor(args) => doctor::run(args, context),
        Command::Check(args) => check::run(args, context),
        Command::Graph(args) => graph::run(args, context),
        Command::Explain(args) => explain::run(args, context),
        Command::Completions(args) => completions::run(args, context),
    }
}
