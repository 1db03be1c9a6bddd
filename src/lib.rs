//! `scaffold` writes and evolves FastAPI modular monoliths.
//!
//! A project is a pure function of a template pack and a spec: `tree = render(pack, spec)`.
//! Every command that writes is the same act: render what was applied last, render what is wanted
//! now, merge both with what is on disk into a plan, show the plan, apply it, write the lock last.
//!
//! The rooms, top to bottom; a room uses only rooms below it (`tests/floors.rs` holds this):
//!
//! | room | what it is for |
//! |---|---|
//! | [`cli`] | the command line as data; no logic |
//! | [`commands`] | one file per command: its arguments, its questions, its run |
//! | [`evolve`] | (lock, spec, disk) → plan; pure |
//! | [`render`] | (pack, spec) → tree; pure |
//! | [`merge`] | (base, ours, theirs) → plan; pure |
//! | [`project`] | the only room that touches a project on disk |
//! | [`ui`] | the only room that touches a person |
//! | [`check`] | the walls of a project, judged by reading its source; stands beside the others |
//! | [`pack`] | templates and the facts about them |
//! | [`spec`] | what a project should be, parsed once; the lock: what was last applied |
//! | [`plan`] | what will change, as a value |
//! | [`tree`] | files as a value |
//! | [`error`] | what went wrong, for the person who reads it |

pub mod check;
pub mod cli;
pub mod commands;
pub mod error;
pub mod evolve;
pub mod merge;
pub mod pack;
pub mod plan;
pub mod project;
pub mod render;
pub mod spec;
pub mod tree;
pub mod ui;

use std::ffi::OsString;
use std::process::ExitCode;

/// Runs the command line `args`, the program's name first, and gives the exit code.
pub fn run(args: impl IntoIterator<Item = OsString>) -> ExitCode {
    let args: Vec<OsString> = args.into_iter().collect();
    match cli::Cli::read(&args) {
        Ok(cli) => {
            let printer = cli.globals.printer(cli.command.json());
            let context =
                commands::Context { printer, directory: cli.globals.directory, described: cli::Cli::described() };
            printer.end(commands::run(&cli.command, &context))
        }
        Err(cli::Stop::Told(text)) => ui::Printer::default().end(ui::Printer::default().data(&text)),
        Err(cli::Stop::Wrong { error, json }) => ui::Printer { json, ..ui::Printer::default() }.end(Err(error)),
    }
}
