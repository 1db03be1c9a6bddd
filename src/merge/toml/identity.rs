//! When two things of a TOML document are the same: what they say counts, how they are written does not.

use toml_edit::{Array, ArrayOfTables, Item, Table, TableLike, Value};

/// Whether two items say the same. A table and an inline table can.
pub fn same(a: &Item, b: &Item) -> bool {
    match (a, b) {
        (Item::ArrayOfTables(a), Item::ArrayOfTables(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same_tables(a, b))
        }
        (Item::Value(Value::InlineTable(_)) | Item::Table(_), _) => match (a.as_table_like(), b.as_table_like()) {
            (Some(a), Some(b)) => same_tables(a, b),
            _ => false,
        },
        (Item::Value(a), Item::Value(b)) => same_values(a, b),
        (Item::None, Item::None) => true,
        _ => false,
    }
}

/// Whether two tables hold the same under the same keys, in any order.
pub fn same_tables(a: &dyn TableLike, b: &dyn TableLike) -> bool {
    a.len() == b.len() && a.iter().all(|(key, item)| b.get(key).is_some_and(|other| same(item, other)))
}

/// Whether two values say the same.
pub fn same_values(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::String(a), Value::String(b)) => a.value() == b.value(),
        (Value::Integer(a), Value::Integer(b)) => a.value() == b.value(),
        (Value::Float(a), Value::Float(b)) => a.value().to_bits() == b.value().to_bits(),
        (Value::Boolean(a), Value::Boolean(b)) => a.value() == b.value(),
        (Value::Datetime(a), Value::Datetime(b)) => a.value() == b.value(),
        (Value::Array(a), Value::Array(b)) => a.len() == b.len() && a.iter().zip(b).all(|(a, b)| same_values(a, b)),
        (Value::InlineTable(a), Value::InlineTable(b)) => same_tables(a, b),
        _ => false,
    }
}

/// What the elements of a list are known by; `None` where two would be known by the same, so that it is no set.
pub fn of_elements(array: &Array, requirements: bool) -> Option<Vec<String>> {
    let known_by = |value: &Value| match value.as_str() {
        Some(text) if requirements => package(text),
        Some(text) => text.to_owned(),
        None => value.clone().decorated("", "").to_string(),
    };
    distinct(array.iter().map(known_by).collect())
}

/// What the tables of a list are known by: their `id`, or their `name`. `None` where that tells them not apart.
pub fn of_tables(tables: &ArrayOfTables) -> Option<Vec<String>> {
    distinct(tables.iter().map(of_table).collect::<Option<_>>()?)
}

/// What a table of a list is known by.
pub fn of_table(table: &Table) -> Option<String> {
    ["id", "name"].iter().find_map(|key| table.get(key)?.as_str()).map(ToOwned::to_owned)
}

fn distinct(keys: Vec<String>) -> Option<Vec<String>> {
    let mut sorted: Vec<&String> = keys.iter().collect();
    sorted.sort_unstable();
    sorted.is_sorted_by(|a, b| a < b).then_some(keys)
}

/// The package that a requirement asks for, spelled as indexes compare it (PEP 503): lower case, one `-` for each run of
/// `-`, `_` and `.`. With its marker, as one package may be asked for in several ways that exclude one another.
pub fn package(requirement: &str) -> String {
    let name = requirement.trim_start().split(|c: char| !(c.is_ascii_alphanumeric() || "-_.".contains(c))).next();
    let parts: Vec<String> = name
        .unwrap_or_default()
        .split(['-', '_', '.'])
        .filter(|part| !part.is_empty())
        .map(str::to_ascii_lowercase)
        .collect();
    let marker = requirement.split_once(';').map(|(_, marker)| marker.split_whitespace().collect::<String>());
    marker.map_or_else(|| parts.join("-"), |marker| format!("{};{marker}", parts.join("-")))
}

#[cfg(test)]
mod tests {
    use super::package;

    #[test]
    fn a_package_has_one_name() {
        for requirement in ["Foo_bar>=1,<2", "foo.bar [x] == 1", "foo-bar", " foo--bar@ https://x"] {
            assert_eq!(package(requirement), "foo-bar");
        }
        assert_ne!(package("a; python_version < '3.11'"), package("a"));
    }
}
