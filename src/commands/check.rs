//! `scaffold check`: judges the walls of a project, and says what breaks them.

use std::path::{Path, PathBuf};

use clap::ValueEnum;

use crate::check::{self, Baseline, Options, Report, Rule};
use crate::commands::Context;
use crate::error::{Error, Exit, Result};
use crate::project;
use crate::ui::findings;

/// The arguments of `scaffold check`.
#[derive(Debug, clap::Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of the command line")]
#[command(after_help = "\
Examples:
  scaffold check
  scaffold check --rule cycle --rule layer
  scaffold check --format github
  scaffold check --baseline walls.json --write-baseline
  scaffold check --baseline walls.json")]
pub struct Args {
    /// The project, or the package that holds `core` and `modules`; else the nearest one from here upwards
    path: Option<PathBuf>,
    /// How to say what was found
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t)]
    format: Format,
    /// The same as `--format json`
    #[arg(long, conflicts_with = "format")]
    json: bool,
    /// Judge by this rule only; may be given more than once
    #[arg(long = "rule", value_name = "RULE", value_parser = rule)]
    rules: Vec<Rule>,
    /// Print the rules and leave
    #[arg(long)]
    list_rules: bool,
    /// Let warnings and stale entries of the baseline fail the check too
    #[arg(long)]
    strict: bool,
    /// Leave out what this file knows
    #[arg(long, value_name = "FILE")]
    baseline: Option<PathBuf>,
    /// Write what is found to the baseline, which knows it from now on
    #[arg(long, requires = "baseline", conflicts_with = "rules")]
    write_baseline: bool,
}

/// How to say what was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
enum Format {
    /// Excerpts, for a person
    #[default]
    Text,
    /// One object, for a program
    Json,
    /// Annotations of a GitHub workflow
    Github,
    /// SARIF 2.1.0, for code scanners
    Sarif,
}

impl Args {
    /// Whether the outcome is wanted as JSON.
    pub fn json(&self) -> bool {
        self.json || self.format == Format::Json
    }
}

/// Checks the project, and ends with a no where its walls do not hold.
pub fn run(args: &Args, context: &Context) -> Result<()> {
    if args.list_rules {
        return context.printer.data(&list());
    }
    let root = root(args.path.as_deref())?;
    let rules = (!args.rules.is_empty()).then(|| args.rules.clone());
    let is_full = rules.is_none();
    let mut report = check::check(&root, &Options { rules })?;
    match &args.baseline {
        Some(file) if args.write_baseline => return write(file, &report, context),
        Some(file) => {
            let text = project::read_document(file)?;
            Baseline::read(&text, &file.display().to_string())?.apply(&mut report, is_full);
        }
        None => {}
    }
    context.printer.data(&findings::view(&report, args.view()))?;
    let is_clean = report.errors() == 0;
    let is_spotless = report.findings.is_empty() && report.stale.is_empty();
    if if args.strict { is_spotless } else { is_clean } { Ok(()) } else { Err(Error::told(Exit::No)) }
}

/// The project that was named, or the nearest one.
pub fn root(path: Option<&Path>) -> Result<PathBuf> {
    match path {
        Some(path) => Ok(path.to_owned()),
        None => check::nearest(Path::new(".")).ok_or_else(|| {
            Error::refused("there is no project here or above")
                .hint("a project has a package with `core` and `modules` in it, such as `app/core` and `app/modules`")
        }),
    }
}

impl Args {
    fn view(&self) -> findings::Format {
        match self.format {
            _ if self.json => findings::Format::Json,
            Format::Text => findings::Format::Text,
            Format::Json => findings::Format::Json,
            Format::Github => findings::Format::Github,
            Format::Sarif => findings::Format::Sarif,
        }
    }
}

fn write(file: &Path, report: &Report, context: &Context) -> Result<()> {
    let baseline = Baseline::of(&report.findings);
    project::write_document(file, &baseline.write())?;
    context.printer.note(&format!(
        "`{}` knows {} now",
        file.display(),
        match baseline.len() {
            1 => "1 finding".to_owned(),
            number => format!("{number} findings"),
        }
    ));
    Ok(())
}

/// The rules, one a line, with what each holds.
fn list() -> String {
    let width = Rule::all().map(|rule| rule.id().len()).max().unwrap_or_default();
    Rule::all().map(|rule| format!("{:width$}  {}\n", rule.id(), rule.summary())).collect::<Vec<_>>().concat()
}

/// Reads the name of a rule.
pub fn rule(id: &str) -> Result<Rule, String> {
    Rule::parse(id).ok_or_else(|| {
        let near = Rule::all().map(Rule::id).max_by(|a, b| {
            let likeness = |other: &str| strsim::jaro_winkler(id, other);
            likeness(a).total_cmp(&likeness(b))
        });
        format!("no such rule; did you mean `{}`?", near.unwrap_or_default())
    })
}
