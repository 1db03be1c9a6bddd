//! What was found, for a program. `docs/check-json.md` documents the format; within a version keys are only added.

use serde::Serialize;

use crate::check::{Finding, Report, Spot};
use crate::ui::findings::shown;

/// The version of the format.
const VERSION: u32 = 1;

#[derive(Serialize)]
struct Document<'r> {
    version: u32,
    root: String,
    clean: bool,
    summary: Summary,
    findings: Vec<One<'r>>,
    skipped: Vec<Skipped<'r>>,
    stale: &'r [String],
}

#[derive(Serialize)]
struct Summary {
    errors: usize,
    warnings: usize,
    checked: usize,
    modules: usize,
    skipped: usize,
    allowed: usize,
    known: usize,
    stale: usize,
}

#[derive(Serialize)]
struct One<'r> {
    rule: &'static str,
    severity: &'static str,
    message: &'r str,
    #[serde(flatten)]
    place: Place<'r>,
    start: usize,
    end: usize,
    hints: &'r [String],
    related: Vec<Other<'r>>,
}

#[derive(Serialize)]
struct Other<'r> {
    message: &'r str,
    #[serde(flatten)]
    place: Place<'r>,
}

#[derive(Serialize)]
struct Place<'r> {
    path: &'r str,
    line: usize,
    column: usize,
    end_line: usize,
    end_column: usize,
}

#[derive(Serialize)]
struct Skipped<'r> {
    path: &'r str,
    reason: &'static str,
}

/// One JSON object.
pub fn view(report: &Report) -> String {
    let document = Document {
        version: VERSION,
        root: shown(&report.root, ""),
        clean: report.findings.is_empty(),
        summary: Summary {
            errors: report.errors(),
            warnings: report.warnings(),
            checked: report.checked,
            modules: report.modules,
            skipped: report.skipped.len(),
            allowed: report.allowed,
            known: report.known,
            stale: report.stale.len(),
        },
        findings: report.findings.iter().map(one).collect(),
        skipped: report.skipped.iter().map(|skipped| Skipped { path: &skipped.path, reason: skipped.reason }).collect(),
        stale: &report.stale,
    };
    let text = serde_json::to_string_pretty(&document).expect("texts and numbers are JSON");
    format!("{text}\n")
}

fn one(finding: &Finding) -> One<'_> {
    let related = finding.related.iter();
    One {
        rule: finding.rule.id(),
        severity: finding.severity.as_str(),
        message: &finding.message,
        place: place(&finding.spot),
        start: finding.range.start,
        end: finding.range.end,
        hints: &finding.hints,
        related: related.map(|other| Other { message: &other.message, place: place(&other.spot) }).collect(),
    }
}

fn place(spot: &Spot) -> Place<'_> {
    Place {
        path: &spot.path,
        line: spot.line,
        column: spot.column,
        end_line: spot.end_line,
        end_column: spot.end_column,
    }
}
