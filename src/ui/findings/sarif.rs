//! What was found, as SARIF 2.1.0, for code scanners.

use std::fmt::Write;

use serde_json::{Value, json};

use crate::check::{Finding, Report, Rule, Spot};
use crate::ui::findings::shown;

const SCHEMA: &str = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// One log with one run.
pub fn view(report: &Report) -> String {
    let skipped: Vec<Value> = report
        .skipped
        .iter()
        .map(|skipped| {
            let text = format!("skipped `{}`: {}", skipped.path, skipped.reason);
            json!({ "level": "note", "message": { "text": text } })
        })
        .collect();
    let log = json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "scaffold",
                "version": env!("CARGO_PKG_VERSION"),
                "rules": Rule::all().map(rule).collect::<Vec<_>>(),
            } },
            "columnKind": "unicodeCodePoints",
            "invocations": [{ "executionSuccessful": true, "toolExecutionNotifications": skipped }],
            "results": report.findings.iter().map(|finding| result(report, finding)).collect::<Vec<_>>(),
        }],
    });
    format!("{log:#}\n")
}

fn rule(rule: Rule) -> Value {
    json!({
        "id": rule.id(),
        "shortDescription": { "text": rule.summary() },
        "help": { "text": rule.prose(), "markdown": rule.prose() },
        "defaultConfiguration": { "level": rule.severity().as_str() },
    })
}

fn result(report: &Report, finding: &Finding) -> Value {
    let hints = finding.hints.iter().map(|hint| format!("\nhint: {hint}")).collect::<Vec<_>>().concat();
    let related: Vec<Value> = finding
        .related
        .iter()
        .enumerate()
        .map(|(at, related)| {
            let mut place = location(report, &related.spot);
            place["id"] = json!(at + 1);
            place["message"] = json!({ "text": related.message });
            place
        })
        .collect();
    json!({
        "ruleId": finding.rule.id(),
        "ruleIndex": Rule::all().position(|rule| rule == finding.rule),
        "level": finding.severity.as_str(),
        "message": { "text": format!("{}{hints}", finding.message) },
        "locations": [location(report, &finding.spot)],
        "relatedLocations": related,
    })
}

fn location(report: &Report, spot: &Spot) -> Value {
    json!({ "physicalLocation": {
        "artifactLocation": { "uri": uri(&shown(&report.root, &spot.path)) },
        "region": {
            "startLine": spot.line,
            "startColumn": spot.column,
            "endLine": spot.end_line,
            "endColumn": spot.end_column,
        },
    } })
}

/// A path as a relative or absolute reference: everything that is no plain letter, digit or mark is percent-encoded.
fn uri(path: &str) -> String {
    let mut uri = String::with_capacity(path.len());
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            uri.push(char::from(byte));
        } else {
            let _ = write!(uri, "%{byte:02X}");
        }
    }
    uri
}
