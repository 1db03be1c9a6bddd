//! One release of the templates, and the facts about them, as data.
//!
//! A layer is a folder: its files, and beside them `facts.toml` with what it adds to files that it does not
//! own (dependencies, settings, services). Deleting the folder takes the layer away; adding one touches no Rust.

mod catalog;
mod changes;
mod classes;
mod facts;
mod files;
mod frozen;
mod styles;

use std::collections::BTreeMap;
use std::sync::OnceLock;

use bytes::Bytes;
use include_dir::{Dir, include_dir};

use crate::tree::Class;
pub use catalog::{Choice, NONE, choice, choices};
pub use changes::changes_since;
use classes::Classes;
pub use facts::Facts;
use files::Files;
pub use styles::{MODULE, Style, style, styles, usual_style};

static TEMPLATES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/templates");

/// The release that this binary was built with, as in `0.1.0`.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");

/// The name of the file in a layer that holds its facts, and is not output.
const FACTS: &str = "facts.toml";

/// The folder of the facts about the kinds of fields.
const FIELDS: &str = "fields";

/// One release of the templates.
pub struct Pack {
    version: String,
    files: Files,
    classes: Classes,
    /// What each layer says, by its path; read when it is asked for the first time.
    facts: BTreeMap<String, OnceLock<Facts>>,
}

impl Pack {
    /// The release that this binary was built with.
    ///
    /// # Panics
    ///
    /// When a template's path is not UTF-8 or `pack.toml` is broken: the binary was built wrong.
    pub fn current() -> Self {
        Self::new(VERSION, Files::of(&TEMPLATES))
    }

    /// The pack of that release: the current one, or one that is kept frozen so that what it wrote can be told from
    /// what the owner wrote. None for a release that never was, or is newer than this binary.
    ///
    /// # Panics
    ///
    /// When the archive is broken: the binary was built wrong.
    pub fn release(version: &str) -> Option<Self> {
        if version == VERSION {
            return Some(Self::current());
        }
        let archive = TEMPLATES.get_file(format!("{}/{version}{}", frozen::FOLDER, frozen::SUFFIX))?;
        Some(Self::new(version, frozen::thaw(archive.contents())))
    }

    /// The releases before this one, oldest first.
    pub fn releases() -> Vec<&'static str> {
        let archives = TEMPLATES.get_dir(frozen::FOLDER).into_iter().flat_map(Dir::files);
        let names = archives.filter_map(|file| file.path().file_name()?.to_str()?.strip_suffix(frozen::SUFFIX));
        let mut releases: Vec<&str> = names.collect();
        releases.sort_by_key(|release| release.split('.').map(str::parse).collect::<Result<Vec<u64>, _>>().ok());
        releases
    }

    /// This pack as an archive, as it is kept for the releases after it: the same bytes for the same templates.
    pub fn freeze(&self) -> Vec<u8> {
        frozen::freeze(&self.files)
    }

    fn new(version: &str, files: Files) -> Self {
        let classes = Classes::read(text(&files["pack.toml"]));
        let layers = files.iter().filter_map(|(path, _)| path.strip_suffix(FACTS)?.strip_suffix('/'));
        let facts = layers.map(|layer| (layer.to_owned(), OnceLock::new())).collect();
        Self { version: version.to_owned(), files, classes, facts }
    }

    /// The release, as in `0.1.0`.
    pub fn version(&self) -> &str {
        &self.version
    }

    /// The files of a layer, by their path in the pack; what is said of the layer itself is left out.
    pub fn layer(&self, layer: &str) -> impl Iterator<Item = (&str, &Bytes)> {
        let start = layer.len() + "/".len();
        self.files.beneath(layer).filter(move |(path, _)| ![FACTS, styles::FILE].contains(&&path[start..]))
    }

    /// The folders in a folder, by their path in the pack, sorted.
    pub fn folders(&self, folder: &str) -> Vec<&str> {
        let start = folder.len() + "/".len();
        let paths = self.files.beneath(folder).map(|(path, _)| path);
        let mut folders: Vec<&str> = paths.filter_map(|path| Some(&path[..start + path[start..].find('/')?])).collect();
        folders.dedup();
        folders
    }

    /// The facts of these layers as one: lists are joined and sorted, tables are joined by key.
    ///
    /// # Panics
    ///
    /// When a layer's `facts.toml` is broken: the binary was built wrong.
    pub fn facts(&self, layers: &[&str]) -> Facts {
        Facts::join(layers.iter().filter_map(|layer| self.facts_of(layer)))
    }

    fn facts_of(&self, layer: &str) -> Option<&Facts> {
        let read = || Facts::read(text(&self.files[format!("{layer}/{FACTS}").as_str()]));
        Some(self.facts.get(layer)?.get_or_init(read))
    }

    /// The facts about the kinds of fields, by the kind's word: `str`, `enum`, `any` for what is true of all.
    ///
    /// # Panics
    ///
    /// When a table is not UTF-8: the binary was built wrong.
    pub fn fields(&self) -> impl Iterator<Item = (&str, &str)> {
        self.files.beneath(FIELDS).filter_map(|(path, bytes)| {
            let kind = path[FIELDS.len() + "/".len()..].strip_suffix(".toml")?;
            Some((kind, text(bytes)))
        })
    }

    /// Whether the facts about a kind of field say something at a key.
    ///
    /// # Panics
    ///
    /// When the table is not TOML: the binary was built wrong.
    pub fn says(&self, kind: &str, key: &str) -> bool {
        let Some((_, text)) = self.fields().find(|(known, _)| *known == kind) else { return false };
        let table: BTreeMap<String, String> = toml::from_str(text).expect("the facts about a kind are TOML");
        table.get(key).is_some_and(|said| !said.is_empty())
    }

    /// How the file at an output path is treated once the project lives.
    pub fn class(&self, path: &str) -> Class {
        self.classes.of(path)
    }
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).expect("a file of facts is UTF-8")
}
