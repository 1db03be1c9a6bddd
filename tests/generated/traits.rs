//! What is noteworthy about the random specs, and which of them to try in full.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use scaffold::spec::{Kind, Spec};

use crate::support::draws::specs;

/// What is noteworthy about a spec: what the projects that are tried in full must show between them.
pub fn traits(spec: &Spec) -> BTreeSet<String> {
    let mut traits =
        BTreeSet::from([format!("auth {}", spec.options.get("auth")), format!("{} modules", spec.modules.len())]);
    let mut note = |what: &str, holds: bool| {
        if holds {
            traits.insert(what.to_owned());
        }
    };
    note("a project of 40 characters", spec.name.kebab().len() == 40);
    for module in &spec.modules {
        let (name, entity) = (module.name.snake(), &module.entity);
        note("a module of 40 characters", name.len() == 40);
        note("a module of one letter", name.len() == 1);
        note("a module that begins like another", spec.modules.iter().any(|other| is_longer(name, other.name.snake())));
        note("a module that begins like auth", spec.has_auth() && is_longer(name, "auth"));
        note("a noun without a plural", entity.many().ends_with("_items"));
        note("an entity with a name of its own", module.entity_is_given);
        note("an entity of 40 characters", entity.one().len() >= 40);
        note(&format!("style {}", module.style), true);
        note("default fields", module.fields.is_empty());
        note("30 fields", module.fields.len() == 30);
        for field in spec.fields_of(module) {
            let mark = |holds: bool, mark: &str| if holds { mark.to_owned() } else { String::new() };
            note(&format!("{}{}{}", field.kind.word(), mark(field.nullable, "?"), mark(field.unique, "!")), true);
            note("a field of 40 characters", field.name.len() == 40);
            note("a field of one letter", field.name.len() == 1);
            note("a record that belongs to another", field.belongs);
            note(&format!("a record that belongs to another, in the style {}", module.style), field.belongs);
            note("a reference to auth", matches!(&field.kind, Kind::Ref(target) if target.is_auth()));
        }
    }
    traits
}

fn is_longer(name: &str, other: &str) -> bool {
    name.len() > other.len() && name.starts_with(other)
}

/// The places of so many specs that show between them all that any spec shows.
pub fn telling(count: usize) -> Vec<usize> {
    let all: Vec<BTreeSet<String>> = specs().iter().map(traits).collect();
    let (mut chosen, mut shown) = (Vec::new(), BTreeSet::new());
    while chosen.len() < count {
        let left = (0..all.len()).filter(|place| !chosen.contains(place));
        let place = left
            .max_by_key(|&place| (all[place].difference(&shown).count(), Reverse(place)))
            .expect("there are more specs than that");
        chosen.push(place);
        shown.extend(all[place].iter().cloned());
    }
    let missing: Vec<&String> = all.iter().flatten().filter(|shows| !shown.contains(*shows)).collect();
    assert!(missing.is_empty(), "{count} projects do not show {missing:?}");
    chosen
}
