//! Comments that make an exception: `# scaffold: allow RULE -- reason`, in the line that would be reported.
//!
//! The reason is for whoever reads the line in a year. A comment without one allows nothing, and one that allows
//! nothing is reported: whoever reads it believes in a violation that is no longer there.

use ruff_python_ast::token::{TokenKind, Tokens};
use ruff_source_file::LineRanges;
use ruff_text_size::{Ranged, TextRange, TextSize};

use crate::check::project::Project;
use crate::check::report::{Finding, Severity};
use crate::check::rules::Rule;

/// What such a comment begins with, behind its `#` and spaces.
const MARK: &str = "scaffold:";

/// A comment that makes an exception, or means to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Allow {
    /// The comment, from its mark to its end.
    pub range: TextRange,
    /// The first byte of its line.
    line: TextSize,
    /// The rules that it names.
    rules: Vec<Rule>,
    /// What is wrong with it.
    fault: Option<String>,
}

/// The comments of a file that make exceptions.
pub fn allows(text: &str, tokens: &Tokens) -> Vec<Allow> {
    // Few files hold one, and looking through text is cheaper than through tokens.
    if !text.contains(MARK) {
        return Vec::new();
    }
    let comments = tokens.iter().filter(|token| token.kind() == TokenKind::Comment);
    comments.filter_map(|comment| allow(text, comment.range())).collect()
}

/// Takes out what comments allow, adds what is wrong with them, and gives how many findings were taken out.
///
/// `counted` are the rules that were looked at: a comment for any other may well be needed.
pub fn apply(project: &Project, findings: &mut Vec<Finding>, counted: Option<&[Rule]>) -> usize {
    let is_counted = |rule: Rule| counted.is_none_or(|rules| rules.contains(&rule));
    let before = findings.len();
    let mut faults = Vec::new();
    for source in project.sources.iter().filter(|source| !source.allows.is_empty()) {
        for allow in &source.allows {
            if let Some(fault) = &allow.fault {
                let finding = source.finding(Rule::Allow, allow.range, fault.clone());
                faults.push(finding.hint("write `# scaffold: allow RULE -- reason` at the end of the line"));
                continue;
            }
            let line = source.spot(TextRange::empty(allow.line)).line;
            for rule in allow.rules.iter().filter(|rule| is_counted(**rule)) {
                let count = findings.len();
                findings.retain(|finding| {
                    !(finding.rule == *rule && finding.spot.line == line && finding.spot.path == source.path)
                });
                if findings.len() == count {
                    let message = format!("the comment allows `{}`, which nothing here breaks", rule.id());
                    faults.push(source.finding(Rule::Allow, allow.range, message).hint("remove the comment"));
                }
            }
        }
    }
    let allowed = before - findings.len();
    debug_assert!(faults.iter().all(|fault| fault.severity == Severity::Warning), "an exception is never an error");
    if is_counted(Rule::Allow) {
        findings.append(&mut faults);
    }
    allowed
}

fn allow(text: &str, comment: TextRange) -> Option<Allow> {
    let said = &text[comment];
    // It may stand behind another comment: `# noqa  # scaffold: allow …`.
    let at = said.match_indices('#').map(|(at, _)| at).find(|at| said[at + 1..].trim_start().starts_with(MARK))?;
    let body = said[at + 1..].trim_start().strip_prefix(MARK)?.trim();
    let start = comment.start() + TextSize::try_from(at).ok()?;
    let range = TextRange::new(start, comment.end());
    let line = text.line_start(comment.start());
    let wrong = |fault: String| Some(Allow { range, line, rules: Vec::new(), fault: Some(fault) });
    let Some(rest) = body.strip_prefix("allow").filter(|rest| rest.is_empty() || rest.starts_with([' ', '\t'])) else {
        return wrong("the comment is for `scaffold`, but says nothing that is known".to_owned());
    };
    let (names, reason) = rest.split_once("--").unwrap_or((rest, ""));
    let names: Vec<&str> = names.split([',', ' ', '\t']).filter(|name| !name.is_empty()).collect();
    if let Some(unknown) = names.iter().find(|name| Rule::parse(name).is_none()) {
        return wrong(format!("the comment allows `{unknown}`, which is no rule"));
    }
    if names.is_empty() {
        return wrong("the comment allows something, but names no rule".to_owned());
    }
    // What follows a further `#` is another comment.
    if reason.split('#').next().unwrap_or_default().trim().is_empty() {
        return wrong("the comment allows something without a reason".to_owned());
    }
    let rules = names.iter().filter_map(|name| Rule::parse(name)).collect();
    Some(Allow { range, line, rules, fault: None })
}
