//! Revisions of migrations that wait for one of another module: its tables would be known to them.

use ruff_python_ast::Expr;
use ruff_text_size::TextRange;
use rustc_hash::FxHashMap;

use crate::check::bindings::{Binding, Names, Place, elements};
use crate::check::layout::Place as Where;
use crate::check::report::Finding;
use crate::check::rules::Rule;

/// A finding for every revision of a module that depends on one of another; one that both have is one's own.
pub(super) fn findings(names: &Names<'_>) -> Vec<Finding> {
    let files = (0..names.sources.len()).filter_map(|file| Some((file, module_of_revision(names, file)?)));
    let files: Vec<(usize, &str)> = files.collect();
    let waiting = files.iter().filter(|(file, _)| names.text(*file).contains("depends_on"));
    let waiting =
        waiting.flat_map(|&(file, own)| said(names, file, "depends_on").into_iter().map(move |it| (file, own, it)));
    let waiting: Vec<(usize, &str, (String, TextRange))> = waiting.collect();
    if waiting.is_empty() {
        return Vec::new();
    }
    let mut owners: FxHashMap<String, Vec<&str>> = FxHashMap::default();
    for &(file, module) in &files {
        for (revision, _) in ["revision", "branch_labels"].into_iter().flat_map(|name| said(names, file, name)) {
            owners.entry(revision).or_default().push(module);
        }
    }
    let found = waiting.into_iter().filter_map(|(file, own, (text, range))| {
        let owners = text.split('@').find_map(|part| owners.get(part))?;
        let owner = owners.first().filter(|_| !owners.contains(&own))?;
        let message = format!("revision waits for `{text}`: it belongs to `{owner}`, and `{own}` must not know it");
        let hint = format!("let the revisions of `{own}` stand alone; keep a plain id instead of a foreign key");
        Some(names.sources[file].finding(Rule::CrossModuleTableSql, range, message).hint(hint))
    });
    found.collect()
}

/// The module of which a file is a revision.
fn module_of_revision<'n>(names: &'n Names<'_>, file: usize) -> Option<&'n str> {
    let source = &names.sources[file];
    match &source.place {
        Where::Module(module) if source.path.contains("/versions/") => Some(module),
        _ => None,
    }
}

/// The texts that a name of a file stands for, one by one, and where.
fn said(names: &Names<'_>, file: usize, name: &str) -> Vec<(String, TextRange)> {
    let bindings = names.reading(file).scopes[0].names.get(name).map(Vec::as_slice).unwrap_or_default();
    let values = bindings.iter().filter_map(|binding| match *binding {
        Binding::Value(value, scope) => Some((value, Place { file, scope })),
        _ => None,
    });
    let each = values.flat_map(|(value, place)| {
        let all: &[Expr] = if elements(value).is_empty() { std::slice::from_ref(value) } else { elements(value) };
        all.iter().map(move |part| (part, place))
    });
    each.flat_map(|(part, place)| {
        let range = ruff_text_size::Ranged::range(part);
        names.plain_texts(part, place).into_iter().map(move |text| (text, range))
    })
    .collect()
}
