//! TOML: it parses, and no list holds a requirement, a word or a table twice.

use std::collections::BTreeSet;

use toml_edit::{DocumentMut, Item, TableLike, Value};

use crate::merge::toml::{is_requirements, known_by, package};
use crate::merge::validate::{Findings, twice};

/// What is wrong in a TOML file.
pub fn findings(source: &str) -> Findings {
    let document: DocumentMut = source.parse().map_err(|error: toml_edit::TomlError| error.message().to_owned())?;
    let mut told = BTreeSet::new();
    look(&mut Vec::new(), document.as_table(), &mut told);
    Ok(told)
}

fn look(path: &mut Vec<String>, table: &dyn TableLike, told: &mut BTreeSet<String>) {
    for (key, item) in table.iter() {
        path.push(key.to_owned());
        match item {
            Item::Value(Value::Array(array)) => {
                let requirements = is_requirements(&path.iter().map(String::as_str).collect::<Vec<_>>());
                let words = array.iter().filter_map(Value::as_str);
                let words = words.map(|word| if requirements { package(word) } else { word.to_owned() });
                told.extend(twice(words, |word| format!("`{word}` stands twice in `{}`", path.join("."))));
            }
            Item::ArrayOfTables(tables) => {
                let names = tables.iter().filter_map(known_by);
                told.extend(twice(names, |name| format!("`{name}` stands twice in `{}`", path.join("."))));
                tables.iter().for_each(|table| look(path, table, told));
            }
            _ => {
                if let Some(inner) = item.as_table_like() {
                    look(path, inner, told);
                }
            }
        }
        path.pop();
    }
}
