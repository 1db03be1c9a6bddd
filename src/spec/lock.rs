//! `scaffold.lock`: what was last applied. One line a file, sorted, so that two git branches merge; derivable again.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use toml_edit::{Array, Item, TableLike, Value};

use crate::error::{Error, Exit, Result};
use crate::spec::document::Source;
use crate::spec::names::Entity;
use crate::spec::{Spec, edit, manifest, word};
use crate::tree::{Class, Tree};
use rayon::prelude::*;

/// The name of the file.
pub const FILE: &str = "scaffold.lock";

/// The format that this release writes; it reads this one and older ones.
const FORMAT: i64 = 1;

const BLANK: &str = "\
# What scaffold applied last: the release of its templates, the spec, and each file with its class and git blob id.
# Commit it, and leave it to scaffold.
";

/// What was last applied.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lock {
    /// The release of the templates.
    pub pack: String,
    /// What was wanted.
    pub spec: Spec,
    /// Every file written, with its class and the git blob id of what was written.
    pub files: BTreeMap<String, (Class, String)>,
}

impl Lock {
    /// The lock for a tree that is about to be applied.
    pub fn of(pack: &str, spec: &Spec, tree: &Tree) -> Self {
        let files = tree.iter().collect::<Vec<_>>();
        let files = files.into_par_iter().map(|(path, file)| (path.to_owned(), (file.class, file.blob_id()))).collect();
        Self { pack: pack.to_owned(), spec: spec.clone(), files }
    }

    /// The document.
    ///
    /// # Panics
    ///
    /// Never: what stands in it is what it is made of.
    pub fn write(&self) -> String {
        let head = format!("{BLANK}format = {FORMAT}\npack = {}\n", quoted(&self.pack));
        let mut document = edit::document(&head, &self.spec).expect("the head is TOML");
        for (key, value) in self.spec.options.iter() {
            // Every one: what goes without saying may change with a release.
            document["options"][key] = toml_edit::value(value);
        }
        for module in &self.spec.modules {
            // A later release may know English better; the tables of this project are called what they are called.
            let nouns: Array = [module.entity.one(), module.entity.many()].into_iter().collect();
            document["modules"][module.name.snake()]["nouns"] = Item::Value(Value::Array(nouns));
        }
        let mut text = document.to_string();
        text.push_str("\n[files]\n");
        for (path, (class, id)) in &self.files {
            writeln!(text, "{} = \"{} {id}\"", quoted(path), class.as_str()).expect("a string takes what it is given");
        }
        text
    }

    /// Reads a document.
    ///
    /// One that a newer release wrote, or that is broken, is refused (exit 3).
    pub fn read(text: &str) -> Result<Self> {
        let read = Self::read_strictly(Source { file: FILE, text });
        read.map_err(|error| match error.exit {
            Exit::Refused => error,
            _ if !error.hints.is_empty() => Error { exit: Exit::Refused, ..error },
            _ => Error { exit: Exit::Refused, ..error }.hint(format!("take `{FILE}` back from version control")),
        })
    }

    fn read_strictly(source: Source<'_>) -> Result<Self> {
        let document = source.parse()?;
        let root = document.as_table();
        let pack = pack(source, root)?;
        source.only(root, "", &["format", "pack", "project", "options", "modules", "files"])?;
        let mut spec = manifest::spec(source, root, &["nouns"])?;
        if let Some(modules) = source.table(root, "modules")? {
            remember(source, modules, &mut spec)?;
        }
        Ok(Self { pack, spec, files: files(source, root)? })
    }
}

