//! What was found, for a person: the line with what is wrong underlined, what the wall is, and what to do instead.

use std::collections::BTreeSet;
use std::fmt::Write;

use annotate_snippets::{AnnotationKind, Level, Origin, Renderer, Snippet};

use crate::check::{Finding, Report, Rule, Severity};
use crate::ui::findings::{shown, skipped, summary};

/// The widest excerpt, in characters; longer lines are cut where nothing is underlined.
const WIDTH: usize = 140;

/// The report as text. The colours are taken out again where nobody sees them.
pub fn view(report: &Report) -> String {
    let renderer = Renderer::styled().term_width(WIDTH);
    let mut text = String::new();
    let mut told: BTreeSet<Rule> = BTreeSet::new();
    for finding in &report.findings {
        // The way to the page is told once for each rule.
        let explains = told.insert(finding.rule);
        text += &excerpt(report, finding, &renderer, explains);
        text += "\n\n";
    }
    for stale in &report.stale {
        let _ = writeln!(text, "stale in the baseline: {stale}");
    }
    if !report.stale.is_empty() {
        let _ = writeln!(text, "hint: `scaffold check --baseline FILE --write-baseline` takes stale entries out\n");
    }
    let _ = writeln!(text, "{}", summary(report));
    if let Some(skipped) = skipped(report) {
        let _ = writeln!(text, "{skipped}");
    }
    text
}

fn excerpt(report: &Report, finding: &Finding, renderer: &Renderer, explains: bool) -> String {
    let level = match finding.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let path = shown(&report.root, &finding.spot.path);
    let title = level.primary_title(finding.message.as_str()).id(finding.rule.id());
    let excerpt = &finding.excerpt;
    let group = if excerpt.text.trim().is_empty() {
        title.element(Origin::path(path).line(finding.spot.line).char_column(finding.spot.column))
    } else {
        let span = AnnotationKind::Primary.span(excerpt.start..excerpt.end);
        let snippet = Snippet::source(excerpt.text.as_str()).line_start(finding.spot.line).path(path);
        title.element(snippet.annotation(span))
    };
    let related = finding.related.iter().map(|related| {
        let spot = &related.spot;
        let place = format!("{}:{}:{}: {}", shown(&report.root, &spot.path), spot.line, spot.column, related.message);
        Level::NOTE.message(place)
    });
    let why = explains.then(|| format!("`scaffold explain {}` tells why", finding.rule.id()));
    let hints = finding.hints.iter().cloned().chain(why).map(|hint| Level::HELP.with_name("hint").message(hint));
    renderer.render(&[group.elements(related).elements(hints)])
}
