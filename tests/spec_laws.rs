//! Laws of the spec: what is written is what is read, whatever it is; and nothing that is typed makes us panic.

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::{
    Just, ProptestConfig, Strategy, any, prop, prop_assert, prop_assert_eq, prop_assume, prop_oneof, proptest,
};
use scaffold::error::{Exit, Result};
use scaffold::spec::{Draft, Entity, Field, Lock, ModuleName, ProjectName, Spec, manifest};
use scaffold::tree::{Class, File, Tree};

/// Words as people might choose them, most of them legal.
const NAME: &str = "[a-z][a-z0-9]{0,9}(_[a-z0-9]{1,8}){0,2}";

fn kind() -> impl Strategy<Value = String> {
    prop_oneof![
        prop_oneof!["str", "int", "decimal", "date", "datetime", "uuid"].prop_flat_map(|kind| {
            prop_oneof![Just(String::new()), Just("!".to_owned()), Just("?!".to_owned())]
                .prop_map(move |mark| kind.clone() + &mark)
        }),
        prop_oneof!["text", "float", "bool", "json"],
        vec(NAME, 2..5).prop_map(|choices| choices.join("|")),
    ]
    .prop_flat_map(|kind| prop_oneof![Just(kind.clone()), Just(kind.replace('?', "") + "?")])
}

/// Fields that are legal together.
fn fields() -> impl Strategy<Value = String> {
    vec((NAME, kind()), 0..6)
        .prop_map(|fields| {
            fields.into_iter().map(|(name, kind)| format!("{name}:{kind}")).collect::<Vec<_>>().join(",")
        })
        .prop_filter("legal fields", |list| list.is_empty() || Field::parse_list(list).is_ok())
}

/// A legal spec: modules use, and refer to, those before them.
fn spec() -> impl Strategy<Value = Spec> {
    let module = (
        NAME,
        fields(),
        vec(any::<u8>(), 0..3),
        option::of(prop_oneof!["[A-Z][a-z]{2,9}", NAME]),
        option::of(NAME),
        any::<bool>(),
    );
    (NAME, vec(module, 1..6), any::<bool>()).prop_filter_map("legal spec", |(name, modules, jwt)| {
        let auth = if jwt { "jwt" } else { "none" };
        let mut draft = Draft { name, ..Draft::default() }.with_option("auth", auth);
        for (at, (name, fields, uses, entity, table, refers)) in modules.into_iter().enumerate() {
            let mut fields: Vec<String> =
                fields.split(',').filter(|field| !field.is_empty()).map(str::to_owned).collect();
            if refers && at > 0 {
                fields.push(format!("origin_{at}:ref({})?", draft.modules[at - 1]));
            }
            if !fields.is_empty() {
                draft.fields.push(format!("{name}={}", fields.join(",")));
            }
            for target in uses.iter().filter(|_| at > 0) {
                draft.uses.push(format!("{name}={}", draft.modules[usize::from(*target) % at]));
            }
            draft.entities.extend(entity.map(|entity| format!("{name}={entity}")));
            draft.tables.extend(table.map(|table| format!("{name}={table}")));
            draft.modules.push(name);
        }
        Spec::parse(&draft).ok()
    })
}

fn lock(spec: &Spec, paths: Vec<String>) -> Lock {
    let classes = [Class::Managed, Class::Seeded, Class::Once];
    let file =
        |at: usize| File { content: vec![u8::try_from(at).unwrap()].into(), executable: false, class: classes[at % 3] };
    let tree: Tree = paths.into_iter().enumerate().map(|(at, path)| (path, file(at))).collect();
    Lock::of("0.0.1", spec, &tree)
}

/// Whatever is said is one line that a terminal can show, with a code that is documented.
fn is_decent<T>(result: &Result<T>) -> bool {
    result.as_ref().err().is_none_or(|error| {
        let lines = error.hints.iter().chain([&error.message]);
        matches!(error.exit, Exit::Usage | Exit::Refused) && { lines }
            .all(|line| !line.is_empty() && !line.contains(char::is_control) && !line.ends_with('.'))
    })
}

