//! `cycle`: modules do not depend on one another in a circle.

use crate::check::graph::{Graph, Use, names};
use crate::check::project::Project;
use crate::check::report::Finding;
use crate::check::rules::Rule;

/// Each circle once, at the first place that is part of it, with every other use that is.
pub fn findings(project: &Project, graph: &Graph) -> Vec<Finding> {
    graph.circles().iter().filter_map(|circle| finding(project, circle)).collect()
}

fn finding(project: &Project, circle: &[&Use]) -> Option<Finding> {
    let (at, range) = *circle.first()?.at.first()?;
    let path = names(circle).join(" -> ");
    let finding = project.sources[at]
        .finding(Rule::Cycle, range, format!("modules use one another in a circle: {path}"))
        .hint("let one of them publish an event that the other listens to, or move what both need to a third module");
    Some(circle.iter().fold(finding, |finding, one| {
        let more = match one.at.len() {
            1 => String::new(),
            count => format!(", as in {} more {}", count - 1, if count == 2 { "place" } else { "places" }),
        };
        let (file, range) = one.at[0];
        finding.relate(project.sources[file].spot(range), format!("`{}` uses `{}` here{more}", one.from, one.to))
    }))
}
