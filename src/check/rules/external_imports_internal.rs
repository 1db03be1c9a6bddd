//! `external-imports-internal`: a packaged module and the application do not import one another.

use crate::check::layout::Place;
use crate::check::project::Project;
use crate::check::report::Finding;
use crate::check::rules::Rule;

/// What packaged modules import of the application, and modules or the kernel of packaged modules.
pub fn findings(project: &Project) -> Vec<Finding> {
    let layout = project.layout;
    let mut found = Vec::new();
    for source in project.sources {
        for edge in &project.edges[source.at] {
            let first = edge.target.split('.').next().unwrap_or(&edge.target);
            let is_packaged = layout.externals.iter().any(|(name, _)| name == first);
            match &source.place {
                Place::External(own) if first == layout.package && first != own => {
                    let message =
                        format!("packaged module `{own}` imports `{}`, which is of the application", edge.target);
                    found.push(
                        source.finding(Rule::ExternalImportsInternal, edge.range, message).hint(
                            "a packaged module gets what it needs when it is registered; it imports libraries only",
                        ),
                    );
                }
                Place::External(own) if is_packaged && first != own => {
                    let message = format!("packaged module `{own}` imports `{}`, another packaged module", edge.target);
                    found.push(
                        source
                            .finding(Rule::ExternalImportsInternal, edge.range, message)
                            .hint("let the application connect them"),
                    );
                }
                Place::Kernel | Place::Module(_) if is_packaged => {
                    let message = format!("the application imports `{}`, a packaged module", edge.target);
                    found.push(
                        source
                            .finding(Rule::ExternalImportsInternal, edge.range, message)
                            .hint("name it in the settings, so that it is loaded by its entry point"),
                    );
                }
                _ => {}
            }
        }
    }
    found.dedup_by(|a, b| a.spot.path == b.spot.path && a.spot.line == b.spot.line && a.message == b.message);
    found
}
