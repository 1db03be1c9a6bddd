//! What the fields of a module add to each place where fields stand.
//!
//! The pack says it, in two tables of small templates: `fields/<kind>.toml` has the facts about one kind (its type in
//! Python, in SQL, in a request), and `fields/any.toml` the lines that are made of them.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use minijinja::value::Serde;
use minijinja::{Environment, Value};
use serde::Serialize;

use crate::error::Result;
use crate::pack::Pack;
use crate::render::broken_pack;
use crate::render::context::ModuleView;
use crate::render::templates::Compiled;
use crate::spec::{Field, Kind, ModuleName};

/// The name of the table that is true of every kind.
const ANY: &str = "any";

/// A field as the snippets see it.
#[derive(Serialize)]
struct FieldView {
    #[serde(flatten)]
    plain: PlainField,
    #[serde(flatten)]
    of_kind: BTreeMap<String, String>,
}

/// What a field is, without any Python.
#[derive(Clone, Serialize)]
struct PlainField {
    /// The attribute and column: `author_id` for a ref.
    name: String,
    /// What the owner wrote: `author`.
    noun: String,
    /// `PublishState` from `publish_state`.
    pascal: String,
    /// `PUBLISH_STATE` from `publish_state`.
    constant: String,
    /// `publish state` from `publish_state`.
    words: String,
    nullable: bool,
    unique: bool,
    belongs: bool,
    /// What an enum may be.
    choices: Vec<String>,
    /// The module that a ref refers to.
    target: Option<ModuleView>,
}

/// What the pack says of some kinds, as text.
pub struct Tables<'p>(BTreeMap<&'p str, Vec<Snippet>>);

/// One small template of a table.
struct Snippet {
    key: String,
    /// How messages call it.
    name: String,
    text: String,
}

/// The snippets of some kinds, by kind and key.
pub struct Snippets<'t>(BTreeMap<&'t str, Vec<(&'t str, Compiled<'t>)>>);

impl<'p> Tables<'p> {
    /// The tables of the kinds that these fields are of.
    pub fn of<'a>(pack: &'p Pack, fields: impl Iterator<Item = &'a Field>) -> Result<Self> {
        let kinds: HashSet<&str> = fields.map(|field| field.kind.word()).chain([ANY]).collect();
        let of_kind = |(kind, document)| {
            let table: BTreeMap<String, String> = toml::from_str(document).map_err(broken_pack)?;
            let name = |key: &str| format!("fields/{kind}.toml: {key}");
            let snippets = table.into_iter().map(|(key, text)| Snippet { name: name(&key), key, text });
            Ok((kind, snippets.collect()))
        };
        Ok(Self(pack.fields().filter(|(kind, _)| kinds.contains(kind)).map(of_kind).collect::<Result<_>>()?))
    }
}

impl<'t> Snippets<'t> {
    /// The snippets of these tables; each is compiled once it has to be.
    pub fn of(environment: &'t Environment<'t>, tables: &'t Tables<'_>) -> Self {
        let snippet = |Snippet { key, name, text }: &'t Snippet| (&**key, Compiled::later(environment, name, text));
        Self(tables.0.iter().map(|(kind, table)| (*kind, table.iter().map(snippet).collect())).collect())
    }

    /// What these fields of `module` add to each place, without doubles.
    pub fn places(
        &self,
        fields: &[Field],
        module: &ModuleView,
        modules: &BTreeMap<ModuleName, ModuleView>,
        facts: &Value,
    ) -> Result<BTreeMap<String, Vec<String>>> {
        let tables: Vec<BTreeMap<String, String>> =
            fields.iter().map(|field| self.lines(field, module, modules, facts)).collect::<Result<_>>()?;
        let places: BTreeSet<&String> = tables.iter().flat_map(BTreeMap::keys).collect();
        Ok(places
            .into_iter()
            .map(|place| {
                // Two refs to one module need its gateway once.
                let mut distinct: Vec<String> = Vec::new();
                for text in tables.iter().filter_map(|table| table.get(place)) {
                    if !text.is_empty() && !distinct.contains(text) {
                        distinct.push(text.clone());
                    }
                }
                (place.clone(), distinct)
            })
            .collect())
    }

    /// The lines that one field adds, by place.
    fn lines(
        &self,
        field: &Field,
        module: &ModuleView,
        modules: &BTreeMap<ModuleName, ModuleView>,
        facts: &Value,
    ) -> Result<BTreeMap<String, String>> {
        let plain = PlainField::of(field, modules);
        let module = Value::from(Serde(module));
        let of_kind = self.table(field.kind.word(), Value::from(Serde(&plain)), &module, facts)?;
        let view = FieldView { plain, of_kind };
        self.table(ANY, Value::from(Serde(&view)), &module, facts)
    }

    fn table(&self, kind: &str, field: Value, module: &Value, facts: &Value) -> Result<BTreeMap<String, String>> {
        let context = minijinja::context! { field, module, facts };
        let line = |(key, snippet): &(&str, Compiled<'_>)| {
            Ok(((*key).to_owned(), snippet.filled(&context)?.trim().to_owned()))
        };
        self.0[kind].iter().map(line).collect()
    }
}

impl PlainField {
    fn of(field: &Field, modules: &BTreeMap<ModuleName, ModuleView>) -> Self {
        let (choices, target) = match &field.kind {
            Kind::Enum(words) => (words.clone(), None),
            Kind::Ref(name) => (Vec::new(), modules.get(name).cloned()),
            _ => (Vec::new(), None),
        };
        Self {
            name: field.column(),
            noun: field.name.clone(),
            pascal: heck::ToUpperCamelCase::to_upper_camel_case(field.name.as_str()),
            constant: field.name.to_uppercase(),
            words: field.name.replace('_', " "),
            nullable: field.nullable,
            unique: field.unique,
            belongs: field.belongs,
            choices,
            target,
        }
    }
}
