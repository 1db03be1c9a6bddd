//! `scaffold completions SHELL`: prints what makes a shell complete our commands and options.

use clap::ValueEnum;
use clap_complete::aot::{Bash, Fish, Zsh, generate};

use crate::commands::Context;
use crate::error::Result;

/// The arguments of `scaffold completions`.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  scaffold completions bash > ~/.local/share/bash-completion/completions/scaffold
  scaffold completions zsh > ~/.zfunc/_scaffold
  scaffold completions fish > ~/.config/fish/completions/scaffold.fish")]
pub struct Args {
    /// The shell
    #[arg(value_enum)]
    shell: Shell,
}

/// The shells that we complete in.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum Shell {
    Bash,
    Zsh,
    Fish,
}

/// Prints the completions of the shell on stdout.
pub fn run(args: &Args, context: &Context) -> Result<()> {
    let mut described = context.described.clone();
    // Clap panics where its writer fails, as a closed pipe does: it writes into memory.
    let mut script = Vec::new();
    match args.shell {
        Shell::Bash => generate(Bash, &mut described, "scaffold", &mut script),
        Shell::Zsh => generate(Zsh, &mut described, "scaffold", &mut script),
        Shell::Fish => generate(Fish, &mut described, "scaffold", &mut script),
    }
    context.printer.data(&String::from_utf8_lossy(&script))
}
