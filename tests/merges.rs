//! The pages of `tests/merges`: what a merge gives, case by case. A case is a heading that names the file, and a block
//! for each side: `before`, `yours`, `wanted`, and what becomes of them: `merged`, `marked` or `impossible`.
#![allow(clippy::disallowed_methods, reason = "the pages are read from the disk")]

use std::path::Path;

use scaffold::merge::contents::{Merged, Names, contents};

const NAMES: Names<'_> = Names { ours: "yours", base: "before", theirs: "scaffold" };

/// The blocks of a case by their names.
struct Case {
    heading: String,
    path: String,
    blocks: Vec<(String, String)>,
}

impl Case {
    fn block(&self, name: &str) -> Option<&str> {
        self.blocks.iter().find(|(other, _)| other == name).map(|(_, text)| text.as_str())
    }

    fn side(&self, name: &str) -> &[u8] {
        self.block(name).unwrap_or_else(|| panic!("`{}` has no block `{name}`", self.heading)).as_bytes()
    }
}

fn cases(page: &str) -> Vec<Case> {
    let mut cases: Vec<Case> = Vec::new();
    let mut open: Option<(String, String)> = None;
    for line in page.lines() {
        match (&mut open, line.strip_prefix("```")) {
            (Some(_), Some("")) => cases.last_mut().expect("a heading comes first").blocks.extend(open.take()),
            (Some((_, text)), _) => text.extend([line, "\n"]),
            (None, Some(name)) => open = Some((name.to_owned(), String::new())),
            (None, None) if line.starts_with("## ") => {
                let path = line.split('`').nth(1).unwrap_or_else(|| panic!("`{line}` names no file")).to_owned();
                cases.push(Case { heading: line.to_owned(), path, blocks: Vec::new() });
            }
            (None, None) => {}
        }
    }
    assert!(open.is_none(), "a block is not closed");
    cases
}

fn became(merged: &Merged) -> (&'static str, String) {
    let text = |content: &[u8]| String::from_utf8(content.to_vec()).unwrap();
    match merged {
        Merged::Clean(content) => ("merged", text(content)),
        Merged::Marked { content, .. } => ("marked", text(content)),
        Merged::Impossible(why) => ("impossible", format!("{why}\n")),
    }
}

#[test]
fn every_page_tells_what_happens() {
    let mut count = 0;
    let mut wrong = String::new();
    for entry in std::fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/merges")).unwrap() {
        let page = std::fs::read_to_string(entry.unwrap().path()).unwrap();
        for case in cases(&page) {
            count += 1;
            let merged = contents(&case.path, case.side("before"), case.side("yours"), case.side("wanted"), &NAMES);
            let (name, text) = became(&merged);
            if case.block(name) != Some(text.as_str()) {
                wrong.extend([&case.heading, ": it is ", name, "\n", &text, "\n"]);
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
    assert!(count >= 15, "only {count} cases were found");
}
