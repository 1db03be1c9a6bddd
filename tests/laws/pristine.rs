//! Projects that nobody edited: what comes of them is known to the byte.

use scaffold::evolve::fresh;
use scaffold::pack::{Pack, VERSION};
use scaffold::render::render;
use scaffold::spec::{Draft, Spec, manifest};
use scaffold::tree::Class;

use crate::changes::{Journey, change, rename};
use crate::memory::{Project, files};
use crate::oracle::told;
use crate::support::draws::{Dice, in_one_style, module, specs};

/// How many journeys each law is tried on.
const JOURNEYS: u64 = 24;

/// A project and what it is to become, with the same templates.
fn to(start: &Project, name: &str, spec: &Spec) -> Project {
    let journey = Journey::new(name.to_owned(), start.clone(), &Pack::current(), spec.clone(), None);
    let mut wanted = journey.wanted(&start.manifest);
    let plan = start.plan(&mut wanted);
    assert!(plan.conflicts().next().is_none(), "{name}: {}", told(&plan));
    start.after(&plan, &wanted)
}

fn assert_same(one: &Project, other: &Project, what: &str) {
    let (ones, others) = (files(&one.disk), files(&other.disk));
    let differing: Vec<&&str> =
        ones.keys().chain(others.keys()).filter(|path| ones.get(*path) != others.get(*path)).collect();
    assert!(differing.is_empty(), "{what}: {differing:?} differ");
    assert_eq!(one.manifest, other.manifest, "{what}");
    assert_eq!(one.lock.write(), other.lock.write(), "{what}");
}

#[test]
fn rendering_is_deterministic() {
    for spec in specs().iter().take(16) {
        for release in Pack::releases().into_iter().chain([VERSION]) {
            let spec = if release == VERSION { spec.clone() } else { in_one_style(spec) };
            let render = || render(&Pack::release(release).unwrap(), &spec).unwrap();
            assert!(render() == render(), "the second render of {:?} differs", Draft::from(&spec));
        }
    }
}

#[test]
fn a_journey_of_a_pristine_project_ends_where_a_new_project_begins() {
    for number in 0..JOURNEYS {
        let journey = Journey::draw(number);
        let mut wanted = journey.wanted(&journey.start.manifest);
        let after = journey.start.after(&journey.start.plan(&mut wanted), &wanted);
        let new = Project::new(&Pack::current(), &wanted.spec);
        let what = format!("journey {number} ({})", journey.name);
        assert_eq!(manifest::read(&after.manifest).unwrap().remembering(&wanted.spec), wanted.spec, "{what}");
        // What was migrated stays as it was; everything else is as new.
        let is_once = |path: &&str| wanted.tree.get(path).is_none_or(|file| file.class != Class::Once);
        let (ours, theirs) = (files(&after.disk), files(&new.disk));
        assert!(ours.keys().eq(theirs.keys()), "{what}: other files");
        let differing: Vec<&&str> = ours.keys().filter(|path| is_once(path) && ours[*path] != theirs[*path]).collect();
        assert!(differing.is_empty(), "{what}: {differing:?} differ");
    }
}

#[test]
fn an_update_of_a_pristine_project_is_a_fresh_render() {
    for (release, spec) in
        Pack::releases().into_iter().flat_map(|release| specs().iter().take(16).map(move |spec| (release, spec)))
    {
        let spec = &in_one_style(spec);
        let start = Project::new(&Pack::release(release).unwrap(), spec);
        let after = to(&start, "update", spec);
        let plan = fresh(&Pack::current(), spec).unwrap();
        assert_eq!(after.manifest, plan.manifest);
        let is_once = |path: &str| start.base.get(path).is_some_and(|file| file.class == Class::Once);
        let new = Project::new(&Pack::current(), spec);
        let (ours, theirs) = (files(&after.disk), files(&new.disk));
        assert!(ours.keys().eq(theirs.keys()));
        assert!(
            ours.iter().all(|(path, content)| is_once(path) || theirs[path] == *content),
            "{:?}",
            Draft::from(spec)
        );
    }
}