proptest! {
    // A quarter of what PROPTEST_CASES says, or of 256: making specs is slow where nothing is optimised.
    #![proptest_config(ProptestConfig {
        cases: ProptestConfig::default().cases / 4,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn fields_are_read_as_they_are_written(list in fields()) {
        prop_assume!(!list.is_empty());
        let fields = Field::parse_list(&list).unwrap();
        let written: Vec<String> = fields.iter().map(Field::written).collect();
        prop_assert_eq!(Field::parse_list(&written.join(",")).unwrap(), fields);
    }

    #[test]
    fn a_manifest_is_read_as_it_is_written(spec in spec()) {
        let written = manifest::write(&spec);
        prop_assert_eq!(&manifest::read(&written).unwrap(), &spec);
        prop_assert_eq!(&manifest::edit(&written, &spec).unwrap(), &written);
        prop_assert_eq!(&Spec::parse(&Draft::from(&spec)).unwrap(), &spec);
    }

    #[test]
    fn an_edited_manifest_says_what_is_wanted(before in spec(), after in spec()) {
        let edited = manifest::edit(&manifest::write(&before), &after).unwrap();
        prop_assert_eq!(manifest::read(&edited).unwrap(), after);
    }

    #[test]
    fn a_lock_is_read_as_it_is_written(spec in spec(), paths in vec("[a-zA-Z0-9_.@ \"'ü-]{1,12}x(/[a-z.]{1,8}y){0,3}", 0..8)) {
        let lock = lock(&spec, paths);
        let written = lock.write();
        prop_assert_eq!(&Lock::read(&written).unwrap(), &lock);
        prop_assert_eq!(Lock::read(&written).unwrap().write(), written);
    }

    #[test]
    fn a_name_is_the_same_in_every_spelling(typed in NAME) {
        if let Ok(name) = ModuleName::parse(&typed) {
            prop_assert_eq!(name.snake(), &typed);
            prop_assert_eq!(&ModuleName::parse(&name.kebab()).unwrap(), &name);
            let entity = Entity::of(&name);
            prop_assert!(entity.one() != entity.many());
        }
        if let Ok(name) = ProjectName::parse(&typed) {
            prop_assert_eq!(&name.snake(), &typed);
            prop_assert_eq!(&ProjectName::parse(name.kebab()).unwrap(), &name);
        }
    }

    #[test]
    fn no_two_columns_have_one_name(spec in spec()) {
        for module in &spec.modules {
            let fields = spec.fields_of(module);
            prop_assert!(!fields.is_empty());
            let mut columns: Vec<String> = fields.iter().map(Field::column).collect();
            columns.sort();
            columns.dedup();
            prop_assert_eq!(columns.len(), fields.len());
            prop_assert!(spec.uses_of(module).is_sorted());
        }
        prop_assert!(spec.module_names().is_sorted());
    }

    #[test]
    fn whatever_is_typed_is_answered(typed in any::<String>()) {
        prop_assert!(is_decent(&ProjectName::parse(&typed)));
        prop_assert!(is_decent(&ModuleName::parse(&typed)));
        prop_assert!(is_decent(&Entity::parse(&typed)));
        prop_assert!(is_decent(&Field::parse_list(&typed)));
        let list = format!("a:{typed},b:{typed}|{typed},c:ref({typed})");
        prop_assert!(is_decent(&Field::parse_list(&list)));
        prop_assert!(is_decent(&manifest::read(&typed)));
        prop_assert!(is_decent(&Lock::read(&typed)));
        let option = vec![format!("tags={typed}")];
        for flag in 0..6 {
            let mut draft = Draft { name: "x".to_owned(), modules: vec!["tags".to_owned()], ..Draft::default() };
            match flag {
                0 => draft.uses.clone_from(&option),
                1 => draft.entities.clone_from(&option),
                2 => draft.fields.clone_from(&option),
                3 => draft.uses.push(typed.clone()),
                4 => draft.modules.push(typed.clone()),
                _ => draft = draft.with_option("auth", &typed),
            }
            prop_assert!(is_decent(&Spec::parse(&draft)), "{:?}", Spec::parse(&draft));
        }
    }

    #[test]
    fn a_damaged_document_is_answered(spec in spec(), at in any::<prop::sample::Index>(), length in 0_usize..20, other in any::<String>()) {
        let damage = |text: String| {
            let letters: Vec<char> = text.chars().collect();
            let start = at.index(letters.len());
            let end = (start + length).min(letters.len());
            letters[..start].iter().chain(&other.chars().collect::<Vec<_>>()).chain(&letters[end..]).collect::<String>()
        };
        let manifest = damage(manifest::write(&spec));
        prop_assert!(is_decent(&manifest::read(&manifest)), "{:?}", manifest::read(&manifest));
        prop_assert!(is_decent(&manifest::edit(&manifest, &spec)));
        let lock = damage(lock(&spec, vec!["a/b.py".to_owned()]).write());
        prop_assert!(is_decent(&Lock::read(&lock)), "{:?}", Lock::read(&lock));
    }
}
