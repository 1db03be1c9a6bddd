//! One release of the templates, and the facts about them, as data.
//!
//! A layer is a folder: its files, and beside them `facts.toml` with what it adds to files that it does not
//! own (dependencies, settings, services). Deleting the folder takes the layer away; adding one touches no Rust.

mod classes;
mod facts;

use std::collections::BTreeMap;
use std::ops::Bound;

use include_dir::{Dir, include_dir};

use crate::tree::Class;
use classes::Classes;
pub use facts::Facts;

static TEMPLATES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/templates");

/// The name of the file in a layer that holds its facts, and is not output.
const FACTS: &str = "facts.toml";

/// One release of the templates.
pub struct Pack {
    version: String,
    files: BTreeMap<&'static str, &'static [u8]>,
    classes: Classes,
}

impl Pack {
    /// The release that this binary was built with.
    ///
    /// # Panics
    ///
    /// When a template's path is not UTF-8 or `pack.toml` is broken: the binary was built wrong.
    pub fn current() -> Self {
        let mut files = BTreeMap::new();
        collect(&TEMPLATES, &mut files);
        let classes = Classes::read(text(files["pack.toml"]));
        Self { version: env!("CARGO_PKG_VERSION").to_owned(), files, classes }
    }

    /// The release, as in `0.1.0`.
    pub fn version(&self) -> &str {
        &self.version
    }

    /// The files of a layer, by their path inside of it; facts are left out.
    pub fn layer(&self, layer: &str) -> Vec<(&'static str, &'static [u8])> {
        self.files
            .range::<str, _>((Bound::Included(layer), Bound::Unbounded))
            .map_while(|(path, content)| Some((path.strip_prefix(layer)?, *content)))
            .filter_map(|(rest, content)| Some((rest.strip_prefix('/')?, content)))
            .filter(|(path, _)| *path != FACTS)
            .collect()
    }

    /// The facts of these layers as one: lists are joined and sorted, tables are joined by key.
    ///
    /// # Panics
    ///
    /// When a layer's `facts.toml` is broken: the binary was built wrong.
    pub fn facts(&self, layers: &[&str]) -> Facts {
        let tables = layers.iter().filter_map(|layer| self.files.get(format!("{layer}/{FACTS}").as_str()));
        Facts::join(tables.map(|bytes| text(bytes)))
    }

    /// The facts about the kinds of fields, by the kind's word: `str`, `enum`, `any` for what is true of all.
    ///
    /// # Panics
    ///
    /// When a table is not UTF-8: the binary was built wrong.
    pub fn fields(&self) -> impl Iterator<Item = (&'static str, &'static str)> {
        let tables = self.files.iter().filter_map(|(path, bytes)| {
            let kind = path.strip_prefix("fields/")?.strip_suffix(".toml")?;
            Some((kind, text(bytes)))
        });
        tables.collect::<Vec<_>>().into_iter()
    }

    /// How the file at an output path is treated once the project lives.
    pub fn class(&self, path: &str) -> Class {
        self.classes.of(path)
    }
}

fn collect(dir: &'static Dir<'static>, files: &mut BTreeMap<&'static str, &'static [u8]>) {
    for file in dir.files() {
        files.insert(file.path().to_str().expect("a template path is UTF-8"), file.contents());
    }
    for dir in dir.dirs() {
        collect(dir, files);
    }
}

fn text(bytes: &'static [u8]) -> &'static str {
    std::str::from_utf8(bytes).expect("a file of facts is UTF-8")
}
