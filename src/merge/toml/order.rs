//! Where new tables and keys stand in the owner's document: behind the one that they follow in ours.

use std::collections::HashMap;

use toml_edit::{ArrayOfTables, DocumentMut, Item, Table};

use crate::merge::toml::identity::of_table;
use crate::merge::weave::{behind, follow, passed};

/// Where a table stands: the keys that lead to it, and in a list what the table is known by.
type Place = Vec<String>;

/// Puts the tables and keys of `merged` into the order of `ours`, and those that are new behind the ones that they
/// follow in `theirs`.
pub fn restore(merged: &mut DocumentMut, ours: &DocumentMut, theirs: &DocumentMut) {
    let [our_places, their_places, places] = [ours, theirs, &*merged].map(places);
    let mut order: Vec<&Place> = our_places.iter().collect();
    let known: Vec<&Place> = their_places.iter().collect();
    for (at, place) in known.iter().copied().enumerate() {
        if !order.contains(&place) && places.contains(place) {
            let mut to = behind(&order, &known[..at]);
            if let Some(neighbour) = to.checked_sub(1).map(|at| order[at]) {
                // Not between a table and what belongs to it.
                let common = neighbour.iter().zip(place).take_while(|(a, b)| a == b).count();
                let family = &neighbour[..neighbour.len().min(common + 1)];
                let belongs = |other: &&&Place| family.len() > common && other.starts_with(family);
                to += order[to..].iter().take_while(belongs).count();
            }
            to += passed(&order[to..], &place, &known);
            order.insert(to, place);
        }
    }
    let positions: HashMap<&Place, usize> = order.into_iter().zip(1..).collect();
    let [our_keys, their_keys] = [ours, theirs].map(keys);
    walk_mut(&mut Vec::new(), merged.as_table_mut(), &mut |place, table| {
        if let Some(position) = positions.get(place) {
            table.set_position(Some(position.cast_signed()));
        }
        sort_keys(table, our_keys.get(place), their_keys.get(place));
    });
}

fn sort_keys(table: &mut Table, ours: Option<&Vec<String>>, theirs: Option<&Vec<String>>) {
    let (Some(ours), Some(theirs)) = (ours, theirs) else { return };
    if table.iter().all(|(key, _)| ours.iter().any(|known| known == key)) {
        return;
    }
    let order = follow(ours, theirs, |key| !ours.contains(key));
    let rank: HashMap<&str, usize> = order.iter().map(String::as_str).zip(0..).collect();
    table.sort_values_by(|a, _, b, _| rank.get(a.get()).cmp(&rank.get(b.get())));
}

fn places(document: &DocumentMut) -> Vec<Place> {
    let mut found: Vec<(isize, Place)> = Vec::new();
    walk(&mut Vec::new(), document.as_table(), &mut |place, table| {
        if !table.is_dotted() {
            let last = found.last().map_or(0, |(position, _)| *position);
            found.push((table.position().unwrap_or(last), place.clone()));
        }
    });
    found.sort_by_key(|(position, _)| *position);
    found.into_iter().map(|(_, place)| place).collect()
}

fn keys(document: &DocumentMut) -> HashMap<Place, Vec<String>> {
    let mut keys = HashMap::new();
    walk(&mut Vec::new(), document.as_table(), &mut |place, table| {
        keys.insert(place.clone(), table.iter().map(|(key, _)| key.to_owned()).collect());
    });
    keys
}

/// What the table at this place of a list is known by.
fn known_by(tables: &ArrayOfTables, at: usize) -> String {
    tables.get(at).and_then(of_table).map_or_else(|| format!("#{at}"), |id| format!("={id}"))
}

fn walk(place: &mut Place, table: &Table, visit: &mut dyn FnMut(&Place, &Table)) {
    visit(place, table);
    for (key, item) in table {
        place.push(key.to_owned());
        match item {
            Item::Table(table) => walk(place, table, visit),
            Item::ArrayOfTables(tables) => {
                for (at, table) in tables.iter().enumerate() {
                    place.push(known_by(tables, at));
                    walk(place, table, visit);
                    place.pop();
                }
            }
            Item::None | Item::Value(_) => {}
        }
        place.pop();
    }
}

fn walk_mut(place: &mut Place, table: &mut Table, visit: &mut dyn FnMut(&Place, &mut Table)) {
    visit(place, table);
    for (key, item) in table.iter_mut() {
        place.push(key.get().to_owned());
        match item {
            Item::Table(table) => walk_mut(place, table, visit),
            Item::ArrayOfTables(tables) => {
                for at in 0..tables.len() {
                    place.push(known_by(tables, at));
                    if let Some(table) = tables.get_mut(at) {
                        walk_mut(place, table, visit);
                    }
                    place.pop();
                }
                let mut sorted: Vec<Table> = std::mem::take(tables).into_iter().collect();
                sorted.sort_by_key(Table::position);
                *tables = sorted.into_iter().collect();
            }
            Item::None | Item::Value(_) => {}
        }
        place.pop();
    }
}
