//! (base, spec, disk) → plan; pure. The one way from what is wanted to what will change.

use crate::error::Result;
use crate::pack::Pack;
use crate::plan::{Action, Plan, Step};
use crate::render;
use crate::spec::{Lock, Spec, manifest};

/// Plans a new project, where nothing stands and nothing was written before.
pub fn fresh(pack: &Pack, spec: &Spec) -> Result<Plan> {
    let tree = render::render(pack, spec)?;
    let lock = Lock::of(pack.version(), spec, &tree).write();
    let steps = tree.iter().map(|(path, file)| Step {
        path: path.to_owned(),
        class: file.class,
        from: None,
        action: Action::Create(file.clone()),
    });
    Ok(Plan { steps: steps.collect(), manifest: manifest::write(spec), lock, ..Plan::default() })
}
