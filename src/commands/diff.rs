//! `scaffold diff [PATH]`: what people changed in the files that scaffold wrote.

use std::path::PathBuf;

use crate::commands::Context;
use crate::commands::act::Act;
use crate::error::{Error, Exit, Result};
use crate::merge::{self, Base};
use crate::tree::Standing;
use crate::ui;

/// The arguments of `scaffold diff`.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
What the project would become is shown by `scaffold apply --dry-run` and `scaffold update --dry-run`.

Examples:
  scaffold diff
  scaffold diff app/core")]
pub struct Args {
    /// Only this file, or what lies in this directory
    path: Option<PathBuf>,
    /// Exit 1 where there is a difference
    #[arg(long)]
    exit_code: bool,
    /// Print one JSON object on stdout, for errors too
    #[arg(long)]
    pub(super) json: bool,
}

/// Shows the way from what was written last to what stands on the disk.
pub fn run(args: &Args, context: &Context) -> Result<()> {
    let act = Act::read(context)?;
    let below = args.path.as_ref().map(|path| act.project.relative(path)).transpose()?;
    let is_meant = |path: &str| match below.as_deref() {
        None | Some("") => true,
        Some(below) => path.strip_prefix(below).is_some_and(|rest| rest.is_empty() || rest.starts_with('/')),
    };
    let paths: Vec<&str> = act.lock.files.keys().map(String::as_str).filter(|path| is_meant(path)).collect();
    if let (true, Some(path)) = (paths.is_empty(), &args.path) {
        let error = Error::usage(format!("scaffold wrote nothing at `{}`", path.display()));
        return Err(error.hint("`scaffold diff` without a path shows all changes"));
    }
    let disk = act.project.look(paths.iter().copied())?;
    let edited: Vec<&str> = paths
        .into_iter()
        .filter(|path| match disk.get(*path) {
            Some(Standing::File { content, .. }) => {
                !merge::is_pristine(Base { id: &act.lock.files[*path].1, content: None }, content)
            }
            _ => true,
        })
        .collect();
    let bases = act.prove(&mut None, &edited)?;
    let mut text = String::new();
    let mut unknown = Vec::new();
    for path in &edited {
        let new = match disk.get(*path) {
            Some(Standing::File { content, .. }) => Some(&content[..]),
            _ => None,
        };
        match bases.get(*path) {
            Some(base) => text.push_str(&ui::unified(path, Some(base), new)),
            None => unknown.push((*path).to_owned()),
        }
    }
    if args.json {
        context.printer.object(&serde_json::json!({ "edited": edited, "unknown": unknown, "diff": text }))?;
    } else {
        context.printer.data(&ui::colored(&text))?;
        for path in &unknown {
            context.printer.note(&format!("`{path}` differs, but what scaffold wrote there last can't be found again"));
        }
    }
    if args.exit_code && !edited.is_empty() { Err(Error::told(Exit::No)) } else { Ok(()) }
}
