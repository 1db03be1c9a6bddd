//! The matrix of options: which combinations are tried. It is made from the folders of the templates, so that a new
//! folder is in it without anybody adding it.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use scaffold::pack::{Choice, NONE, choice, choices};

/// A value for each option.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Case(pub BTreeMap<&'static str, &'static str>);

/// Two options and the values that they have together.
type Pair = [(&'static str, &'static str); 2];

impl fmt::Display for Case {
    /// What is not as it is by default: `auth=oauth2 cache=redis`.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let differs = |(key, value): &(&&str, &&str)| choice(key).is_some_and(|choice| choice.default != **value);
        let chosen = self.0.iter().filter(differs).map(|(key, value)| format!("{key}={value}"));
        formatter.write_str(&chosen.collect::<Vec<_>>().join(" "))
    }
}

impl Case {
    /// What a project is without a word, with these options set and with what they need.
    fn with(set: &[(&'static str, &'static str)]) -> Self {
        let mut case: BTreeMap<_, _> = choices().iter().map(|it| (it.key.as_str(), it.default.as_str())).collect();
        case.extend(set.iter().copied());
        loop {
            let on = choices().iter().filter(|choice| case[choice.key.as_str()] != NONE);
            let needed = on.flat_map(|choice| &choice.needs).find(|need| case[need.as_str()] == NONE);
            let Some(needed) = needed.and_then(|key| choice(key)) else { return Self(case) };
            case.insert(&needed.key, needed.usual());
        }
    }

    /// The same for the Python that machines have: a newer one can be written for, and not run.
    #[must_use]
    pub fn for_any_machine(mut self) -> Self {
        let oldest = choice("python").map_or("", |choice| choice.default.as_str());
        self.0.insert("python", oldest);
        self
    }

    /// What each option is set to, one after the other.
    pub fn values(&self) -> BTreeSet<(&'static str, &'static str)> {
        self.0.iter().map(|(key, value)| (*key, *value)).collect()
    }

    fn pairs(&self) -> impl Iterator<Item = Pair> {
        let values: Vec<_> = self.0.iter().map(|(key, value)| (*key, *value)).collect();
        let count = values.len();
        (0..count).flat_map(move |one| {
            let values = values.clone();
            (one + 1..count).map(move |other| [values[one], values[other]])
        })
    }
}

/// Every value of every option.
pub fn values() -> Vec<(&'static str, &'static str)> {
    choices().iter().flat_map(|choice| choice.words().map(|word| (choice.key.as_str(), word))).collect()
}

/// Each value alone, all features at once, each database with each way to sign in, and each value of an option together
/// with each of another one.
pub fn cases() -> Vec<Case> {
    let alone = values().into_iter().map(|value| Case::with(&[value]));
    let crossed = of("database").flat_map(|database| of("auth").map(move |auth| Case::with(&[database, auth])));
    let mut all: Vec<Case> = Vec::new();
    for case in alone.chain([everything()]).chain(crossed).chain(covering()) {
        if !all.contains(&case) {
            all.push(case);
        }
    }
    all
}

/// All features, with auth.
pub fn everything() -> Case {
    let features = choices().iter().filter(|choice| choice.is_feature || choice.key == "auth");
    Case::with(&features.map(|choice| (choice.key.as_str(), choice.usual())).collect::<Vec<_>>())
}

fn of(key: &str) -> impl Iterator<Item = (&'static str, &'static str)> + use<> {
    let choice = choice(key).expect("it is an option");
    choice.words().map(|word| (choice.key.as_str(), word))
}

/// Cases that together show every pair of values that may be: each is grown from a pair that none before it shows,
/// taking for each option the value that shows most of the others (the greedy way of AETG).
pub fn covering() -> Vec<Case> {
    let values = values();
    let mut open: BTreeSet<Pair> = values
        .iter()
        .flat_map(|one| values.iter().filter(move |other| one.0 < other.0).map(move |other| [*one, *other]))
        .filter(|pair| fits(&pair.iter().copied().collect()))
        .collect();
    let mut cases = Vec::new();
    while let Some(first) = open.first() {
        let mut grown: BTreeMap<&str, &str> = first.iter().copied().collect();
        for choice in choices() {
            if grown.contains_key(choice.key.as_str()) {
                continue;
            }
            let shown = |word: &&'static str| {
                let new = (choice.key.as_str(), *word);
                grown.iter().filter(|(key, value)| open.contains(&pair((**key, **value), new))).count()
            };
            let legal = choice.words().filter(|word| fits(&with(&grown, choice, word)));
            // Of values that show as much, the first.
            let best = legal.rev_max_by_key(shown);
            grown.insert(&choice.key, best.expect("an option has a value that fits"));
        }
        let case = Case(grown);
        open = &open - &case.pairs().collect();
        cases.push(case);
    }
    cases
}

/// Cases that can be run on any machine, at least `least`, that between them show each value at least twice.
pub fn telling(least: usize) -> Vec<Case> {
    let all: BTreeSet<Case> = cases().into_iter().map(Case::for_any_machine).collect();
    let runnable = |value: &(&str, &str)| all.iter().any(|case| case.values().contains(value));
    let mut wanting: BTreeMap<_, usize> = values().into_iter().filter(runnable).map(|value| (value, 2)).collect();
    let mut chosen: Vec<Case> = Vec::new();
    while chosen.len() < least || wanting.values().any(|count| *count > 0) {
        let gain = |case: &&Case| case.values().iter().filter(|value| wanting[*value] > 0).count();
        let Some(best) = all.iter().filter(|case| !chosen.contains(case)).rev_max_by_key(gain) else { break };
        for value in best.values() {
            wanting.entry(value).and_modify(|count| *count = count.saturating_sub(1));
        }
        chosen.push(best.clone());
    }
    chosen
}

fn pair(one: (&'static str, &'static str), other: (&'static str, &'static str)) -> Pair {
    if one.0 < other.0 { [one, other] } else { [other, one] }
}

fn with(
    grown: &BTreeMap<&'static str, &'static str>,
    choice: &'static Choice,
    word: &'static str,
) -> BTreeMap<&'static str, &'static str> {
    grown.iter().map(|(key, value)| (*key, *value)).chain([(choice.key.as_str(), word)]).collect()
}

/// Whether nothing that is on needs something that is off; what is not said yet may still be on.
fn fits(grown: &BTreeMap<&str, &str>) -> bool {
    choices().iter().all(|choice| {
        let on = grown.get(choice.key.as_str()).is_some_and(|value| *value != NONE);
        !on || choice.needs.iter().all(|need| grown.get(need.as_str()) != Some(&NONE))
    })
}

/// The first of those that are greatest, where `Iterator::max_by_key` gives the last.
trait FirstMax: Iterator + Sized {
    fn rev_max_by_key<K: Ord>(self, key: impl Fn(&Self::Item) -> K) -> Option<Self::Item> {
        self.fold(None, |best, item| match best {
            Some(best) if key(&best) >= key(&item) => Some(best),
            _ => Some(item),
        })
    }
}

impl<I: Iterator> FirstMax for I {}
