//! Bad input is refused before anything is written: with exit 2, what is allowed, and a name that would do.

use scaffold::error::{Error, Exit};
use scaffold::spec::{Draft, Entity, Field, ModuleName, ProjectName, Spec};

fn words(list: &[&str]) -> Vec<String> {
    list.iter().map(|word| (*word).to_owned()).collect()
}

fn draft(modules: &[&str]) -> Draft {
    Draft { name: "shop".to_owned(), modules: words(modules), ..Draft::default() }
}

fn refused(draft: &Draft) -> Error {
    let error = Spec::parse(draft).expect_err(&format!("{draft:?} must be refused"));
    assert_eq!(error.exit, Exit::Usage);
    error
}

/// The name that an error suggests, if it suggests one.
fn suggested(error: &Error) -> Option<&str> {
    error.hints.iter().find_map(|hint| hint.strip_prefix('`')?.strip_suffix("` would do"))
}

/// What is typed; what is suggested for a project and for a module. `None` where the word is fine there.
const BAD: &[(&str, Option<&str>, Option<&str>)] = &[
    ("2fa", Some("two-fa"), Some("two_fa")),
    ("class", Some("my-class"), Some("classes")),
    ("match", Some("my-match"), Some("matches")),
    ("None", Some("my-none"), Some("nones")),
    ("my module", Some("my-module"), Some("my_module")),
    ("../evil", Some("evil"), Some("evil")),
    ("fastapi", Some("my-fastapi"), Some("fastapis")),
    ("pydantic-core", Some("my-pydantic-core"), Some("pydantic_cores")),
    ("con", Some("my-con"), Some("cons")),
    ("LPT1", Some("my-lpt1"), Some("lpt1s")),
    ("a/b", Some("a-b"), Some("a_b")),
    ("a\\b", Some("a-b"), Some("a_b")),
    ("Ünï", Some("uni"), Some("uni")),
    ("заказы", Some("shop-api"), Some("articles")),
    ("", Some("shop-api"), Some("articles")),
    (" ", Some("shop-api"), Some("articles")),
    (".", Some("shop-api"), Some("articles")),
    ("..", Some("shop-api"), Some("articles")),
    ("-x", Some("x"), Some("x")),
    ("_x", Some("x"), Some("x")),
    ("x_", Some("x"), Some("x")),
    ("a--b", Some("a-b"), Some("a_b")),
    ("x;touch pwn", Some("x-touch-pwn"), Some("x_touch_pwn")),
    ("$(id)", Some("id"), Some("id")),
    ("a\nb", Some("a-b"), Some("a_b")),
    ("a\0b", Some("a-b"), Some("a_b")),
    ("test", Some("my-test"), Some("test_records")),
    ("import", Some("my-import"), Some("imports")),
    ("core", Some("my-core"), Some("cores")),
    ("registry", None, Some("registries")),
    ("json", None, Some("jsons")),
    ("calendar", None, Some("calendars")),
    ("order", None, Some("orders")),
    ("user", None, Some("users")),
    ("public", None, Some("publics")),
    ("pg_backups", None, Some("my_pg_backups")),
    ("information_schema", None, Some("information_schemas")),
];

#[test]
fn a_bad_name_is_refused_with_a_name_that_would_do() {
    for (typed, project, module) in BAD {
        let results = [
            (ProjectName::parse(typed).map(|_| ()), project, "a project"),
            (ModuleName::parse(typed).map(|_| ()), module, "a module"),
        ];
        for (result, suggestion, thing) in results {
            let Some(suggestion) = suggestion else {
                assert_eq!(result, Ok(()), "{typed:?} as {thing}");
                continue;
            };
            let error = result.expect_err(typed);
            assert_eq!(error.exit, Exit::Usage);
            assert!(error.message.contains(&format!("` can't be the name of {thing}: ")), "{error}");
            assert!(error.hints[0].contains("1 to 40 ASCII letters"), "{error:?}");
            assert_eq!(suggested(&error), Some(*suggestion), "{typed:?} as {thing}");
            assert!(error.message.len() < 200 && !error.message.contains(['\n', '\0']), "{error}");
        }
    }
}

