//! Tables brought together key by key.

use toml_edit::{Array, ArrayOfTables, Item, Key, TableLike, Value};

use crate::merge::toml::arrays;
use crate::merge::toml::identity::{of_table, of_tables, same};

/// Which side is taken where both changed the same value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// What the owner wrote.
    Ours,
    /// What we wrote last.
    Base,
    /// What is wanted now.
    Theirs,
}

/// One way through three documents.
pub struct Merge {
    /// Which side is taken where both changed the same value.
    pub side: Side,
    /// How many values both sides changed.
    pub clashes: usize,
}

impl Merge {
    /// Puts what theirs changed since the base into ours. `path` is where the table stands.
    pub fn tables(
        &mut self,
        path: &[&str],
        ours: &mut dyn TableLike,
        base: Option<&dyn TableLike>,
        theirs: &dyn TableLike,
    ) {
        let gone = base.into_iter().flat_map(TableLike::iter).filter(|(key, _)| theirs.get(key).is_none());
        let keys: Vec<&str> = theirs.iter().chain(gone).map(|(key, _)| key).collect();
        for key in keys {
            let before = base.and_then(|base| base.get(key));
            let wanted = theirs.get(key);
            if is_same(before, wanted) || is_same(ours.get(key), wanted) {
                continue;
            }
            let untouched = is_same(ours.get(key), before);
            let inner = [path, &[key]].concat();
            if ours.get_mut(key).is_some_and(|item| self.inside(&inner, item, before, wanted)) {
                continue;
            }
            let taken = self.choose(untouched, [before.cloned(), ours.get(key).cloned(), wanted.cloned()]);
            let named = [Some(theirs), base].into_iter().flatten().find_map(|side| side.key(key));
            put(ours, key, named, taken);
        }
    }

    /// What is put where theirs changed something: that, where ours is untouched, and otherwise what the chosen side has.
    pub fn choose<T>(&mut self, untouched: bool, [base, ours, theirs]: [Option<T>; 3]) -> Option<T> {
        if untouched {
            return theirs;
        }
        self.clashes += 1;
        match self.side {
            Side::Ours => ours,
            Side::Base => base,
            Side::Theirs => theirs,
        }
    }

    /// Goes into an item that ours and theirs have, where both can be gone into; says whether that was so.
    fn inside(&mut self, path: &[&str], ours: &mut Item, base: Option<&Item>, theirs: Option<&Item>) -> bool {
        let Some(theirs) = theirs else { return false };
        if let (Item::ArrayOfTables(ours), Item::ArrayOfTables(theirs)) = (&mut *ours, theirs) {
            let none = ArrayOfTables::new();
            let base = base.map_or(Some(&none), Item::as_array_of_tables);
            return base.is_some_and(|base| self.lists(path, ours, base, theirs));
        }
        if let (Item::Value(Value::Array(ours)), Item::Value(Value::Array(theirs))) = (&mut *ours, theirs) {
            let none = Array::new();
            let Some(base) = base.map_or(Some(&none), Item::as_array) else { return false };
            // What the owner did not even lay out anew is replaced as it is, layout included.
            let untouched = ours.to_string() == base.to_string();
            return !untouched && arrays::merge(self, is_requirements(path), ours, base, theirs);
        }
        match (ours.as_table_like_mut(), theirs.as_table_like()) {
            (Some(ours), Some(theirs)) => {
                self.tables(path, ours, base.and_then(Item::as_table_like), theirs);
                true
            }
            _ => false,
        }
    }

    /// Lists of tables, where each table can be told from the others.
    fn lists(&mut self, path: &[&str], ours: &mut ArrayOfTables, base: &ArrayOfTables, theirs: &ArrayOfTables) -> bool {
        let [Some(_), Some(base_ids), Some(their_ids)] = [of_tables(ours), of_tables(base), of_tables(theirs)] else {
            return false;
        };
        let find = |ids: &[String], id: &String| ids.iter().position(|other| other == id);
        let as_item =
            |list: &ArrayOfTables, at: Option<usize>| at.and_then(|at| list.get(at)).cloned().map(Item::Table);
        let gone = base_ids.iter().filter(|id| !their_ids.contains(id));
        for id in their_ids.iter().chain(gone) {
            // Tables that went shift those behind them.
            let at = ours.iter().position(|table| of_table(table).as_ref() == Some(id));
            let before = as_item(base, find(&base_ids, id));
            let wanted = as_item(theirs, find(&their_ids, id));
            let there = as_item(ours, at);
            if is_same(before.as_ref(), wanted.as_ref()) || is_same(there.as_ref(), wanted.as_ref()) {
                continue;
            }
            if let (Some(there), Some(Item::Table(wanted))) = (at.and_then(|at| ours.get_mut(at)), &wanted) {
                let before = before.as_ref().and_then(Item::as_table_like);
                self.tables(path, there, before, wanted);
                continue;
            }
            let untouched = is_same(there.as_ref(), before.as_ref());
            let taken = self.choose(untouched, [before, there, wanted]);
            match (at, taken.and_then(|item| item.into_table().ok())) {
                (Some(at), Some(table)) => drop(ours.replace(at, table)),
                (Some(at), None) => drop(ours.remove(at)),
                (None, Some(table)) => ours.push(table),
                (None, None) => {}
            }
        }
        true
    }
}

/// Puts an item under a key, as the owner's where there was one, else with the comments of the other side; or removes it.
fn put(table: &mut dyn TableLike, name: &str, key: Option<&Key>, item: Option<Item>) {
    match (table.get_mut(name), item) {
        (Some(there), Some(mut item)) => {
            if let (Item::Value(old), Item::Value(new)) = (&*there, &mut item) {
                *new.decor_mut() = old.decor().clone();
            }
            *there = item;
        }
        (None, Some(item)) => match key {
            Some(key) => drop(table.entry_format(key).or_insert(item)),
            None => drop(table.insert(name, item)),
        },
        (_, None) => drop(table.remove(name)),
    }
}

fn is_same(a: Option<&Item>, b: Option<&Item>) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => same(a, b),
        (None, None) => true,
        _ => false,
    }
}

/// Whether the list at that place holds requirements of packages.
pub fn is_requirements(path: &[&str]) -> bool {
    matches!(
        path,
        ["project", "dependencies"]
            | ["project", "optional-dependencies", _]
            | ["dependency-groups", _]
            | ["build-system", "requires"]
            | ["tool", "uv", "dev-dependencies" | "constraint-dependencies" | "override-dependencies"]
    )
}
