//! `undeclared-dependency`: what a module uses is declared in its `module.py`, and what is declared is used.
//!
//! A project in which no module has a manifest declares nothing, and nothing is missing.

use std::collections::BTreeSet;

use ruff_text_size::{TextRange, TextSize};
use rustc_hash::FxHashMap;

use crate::check::edges::Kind;
use crate::check::graph::reached;
use crate::check::manifest::{Manifest, manifest};
use crate::check::project::Project;
use crate::check::report::Finding;
use crate::check::rules::{Rule, reach};
use crate::check::source::Source;

/// Uses without a declaration, declarations without a use, and modules that declare nothing at all.
pub fn findings(project: &Project) -> Vec<Finding> {
    let manifests: Vec<(&str, Option<Manifest>)> =
        project.layout.modules.iter().map(|module| (module.as_str(), manifest(project, module))).collect();
    if manifests.iter().all(|(_, manifest)| manifest.is_none()) {
        return Vec::new();
    }
    let mut files: FxHashMap<&str, Vec<&Source>> = FxHashMap::default();
    for source in project.sources {
        if let Some(module) = source.module.as_deref() {
            files.entry(module).or_default().push(source);
        }
    }
    let each = manifests.iter().flat_map(|(module, manifest)| {
        let files = files.get(module).map(Vec::as_slice).unwrap_or_default();
        match manifest {
            Some(manifest) => declared(project, module, manifest, files),
            None => silent(project, module, files),
        }
    });
    each.collect()
}

fn declared(project: &Project, module: &str, manifest: &Manifest, files: &[&Source]) -> Vec<Finding> {
    let at = |range: TextRange, message: String| manifest.source.finding(Rule::UndeclaredDependency, range, message);
    let Some(uses) = &manifest.uses else {
        let finding = at(manifest.range, format!("what `{module}` uses can't be told from its manifest"));
        return vec![finding.hint("write `uses=(...)` with the names of the modules")];
    };
    let mut found = Vec::new();
    let mut in_use: BTreeSet<String> = BTreeSet::new();
    for source in files {
        let mut told: BTreeSet<(usize, &str)> = BTreeSet::new();
        for edge in &project.edges[source.at] {
            let Some(target) = reached(project, edge).filter(|target| *target != module) else { continue };
            in_use.insert(target.to_owned());
            // An attribute counts where no statement tells of the module.
            let is_told =
                matches!(edge.kind, Kind::Attribute | Kind::Value) && told.iter().any(|(_, other)| *other == target);
            // Whoever breaks another wall is told that first: behind a gateway the answer may be another one.
            if is_told || uses.iter().any(|(name, _)| name == target) || reach::is_refused(project, &source.place, edge)
            {
                continue;
            }
            let message = format!("module `{module}` uses `{target}`, which its `module.py` does not declare");
            let finding = source.finding(Rule::UndeclaredDependency, edge.range, message);
            if told.insert((finding.spot.line, target)) {
                found.push(finding.hint(format!("add `{target}` to `uses` in `{}`", manifest.source.path)));
            }
        }
    }
    for (name, range) in uses {
        if name == module {
            found.push(
                at(*range, format!("module `{module}` declares that it uses itself")).hint("remove it from `uses`"),
            );
        } else if !project.layout.has_module(name) {
            found.push(
                at(*range, format!("module `{module}` uses `{name}`, which is no module"))
                    .hint("remove it from `uses`, or correct the name"),
            );
        } else if !in_use.contains(name) {
            let finding = at(*range, format!("module `{module}` declares that it uses `{name}`, and never does"));
            found.push(finding.warning().hint(format!("remove `{name}` from `uses`")));
        }
    }
    found
}

/// A module without a manifest, beside others that have one.
fn silent(project: &Project, module: &str, files: &[&Source]) -> Vec<Finding> {
    let start = TextRange::empty(TextSize::new(0));
    let Some(first) = files.first() else { return Vec::new() };
    let path = format!("{}/modules/{module}/module.py", project.layout.directory());
    let message = format!("module `{module}` has no manifest");
    vec![
        first
            .finding(Rule::UndeclaredDependency, start, message)
            .hint(format!("write `MODULE = Module(name=\"{module}\", ...)` in `{path}`, with what it uses")),
    ]
}