#[test]
fn a_name_of_300_characters_is_refused_and_not_shown_whole() {
    let typed = "a".repeat(300);
    for error in [
        ProjectName::parse(&typed).unwrap_err(),
        ModuleName::parse(&typed).unwrap_err(),
        Entity::parse(&typed).unwrap_err(),
    ] {
        assert!(error.message.contains("longer than 40 characters"), "{error}");
        assert!(error.message.len() < 150, "{error}");
    }
    assert!(ModuleName::parse(&"ab_".repeat(14)).is_err());
    assert!(ModuleName::parse(&"AbC".repeat(13)).is_err(), "it is what the name becomes that counts");
}

#[test]
fn a_suggested_name_is_itself_allowed() {
    for (typed, _, _) in BAD {
        if let Some(name) = ProjectName::parse(typed).err().as_ref().and_then(suggested) {
            ProjectName::parse(name).unwrap();
        }
        if let Some(name) = ModuleName::parse(typed).err().as_ref().and_then(suggested) {
            ModuleName::parse(name).unwrap();
        }
        if let Some(name) = Entity::parse(typed).err().as_ref().and_then(suggested) {
            Entity::parse(name).unwrap();
        }
    }
}

#[test]
fn a_module_is_named_in_any_spelling() {
    let named = [
        ("Auth", "auth", "Auth", "auth"),
        ("OrderItems", "order_items", "OrderItems", "order-items"),
        ("order-items", "order_items", "OrderItems", "order-items"),
        ("order_items", "order_items", "OrderItems", "order-items"),
        ("HTTPClient", "http_client", "HttpClient", "http-client"),
        ("oauth2_tokens", "oauth2_tokens", "Oauth2Tokens", "oauth2-tokens"),
        ("a1b2", "a1b2", "A1b2", "a1b2"),
        ("articles2", "articles2", "Articles2", "articles2"),
        ("x", "x", "X", "x"),
    ];
    for (typed, snake, pascal, kebab) in named {
        let name = ModuleName::parse(typed).unwrap();
        assert_eq!((name.snake(), name.pascal().as_str(), name.kebab().as_str()), (snake, pascal, kebab));
    }
    let longest = "a".repeat(40);
    assert_eq!(ModuleName::parse(&longest).unwrap().snake(), longest);
    assert_eq!(ModuleName::parse("OrderItems").unwrap().title(), "Order Items");
}

#[test]
fn a_project_is_named_in_any_spelling() {
    for typed in ["SaasPlatform", "saas_platform", "saas-platform"] {
        let name = ProjectName::parse(typed).unwrap();
        assert_eq!(
            (name.kebab(), name.snake().as_str(), name.title().as_str()),
            ("saas-platform", "saas_platform", "Saas Platform")
        );
    }
    for typed in ["conduit", "ecommerce-api", "social-api", "x", "public", "registry", "calendar", "a1"] {
        ProjectName::parse(typed).unwrap();
    }
    let kebab = "a1-2-b";
    assert_eq!(ProjectName::parse(kebab).unwrap().kebab(), kebab);
}

#[test]
fn modules_must_be_more_than_case_and_number_apart() {
    let colliding: &[&[&str]] = &[
        &["Auth", "auth"],
        &["Category", "Categories"],
        &["OrderItems", "order-items"],
        &["OrderItems", "Orderitems"],
        &["a_1", "a1"],
        &["Auth", "Auths"],
        &["news", "News"],
        &["person", "people"],
    ];
    for modules in colliding {
        let error = refused(&draft(modules));
        assert!(!error.hints.is_empty(), "{error}");
    }
    Spec::parse(&draft(&["Auth", "Users", "Posts", "Messages"])).unwrap();
}

