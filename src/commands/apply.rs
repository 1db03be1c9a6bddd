//! `scaffold apply`: carries out what `scaffold.toml` says; and ends, one way or the other, a change with conflicts.

use crate::commands::Context;
use crate::commands::act::{Act, Consent};
use crate::commands::{act, remove_module, reunite, undo};
use crate::error::{Error, Exit, Result};
use crate::merge::validate;
use crate::plan::BESIDE;
use crate::project::Record;
use crate::tree::Standing;

/// The arguments of `scaffold apply`.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Edit scaffold.toml by hand, then apply it: modules, uses, fields and options become what it says. After a `git merge` \
of two branches that each changed the project, it repairs what both wrote mechanically.

Examples:
  scaffold apply --dry-run
  scaffold apply --continue")]
pub struct Args {
    /// End a change whose conflicts are settled now
    #[arg(long = "continue", conflicts_with_all = ["abort", "dry_run"])]
    go_on: bool,
    /// Take a change with conflicts back, with what was settled of it
    #[arg(long)]
    abort: bool,
    #[command(flatten)]
    pub(super) consent: Consent,
}

/// Carries out what is wanted, or ends what was begun.
pub fn run(args: &Args, context: &Context) -> Result<()> {
    if args.go_on {
        return go_on(args.consent, context);
    }
    if args.abort {
        return abort(args.consent, context);
    }
    let project = act::find(context)?;
    if reunite::is_torn(&project) {
        return reunite::run(project, args.consent, context);
    }
    let act = Act::begin(context)?;
    let pack = act.pack()?;
    let mut wanted = act.wanted(&pack, act.spec.clone())?;
    let proposal = act.propose(&pack, &mut wanted)?;
    let notes = remove_module::farewell(&act, &wanted, &proposal)?;
    act.conclude(context, args.consent, "apply", &proposal, notes)?;
    reunite::ended(&reunite::still_torn(&act.project)?, args.consent)
}

/// The last change, where it left conflicts.
fn unsettled(act: &Act) -> Result<Record> {
    act.project.last()?.filter(|record| !record.unsettled.is_empty()).ok_or_else(|| {
        Error::refused("there is nothing to settle: the last change left no conflicts")
            .hint("`scaffold status` shows how things stand")
    })
}

fn go_on(consent: Consent, context: &Context) -> Result<()> {
    let mut act = Act::read(context)?;
    let record = unsettled(&act)?;
    let beside = |path: &str| format!("{path}{BESIDE}");
    let places: Vec<String> = record.unsettled.keys().flat_map(|path| [path.clone(), beside(path)]).collect();
    let disk = act.project.look(places.iter().map(String::as_str))?;
    let mut open = Vec::new();
    for (path, conflict) in &record.unsettled {
        let is_marked = match disk.get(path) {
            Some(Standing::File { content, .. }) => validate::has_markers(content),
            _ => false,
        };
        if conflict.beside && disk.contains_key(&beside(path)) {
            open.push(format!("`{path}`: take what you want of `{}`, then delete that file", beside(path)));
        } else if is_marked {
            open.push(format!("`{path}`: it still has conflict markers"));
        }
    }
    if !open.is_empty() {
        let message = format!("{} of {} conflicts are not settled", open.len(), record.unsettled.len());
        return Err(open.into_iter().fold(Error::new(Exit::No, message), Error::hint));
    }
    let settled: Vec<String> = record.unsettled.keys().cloned().collect();
    act.lock.files.extend(record.unsettled.into_iter().map(|(path, conflict)| (path, conflict.line)));
    act.project.settle(&act.lock.write())?;
    if consent.json {
        return context.printer.object(&serde_json::json!({ "command": "apply --continue", "settled": settled }));
    }
    settled.iter().try_for_each(|path| context.printer.talk(&format!("   settled  {path}\n")))
}

fn abort(consent: Consent, context: &Context) -> Result<()> {
    let act = Act::read(context)?;
    let record = unsettled(&act)?;
    let beside: Vec<String> = record.unsettled.keys().map(|path| format!("{path}{BESIDE}")).collect();
    let given_up: Vec<&str> = record.unsettled.keys().chain(&beside).map(String::as_str).collect();
    let proposal = undo::taken_back(&act, &record, &given_up)?;
    let note = format!("this takes back `scaffold {}`", record.command);
    act.conclude(context, consent, "apply --abort", &proposal, vec![note])
}