/// The release that wrote the lock, if this one may read it.
fn pack(source: Source<'_>, root: &dyn TableLike) -> Result<String> {
    let format = root.get("format").and_then(Item::as_integer);
    let pack = source.string(root, "pack")?.map(|(pack, span)| (version(&pack), pack, span));
    let ours = version(env!("CARGO_PKG_VERSION"));
    let written_by = pack.as_ref().map_or("a later release", |(_, pack, _)| pack);
    let is_newer = format.is_some_and(|format| format > FORMAT)
        || pack.as_ref().is_some_and(|(version, ..)| version.is_some() && *version > ours);
    if is_newer {
        let written_by = word::shown(written_by);
        let message =
            format!("`{FILE}` was written by scaffold {written_by}, and this is {}", env!("CARGO_PKG_VERSION"));
        return Err(Error::refused(message).hint(format!("install scaffold {written_by} or newer")));
    }
    if format.is_none_or(|format| format < 1) {
        return Err(
            source.fault(&root.get("format").and_then(Item::span), Error::usage("`format` must be a number from 1"))
        );
    }
    match pack {
        Some((Some(_), pack, _)) => Ok(pack),
        Some((None, pack, span)) => {
            Err(source.fault(&span, Error::usage(format!("`pack` is `{}`, and must be a version", word::shown(&pack)))))
        }
        None => Err(source.fault(&None, Error::usage("`pack` is missing"))),
    }
}

/// The numbers of a version, to compare by.
fn version(text: &str) -> Option<[u64; 3]> {
    let core = text.split(['-', '+']).next()?;
    let numbers = core.split('.').map(|number| number.parse().ok()).collect::<Option<Vec<u64>>>()?;
    numbers.try_into().ok()
}

/// Gives each entity the nouns that its tables were made with.
fn remember(source: Source<'_>, modules: &dyn TableLike, spec: &mut Spec) -> Result<()> {
    for module in &mut spec.modules {
        let path = format!("modules.{}", module.name.snake());
        let Some(table) = source.table(modules, &path)? else { continue };
        let key = format!("{path}.nouns");
        let nouns = source.strings(table, &key)?;
        let words: Vec<&str> = nouns.iter().map(|(word, _)| word.as_str()).collect();
        let entity = match words[..] {
            [] => continue,
            [one, many] => Entity::remembered(one, many),
            _ => None,
        };
        let Some(entity) = entity else {
            let span = table.get("nouns").and_then(Item::span);
            return Err(
                source.fault(&span, Error::usage(format!("`{key}` must be the two nouns for one and for many")))
            );
        };
        module.entity = entity;
    }
    Ok(())
}

fn files(source: Source<'_>, root: &dyn TableLike) -> Result<BTreeMap<String, (Class, String)>> {
    let mut files = BTreeMap::new();
    let Some(table) = source.table(root, "files")? else { return Ok(files) };
    for (path, item) in table.iter() {
        let span = table.key(path).and_then(toml_edit::Key::span);
        if !stays_inside(path) {
            let error = Error::usage(format!("`{}` is no path inside of the project", word::shown(path)));
            return Err(source.fault(&span, error));
        }
        let entry = item.as_str().and_then(|text| text.split_once(' '));
        let entry = entry.and_then(|(class, id)| Some((Class::parse(class)?, id.to_owned())));
        let Some(entry) = entry.filter(|(_, id)| is_blob_id(id)) else {
            let error = Error::usage(format!("`{}` has no class and git blob id", word::shown(path)));
            return Err(source.fault(&item.span().or(span), error));
        };
        files.insert(path.to_owned(), entry);
    }
    Ok(files)
}

/// Whether a path leads to somewhere below the project: files at these paths are replaced and deleted.
pub fn stays_inside(path: &str) -> bool {
    let plain = |letter: char| !letter.is_control() && !matches!(letter, '\\' | ':');
    path.chars().all(plain) && path.split('/').all(|part| !matches!(part, "" | "." | ".."))
}

fn is_blob_id(id: &str) -> bool {
    id.len() == 40 && id.chars().all(|digit| matches!(digit, '0'..='9' | 'a'..='f'))
}

/// A string in the quotes that fit a key too; paths and versions have no control characters.
fn quoted(text: &str) -> String {
    if text.bytes().any(|byte| matches!(byte, b'\\' | b'"')) {
        return format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""));
    }
    format!("\"{text}\"")
}
