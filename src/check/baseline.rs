//! What was there yesterday: a list of findings that are known, as a ratchet.
//!
//! An entry is a rule, a path and a message, with how often that is found; lines are left out, so that an edit above
//! does not make an old finding new. Entries that nothing matches any more are stale and are to be taken out.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::check::report::{Finding, Report};
use crate::error::{Error, Result};

/// The version of the format.
const VERSION: u32 = 1;

/// The findings that are known.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Baseline {
    counts: BTreeMap<Key, usize>,
}

/// What makes a finding the same one tomorrow.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
struct Key {
    path: String,
    rule: String,
    message: String,
}

#[derive(Serialize, Deserialize)]
struct Document {
    version: u32,
    findings: Vec<Entry>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    path: String,
    rule: String,
    message: String,
    count: usize,
}

impl Baseline {
    /// The findings of a report, as known from now on.
    pub fn of(findings: &[Finding]) -> Self {
        let mut counts = BTreeMap::new();
        for finding in findings {
            *counts.entry(Key::of(finding)).or_default() += 1;
        }
        Self { counts }
    }

    /// Reads what [`Baseline::write`] wrote; `name` is for the error.
    pub fn read(text: &str, name: &str) -> Result<Self> {
        let wrong = |what: String| {
            Error::usage(format!("`{name}` is no baseline: {what}"))
                .hint("`scaffold check --write-baseline --baseline FILE` writes one")
        };
        let document: Document = serde_json::from_str(text).map_err(|error| wrong(error.to_string()))?;
        if document.version != VERSION {
            return Err(wrong(format!("version {} of the format is not known", document.version)));
        }
        let entries = document.findings.into_iter();
        let counts = entries.map(|Entry { path, rule, message, count }| (Key { path, rule, message }, count));
        Ok(Self { counts: counts.collect() })
    }

    /// The document, sorted, one entry a line but for its braces.
    #[expect(clippy::missing_panics_doc, reason = "texts and numbers are always JSON")]
    pub fn write(&self) -> String {
        let entries = self.counts.iter().map(|(key, count)| {
            let Key { path, rule, message } = key.clone();
            Entry { path, rule, message, count: *count }
        });
        let document = Document { version: VERSION, findings: entries.collect() };
        let text = serde_json::to_string_pretty(&document).expect("texts and numbers are JSON");
        format!("{text}\n")
    }

    /// How many findings it knows.
    pub fn len(&self) -> usize {
        self.counts.values().sum()
    }

    /// Whether it knows none.
    pub fn is_empty(&self) -> bool {
        self.counts.is_empty()
    }

    /// Takes out of a report what is known. On a `full` run, which looked at everything, what was not met is stale.
    pub fn apply(&self, report: &mut Report, full: bool) {
        let mut left = self.counts.clone();
        let before = report.findings.len();
        report.findings.retain(|finding| match left.get_mut(&Key::of(finding)) {
            Some(count) if *count > 0 => {
                *count -= 1;
                false
            }
            _ => true,
        });
        report.known = before - report.findings.len();
        if full {
            let stale = left.into_iter().filter(|(_, count)| *count > 0);
            report.stale = stale.map(|(key, _)| format!("{}: {}: {}", key.path, key.rule, key.message)).collect();
        }
    }
}

impl Key {
    fn of(finding: &Finding) -> Self {
        Self { path: finding.spot.path.clone(), rule: finding.rule.id().to_owned(), message: finding.message.clone() }
    }
}
