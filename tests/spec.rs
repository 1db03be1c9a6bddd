//! What follows from a spec, and how it is written down and read again.

use scaffold::error::Exit;
use scaffold::spec::{Draft, Field, Lock, ModuleName, Spec, manifest};
use scaffold::tree::{Class, File, Tree};

fn words(list: &[&str]) -> Vec<String> {
    list.iter().map(|word| (*word).to_owned()).collect()
}

fn conduit() -> Spec {
    Spec::parse(&Draft {
        name: "conduit".to_owned(),
        modules: words(&["Auth", "Comments", "Articles"]),
        uses: words(&["comments=articles"]),
        fields: words(&[
            "Articles=title:str!,body:text,published_at:datetime?,status:draft|published,author:ref(auth)",
            "comments=body:text",
        ]),
        ..Draft::default()
    })
    .unwrap()
}

fn names(modules: &[ModuleName]) -> Vec<&str> {
    modules.iter().map(ModuleName::snake).collect()
}

fn fields(spec: &Spec, module: usize) -> Vec<String> {
    spec.fields_of(&spec.modules[module]).iter().map(Field::written).collect()
}

#[test]
fn a_module_auth_asks_for_jwt_and_is_not_listed() {
    let spec = conduit();
    assert_eq!(spec.options.get("auth"), "jwt");
    assert_eq!(names(&spec.module_names()), ["articles", "auth", "comments"]);
    assert_eq!(spec.modules.iter().map(|module| module.name.snake()).collect::<Vec<_>>(), ["articles", "comments"]);
    assert_eq!(names(&spec.uses_of(&spec.modules[0])), ["auth"]);
    assert_eq!(names(&spec.uses_of(&spec.modules[1])), ["articles", "auth"]);
}

#[test]
fn auth_is_what_is_asked_for() {
    let auth = |auth: Option<&str>| {
        let draft = Draft {
            name: "x".to_owned(),
            modules: words(&["articles"]),
            options: auth.map(|auth| ("auth".to_owned(), auth.to_owned())).into_iter().collect(),
            ..Draft::default()
        };
        let spec = Spec::parse(&draft).unwrap();
        (spec.options.get("auth"), spec.uses_of(&spec.modules[0]).len())
    };
    assert_eq!(auth(None), ("none", 0));
    assert_eq!(auth(Some("none")), ("none", 0));
    assert_eq!(auth(Some("jwt")), ("jwt", 1));
}

#[test]
fn what_is_used_and_not_referred_to_becomes_a_reference_that_records_belong_to() {
    let spec = conduit();
    assert_eq!(fields(&spec, 0)[4], "author:ref(auth)");
    assert_eq!(fields(&spec, 1), ["body:text", "article:ref(articles)"]);
    let comment = spec.fields_of(&spec.modules[1]);
    assert!(comment[1].belongs && !comment[0].belongs);
    assert_eq!(comment[1].column(), "article_id");
}

#[test]
fn without_fields_there_are_two_and_the_references() {
    let draft = Draft {
        name: "x".to_owned(),
        modules: words(&["tags", "notes", "names", "descriptions"]),
        uses: words(&["tags=notes,names", "tags=descriptions"]),
        ..Draft::default()
    };
    let spec = Spec::parse(&draft).unwrap();
    let tags = spec.modules.iter().position(|module| module.name.snake() == "tags").unwrap();
    assert_eq!(
        fields(&spec, tags),
        [
            "name:str",
            "description:text?",
            "linked_description:ref(descriptions)",
            "linked_name:ref(names)",
            "note:ref(notes)"
        ]
    );
}

