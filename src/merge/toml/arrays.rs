//! Lists brought together as sets that have an order, and comments between their elements.

use toml_edit::{Array, Value};

use crate::merge::toml::identity::{of_elements, same_values};
use crate::merge::toml::tables::Merge;
use crate::merge::weave::weave;

/// Puts what theirs changed since the base into ours; `false` where a side is no set.
pub fn merge(merge: &mut Merge, requirements: bool, ours: &mut Array, base: &Array, theirs: &Array) -> bool {
    let ids = |array: &Array| of_elements(array, requirements);
    let [Some(our_ids), Some(base_ids), Some(their_ids)] = [ids(ours), ids(base), ids(theirs)] else { return false };
    let get = |array: &Array, ids: &[String], id: &String| {
        ids.iter().position(|other| other == id).and_then(|at| array.get(at)).cloned()
    };
    // What is left of ours, element by element: places change while others go.
    let mut kept = our_ids;
    let mut new: Vec<(String, Value)> = Vec::new();
    let gone = base_ids.iter().filter(|id| !their_ids.contains(id));
    let known: Vec<String> = their_ids.iter().chain(gone).cloned().collect();
    for id in &known {
        let before = get(base, &base_ids, id);
        let there = get(ours, &kept, id);
        let wanted = get(theirs, &their_ids, id);
        if is_same(before.as_ref(), wanted.as_ref()) || is_same(there.as_ref(), wanted.as_ref()) {
            continue;
        }
        let untouched = is_same(there.as_ref(), before.as_ref());
        let taken = merge.choose(untouched, [before, there, wanted]);
        let at = kept.iter().position(|other| other == id);
        match (at, taken) {
            (Some(at), Some(value)) => replace(ours, at, value),
            (Some(at), None) => {
                remove(ours, at);
                kept.remove(at);
            }
            (None, Some(value)) => new.push((id.clone(), value)),
            (None, None) => {}
        }
    }
    let woven = weave(&kept, &known, |id| new.iter().any(|(other, _)| other == id));
    for (at, id) in woven.iter().enumerate() {
        if let Some((_, value)) = new.iter().find(|(other, _)| other == id) {
            insert(ours, at, value.clone());
        }
    }
    true
}

fn is_same(a: Option<&Value>, b: Option<&Value>) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => same_values(a, b),
        (None, None) => true,
        _ => false,
    }
}

fn replace(array: &mut Array, at: usize, value: Value) {
    let decor = array.get(at).map(|old| old.decor().clone()).unwrap_or_default();
    let (prefix, suffix) = (text(decor.prefix()), text(decor.suffix()));
    array.replace_formatted(at, value.decorated(prefix, suffix));
}

/// Takes an element out; the comments before it stay, for they may be the owner's.
fn remove(array: &mut Array, at: usize) {
    let before = prefix(array, at);
    let after = prefix(array, at + 1);
    let comments = if before.contains('#') { before.trim_end_matches([' ', '\t']).trim_end_matches('\n') } else { "" };
    array.remove(at);
    let first = at == 0 && !after.contains('\n');
    set_prefix(array, at, &if first { String::new() } else { format!("{comments}{after}") });
}

/// Puts an element in, written as its neighbours are. A comment at the end of the line before stays there.
fn insert(array: &mut Array, at: usize, value: Value) {
    let behind = prefix(array, at);
    let (comment, rest) = match behind.split_once('\n') {
        Some((comment, _)) if comment.contains('#') => (comment.to_owned(), behind[comment.len()..].to_owned()),
        _ => (String::new(), behind),
    };
    let indent =
        array.iter().find_map(|value| text(value.decor().prefix()).rsplit_once('\n').map(|it| it.1.to_owned()));
    let last = at == array.len();
    match indent {
        Some(indent) => {
            array.insert_formatted(at, value.decorated(format!("{comment}\n{indent}"), ""));
            set_prefix(array, at + 1, &rest);
        }
        None if at == 0 => {
            let trailing = array.trailing().as_str().unwrap_or_default().to_owned();
            array.insert_formatted(at, value.decorated("", ""));
            set_prefix(array, 1, if last { &trailing } else { " " });
        }
        None => array.insert_formatted(at, value.decorated(" ", "")),
    }
}

/// What stands before an element, or before the closing bracket.
fn prefix(array: &Array, at: usize) -> String {
    match array.get(at) {
        Some(value) => text(value.decor().prefix()),
        None => array.trailing().as_str().unwrap_or_default().to_owned(),
    }
}

fn set_prefix(array: &mut Array, at: usize, prefix: &str) {
    match array.get_mut(at) {
        Some(value) => value.decor_mut().set_prefix(prefix),
        None => array.set_trailing(prefix),
    }
}

fn text(raw: Option<&toml_edit::RawString>) -> String {
    raw.and_then(toml_edit::RawString::as_str).unwrap_or_default().to_owned()
}
