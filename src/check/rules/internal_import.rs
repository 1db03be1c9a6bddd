//! `internal-import`: of another module, only its gateway and its events are used.

use rayon::iter::{IntoParallelRefIterator, ParallelIterator};

use crate::check::layout::Place;
use crate::check::project::Project;
use crate::check::report::Finding;
use crate::check::rules::{Rule, reach};

/// What files reach that is private to a module, or that leads to all of them.
pub fn findings(project: &Project) -> Vec<Finding> {
    let judged = project.sources.par_iter().filter(|source| !matches!(source.place, Place::External(_)));
    judged.flat_map_iter(|source| reach::findings(project, source, Rule::InternalImport)).collect()
}
