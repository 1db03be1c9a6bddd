//! `internal-import`: of another module, only its gateway and its events are used.

use rayon::iter::{IntoParallelRefIterator, ParallelIterator};
use ruff_text_size::TextRange;

use crate::check::exports::DOORS;
use crate::check::layout::Place;
use crate::check::project::Project;
use crate::check::report::Finding;
use crate::check::rules::{Rule, reach};

/// What files reach that is private to a module, or that leads to all of them.
pub fn findings(project: &Project) -> Vec<Finding> {
    let judged = project.sources.par_iter().filter(|source| !matches!(source.place, Place::External(_)));
    let mut found: Vec<Finding> =
        judged.flat_map_iter(|source| reach::findings(project, source, Rule::InternalImport)).collect();
    found.extend(project.layout.links.iter().filter_map(|(link, target)| linked(project, link, target)));
    found
}

/// A link by which the inside of another module lies in a module under a name of its own: told at the first file.
fn linked(project: &Project, link: &str, target: &str) -> Option<Finding> {
    let (module, _) = project.layout.module_at(link)?;
    let (other, inside) = project.layout.module_at(target).filter(|(other, _)| *other != module)?;
    let is_door = DOORS.iter().any(|door| inside.strip_suffix(".py") == Some(door));
    let at = project.sources.partition_point(|source| source.path.as_str() < link);
    let source = project.sources.get(at).filter(|source| source.path.starts_with(link) && !is_door)?;
    let message = format!("module `{module}` links to `{target}`, which is private to `{other}`");
    let hint = format!("import what you need from `{}.modules.{other}.gateway`", project.layout.package);
    Some(source.finding(Rule::InternalImport, TextRange::default(), message).hint(hint))
}