#[test]
fn an_entity_that_generated_code_needs_is_refused_where_it_is_given() {
    for (typed, instead) in [
        ("page", "PageItem"),
        ("Type", "TypeItem"),
        ("class", "ClassItem"),
        ("property", "PropertyItem"),
        ("list", "ListItem"),
        ("Sorting", "SortingItem"),
        ("my article", "MyArticle"),
        ("", "Article"),
    ] {
        let error = Entity::parse(typed).unwrap_err();
        assert_eq!(suggested(&error), Some(instead), "{typed}");
    }
    assert_eq!(Entity::parse("OrderItem").unwrap().many(), "order_items");
    assert_eq!(Entity::parse("order_item").unwrap().pascal(), "OrderItem");
}

#[test]
fn an_entity_belongs_to_one_module() {
    let mut twice = draft(&["pages", "page_items"]);
    let error = refused(&twice);
    assert!(error.message.contains("would both have the entity `PageItem`"), "{error}");
    twice.entities = words(&["pages=Sheet"]);
    Spec::parse(&twice).unwrap();

    let mut members = draft(&["auth", "users", "posts"]);
    members.fields = words(&["posts=author:ref(auth),editor:ref(users)"]);
    let error = refused(&members);
    assert!(error.message.contains("`posts` can't tell the `user` of `users` from that of `auth`"), "{error}");
    members.entities = words(&["users=Member"]);
    Spec::parse(&members).unwrap();

    let mut own = draft(&["auth", "users"]);
    own.fields = words(&["users=account:ref(auth)"]);
    refused(&own);
}

#[test]
fn a_bad_field_is_refused() {
    for (typed, part) in [
        ("", "no field in the list"),
        ("title", "has no type"),
        ("title:", "`` is no type"),
        ("title:strr", "`strr` is no type of a field"),
        ("title:String", "`String` is no type of a field"),
        ("title:str!!", "has a mark twice"),
        ("title:str,,body:text", "has no type"),
        ("Title:str", "`T` is a capital letter"),
        ("2nd:str", "begins with a digit"),
        ("_x:str", "begins with `_`"),
        ("class:str", "keyword"),
        ("id:uuid", "every record"),
        ("created_at:datetime", "every record has"),
        ("metadata:json", "every record has"),
        ("page:int", "every record has"),
        ("sort:str", "every record has"),
        ("model_name:str", "pydantic keeps `model_`"),
        ("copy:str", "every record has"),
        ("dict:json", "every record"),
        ("xmin:int", "PostgreSQL has a column"),
        ("body:text!", "can't be unique"),
        ("data:json!", "can't be unique"),
        ("weight:float!", "can't be unique"),
        ("active:bool?!", "can't be unique"),
        ("title:str,title:text", "there twice"),
        ("author:ref(auth),author_id:uuid", "there twice"),
        ("a_1:int,a1:int", "differ in their underscores only"),
        ("author_id:ref(auth)", "would be the column `author_id_id`"),
        ("status:draft|", "it is empty"),
        ("status:draft|Published", "capital letter"),
        ("status:draft|draft", "there twice"),
        ("author:ref()", "it is empty"),
        ("author:ref(auth", "is no type"),
    ] {
        let error = Field::parse_list(typed).expect_err(typed);
        assert_eq!(error.exit, Exit::Usage);
        assert!(error.message.contains(part), "{typed}: {error}");
        assert!(typed.contains("draft|draft") || !error.hints.is_empty(), "{typed}: {error:?}");
    }
    let many: Vec<String> = (1..=31).map(|number| format!("f{number}:int")).collect();
    assert!(Field::parse_list(&many.join(",")).unwrap_err().message.contains("at most 30 fields"));
    assert_eq!(Field::parse_list(&many[..30].join(",")).unwrap().len(), 30);
}

