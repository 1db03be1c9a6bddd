//! `scaffold options`: what can be chosen in a project, and what this one has chosen.

use serde::Serialize;

use crate::commands::Context;
use crate::commands::act::Act;
use crate::error::{Exit, Result};
use crate::pack::{self, Choice};
use crate::spec::Spec;

/// The arguments of `scaffold options`.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
`scaffold new --database`, `--auth` and `--with` choose at the start, `scaffold set KEY=VALUE` later.")]
pub struct Args {
    /// Print one JSON object on stdout, for errors too
    #[arg(long)]
    pub(super) json: bool,
}

#[derive(Serialize)]
struct Listing {
    options: Vec<Listed>,
}

#[derive(Serialize)]
struct Listed {
    key: &'static str,
    about: &'static str,
    default: &'static str,
    /// What the project at hand has; none outside of a project.
    value: Option<&'static str>,
    needs: &'static [String],
    values: Vec<Value>,
}

#[derive(Serialize)]
struct Value {
    value: &'static str,
    about: &'static str,
}

/// Lists the options; where we are in a project, with what it has.
pub fn run(args: &Args, context: &Context) -> Result<()> {
    let spec = match Act::read(context) {
        Ok(act) => Some(act.spec),
        // Outside of a project there is still a choice.
        Err(error) if error.exit == Exit::Refused => None,
        Err(error) => return Err(error),
    };
    let options = pack::choices().iter().map(|choice| Listed::of(choice, spec.as_ref())).collect();
    let listing = Listing { options };
    if args.json { context.printer.object(&listing) } else { context.printer.data(&listing.text()) }
}

impl Listed {
    fn of(choice: &'static Choice, spec: Option<&Spec>) -> Self {
        Self {
            key: &choice.key,
            about: &choice.about,
            default: &choice.default,
            value: spec.map(|spec| spec.options.get(&choice.key)),
            needs: &choice.needs,
            values: choice.words().map(|value| Value { value, about: choice.about(value) }).collect(),
        }
    }

    /// The option on a line, each value on one below, with a mark before the one that is chosen or the default.
    fn text(&self) -> String {
        let needs = if self.needs.is_empty() { String::new() } else { format!("; needs {}", self.needs.join(", ")) };
        let mut text = format!("{}: {}{needs}\n", self.key, self.about);
        let width = self.values.iter().map(|value| value.value.len()).max().unwrap_or_default();
        for Value { value, about } in &self.values {
            let mark = if *value == self.value.unwrap_or(self.default) { '*' } else { ' ' };
            let line = format!("  {mark} {value:width$}  {about}");
            text.push_str(line.trim_end());
            text.push('\n');
        }
        text
    }
}

impl Listing {
    fn text(&self) -> String {
        self.options.iter().map(Listed::text).collect::<Vec<_>>().join("\n")
    }
}
