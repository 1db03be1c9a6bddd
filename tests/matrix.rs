//! Every option, and options together: rendered for random names, complete, sound, and turned on and off again.
//!
//! What needs Python (types, lint, tests on real services) is in `tests/generated/matrix.rs`.
#![allow(clippy::disallowed_methods, reason = "this test writes projects to check them")]

mod support;

use std::collections::{BTreeMap, BTreeSet};

use scaffold::check::{Options, check};
use scaffold::evolve::{Ours, Past, Wanted, evolve};
use scaffold::pack::{NONE, Pack, choices};
use scaffold::render::render;
use scaffold::spec::{Draft, Lock, ModuleName, Spec};
use scaffold::tree::{File, Standing};
use support::cases::{Case, cases, covering, telling, values};
use support::draws::{Dice, drawn, module, until};
use support::{project, write_tree};

#[test]
fn every_value_is_tried_alone_and_with_every_value_of_another_option() {
    let all = cases();
    let covered: BTreeSet<[(&str, &str); 2]> = covering()
        .iter()
        .flat_map(|case| {
            let values: Vec<_> = case.values().into_iter().collect();
            let pairs = |one: usize| values[one + 1..].iter().map(|other| [values[one], *other]).collect::<Vec<_>>();
            (0..values.len()).flat_map(pairs).collect::<Vec<_>>()
        })
        .collect();
    for one in values() {
        assert!(all.iter().any(|case| case.values().contains(&one)), "{one:?} is not tried");
        for other in values().into_iter().filter(|other| one.0 < other.0) {
            let needs = |key: &str| choices().iter().find(|choice| choice.key == key).map(|choice| &choice.needs);
            let lacks = |on: (&str, &str), off: (&str, &str)| {
                on.1 != NONE && off.1 == NONE && needs(on.0).is_some_and(|needs| needs.iter().any(|need| need == off.0))
            };
            if !lacks(one, other) && !lacks(other, one) {
                assert!(covered.contains(&[one, other]), "{one:?} and {other:?} are not tried together");
            }
        }
    }
    for value in values().into_iter().filter(|(key, value)| *key != "python" || *value == "3.11") {
        let shown = telling(12).iter().filter(|case| case.values().contains(&value)).count();
        assert!(shown >= 2, "{value:?} is run in {shown} projects only");
    }
}

#[test]
fn every_case_renders_and_its_walls_hold() {
    let all = tempfile::tempdir().unwrap();
    for (number, case) in cases().iter().enumerate() {
        let root = all.path().join(format!("p{number}"));
        write_tree(&root, &project(&drawn(number as u64, case)));
        let report = check(&root, &Options::default()).unwrap_or_else(|error| panic!("{case}: {error}"));
        assert!(report.findings.is_empty(), "{case}: {:#?}", report.findings);
    }
}

/// No trace of what was chosen stays where it is taken back, and the order in which it was chosen does not show.
#[test]
fn an_option_that_is_set_and_taken_back_leaves_what_was_there() {
    for case in cases() {
        let before =
            Spec::parse(&Draft { name: "shop".to_owned(), modules: vec!["orders".to_owned()], ..Draft::default() });
        let before = before.expect("a legal spec");
        let words = |case: &Case| case.0.iter().map(|(key, value)| format!("{key}={value}")).collect::<Vec<_>>();
        let there = before.clone().with_options(&words(&case)).unwrap_or_else(|error| panic!("{case}: {error}"));
        let back: Vec<String> = choices().iter().map(|choice| format!("{}={}", choice.key, choice.default)).collect();
        assert!(project(&there.clone().with_options(&back).unwrap()) == project(&before), "{case} leaves something");
        let reversed: Vec<String> = words(&case).into_iter().rev().collect();
        assert!(project(&before.with_options(&reversed).unwrap()) == project(&there), "{case} depends on the order");
    }
}

/// Where modules come, only what they can change is rendered; the plan is the one that rendering everything would give.
#[test]
fn what_new_modules_leave_alone_is_as_it_was() {
    let pack = Pack::current();
    for (number, case) in cases().iter().enumerate() {
        let before = drawn(number as u64, case);
        let mut dice = Dice(number as u64);
        let grown = |draft: &Draft, dice: &mut Dice| until(|| module(dice, draft));
        let draft = (0..dice.between(1, 3)).fold(Draft::from(&before), |draft, _| grown(&draft, &mut dice));
        let after = Spec::parse(&draft).expect("it was drawn until it was legal").remembering(&before);
        assert!(after.only_adds_to(&before), "{case}");

        let written = render(&pack, &before).unwrap();
        let lock = Lock::of(pack.version(), &before, &written);
        let standing = |(path, file): (&str, &File)| {
            (path.to_owned(), Standing::File { content: file.content.clone(), executable: file.executable })
        };
        let ours = Ours { disk: written.iter().map(standing).collect(), ..Ours::default() };
        let plan = |wanted: &Wanted| evolve(&Past { lock: &lock, contents: BTreeMap::new() }, &ours, wanted);
        let everything = Wanted::new(&pack, after.clone(), String::new()).unwrap();
        let beside = Wanted::beside(&pack, after, String::new(), &lock).unwrap();
        assert!(2 * beside.known.len() > lock.files.len(), "{case}: {} are known", beside.known.len());
        assert!(plan(&beside) == plan(&everything), "{case}: what was thought to be known is not as it was");
    }
}

/// import-linter refuses two contracts of one id: no name of a module may be that of a contract of the project.
#[test]
fn no_module_has_the_id_of_another_contract() {
    let ids = |modules: Vec<String>| {
        let spec = Spec::parse(&Draft { name: "shop".to_owned(), modules, ..Draft::default() }).expect("a legal spec");
        let pyproject = String::from_utf8(project(&spec)["pyproject.toml"].clone()).unwrap();
        let lines = pyproject.lines().filter_map(|line| line.strip_prefix("id = \"")?.strip_suffix('"'));
        lines.map(str::to_owned).collect::<Vec<_>>()
    };
    let of_the_project = ids(vec!["aardvarks".to_owned()]);
    let is_legal = |id: &&String| ModuleName::parse(id).is_ok_and(|name| name.snake() == id.as_str());
    let named_so: Vec<String> = of_the_project.iter().filter(is_legal).cloned().collect();
    assert!(named_so.len() > 2, "{of_the_project:?}");
    let all = ids(named_so);
    assert_eq!(all.len(), all.iter().collect::<BTreeSet<_>>().len(), "{all:?}");
}

#[test]
fn a_feature_whose_need_is_not_there_is_refused_and_says_what_it_needs() {
    for choice in choices() {
        for need in &choice.needs {
            let draft = Draft { name: "shop".to_owned(), modules: vec!["orders".to_owned()], ..Draft::default() };
            let error =
                Spec::parse(&draft.with_option(&choice.key, choice.usual()).with_option(need, NONE)).unwrap_err();
            assert!(error.message.contains(&format!("`{}` needs `{need}`", choice.key)), "{error}");
            assert!(error.hints[0].contains(&format!("`{need}=")), "{:?}", error.hints);
        }
    }
}
