//! `unreadable`: what can't be read is not taken for clean.

use crate::check::project::Project;
use crate::check::report::Finding;
use crate::check::rules::Rule;

/// A finding for each file that can't be decoded or parsed; its imports are judged all the same, as far as they go.
pub fn findings(project: &Project) -> Vec<Finding> {
    let faulty = project.sources.iter().flat_map(|source| source.faults.iter().map(move |fault| (source, fault)));
    faulty
        .map(|(source, fault)| {
            source
                .finding(Rule::Unreadable, fault.range, format!("can't be checked: {}", fault.message))
                .hint("make the file valid Python; what can't be read counts as a violation")
        })
        .collect()
}