#[test]
fn a_style_is_that_of_one_module_or_of_all_that_name_none() {
    let styles = |styles: &[&str]| {
        let modules = words(&["Auth", "Articles", "Comments"]);
        let draft = Draft { name: "x".to_owned(), modules, styles: words(styles), ..Draft::default() };
        Spec::parse(&draft).map(|spec| spec.modules.iter().map(|module| module.style).collect::<Vec<_>>())
    };
    assert_eq!(styles(&[]).unwrap(), ["layered", "layered"]);
    assert_eq!(styles(&["feature"]).unwrap(), ["feature", "feature"]);
    assert_eq!(styles(&["comments=feature"]).unwrap(), ["layered", "feature"]);
    assert_eq!(styles(&["feature", "Comments=layered"]).unwrap(), ["feature", "layered"]);
    for (wrong, message, hint) in [
        (&["featur"][..], "there is no style `featur`", "did you mean `feature`?"),
        (&["hexagonal"], "there is no style `hexagonal`", "the styles are `layered`, "),
        (&["comments=flat"], "there is no style `flat`", "the styles are `layered`, "),
        (&["tags=feature"], "`--style` names the module `tags`", "the modules are"),
        (&["auth=feature"], "`--style` can't change the module `auth`", "complete as it comes"),
        (&["comments="], "does not say which module", "`--style "),
        (&["dd"], "there is no style `dd`", "did you mean `ddd`?"),
        (&["feature", "layered"], "twice for all modules", "name the module"),
        (&["comments=feature", "comments=layered"], "twice for the module `comments`", "one style"),
    ] {
        let error = styles(wrong).unwrap_err();
        assert_eq!(error.exit, Exit::Usage);
        assert!(error.message.contains(message), "{wrong:?}: {error}");
        assert!(error.hints.iter().any(|said| said.contains(hint)), "{wrong:?}: {:?}", error.hints);
    }
}

#[test]
fn a_style_is_written_down_where_it_is_not_the_usual_one() {
    let modules = words(&["Articles", "Comments"]);
    let draft = Draft { name: "x".to_owned(), modules, styles: words(&["articles=feature"]), ..Draft::default() };
    let spec = Spec::parse(&draft).unwrap();
    let written = manifest::write(&spec);
    assert!(written.ends_with("[modules.articles]\nstyle = \"feature\"\n\n[modules.comments]\n"), "{written}");
    assert_eq!(manifest::read(&written).unwrap(), spec);
    assert_eq!(Spec::parse(&Draft::from(&spec)).unwrap(), spec);
    let lock = Lock::of("0.2.0", &spec, &Tree::default());
    assert_eq!(Lock::read(&lock.write()).unwrap().spec, spec);
    // What somebody says all the same stays, and comments with it.
    let said = written.replace("[modules.comments]\n", "[modules.comments]\nstyle = \"layered\" # for now\n");
    assert_eq!(manifest::edit(&said, &spec).unwrap(), said);
    let wrong = written.replace("feature", "featur");
    let error = manifest::read(&wrong).unwrap_err();
    assert!(error.message.contains("`modules.articles.style`: there is no style `featur`"), "{error}");
    assert_eq!(error.hints, ["did you mean `feature`?"]);
    let error = manifest::read(&written.replace("style", "stile")).unwrap_err();
    assert_eq!(error.hints, ["did you mean `style`?"]);
}

#[test]
fn a_field_that_refers_to_a_module_uses_it() {
    let draft = Draft {
        name: "x".to_owned(),
        modules: words(&["tags", "notes"]),
        uses: words(&["tags=notes"]),
        fields: words(&["tags=about:ref(notes)?"]),
        ..Draft::default()
    };
    let spec = Spec::parse(&draft).unwrap();
    assert_eq!(fields(&spec, 1), ["about:ref(notes)?"]);
    assert!(!spec.fields_of(&spec.modules[1])[0].belongs);
    assert_eq!(names(&spec.uses_of(&spec.modules[1])), ["notes"]);
}

#[test]
fn the_manifest_reads_well() {
    let written = manifest::write(&conduit());
    let body = &written[written.find("[project]").unwrap()..];
    assert_eq!(
        body,
        r#"[project]
name = "conduit"

[options]
database = "postgres" # postgres, mysql, sqlite
auth = "jwt" # jwt, oauth2, api-key, none

[modules.articles]
fields = [
    "title:str!",
    "body:text",
    "published_at:datetime?",
    "status:draft|published",
    "author:ref(auth)",
]

[modules.comments]
uses = ["articles"]
fields = ["body:text"]
"#
    );
    assert_eq!(manifest::read(&written).unwrap(), conduit());
}

