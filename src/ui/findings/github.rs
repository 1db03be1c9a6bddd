//! What was found, as workflow commands that GitHub shows beside the lines.

use std::fmt::Write;

use crate::check::{Finding, Report};
use crate::ui::findings::{shown, skipped, summary};

/// One command a finding; GitHub takes all other lines as talk.
pub fn view(report: &Report) -> String {
    let mut text = String::new();
    for finding in &report.findings {
        let _ = writeln!(text, "{}", command(report, finding));
    }
    for stale in &report.stale {
        let _ = writeln!(text, "::notice title=stale in the baseline::{}", data(stale));
    }
    let _ = writeln!(text, "{}", summary(report));
    if let Some(skipped) = skipped(report) {
        let _ = writeln!(text, "{skipped}");
    }
    text
}

fn command(report: &Report, finding: &Finding) -> String {
    let spot = &finding.spot;
    let mut at =
        format!("file={},line={},endLine={}", property(&shown(&report.root, &spot.path)), spot.line, spot.end_line);
    // Columns are refused for more than one line.
    if spot.line == spot.end_line {
        let _ = write!(at, ",col={},endColumn={}", spot.column, spot.end_column);
    }
    let mut said = finding.message.clone();
    for related in &finding.related {
        let place = shown(&report.root, &related.spot.path);
        let _ = write!(said, "\n{place}:{}: {}", related.spot.line, related.message);
    }
    for hint in &finding.hints {
        let _ = write!(said, "\nhint: {hint}");
    }
    format!("::{} {at},title={}::{}", finding.severity.as_str(), property(finding.rule.id()), data(&said))
}

/// Escapes what follows `::`.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// Escapes the value of a property.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
