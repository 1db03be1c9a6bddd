//! Data to stdout, talk to stderr, both readable without colour.

use std::io::{self, Write};
use std::process::ExitCode;

use anstyle::{AnsiColor, Style};
use serde::Serialize;

use crate::error::{Error, Exit, Result};

const ERROR: Style = AnsiColor::Red.on_default().bold();
const FINE: Style = AnsiColor::Green.on_default().bold();
const HINT: Style = AnsiColor::Cyan.on_default().bold();

/// When to use colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Color {
    /// In a terminal, unless `NO_COLOR` is set.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// How a command talks.
#[derive(Debug, Clone, Copy, Default)]
pub struct Printer {
    /// Errors and asked-for data only.
    pub quiet: bool,
    /// Every file.
    pub verbose: bool,
    /// One JSON object.
    pub json: bool,
}

impl Printer {
    /// The same, with colour as wanted, for the whole process.
    #[must_use]
    pub fn colored(self, color: Color) -> Self {
        match color {
            Color::Auto => return self,
            Color::Always => anstream::ColorChoice::Always.write_global(),
            Color::Never => anstream::ColorChoice::Never.write_global(),
        }
        dialoguer::console::set_colors_enabled_stderr(color == Color::Always);
        self
    }

    /// Prints what was asked for on stdout. Whoever closed the other end has read enough: that is no error.
    pub fn data(&self, text: &str) -> Result<()> {
        let mut stdout = anstream::stdout().lock();
        match stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush()) {
            Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
                Err(Error::new(Exit::Io, format!("could not write to the standard output: {error}")))
            }
            _ => Ok(()),
        }
    }

    /// Prints one JSON object on stdout.
    pub fn object(&self, object: &impl Serialize) -> Result<()> {
        let text = serde_json::to_string_pretty(object)
            .map_err(|error| Error::new(Exit::Io, format!("could not say it as JSON: {error}")))?;
        self.data(&format!("{text}\n"))
    }

    /// Says what was done, unless nothing is to be said.
    pub fn talk(&self, text: &str) -> Result<()> {
        if self.quiet { Ok(()) } else { self.data(text) }
    }

    /// Says of one thing whether it is fine.
    pub fn checked(&self, what: &str, fine: bool, said: &str) -> Result<()> {
        let (style, word) = if fine { (FINE, "fine") } else { (ERROR, "wrong") };
        self.talk(&format!("{style}{word:>10}{style:#}  {what}: {said}\n"))
    }

    /// Says something on the side.
    pub fn note(&self, text: &str) {
        if !self.quiet {
            say(&format!("{HINT}note:{HINT:#} {text}"));
        }
    }

    /// The end of a command: says what went wrong, where something did, and gives the exit code.
    pub fn end(&self, outcome: Result<()>) -> ExitCode {
        let Err(error) = outcome else { return ExitCode::SUCCESS };
        let code = error.exit as u8;
        if error.message.is_empty() {
            return ExitCode::from(code);
        }
        if self.json {
            let object = serde_json::json!({
                "error": { "code": code, "message": error.message, "hints": error.hints }
            });
            // There is nowhere left to say that this failed too; the code says enough.
            let _ = self.object(&object);
        } else {
            say(&format!("{ERROR}error:{ERROR:#} {}", error.message));
            for hint in &error.hints {
                say(&format!("{HINT}hint:{HINT:#} {hint}"));
            }
        }
        ExitCode::from(code)
    }
}

/// Prints a line of talk. A closed stderr leaves nobody to tell.
fn say(line: &str) {
    let _ = writeln!(anstream::stderr().lock(), "{line}");
}