#[test]
fn an_edit_keeps_what_people_wrote() {
    let text = r#"# ours
[modules.Comments]   # talk
uses = [
    "Articles", # what they are about
]

[modules.articles]
fields = ["title: str!"]

[project]
name = "Conduit" # the name
"#;
    let mut spec = manifest::read(text).unwrap();
    assert_eq!(
        manifest::edit(text, &spec).unwrap(),
        format!("{text}\n[options]\ndatabase = \"postgres\"\nauth = \"none\"\n")
    );

    let tags = Draft { name: "x".to_owned(), modules: words(&["tags"]), ..Draft::default() };
    spec.modules.extend(Spec::parse(&tags).unwrap().modules);
    spec.modules[1].uses.extend([ModuleName::parse("tags").unwrap()]);
    spec.modules[0].fields.extend(Field::parse_list("body:text").unwrap());
    let edited = manifest::edit(text, &spec).unwrap();
    assert!(
        edited.starts_with(
            r#"# ours
[modules.Comments]   # talk
uses = [
    "Articles", # what they are about
    "tags",
]

[modules.articles]
fields = ["title: str!", "body:text"]

[modules.tags]
"#
        ),
        "{edited}"
    );
    assert_eq!(manifest::read(&edited).unwrap(), spec);

    spec.modules.retain(|module| module.name.snake() != "comments");
    let edited = manifest::edit(text, &spec).unwrap();
    assert!(!edited.contains("Comments") && edited.contains("# the name"), "{edited}");
}

#[test]
fn an_error_in_the_manifest_says_where_and_what_was_meant() {
    let head = "[project]\nname = \"x\"\n";
    for (text, message, hint) in [
        ("", "scaffold.toml:1:1: `project.name` is missing", "write `name = \"shop-api\"`"),
        (
            "[project]\nname = 1\n",
            "scaffold.toml:2:8: `project.name` is of type integer, and must be a string",
            "name = \"one\"",
        ),
        (
            "[project]\nname = \"a b\"\n",
            "scaffold.toml:2:8: `project.name`: `a b` can't be the name of a project: it has a space in it",
            "1 to 40",
        ),
        ("[projekt]\nname = \"x\"\n", "scaffold.toml:1:2: the key `projekt` is not known", "did you mean `project`?"),
        ("[project]\nnmae = \"x\"\n", "scaffold.toml:2:1: the key `project.nmae` is not known", "did you mean `name`?"),
        (
            "+[options]\nauth = \"jw\"\n",
            "scaffold.toml:4:8: `options.auth`: `auth` can't be `jw`",
            "did you mean `jwt`?",
        ),
        (
            "+[options]\ndatabase = \"postgresql\"\n",
            "scaffold.toml:4:12: `options.database`: `database` can't be `postgresql`",
            "did you mean `postgres`?",
        ),
        ("+[modules.a]\nuse = []\n", "scaffold.toml:4:1: the key `modules.a.use` is not known", "did you mean `uses`?"),
        (
            "+[modules.a]\nuses = \"b\"\n",
            "scaffold.toml:4:8: `modules.a.uses` is of type string, and must be a list of strings",
            "uses = [\"one\"",
        ),
        (
            "+[modules.a]\n[modules.b]\nuses = [\"a\", \"c\"]\n",
            "scaffold.toml:5:14: `modules.b.uses`: `b` uses `c`, which is not there",
            "the modules are `a`, `b`",
        ),
        (
            "+[modules.a]\nfields = [\n  \"x:int\",\n  \"ü:str\",\n]\n",
            "scaffold.toml:6:3: `modules.a.fields`: `ü` can't be the name of a field",
            "lower-case ASCII",
        ),
        (
            "+[modules.a]\nfields = [\"x:int\", \"x:str\"]\n",
            "scaffold.toml:4:20: `modules.a.fields`: the field `x` is there twice",
            "a name of its own",
        ),
        (
            "+[modules.a]\nentity = \"type\"\n",
            "scaffold.toml:4:10: `modules.a.entity`: `type` can't be the name of an entity",
            "1 to 40",
        ),
        ("+[modules.class]\n", "scaffold.toml:3:10: `class` can't be the name of a module: it is a keyword", "1 to 40"),
        (
            "+[modules]\na = 1\n",
            "scaffold.toml:4:5: `modules.a` is of type integer, and must be a table",
            "[modules.a]",
        ),
        ("+[modules.auth]\n", "scaffold.toml:3:10: `modules.auth`: `auth` is no module of your own", "auth = \"jwt\""),
        (
            "+[modules.a]\nuses=[\"b\"]\n[modules.b]\nuses=[\"a\"]\n",
            "scaffold.toml:3:10: `modules.a`: the modules use one another in a circle: `a → b → a`",
            "take one",
        ),
        ("+[modules.a\n", "scaffold.toml:3:11: ", ""),
        ("+<<<<<<< HEAD\n", "scaffold.toml:3:", "git left conflict markers in `scaffold.toml`"),
    ] {
        let text = text.strip_prefix('+').map_or(text.to_owned(), |rest| format!("{head}{rest}"));
        let error = manifest::read(&text).expect_err(&text);
        assert_eq!(error.exit, Exit::Usage);
        assert!(error.message.starts_with(message), "{error}");
        assert!(hint.is_empty() || error.hints.iter().any(|said| said.contains(hint)), "{error:?}");
    }
    let error = manifest::read_as("my/spec.toml", "x = 1\n").unwrap_err();
    assert!(error.message.starts_with("my/spec.toml:1:1: "), "{error}");
}

