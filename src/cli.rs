//! The command line as data: commands and global options. Clap's complaints are said in our voice.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::{ColorChoice, CommandFactory, Parser};

use crate::commands::Command;
use crate::error::Error;
use crate::ui::{Color, Printer};

/// Writes and evolves FastAPI modular monoliths.
#[derive(Debug, Parser)]
#[command(name = "scaffold", version, arg_required_else_help = true, subcommand_required = true)]
#[command(
    after_help = "Exit codes: 0 done, 1 the answer is no, 2 wrong usage or a bad name, 3 refused, 4 input or output failed"
)]
pub struct Cli {
    /// The options that every command takes.
    #[command(flatten)]
    pub globals: Globals,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// The options that every command takes.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Global options")]
pub struct Globals {
    /// Run as if started in this directory
    #[arg(short = 'C', value_name = "DIR", global = true)]
    pub directory: Option<PathBuf>,
    /// Print errors and asked-for data only
    #[arg(long, short, global = true, conflicts_with = "verbose")]
    pub quiet: bool,
    /// Print every file
    #[arg(long, short, global = true)]
    pub verbose: bool,
    /// When to use colour
    #[arg(long, value_name = "WHEN", global = true, value_enum, default_value_t = ColorChoice::Auto)]
    pub color: ColorChoice,
}

/// Why there is no command to run.
pub enum Stop {
    /// Help or the version was asked for; the text is for stdout.
    Told(String),
    /// The arguments are not of any command.
    Wrong {
        /// What is wrong with them.
        error: Error,
        /// Whether `--json` is among them, so that the error is wanted as JSON.
        json: bool,
    },
}

impl Cli {
    /// Reads the arguments, the program's name first.
    pub fn read(args: &[OsString]) -> Result<Self, Stop> {
        Self::try_parse_from(args).map_err(|error| {
            if error.use_stderr() {
                let json = args.iter().take_while(|arg| *arg != "--").any(|arg| arg == "--json");
                Stop::Wrong { error: in_our_voice(&error.render().to_string(), args), json }
            } else {
                Stop::Told(error.render().ansi().to_string())
            }
        })
    }

    /// The command line as clap knows it, for completions.
    pub fn described() -> clap::Command {
        Self::command()
    }
}

impl Globals {
    /// The printer that these options ask for.
    pub fn printer(&self, json: bool) -> Printer {
        let color = match self.color {
            ColorChoice::Auto => Color::Auto,
            ColorChoice::Always => Color::Always,
            ColorChoice::Never => Color::Never,
        };
        Printer { quiet: self.quiet, verbose: self.verbose, json }.colored(color)
    }
}

/// Says a complaint of clap in our voice: its first paragraph is the message, its tips are the hints.
///
/// The complaint comes as text because its parts differ with every kind of error, and the text does not.
fn in_our_voice(complaint: &str, args: &[OsString]) -> Error {
    let ours = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ").replace('\'', "`");
    let mut paragraphs = complaint.split("\n\n");
    let Some(message) = paragraphs.next().and_then(|first| first.strip_prefix("error: ")) else {
        return Error::usage("no command given").hint("`scaffold --help` lists the commands");
    };
    let tips = paragraphs.flat_map(str::lines).filter_map(|line| line.trim().strip_prefix("tip: "));
    let error = tips.fold(Error::usage(ours(message)), |error, tip| error.hint(ours(tip)));
    let described = Cli::described();
    let command =
        described.get_subcommands().map(clap::Command::get_name).find(|name| args.iter().any(|arg| arg == name));
    match command {
        Some(command) => error.hint(format!("`scaffold {command} --help` lists what can be given")),
        None => error.hint("`scaffold --help` lists the commands"),
    }
}

#[cfg(test)]
mod tests {
    use super::{Cli, Stop};

    fn complaint(args: &[&str]) -> String {
        let args: Vec<_> = args.iter().map(Into::into).collect();
        match Cli::read(&args) {
            Err(Stop::Wrong { error, .. }) => format!("{error}\n{}", error.hints.join("\n")),
            _ => panic!("the arguments are right"),
        }
    }

    #[test]
    fn clap_finds_the_command_line_sound() {
        Cli::described().debug_assert();
    }

    #[test]
    fn an_unknown_option_is_said_in_our_voice_with_the_nearest_one() {
        assert_eq!(
            complaint(&["scaffold", "new", "conduit", "Articles", "--no-gti"]),
            "unexpected argument `--no-gti` found\n\
             a similar argument exists: `--no-git`\n\
             `scaffold new --help` lists what can be given"
        );
    }

    #[test]
    fn a_value_out_of_a_set_names_the_set() {
        let said = complaint(&["scaffold", "new", "conduit", "Articles", "--auth", "jwtt"]);
        assert!(said.contains("`jwtt`") && said.contains("[possible values: jwt, oauth2, api-key, none]"), "{said}");
    }
}
