//! `scaffold doctor`: whether a project and its surroundings are as they have to be.

use crate::commands::act::Act;
use crate::commands::{Context, importers, reunite};
use crate::error::{Error, Exit, Result};
use crate::pack::{self, Pack};
use crate::plan::{BESIDE, Plan};
use crate::project;
use crate::tree::Class;

/// The arguments of `scaffold doctor`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Print one JSON object on stdout, for errors too
    #[arg(long)]
    pub(super) json: bool,
}

/// One thing that was looked at.
#[derive(Debug, serde::Serialize)]
struct Finding {
    what: &'static str,
    fine: bool,
    said: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    hint: Option<String>,
}

impl Finding {
    fn fine(what: &'static str, said: impl Into<String>) -> Self {
        Self { what, fine: true, said: said.into(), hint: None }
    }

    fn wrong(what: &'static str, said: impl Into<String>, hint: impl Into<String>) -> Self {
        Self { what, fine: false, said: said.into(), hint: Some(hint.into()) }
    }
}

/// Looks at everything, and says what is wrong with a hint each.
pub fn run(args: &Args, context: &Context) -> Result<()> {
    let act = Act::read(context)?;
    let findings = [
        templates(&act),
        documents(&act),
        base(&act)?,
        conflicts(&act)?,
        migrations(&act)?,
        git(&act),
        uv(),
        requirements(&act)?,
    ];
    let wrong = findings.iter().filter(|finding| !finding.fine).count();
    if args.json {
        context.printer.object(&serde_json::json!({ "fine": wrong == 0, "findings": findings }))?;
        return if wrong == 0 { Ok(()) } else { Err(Error::told(Exit::No)) };
    }
    for finding in &findings {
        context.printer.checked(finding.what, finding.fine, &finding.said)?;
    }
    let hints = findings.iter().filter_map(|finding| finding.hint.clone());
    match wrong {
        0 => Ok(()),
        1 => Err(hints.fold(Error::new(Exit::No, "1 thing is not as it has to be"), Error::hint)),
        _ => Err(hints.fold(Error::new(Exit::No, format!("{wrong} things are not as they have to be")), Error::hint)),
    }
}

fn templates(act: &Act) -> Finding {
    let (on, newest) = (&act.lock.pack, pack::VERSION);
    match Pack::release(on) {
        Some(_) if on == newest => Finding::fine("templates", format!("{on}, the newest")),
        Some(_) => Finding::fine("templates", format!("{on}; `scaffold update` moves the project to {newest}")),
        None => Finding::wrong(
            "templates",
            format!("{on} is not among the releases that this scaffold knows"),
            "`scaffold update` moves the project to the templates of this one",
        ),
    }
}

fn documents(act: &Act) -> Finding {
    if act.spec == act.lock.spec {
        Finding::fine("scaffold.toml", "everything that it asks for is applied")
    } else {
        Finding::wrong(
            "scaffold.toml",
            "it asks for what is not applied",
            "`scaffold apply` does it; `--dry-run` shows it",
        )
    }
}

/// Whether what was written last can be told: rendered again, or found in git.
fn base(act: &Act) -> Result<Finding> {
    let paths: Vec<&str> = act
        .lock
        .files
        .iter()
        .filter(|(_, (class, _))| *class == Class::Managed)
        .map(|(path, _)| path.as_str())
        .collect();
    let proven = act.prove(&mut None, &paths)?;
    let unknown: Vec<&str> = paths.iter().copied().filter(|path| !proven.contains_key(*path)).collect();
    Ok(match unknown.first() {
        None => {
            Finding::fine("base", format!("what scaffold wrote last is known for all {} managed files", paths.len()))
        }
        Some(first) => Finding::wrong(
            "base",
            format!("what scaffold wrote last can't be told for {} files, `{first}` among them", unknown.len()),
            "they will not be merged: scaffold puts its version beside yours; `git fetch --unshallow` may bring the history back",
        ),
    })
}

fn conflicts(act: &Act) -> Result<Finding> {
    let unsettled = act.project.unsettled()?;
    let beside: Vec<String> = act.lock.files.keys().map(|path| format!("{path}{BESIDE}")).collect();
    let left = act.project.look(beside.iter().map(String::as_str))?;
    let torn = reunite::still_torn(&act.project)?;
    if !torn.is_empty() {
        let said = format!("the markers of a merge are in {}", importers::listed(&torn));
        return Ok(Finding::wrong("conflicts", said, reunite::SETTLE));
    }
    Ok(match (unsettled.keys().next(), left.keys().next()) {
        (Some(path), _) => Finding::wrong(
            "conflicts",
            format!("{} are not settled, `{path}` among them", unsettled.len()),
            "settle them, then `scaffold apply --continue`, or `scaffold apply --abort`",
        ),
        (None, Some(path)) => {
            Finding::wrong("conflicts", format!("`{path}` is left over"), "take what you want of it, then delete it")
        }
        (None, None) => Finding::fine("conflicts", "none"),
    })
}

fn migrations(act: &Act) -> Result<Finding> {
    Ok(match act.flawed_history(&Plan::default())? {
        None => Finding::fine("migrations", "each history has one end"),
        Some((flaw, hint)) => Finding::wrong("migrations", flaw, hint),
    })
}

fn git(act: &Act) -> Finding {
    match project::version_of("git") {
        None => Finding::wrong("git", "there is none", "install git, so that what you wrote is kept"),
        Some(version) if act.project.is_in_git() => Finding::fine("git", version),
        Some(_) => {
            Finding::wrong("git", "the project is in no repository", "`git init && git add . && git commit` makes one")
        }
    }
}

fn uv() -> Finding {
    match project::version_of("uv") {
        Some(version) => Finding::fine("uv", version),
        None => Finding::wrong("uv", "there is none", "https://docs.astral.sh/uv/ tells how to install it"),
    }
}

fn requirements(act: &Act) -> Result<Finding> {
    let found = act.project.look(["uv.lock"].into_iter())?;
    Ok(if found.contains_key("uv.lock") {
        Finding::fine("uv.lock", "it is there")
    } else {
        Finding::wrong(
            "uv.lock",
            "it is missing: two machines may install different versions",
            "`uv lock`, then commit it",
        )
    })
}
