//! `scaffold options`: what can be chosen in a project, and what this one has chosen.

use serde::Serialize;

use crate::commands::Context;
use crate::commands::act::Act;
use crate::error::{Exit, Result};
use crate::pack::{self, Choice, usual_style};
use crate::spec::Spec;

/// The arguments of `scaffold options`.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
`scaffold new --database`, `--auth` and `--with` choose at the start, `scaffold set KEY=VALUE` later. A style is chosen
with each module: `--style`.")]
pub struct Args {
    /// Print one JSON object on stdout, for errors too
    #[arg(long)]
    pub(super) json: bool,
}

#[derive(Serialize)]
struct Listing {
    options: Vec<Listed>,
    styles: Vec<Value>,
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
    let styles = pack::styles().iter().map(|style| Value { value: &style.name, about: &style.about }).collect();
    let listing = Listing { options, styles };
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
        format!("{}: {}{needs}\n{}", self.key, self.about, lines(&self.values, self.value.unwrap_or(self.default)))
    }
}

/// The values, each on a line, with a mark before one of them.
fn lines(values: &[Value], marked: &str) -> String {
    let width = values.iter().map(|value| value.value.len()).max().unwrap_or_default();
    let line = |Value { value, about }: &Value| {
        let mark = if *value == marked { '*' } else { ' ' };
        format!("{}\n", format!("  {mark} {value:width$}  {about}").trim_end())
    };
    values.iter().map(line).collect()
}

impl Listing {
    fn text(&self) -> String {
        let options = self.options.iter().map(Listed::text);
        let styles =
            format!("style: how a module is built; each has its own\n{}", lines(&self.styles, &usual_style().name));
        options.chain([styles]).collect::<Vec<_>>().join("\n")
    }
}
