//! `core-imports-module`: the kernel knows no module, and neither do its tests.

use rayon::iter::{IntoParallelRefIterator, ParallelIterator};

use crate::check::layout::Place;
use crate::check::project::Project;
use crate::check::report::Finding;
use crate::check::rules::{Rule, reach};

/// What the kernel reaches of modules, or of what is put together from them.
pub fn findings(project: &Project) -> Vec<Finding> {
    let kernel = project.sources.par_iter().filter(|source| matches!(source.place, Place::Kernel | Place::KernelTests));
    kernel.flat_map_iter(|source| reach::findings(project, source, Rule::CoreImportsModule)).collect()
}
