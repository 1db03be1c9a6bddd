//! `cycle`: modules do not depend on one another in a circle.

use ruff_text_size::TextRange;

use crate::check::graph::{Graph, Use, names, reached};
use crate::check::project::Project;
use crate::check::report::Finding;
use crate::check::rules::Rule;

/// Each circle once, at the first place that is part of it, with every other use that is.
pub fn findings(project: &Project, graph: &Graph) -> Vec<Finding> {
    graph.circles().iter().filter_map(|circle| finding(project, circle)).collect()
}

fn finding(project: &Project, circle: &[&Use]) -> Option<Finding> {
    let first = circle.first()?;
    let (at, range) = place(project, first)?;
    let path = names(circle).join(" -> ");
    let finding = project.sources[at]
        .finding(Rule::Cycle, range, format!("modules use one another in a circle: {path}"))
        .hint("let one of them publish an event that the other listens to, or move what both need to a third module");
    Some(circle.iter().fold(finding, |finding, one| {
        let more = match one.places.len() {
            1 => String::new(),
            count => format!(", as in {} more {}", count - 1, if count == 2 { "place" } else { "places" }),
        };
        finding.relate(one.places[0].clone(), format!("`{}` uses `{}` here{more}", one.from, one.to))
    }))
}

/// The first place of a use, as a range in its file.
fn place(project: &Project, one: &Use) -> Option<(usize, TextRange)> {
    let first = one.places.first()?;
    let source = project.sources.iter().find(|source| source.path == first.path)?;
    let edges = project.edges[source.at].iter().filter(|edge| reached(project, edge) == Some(&one.to));
    edges.map(|edge| (source.at, edge.range)).find(|(_, range)| source.spot(*range) == *first)
}
