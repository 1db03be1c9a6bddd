//! Making a document say a spec, with as little change as will do.

use toml_edit::{Array, DocumentMut, Item, Key, Table, TableLike, TomlError, Value};

use crate::pack;
use crate::spec::{Entity, Field, Kind, Module, ModuleName, ProjectName, Spec};

/// The options that every document says.
const ALWAYS: [&str; 2] = ["database", "auth"];

/// The widest line that a list is written on.
const WIDEST: usize = 100;

/// The document `text`, changed where it does not say `spec` yet.
pub(super) fn document(text: &str, spec: &Spec) -> Result<DocumentMut, TomlError> {
    let mut document: DocumentMut = text.parse()?;
    let name = ProjectName::parse;
    set(section(&mut document, "project"), "name", spec.name.kebab(), |old| {
        name(old).is_ok_and(|old| old == spec.name)
    });
    let options = section(&mut document, "options");
    let always = ALWAYS.map(|key| (key, spec.options.get(key)));
    for (key, value) in always.into_iter().chain(spec.options.iter()) {
        let said = options.get(key).and_then(Item::as_str);
        // What a project has anyway goes without saying, unless somebody says it all the same.
        let goes_without = pack::choice(key).is_some_and(|choice| choice.default == value) && said != Some(value);
        if goes_without && !ALWAYS.contains(&key) {
            options.remove(key);
        } else {
            set(options, key, value, |old| old == value);
        }
    }
    modules(&mut document, spec);
    Ok(document)
}

/// The document `text` with another name for the table of a module.
pub(super) fn rename(text: &str, old: &ModuleName, new: &ModuleName) -> Result<DocumentMut, TomlError> {
    let mut document: DocumentMut = text.parse()?;
    let modules = section(&mut document, "modules");
    let key = modules.iter().map(|(key, _)| key.to_owned()).find(|key| ModuleName::parse(key).as_ref() == Ok(old));
    if let Some((key, item)) = key.and_then(|key| modules.remove_entry(&key)) {
        let mut renamed = Key::new(new.snake());
        *renamed.leaf_decor_mut() = key.leaf_decor().clone();
        modules.insert_formatted(&renamed, item);
    }
    Ok(document)
}

/// The document `text` with the name that a module has now, wherever it says the one that it had.
pub(super) fn follow(text: &str, old: &ModuleName, module: &Module) -> Result<DocumentMut, TomlError> {
    let has_both =
        text.parse::<DocumentMut>()?.get("modules").is_some_and(|modules| modules.get(module.name.snake()).is_some());
    let mut document = if has_both { text.parse()? } else { rename(text, old, &module.name)? };
    let modules = section(&mut document, "modules");
    for (key, item) in modules.iter_mut() {
        let Some(table) = item.as_table_like_mut() else { continue };
        if ModuleName::parse(&key).as_ref() == Ok(&module.name) {
            name_again(table, module);
        }
        exchange(table, "uses", |word| {
            (ModuleName::parse(word).as_ref() == Ok(old)).then(|| module.name.snake().to_owned())
        });
        exchange(table, "fields", |word| {
            let mut field = Field::parse(word).ok()?;
            let Kind::Ref(target) = &mut field.kind else { return None };
            (*target == *old).then(|| *target = module.name.clone())?;
            Some(field.written())
        });
    }
    Ok(document)
}

/// Writes others of the strings of a list, with the comments beside them.
fn exchange(table: &mut dyn TableLike, key: &str, other: impl Fn(&str) -> Option<String>) {
    for value in table.get_mut(key).and_then(Item::as_array_mut).into_iter().flat_map(Array::iter_mut) {
        if let Some(new) = value.as_str().and_then(&other) {
            let decor = value.decor().clone();
            *value = Value::from(new);
            *value.decor_mut() = decor;
        }
    }
}

fn modules(document: &mut DocumentMut, spec: &Spec) {
    let table = section(document, "modules");
    let keys: Vec<String> = table.iter().map(|(key, _)| key.to_owned()).collect();
    let named = |key: &str| ModuleName::parse(key).ok();
    let is_wanted = |key: &&String| spec.modules.iter().any(|module| named(key).as_ref() == Some(&module.name));
    let left: Vec<String> = keys.iter().filter(|key| !is_wanted(key)).filter_map(|key| remove(table, key)).collect();
    let in_order = keys.is_sorted();
    for module in &spec.modules {
        let key = keys.iter().find(|key| named(key).as_ref() == Some(&module.name));
        let item = table.entry(key.map_or(module.name.snake(), String::as_str)).or_insert(Item::Table(Table::new()));
        if let Some(table) = item.as_table_like_mut() {
            module_table(table, module);
        }
    }
    if in_order {
        // Which module came first does not show: a table that has no place yet is written behind the one before it.
        table.sort_values_by(|one, _, other, _| one.cmp(other));
    }
    if spec.modules.is_empty() {
        document.remove("modules");
    }
    let trailing = document.trailing().as_str().unwrap_or_default().to_owned();
    document.set_trailing(left.concat() + &trailing);
}