fn lock() -> Lock {
    let file = |class| File { content: b"hello\n".to_vec().into(), executable: false, class };
    let tree: Tree =
        [("app/main.py", Class::Managed), ("Dockerfile", Class::Managed), ("app/modules/a b.py", Class::Once)]
            .into_iter()
            .map(|(path, class)| (path.to_owned(), file(class)))
            .collect();
    Lock::of("0.1.0", &conduit(), &tree)
}

#[test]
fn the_lock_has_a_line_for_each_file() {
    let written = lock().write();
    let files = &written[written.find("[files]").unwrap()..];
    assert_eq!(
        files,
        r#"[files]
"Dockerfile" = "managed ce013625030ba8dba906f756967f9e9ca394464a"
"app/main.py" = "managed ce013625030ba8dba906f756967f9e9ca394464a"
"app/modules/a b.py" = "once ce013625030ba8dba906f756967f9e9ca394464a"
"#
    );
    assert!(written.contains("format = 1\npack = \"0.1.0\"\n\n[project]\nname = \"conduit\"\n"), "{written}");
    assert!(written.contains("\n[modules.comments]\nuses = [\"articles\"]\nfields = [\"body:text\"]\nnouns = [\"comment\", \"comments\"]\n"), "{written}");
    assert_eq!(Lock::read(&written).unwrap(), lock());
    assert_eq!(Lock::read(&written.replace('\n', "\r\n")).unwrap(), lock());
}

#[test]
fn the_lock_remembers_the_nouns_that_the_tables_were_made_with() {
    let written = lock().write().replace("[\"comment\", \"comments\"]", "[\"remark\", \"remarks\"]");
    let entity = &Lock::read(&written).unwrap().spec.modules[1].entity;
    assert_eq!((entity.pascal(), entity.one(), entity.many()), ("Remark", "remark", "remarks"));
}

#[test]
fn a_lock_that_is_newer_or_broken_is_refused() {
    let good = lock().write();
    for (from, to, part) in [
        ("format = 1", "format = 2", "was written by scaffold 0.1.0, and this is"),
        ("pack = \"0.1.0\"", "pack = \"99.0.0\"", "was written by scaffold 99.0.0, and this is"),
        ("pack = \"0.1.0\"", "pack = \"99.0.0\"\nfuture = true", "was written by scaffold 99.0.0"),
        ("pack = \"0.1.0\"", "pack = \"x\"", "must be a version"),
        ("pack = \"0.1.0\"\n", "", "`pack` is missing"),
        ("format = 1\n", "", "`format` must be a number"),
        ("app/main.py", "../main.py", "is no path inside"),
        ("app/main.py", "/etc/passwd", "is no path inside"),
        ("app/main.py", "app//main.py", "is no path inside"),
        ("app/main.py", "C:/main.py", "is no path inside"),
        ("app/main.py", "app/./main.py", "is no path inside"),
        ("managed ce", "managed  ce", "no class and git blob id"),
        ("managed ce", "maintained ce", "no class and git blob id"),
        ("[\"comment\", \"comments\"]", "[\"comment\", \"comment\"]", "must be the two nouns"),
        ("[\"comment\", \"comments\"]", "[\"../x\", \"comments\"]", "must be the two nouns"),
        ("name = \"conduit\"", "name = \"con\"", "can't be the name of a project"),
    ] {
        let text = good.replacen(from, to, 1);
        assert_ne!(text, good, "{from}");
        let error = Lock::read(&text).expect_err(to);
        assert_eq!(error.exit, Exit::Refused);
        assert!(error.message.contains(part) && !error.hints.is_empty(), "{error:?}");
    }
}
