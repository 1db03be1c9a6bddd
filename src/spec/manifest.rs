//! `scaffold.toml` ⇄ [`Spec`]: what is wanted. People edit it; what they wrote there is kept.

use toml_edit::TableLike;

use crate::error::{Error, Result};
use crate::pack;
use crate::spec::document::{Source, Span};
use crate::spec::edit;
use crate::spec::wanted::{Place, Wanted, WantedModule};
use crate::spec::{Module, ModuleName, Spec};

/// The name of the file.
pub const FILE: &str = "scaffold.toml";

const BLANK: &str = r#"# What this project should be: edit it, then `scaffold apply`. `scaffold new --spec scaffold.toml` makes it again.
#
# One table a module, for example
#   [modules.articles]
#   entity = "Article"     only where the module's name does not tell it
#   style = "feature"      only where it is not the usual one
#   uses = ["tags"]        the modules whose gateways it calls
#   fields = ["title:str!", "body:text", "status:draft|published", "due:date?", "author:ref(auth)"]
# Types: str text int float decimal bool date datetime uuid json one|of|these ref(module).
# A `?` lets the field be null, a `!` makes it unique.
# `scaffold options` lists what can be chosen below [options], and the styles.

[project]
name = ""

[options]
database = "" # {database}
auth = "" # {auth}
"#;

/// The document that says `spec`.
pub fn write(spec: &Spec) -> String {
    let words = |key| pack::choice(key).into_iter().flat_map(pack::Choice::words).collect::<Vec<_>>().join(", ");
    let blank = BLANK.replace("{database}", &words("database")).replace("{auth}", &words("auth"));
    edit::document(&blank, spec).map(|document| document.to_string()).unwrap_or_default()
}

/// The document `text`, changed so that it says `spec`: comments, order and spelling of the rest are kept.
pub fn edit(text: &str, spec: &Spec) -> Result<String> {
    read(text)?;
    let document = edit::document(text, spec);
    document.map(|document| document.to_string()).map_err(|error| Error::usage(error.message().to_owned()))
}

/// The document with another name for a module, as `spec` has it; what people wrote in its table is kept.
pub fn rename(text: &str, [old, new]: [&ModuleName; 2], spec: &Spec) -> Result<String> {
    read(text)?;
    // In between, others name the module as it was called: that is no document which anybody could read.
    let renamed = edit::rename(text, old, new).and_then(|renamed| edit::document(&renamed.to_string(), spec));
    renamed.map(|document| document.to_string()).map_err(|error| Error::usage(error.message().to_owned()))
}

/// The document with the name that a module has now wherever it says the one that it had, as somebody who did not know
/// of the new one wrote it. What says no TOML stays as it is.
pub fn follow(text: &str, old: &ModuleName, module: &Module) -> String {
    edit::follow(text, old, module).map_or_else(|_| text.to_owned(), |document| document.to_string())
}

/// Reads a document; an error names line, column, key and the nearest valid value.
pub fn read(text: &str) -> Result<Spec> {
    read_as(FILE, text)
}

/// Reads a document that has another name, which errors tell.
pub fn read_as(file: &str, text: &str) -> Result<Spec> {
    let source = Source { file, text };
    let document = source.parse()?;
    source.only(document.as_table(), "", &TABLES)?;
    spec(source, document.as_table(), &[])
}

/// The tables of a document that say a spec.
pub(super) const TABLES: [&str; 3] = ["project", "options", "modules"];

/// Reads the tables that say a spec. `more` are keys of a module that somebody else reads.
pub(super) fn spec(source: Source<'_>, root: &dyn TableLike, more: &[&str]) -> Result<Spec> {
    let mut reader = Reader { source, wanted: Wanted::default(), words: Vec::new() };
    reader.project(root)?;
    reader.options(root)?;
    reader.modules(root, more)?;
    let Reader { wanted, words, .. } = reader;
    wanted.check().map_err(|flaw| {
        let word = words.iter().find(|word| word.place == flaw.place);
        let (span, key) = word.map_or((None, String::new()), |word| (word.span.clone(), format!("`{}`: ", word.key)));
        let mut error = flaw.error;
        error.message.insert_str(0, &key);
        source.fault(&span, error)
    })
}