/// Removes a table, and keeps the comments above its header, which may be about what stands before it: the table behind
/// it gets them. They are given back where there is none.
fn remove(table: &mut Table, key: &str) -> Option<String> {
    let gone = table.remove(key)?.into_table().ok()?;
    let comments = gone.decor().prefix()?.as_str()?.trim_end();
    if comments.is_empty() {
        return None;
    }
    let comments = format!("{comments}\n");
    let behind = table.iter_mut().filter_map(|(_, item)| item.as_table_mut());
    let Some(next) = behind.filter(|next| next.position() > gone.position()).min_by_key(|next| next.position()) else {
        return Some(comments);
    };
    let prefix = next.decor().prefix().and_then(|prefix| prefix.as_str()).unwrap_or_default().to_owned();
    next.decor_mut().set_prefix(comments + &prefix);
    None
}

/// What a module's records and its table are called.
fn name_again(table: &mut dyn TableLike, module: &Module) {
    if module.entity_is_given {
        let same = |old: &str| Entity::parse(old).is_ok_and(|old| old == module.entity);
        set(table, "entity", module.entity.written(), same);
    } else {
        table.remove("entity");
    }
    match &module.table {
        Some(name) => set(table, "table", name.snake(), |old| ModuleName::parse(old).is_ok_and(|old| old == *name)),
        None => drop(table.remove("table")),
    }
}

fn module_table(table: &mut dyn TableLike, module: &Module) {
    name_again(table, module);
    let said = table.get("style").and_then(Item::as_str);
    // What modules have anyway goes without saying, unless somebody says it all the same.
    if module.style == pack::usual_style().name && said != Some(module.style) {
        table.remove("style");
    } else {
        set(table, "style", module.style, |old| old == module.style);
    }
    let uses: Vec<String> = module.uses.iter().map(|used| used.snake().to_owned()).collect();
    set_list(table, "uses", &uses, |one, other| match (ModuleName::parse(one), ModuleName::parse(other)) {
        (Ok(one), Ok(other)) => one == other,
        _ => false,
    });
    let fields: Vec<String> = module.fields.iter().map(Field::written).collect();
    set_list(table, "fields", &fields, |one, other| match (Field::parse(one), Field::parse(other)) {
        (Ok(one), Ok(other)) => one == other,
        _ => false,
    });
}

/// The table at a key of the document; a missing one is added, without a header of its own where it only holds tables.
fn section<'a>(document: &'a mut DocumentMut, key: &str) -> &'a mut Table {
    let item = document.entry(key).or_insert_with(|| {
        let mut table = Table::new();
        table.set_implicit(key == "modules");
        Item::Table(table)
    });
    if !item.is_table() {
        *item = Item::Table(std::mem::take(item).into_table().unwrap_or_default());
    }
    item.as_table_mut().expect("it was made one")
}

/// Sets a string, unless what is there says the same.
fn set(table: &mut dyn TableLike, key: &str, new: &str, same: impl Fn(&str) -> bool) {
    match table.get_mut(key) {
        Some(Item::Value(old)) if old.as_str().is_some_and(same) => {}
        Some(Item::Value(old)) => {
            let decor = old.decor().clone();
            *old = Value::from(new);
            *old.decor_mut() = decor;
        }
        _ => {
            table.insert(key, Item::Value(Value::from(new)));
        }
    }
}

/// Sets a list of strings: entries that say the same stay as they are, with their comments.
fn set_list(table: &mut dyn TableLike, key: &str, new: &[String], same: impl Fn(&str, &str) -> bool) {
    if new.is_empty() {
        table.remove(key);
        return;
    }
    let Some(list) = table.get_mut(key).and_then(Item::as_array_mut) else {
        table.insert(key, Item::Value(Value::Array(written(key, new))));
        return;
    };
    let old: Vec<Value> = list.iter().cloned().collect();
    let says = |value: &Value, word: &str| value.as_str().is_some_and(|old| same(old, word));
    let as_set = key == "uses";
    let unchanged = old.len() == new.len()
        && old.iter().zip(new).all(
            |(value, word)| {
                if as_set { new.iter().any(|word| says(value, word)) } else { says(value, word) }
            },
        );
    if unchanged {
        return;
    }
    let is_tall = list.to_string().contains('\n');
    list.clear();
    for word in new {
        match old.iter().find(|value| says(value, word)) {
            Some(value) => list.push_formatted(value.clone()),
            None if is_tall => push_line(list, word),
            None => list.push(word),
        }
    }
    if !is_tall {
        list.fmt();
    }
}

/// Adds an entry on a line of its own. A comment behind the entry before it is kept behind that one.
fn push_line(list: &mut Array, word: &str) {
    let behind = list.trailing().as_str().unwrap_or_default().trim_end().to_owned();
    list.push_formatted(Value::from(word).decorated(format!("{behind}\n    "), ""));
    list.set_trailing("\n");
    list.set_trailing_comma(true);
}

/// A list on one line, or one line an entry where that would be too wide.
fn written(key: &str, words: &[String]) -> Array {
    let mut list: Array = words.iter().map(String::as_str).collect();
    if key.len() + " = ".len() + list.to_string().len() > WIDEST {
        for value in list.iter_mut() {
            value.decor_mut().set_prefix("\n    ");
        }
        list.set_trailing("\n");
        list.set_trailing_comma(true);
    }
    list
}
