//! `scaffold set KEY=VALUE...`: options, changed later.

use crate::commands::act::{Act, Consent};
use crate::commands::{Context, remove_module};
use crate::error::Result;

/// The arguments of `scaffold set`.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
`scaffold options` lists what can be set, and to what.

Examples:
  scaffold set auth=jwt
  scaffold set outbox=on broker=nats
  scaffold set auth=none --dry-run")]
pub struct Args {
    /// What to set, as in `auth=jwt`
    #[arg(value_name = "KEY=VALUE", required = true)]
    options: Vec<String>,
    #[command(flatten)]
    pub(super) consent: Consent,
}

/// Sets the options, and carries that out.
pub fn run(args: &Args, context: &Context) -> Result<()> {
    let act = Act::begin(context)?;
    let pack = act.pack()?;
    let spec = act.spec.clone().with_options(&args.options)?;
    let mut wanted = act.wanted(&pack, spec)?;
    let proposal = act.propose(&pack, &mut wanted)?;
    let notes = remove_module::farewell(&act, &wanted, &proposal)?;
    act.conclude(context, args.consent, "set", &proposal, notes)
}