/// Collects what is wanted, and where it is said.
struct Reader<'a> {
    source: Source<'a>,
    wanted: Wanted,
    words: Vec<Word>,
}

struct Word {
    place: Place,
    key: String,
    span: Span,
}

impl Reader<'_> {
    fn project(&mut self, root: &dyn TableLike) -> Result<()> {
        let table = self.source.table(root, "project")?;
        if let Some(table) = table {
            self.source.only(table, "project", &["name"])?;
        }
        let name = table.map(|table| self.source.string(table, "project.name")).transpose()?.flatten();
        let span = table.and_then(|_| root.get("project")).and_then(toml_edit::Item::span);
        let Some(name) = name else {
            let error = Error::usage("`project.name` is missing").hint("write `name = \"shop-api\"` below `[project]`");
            return Err(self.source.fault(&span, error));
        };
        self.wanted.name = self.found(Place::Name, "project.name", name);
        Ok(())
    }

    fn options(&mut self, root: &dyn TableLike) -> Result<()> {
        let Some(table) = self.source.table(root, "options")? else { return Ok(()) };
        let known: Vec<&str> = pack::choices().iter().map(|choice| choice.key.as_str()).collect();
        self.source.only(table, "options", &known)?;
        for (place, (key, _)) in table.iter().enumerate() {
            let path = format!("options.{key}");
            let Some(word) = self.source.string(table, &path)? else { continue };
            let value = self.found(Place::Option(place), &path, word);
            self.wanted.options.push((key.to_owned(), value));
        }
        Ok(())
    }

    fn modules(&mut self, root: &dyn TableLike, more: &[&str]) -> Result<()> {
        let Some(table) = self.source.table(root, "modules")? else { return Ok(()) };
        for (place, (name, item)) in table.iter().enumerate() {
            let span = table.key(name).and_then(toml_edit::Key::span).or_else(|| item.span());
            let name = self.found(Place::Module(place), &format!("modules.{name}"), (name.to_owned(), span.clone()));
            // Where the name is wrong, that is to be said, rather than what is wrong below it.
            ModuleName::parse(&name).map_err(|error| self.source.fault(&span, error))?;
            let module = self.module(place, name, table, more)?;
            self.wanted.modules.push(module);
        }
        Ok(())
    }

    fn module(&mut self, place: usize, name: String, table: &dyn TableLike, more: &[&str]) -> Result<WantedModule> {
        let path = format!("modules.{name}");
        let Some(table) = self.source.table(table, &path)? else {
            return Ok(WantedModule { name, ..WantedModule::default() });
        };
        let keys: Vec<&str> =
            ["entity", "table", "style", "uses", "fields"].into_iter().chain(more.iter().copied()).collect();
        self.source.only(table, &path, &keys)?;
        let key = format!("{path}.entity");
        let entity = self.source.string(table, &key)?.map(|word| self.found(Place::Entity(place), &key, word));
        let key = format!("{path}.table");
        let old_name = self.source.string(table, &key)?.map(|word| self.found(Place::Table(place), &key, word));
        let key = format!("{path}.style");
        let style = self.source.string(table, &key)?.map(|word| self.found(Place::Style(place), &key, word));
        let key = format!("{path}.uses");
        let words = self.source.strings(table, &key)?.into_iter().enumerate();
        let uses = words.map(|(nth, word)| self.found(Place::Use(place, nth), &key, word)).collect();
        let key = format!("{path}.fields");
        let words = self.source.strings(table, &key)?.into_iter().enumerate();
        let fields = words.map(|(nth, word)| self.found(Place::Field(place, nth), &key, word)).collect();
        Ok(WantedModule { name, entity, table: old_name, style, uses, fields })
    }

    fn found(&mut self, place: Place, key: &str, (word, span): (String, Span)) -> String {
        self.words.push(Word { place, key: key.to_owned(), span });
        word
    }
}