#[test]
fn adding_a_module_and_removing_it_again_is_as_if_nothing_was() {
    for number in 0..JOURNEYS {
        let mut dice = Dice(number);
        let before = dice.pick(specs()).clone();
        let Some(grown) = module(&mut dice, &Draft::from(&before)) else { continue };
        let grown = Spec::parse(&grown).unwrap().remembering(&before);
        let start = Project::new(&Pack::current(), &before);
        let there = to(&start, "add", &grown);
        let back = to(&there, "remove", &before);
        assert_same(&start, &back, &format!("case {number}, {:?}", Draft::from(&grown)));
    }
}

#[test]
fn two_modules_are_the_same_in_either_order() {
    for number in 0..JOURNEYS {
        let mut dice = Dice(number + 1000);
        let before = dice.pick(specs()).clone();
        let draft = Draft::from(&before);
        let (Some(first), Some(second)) = (module(&mut dice, &draft), module(&mut dice, &draft)) else { continue };
        let both = Draft {
            modules: [&first.modules[..], &second.modules[draft.modules.len()..]].concat(),
            entities: [&first.entities[..], &second.entities[draft.entities.len()..]].concat(),
            uses: [&first.uses[..], &second.uses[draft.uses.len()..]].concat(),
            fields: [&first.fields[..], &second.fields[draft.fields.len()..]].concat(),
            ..draft
        };
        let [Ok(first), Ok(second), Ok(both)] = [first, second, both].map(|draft| Spec::parse(&draft)) else {
            continue;
        };
        let start = Project::new(&Pack::current(), &before);
        let one = to(&to(&start, "first", &first), "second", &both);
        let other = to(&to(&start, "second", &second), "first", &both);
        assert_same(&one, &other, &format!("case {number}"));
    }
}

#[test]
fn there_and_back_is_as_if_nothing_was() {
    for number in 0..JOURNEYS {
        let mut dice = Dice(number + 2000);
        let before = dice.pick(specs()).clone();
        let (name, after) = change(&mut dice, &before);
        let start = Project::new(&Pack::current(), &before);
        let back = to(&to(&start, &name, &after), "back", &before);
        // `scaffold.toml` may keep another order of modules and fields; the files and what is applied may not.
        let is_once = |path: &str| start.base.get(path).is_some_and(|file| file.class == Class::Once);
        let (ours, theirs) = (files(&back.disk), files(&start.disk));
        assert!(ours.keys().eq(theirs.keys()), "case {number}, {name}: other files");
        assert!(ours.iter().all(|(path, content)| is_once(path) || theirs[path] == *content), "case {number}, {name}");
    }
}

/// What stands on the disk is what is wanted, whoever wrote it: nothing is written, whatever was wanted before.
#[test]
fn what_is_there_already_is_only_noted() {
    for number in 0..JOURNEYS {
        let journey = Journey::draw(number);
        let mut project = journey.start.clone();
        let mut wanted = journey.wanted(&project.manifest);
        wanted.moves.clear();
        let there = Project::new(&Pack::current(), &wanted.spec);
        project.disk.clone_from(&there.disk);
        let plan = project.plan(&mut wanted);
        assert_eq!(plan.writes().count(), 0, "journey {number} ({}):\n{}", journey.name, told(&plan));
    }
}

#[test]
fn a_module_with_another_name_keeps_its_records() {
    for number in 0..400 {
        let mut dice = Dice(number + 3000);
        let before = dice.pick(specs()).clone();
        let Some((old, new, after)) = rename(&mut dice, &before) else { continue };
        let nouns = |spec: &Spec, name| {
            spec.module(name).map(|module| (module.entity.one().to_owned(), module.entity.many().to_owned()))
        };
        assert_eq!(nouns(&before, &old), nouns(&after, &new), "from {} to {}", old.snake(), new.snake());
        let document = manifest::rename(&manifest::write(&before), [&old, &new], &after).unwrap();
        assert_eq!(manifest::read(&document).unwrap().remembering(&after), after);
    }
}
