//! Projects that their owners edited: the oracle judges every plan.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};

use scaffold::plan::Action;

use crate::changes::Journey;
use crate::edits::edit;
use crate::memory::Project;
use crate::oracle::{Case, told};
use crate::support::draws::Dice;

/// How many cases there are, unless `LAWS_CASES` says otherwise.
const CASES: u64 = 4000;

/// How many owners go on each journey, and edit before it as they like.
const OWNERS: u64 = 20;

/// What happened in the cases, in numbers: laws that are about nothing hold easily.
type Shown = BTreeMap<&'static str, usize>;

#[test]
fn nothing_that_the_owner_wrote_disappears() {
    let cases = std::env::var("LAWS_CASES").map_or(CASES, |count| count.parse().expect("LAWS_CASES is a number"));
    let next = AtomicU64::new(0);
    let (shown, flaws) = (Mutex::new(Shown::new()), Mutex::new(Vec::new()));
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                loop {
                    let number = next.fetch_add(1, Ordering::Relaxed);
                    if number * OWNERS >= cases {
                        break;
                    }
                    let journey = Journey::draw(number);
                    for owner in 0..OWNERS {
                        let edits = edits(number, owner);
                        match attempt(&journey, &edits) {
                            Ok(seen) => seen.into_iter().for_each(|(what, count)| {
                                *shown.lock().unwrap().entry(what).or_default() += count;
                            }),
                            Err(_) => flaws.lock().unwrap().push(story(&journey, number, owner, edits)),
                        }
                    }
                }
            });
        }
    });
    let flaws = flaws.into_inner().unwrap();
    assert!(flaws.is_empty(), "{} of {cases} cases break the laws:\n\n{}", flaws.len(), flaws.join("\n\n"));
    let shown = shown.into_inner().unwrap();
    for what in ["create", "update", "merge", "delete", "adopt", "keep", "conflict", "follow"] {
        let count = shown.get(what).copied().unwrap_or(0);
        assert!(count > usize::try_from(cases / 200).unwrap(), "too few steps are a {what}: {shown:?}");
    }
}

/// The numbers of the edits that an owner makes before a journey.
fn edits(journey: u64, owner: u64) -> Vec<u64> {
    let mut dice = Dice(journey * OWNERS + owner);
    (0..dice.between(1, 8)).map(|_| dice.roll() % 100_000).collect()
}

/// Edits a project, plans the journey, and judges the plan.
fn attempt(journey: &Journey, edits: &[u64]) -> Result<Shown, String> {
    catch_unwind(AssertUnwindSafe(|| {
        let mut project = journey.start.clone();
        for number in edits {
            edit(&mut project, journey, *number);
        }
        judge(journey, &project)
    }))
    .unwrap_or_else(|panic| {
        let said = panic.downcast_ref::<String>().cloned();
        Err(format!("it panics: {}", said.unwrap_or_default()))
    })
}

fn judge(journey: &Journey, project: &Project) -> Result<Shown, String> {
    let mut wanted = journey.wanted(&project.manifest);
    let plan = project.plan(&mut wanted);
    let after = project.after(&plan, &wanted);
    Case { project, wanted: &wanted, plan: &plan, after: &after }
        .judge()
        .map_err(|flaw| format!("{flaw}\n{}", told(&plan)))?;
    let mut shown = Shown::new();
    for step in &plan.steps {
        *shown.entry(step.action.verb()).or_default() += 1;
        let is_followed = step.from.is_some() && !matches!(step.action, Action::Keep(_));
        *shown.entry("follow").or_default() += usize::from(is_followed);
    }
    Ok(shown)
}

/// A failure with the fewest edits that it takes.
fn story(journey: &Journey, number: u64, owner: u64, mut edits: Vec<u64>) -> String {
    let mut at = 0;
    while at < edits.len() {
        let mut fewer = edits.clone();
        fewer.remove(at);
        if attempt(journey, &fewer).is_err() {
            edits = fewer;
        } else {
            at += 1;
        }
    }
    let flaw = attempt(journey, &edits).err().unwrap_or_default();
    format!("journey {number} ({}), owner {owner}, edits {edits:?}: {flaw}", journey.name)
}
