//! Arrows point down: a room uses only rooms on lower floors, and each library has its one room.
#![allow(clippy::disallowed_methods, reason = "this test reads our own sources")]

use std::path::{Path, PathBuf};

/// The rooms, top to bottom; rooms on one floor do not use one another.
const FLOORS: [&[&str]; 9] = [
    &["main"],
    &["lib"],
    &["cli"],
    &["commands"],
    &["evolve"],
    &["render", "merge", "project", "ui"],
    &["spec", "plan", "check"],
    &["pack"],
    &["tree", "error"],
];

/// What only some rooms may name, or only one file of a room.
const LIBRARIES: [(&str, &[&str]); 13] = [
    ("clap", &["cli", "commands"]),
    ("dialoguer", &["ui"]),
    ("minijinja", &["render"]),
    ("imara_diff", &["merge"]),
    ("saphyr_parser", &["merge"]),
    ("ruff_", &["render", "merge", "check"]),
    ("toml_edit", &["spec", "merge", "pack", "render"]),
    ("ignore", &["project", "check/sources"]),
    ("rustix", &["project", "ui"]),
    ("std::fs", &["project", "check/sources"]),
    ("std::process", &["project", "ui", "commands", "lib", "main"]),
    ("crate::check", &["commands", "ui", "check"]),
    ("std::env", &["project", "ui", "main"]),
];

fn sources() -> Vec<(String, PathBuf, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    let mut folders = vec![root.clone()];
    while let Some(dir) = folders.pop() {
        for entry in std::fs::read_dir(dir).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let inside = path.strip_prefix(&root).unwrap();
            let name_of_room = inside.iter().next().unwrap().to_str().unwrap().trim_end_matches(".rs").to_owned();
            let text = std::fs::read_to_string(&path).unwrap();
            found.push((name_of_room, inside.to_owned(), code_of(&text)));
        }
    }
    found.sort();
    found
}

/// The source without comments and doc links.
fn code_of(text: &str) -> String {
    let lines = text.lines().filter(|line| !line.trim_start().starts_with("//"));
    lines.collect::<Vec<_>>().join("\n")
}

fn floor(room: &str) -> usize {
    FLOORS.iter().position(|rooms| rooms.contains(&room)).unwrap_or_else(|| panic!("`{room}` has no floor"))
}

/// The rooms that a source names, as in `crate::spec::Spec` or `use crate::{plan, tree}`.
fn rooms_named(code: &str) -> Vec<String> {
    let mut rooms = Vec::new();
    for (at, _) in code.match_indices("crate::") {
        let rest = &code[at + "crate::".len()..];
        let names = match rest.strip_prefix('{') {
            Some(group) => group.split('}').next().unwrap().split(',').map(str::trim).collect(),
            None => vec![rest],
        };
        rooms.extend(
            names.iter().map(|name| name.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect::<String>()),
        );
    }
    rooms.retain(|room| !room.is_empty());
    rooms
}

#[test]
fn a_room_uses_only_rooms_below_it() {
    for (room, path, code) in sources() {
        for used in rooms_named(&code) {
            let fine = used == room || floor(&used) > floor(&room);
            assert!(fine, "{}: `{room}` uses `{used}`, which is not below it", path.display());
        }
    }
}

#[test]
fn every_library_has_its_room() {
    for (room, path, code) in sources() {
        for (library, rooms) in LIBRARIES {
            let named = code.contains(&format!("{library}::")) || code.contains(&format!("use {library}"));
            let named = named || library == "ruff_" && code.contains("ruff_");
            let inside = path.with_extension("");
            let allowed = rooms.iter().any(|allowed| *allowed == room || Path::new(allowed) == inside);
            assert!(!named || allowed, "{}: `{library}` is used outside of {rooms:?}", path.display());
        }
    }
}

#[test]
fn nothing_is_taken_wholesale() {
    for (_, path, code) in sources() {
        assert!(!code.contains("use super::*"), "{}: names what it uses", path.display());
        assert!(!code.contains("prelude::*") || code.contains("rayon::prelude::*"), "{}: no prelude", path.display());
    }
}

#[test]
fn files_stay_short() {
    for (_, path, code) in sources() {
        let code = code.split("#[cfg(test)]").next().unwrap();
        let lines = code.lines().count();
        assert!(lines <= 300, "{}: {lines} lines of code; three hundred is a long file", path.display());
    }
}
