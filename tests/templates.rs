//! What the templates must hold: a budget of logic, one author a path, dot-files with a suffix, no marks left behind.
#![allow(clippy::disallowed_methods, reason = "this test reads our own templates")]

use std::path::{Path, PathBuf};

/// An ordinary template has at most this many logic lines. A fourth means that a fact or a folder is missing.
const BUDGET: usize = 3;

fn templates() -> Vec<(String, PathBuf)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("templates");
    let mut found = Vec::new();
    let mut open = vec![root.clone()];
    while let Some(dir) = open.pop() {
        for entry in std::fs::read_dir(dir).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else {
                found.push((path.strip_prefix(&root).unwrap().to_str().unwrap().to_owned(), path));
            }
        }
    }
    found.sort();
    found
}

fn is_rendered(name: &str) -> bool {
    Path::new(name).extension().is_some_and(|extension| extension == "jinja")
}

/// The files whose whole purpose is to loop over the facts of many layers, as `pack.toml` names them.
fn seams() -> Vec<String> {
    let text = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("templates/pack.toml")).unwrap();
    let document: toml_edit::DocumentMut = text.parse().unwrap();
    let seams = document["budget"]["seams"].as_array().unwrap();
    seams.iter().map(|seam| seam.as_str().unwrap().to_owned()).collect()
}

/// The logic of a template, one statement each: `for`, `if`, `set` …
fn logic(text: &str) -> Vec<&str> {
    text.lines().map(str::trim).filter(|line| line.contains("{%") && !line.contains("raw %}")).collect()
}

#[test]
fn an_ordinary_template_keeps_to_the_budget() {
    let seams = seams();
    for (name, path) in templates().into_iter().filter(|(name, _)| is_rendered(name)) {
        let text = std::fs::read_to_string(path).unwrap();
        let opening = |line: &&&str| !line.contains("{% end") && !line.contains("{% else") && !line.contains("{% elif");
        let count = logic(&text).iter().filter(opening).count();
        let seam = seams.contains(&name);
        assert!(seam || count <= BUDGET, "{name}: {count} logic lines; the budget is {BUDGET}");
        let mut depth = 0;
        for line in logic(&text) {
            assert!(line.starts_with("{%") && line.ends_with("%}"), "{name}: logic stands alone on a line: {line}");
            depth += usize::from(line.contains("{% for") || line.contains("{% if"));
            assert!(depth <= if seam { 2 } else { 1 }, "{name}: logic is nested: {line}");
            depth -= usize::from(line.contains("{% end"));
        }
    }
}

#[test]
fn all_kinds_of_fields_say_the_same_things() {
    let mut tables = templates().into_iter().filter(|(name, _)| name.starts_with("fields/") && !name.contains("any"));
    let keys = |path: PathBuf| {
        let document: toml_edit::DocumentMut = std::fs::read_to_string(path).unwrap().parse().unwrap();
        document.iter().map(|(key, _)| key.to_owned()).collect::<Vec<_>>()
    };
    let (first, path) = tables.next().unwrap();
    let expected = keys(path);
    for (name, path) in tables {
        assert_eq!(keys(path), expected, "{name} and {first} differ in their keys, or in the order of them");
    }
}

/// What stands in `module/all` asks them of whichever style a module has.
#[test]
fn all_styles_say_the_same_things() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("templates/module");
    let said = scaffold::pack::styles().iter().map(|style| {
        let text = std::fs::read_to_string(root.join(&style.name).join("facts.toml")).unwrap();
        let document: toml_edit::DocumentMut = text.parse().unwrap();
        let words: Vec<String> = document["words"].as_table().unwrap().iter().map(|(key, _)| key.to_owned()).collect();
        let tables: Vec<String> = document.iter().map(|(key, _)| key.to_owned()).collect();
        (&style.name, words, tables)
    });
    let said: Vec<_> = said.collect();
    for (style, words, tables) in &said {
        assert_eq!((words, tables), (&said[0].1, &said[0].2), "{style} and {} differ", said[0].0);
    }
}

#[test]
fn dot_files_carry_the_suffix() {
    for (name, _) in templates() {
        let hidden = name.split('/').any(|part| part.starts_with('.'));
        assert!(!hidden || is_rendered(&name), "{name}: a dot-file without `.jinja` acts on this repository");
    }
}

#[test]
fn every_seam_exists() {
    let names: Vec<String> = templates().into_iter().map(|(name, _)| name).collect();
    for seam in seams() {
        assert!(names.contains(&seam), "{seam} is named in pack.toml and does not exist");
    }
}

/// From Python 3.14 on, ruff writes `except A, B:`, which older ones can't read: a tuple has a name, or its error does.
#[test]
fn python_is_formatted_alike_for_every_version() {
    let is_python = |name: &str| {
        Path::new(name.strip_suffix(".jinja").unwrap_or(name)).extension().is_some_and(|extension| extension == "py")
    };
    for (name, path) in templates().into_iter().filter(|(name, _)| is_python(name)) {
        let text = std::fs::read_to_string(path).unwrap();
        let mut lines = text.lines().map(str::trim);
        assert!(
            !lines.any(|line| line.starts_with("except (") && line.ends_with("):")),
            "{name}: an `except` with a tuple"
        );
    }
}

#[test]
fn nothing_says_that_it_was_generated() {
    for (name, path) in templates().into_iter().filter(|(name, _)| name.contains('/')) {
        let text = String::from_utf8_lossy(&std::fs::read(path).unwrap()).to_lowercase();
        for mark in ["generated by", "todo", "fixme", "do not edit"] {
            assert!(!text.contains(mark), "{name}: says `{mark}`");
        }
    }
}