#[test]
fn an_unknown_type_is_met_with_the_one_that_was_meant() {
    for (typed, meant) in [
        ("strr", "str"),
        ("String", "str"),
        ("integer", "int"),
        ("date_time", "datetime"),
        ("boolean", "bool"),
        ("money", "decimal"),
    ] {
        let error = Field::parse(&format!("x:{typed}")).unwrap_err();
        assert_eq!(error.hints[0], format!("did you mean `{meant}`?"));
    }
}

#[test]
fn options_that_do_not_fit_are_refused() {
    let set = |draft: &mut Draft, key: &str, value: &str| drop(draft.options.insert(key.to_owned(), value.to_owned()));
    let with = |change: &dyn Fn(&mut Draft)| {
        let mut draft = draft(&["articles", "comments", "tags"]);
        change(&mut draft);
        let error = refused(&draft);
        format!("{error} | {}", error.hints.join(" | "))
    };
    let all: &[(String, &str)] = &[
        (
            with(&|d: &mut Draft| d.uses = words(&["comments=artikles"])),
            "`comments` uses `artikles`, which is not there | did you mean `articles`? | the modules are `articles`, `comments`, `tags`",
        ),
        (
            with(&|d: &mut Draft| d.uses = words(&["coments=articles"])),
            "names the module `coments`, which is not there | did you mean `comments`?",
        ),
        (with(&|d: &mut Draft| d.uses = words(&["comments"])), "does not say which module"),
        (with(&|d: &mut Draft| d.uses = words(&["comments="])), "does not say which module"),
        (with(&|d: &mut Draft| d.uses = words(&["comments=comments"])), "`comments` uses `comments`, which is itself"),
        (with(&|d: &mut Draft| d.uses = words(&["comments=auth"])), "the project has none | add it with `--auth jwt`"),
        (
            with(&|d: &mut Draft| d.uses = words(&["articles=comments", "comments=tags", "tags=articles"])),
            "in a circle: `articles → comments → tags → articles`",
        ),
        (
            with(&|d: &mut Draft| {
                d.uses = words(&["articles=comments"]);
                d.fields = words(&["comments=a:ref(articles)"]);
            }),
            "in a circle: `articles → comments → articles`",
        ),
        (
            with(&|d: &mut Draft| d.fields = words(&["comments=a:ref(comments)"])),
            "refers to `comments`, which is itself",
        ),
        (
            with(&|d: &mut Draft| d.fields = words(&["comments=a:ref(posts)"])),
            "`comments` refers to `posts`, which is not there",
        ),
        (
            with(&|d: &mut Draft| d.fields = words(&["comments=a:int", "Comments=b:int"])),
            "`--fields` is there twice for the module `comments`",
        ),
        (
            with(&|d: &mut Draft| d.entities = words(&["comments=A", "Comments=B"])),
            "`--entity` is there twice for the module `comments`",
        ),
        (
            with(&|d: &mut Draft| d.entities = words(&["comments=Note", "tags=Note"])),
            "would both have the entity `Note`",
        ),
        (with(&|d: &mut Draft| set(d, "auth", "password")), "`auth` can't be `password` | it can be `jwt`"),
        (with(&|d: &mut Draft| set(d, "auth", "jwtt")), "did you mean `jwt`?"),
        (
            with(&|d: &mut Draft| {
                set(d, "auth", "none");
                d.modules.push("Auth".to_owned());
            }),
            "a module `auth` can't be in a project with `--auth none`",
        ),
        (
            with(&|d: &mut Draft| {
                d.modules.push("Auth".to_owned());
                d.entities = words(&["auth=Person"]);
            }),
            "can't change the module `auth`",
        ),
        (
            with(&|d: &mut Draft| {
                d.modules.push("Auth".to_owned());
                d.uses = words(&["auth=tags"]);
            }),
            "can't change the module `auth`",
        ),
        (
            with(&|d: &mut Draft| {
                d.fields = words(&["tags=note:a|b"]);
                d.entities = words(&["tags=NoteChoice"]);
            }),
            "would both be called `NoteChoice`",
        ),
    ];
    for (said, part) in all {
        assert!(said.contains(part), "{said}");
    }
}
