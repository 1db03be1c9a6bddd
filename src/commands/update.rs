//! `scaffold update`: from the templates of one release to those of this one.

use crate::commands::Context;
use crate::commands::act::{Act, Consent};
use crate::error::{Error, Exit, Result};
use crate::pack::{self, Pack};

/// The arguments of `scaffold update`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Only say whether there is an update (exit 1 where there is one)
    #[arg(long, conflicts_with = "dry_run")]
    check: bool,
    #[command(flatten)]
    pub(super) consent: Consent,
}

/// Moves the project to the templates of this release.
pub fn run(args: &Args, context: &Context) -> Result<()> {
    let act = if args.check { Act::read(context)? } else { Act::begin(context)? };
    let pack = Pack::current();
    let changes = pack::changes_since(&act.lock.pack);
    if args.check {
        return check(&act, &pack, &changes, args.consent.json, context);
    }
    let notes = changes.iter().map(|(version, change)| format!("{version}: {change}")).collect();
    let mut wanted = act.wanted(&pack, act.spec.clone())?;
    let proposal = act.propose(&pack, &mut wanted)?;
    act.conclude(context, args.consent, "update", &proposal, notes)
}

fn check(act: &Act, pack: &Pack, changes: &[(String, String)], json: bool, context: &Context) -> Result<()> {
    let (from, to) = (&act.lock.pack, pack.version());
    let is_due = from != to;
    if json {
        let changes: Vec<&String> = changes.iter().map(|(_, change)| change).collect();
        context.printer.object(&serde_json::json!({ "from": from, "to": to, "update": is_due, "changes": changes }))?;
    } else if is_due {
        context.printer.data(&format!("the project is on the templates of {from}; this is {to}\n"))?;
        for (version, change) in changes {
            context.printer.data(&format!("  {version}  {change}\n"))?;
        }
    } else {
        context.printer.data(&format!("the project is on the templates of {to}, the newest\n"))?;
    }
    if is_due { Err(Error::told(Exit::No)) } else { Ok(()) }
}
