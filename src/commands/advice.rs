//! What commands say beside the files: advice that never blocks.

use std::collections::BTreeMap;

use crate::pack;
use crate::project::Git;
use crate::spec::{Module, Spec};

/// From how many modules on the walls between them pay for themselves.
const ENOUGH_MODULES: usize = 3;

/// The notes on a project that was, or would be, made.
pub fn notes(spec: &Spec, git: &Git) -> Vec<String> {
    let auth = usize::from(spec.has_auth());
    let mut notes = Vec::new();
    if spec.modules.len() + auth < ENOUGH_MODULES {
        notes.push(format!("a modular monolith pays from about {ENOUGH_MODULES} modules on"));
    }
    if !spec.has_auth() {
        notes.push("every route is public: the project has no auth; `--auth jwt` adds it".to_owned());
    } else if !spec.modules.is_empty() {
        let guarded = "reading is public, writing needs a known caller; `READS` and `WRITES` of each module decide";
        notes.push(guarded.to_owned());
    }
    notes.extend(spec.modules.iter().filter(|module| is_renamed(module)).map(|module| {
        let (entity, name) = (module.entity.pascal(), module.name.snake());
        format!("a record of `{name}` is called `{entity}`; `--entity {name}=NAME` calls it otherwise")
    }));
    notes.extend(styles(&spec.modules));
    notes.extend(git.advice());
    notes
}

/// What to consider about the styles of these modules, each style once.
pub fn styles<'a>(modules: impl IntoIterator<Item = &'a Module>) -> Vec<String> {
    let mut notes: BTreeMap<&str, (&str, Vec<&str>)> = BTreeMap::new();
    for module in modules {
        let advice = pack::style(module.style).and_then(|style| style.advice.as_deref());
        if let Some(advice) = advice {
            notes.entry(module.style).or_insert((advice, Vec::new())).1.push(module.name.snake());
        }
    }
    let told = |(style, (advice, modules)): (&str, (&str, Vec<&str>))| {
        format!("the style `{style}` of `{}`: {advice}", modules.join("`, `"))
    };
    notes.into_iter().map(told).collect()
}

/// What to do about `uv.lock` where these two versions of `pyproject.toml` ask for different requirements.
pub fn stale_lock(before: &[u8], after: &[u8]) -> Option<String> {
    let requirements = |document: &[u8]| {
        let document: Requirements = toml::from_str(std::str::from_utf8(document).ok()?).ok()?;
        Some((document.project.dependencies, document.groups))
    };
    let differ = requirements(before)? != requirements(after)?;
    differ.then(|| "the requirements are others now: `uv lock`, then commit `uv.lock` too".to_owned())
}

/// What of a `pyproject.toml` goes into its lock.
#[derive(serde::Deserialize)]
struct Requirements {
    #[serde(default)]
    project: ProjectTable,
    #[serde(default, rename = "dependency-groups")]
    groups: BTreeMap<String, toml::Value>,
}

#[derive(Default, serde::Deserialize)]
struct ProjectTable {
    #[serde(default)]
    dependencies: Vec<String>,
}

/// Whether the entity of a module is a guess that its owner may not expect: more than an `s` was taken away.
fn is_renamed(module: &Module) -> bool {
    !module.entity_is_given && format!("{}s", module.entity.pascal()) != module.name.pascal()
}
