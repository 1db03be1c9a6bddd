//! Commands on a project that lives, as a person who mistypes meets them: a clear word, the documented exit code, and
//! not one byte changed.
#![allow(clippy::disallowed_methods, reason = "this test reads and edits projects")]

mod binary;
mod support;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use binary::{Place, Ran};
use scaffold::render::formatting::Formatting;
use support::tree_on_disk;

/// A project of two modules and `auth`, in a repository of its own.
fn conduit() -> (Place, PathBuf) {
    let place = Place::new();
    let made = place.run(&["new", "conduit", "Auth", "Articles", "Comments", "--uses", "comments=articles", "--quiet"]);
    assert_eq!(made.code, Some(0), "{}", made.stderr);
    let root = place.path().join("conduit");
    (place, root)
}

fn run(place: &Place, args: &[&str]) -> Ran {
    place.run(&[&["-C", "conduit"], args].concat())
}

/// Everything but git's own.
fn files(root: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = tree_on_disk(root);
    files.retain(|path, _| !path.starts_with(".git/"));
    files
}

fn edit(root: &Path, path: &str, old: &str, new: &str) {
    let file = root.join(path);
    let text = std::fs::read_to_string(&file).unwrap();
    assert!(text.contains(old), "{path} has no `{old}`");
    std::fs::write(file, text.replacen(old, new, 1)).unwrap();
}

/// Runs a command that has to be refused, and holds that it changed nothing.
fn refused(place: &Place, root: &Path, args: &[&str], code: i32, words: &[&str]) {
    let before = files(root);
    let ran = run(place, args);
    assert_eq!(ran.code, Some(code), "{args:?}: {}{}", ran.stdout, ran.stderr);
    for word in words {
        assert!(ran.stderr.contains(word), "{args:?} does not say `{word}`: {}", ran.stderr);
    }
    assert_eq!(files(root), before, "{args:?} changed something");
}

#[test]
fn what_is_mistyped_changes_nothing() {
    let (place, root) = conduit();
    let wrong: [(&[&str], i32, &[&str]); 18] = [
        (&["add-module", "Articles"], 2, &["`articles` exists already"]),
        (&["add-module", "article"], 2, &["can't be told apart"]),
        (&["add-module", "2fa"], 2, &["`2fa`", "hint:"]),
        (&["add-module", "Tags", "--uses", "artcles"], 2, &["did you mean `articles`?"]),
        (&["add-module", "Tags", "--fields", "label:strr"], 2, &["`strr`", "hint:"]),
        (&["add-module", "Tags", "Likes", "--uses", "articles"], 2, &["does not say which module"]),
        (&["add-module", "Tags", "--style", "featrue"], 2, &["there is no style `featrue`", "`feature`?"]),
        (&["add-module", "Tags", "--style", "articles=feature"], 3, &["`articles` is built as `layered`"]),
        (&["add-module"], 2, &["NAME"]),
        (&["remove-module", "Articels"], 2, &["there is no module `articels`", "`articles`"]),
        (&["remove-module", "Articles"], 3, &["`comments` uses `articles`", "app/modules/comments/", ".py:"]),
        (&["rename-module", "Articles", "Comments"], 2, &["`comments` exists already"]),
        (&["set", "auth=jwtt"], 2, &["did you mean `jwt`?"]),
        (&["set", "auht=jwt"], 2, &["did you mean `auth`?"]),
        (&["set", "auth"], 2, &["scaffold set auth=jwt"]),
        (&["set", "cache=redis", "cache=none"], 2, &["`cache` is chosen twice"]),
        (&["remove-module", "Articles", "Comments", "Auth"], 2, &["at least one module"]),
        (&["diff", "nowhere"], 2, &["wrote nothing at `nowhere`"]),
    ];
    for (args, code, words) in wrong {
        refused(&place, &root, args, code, words);
    }
}

#[test]
fn a_module_keeps_its_style() {
    let (place, root) = conduit();
    edit(&root, "scaffold.toml", "\n[modules.articles]\n", "\n[modules.articles]\nstyle = \"feature\"\n");
    let words = ["`articles` is built as `layered`", "can't become `feature`", "add-module NAME --style feature"];
    for args in [&["apply"][..], &["apply", "--dry-run"], &["set", "cache=redis"], &["add-module", "Tags"]] {
        refused(&place, &root, args, 3, &words);
    }
    edit(&root, "scaffold.toml", "style = \"feature\"\n", "");
    let added =
        run(&place, &["add-module", "Tags", "Likes", "--style", "feature", "--style", "likes=layered", "--yes"]);
    assert_eq!(added.code, Some(0), "{}", added.stderr);
    let renamed = run(&place, &["rename-module", "Tags", "Labels", "--yes"]);
    assert_eq!(renamed.code, Some(0), "{}", renamed.stderr);
    assert!(root.join("app/modules/labels/service.py").exists() && root.join("app/modules/likes/services").exists());
    let listed = run(&place, &["list", "--json"]).stdout;
    let listed: serde_json::Value = serde_json::from_str(&listed).unwrap();
    let modules = listed["modules"].as_array().unwrap().iter();
    let styles: Vec<_> = modules.map(|module| (module["name"].as_str().unwrap(), module["style"].as_str())).collect();
    let layered = Some("layered");
    let expected =
        [("articles", layered), ("auth", None), ("comments", layered), ("labels", Some("feature")), ("likes", layered)];
    assert_eq!(styles, expected);
    assert!(run(&place, &["list"]).stdout.contains("labels    Tag      feature"));
}

#[test]
fn a_style_that_the_templates_of_the_project_do_not_have_is_refused() {
    let place = Place::new();
    let release = place.run(&["new", "old", "Articles", "--style", "feature", "--release", "0.1.0"]);
    assert_eq!(release.code, Some(3), "{}", release.stderr);
    assert!(release.stderr.contains("the templates of release 0.1.0 have no style `feature`"), "{}", release.stderr);
    assert!(place.entries().is_empty());
    let made = place.run(&["new", "conduit", "Articles", "--release", "0.1.0", "--quiet"]);
    assert_eq!(made.code, Some(0), "{}", made.stderr);
    let root = place.path().join("conduit");
    let words = ["the templates of release 0.1.0 have no style `feature`", "`scaffold update`"];
    refused(&place, &root, &["add-module", "Tags", "--style", "feature"], 3, &words);
}

#[test]
fn outside_of_a_project_it_is_said_where_was_looked() {
    let place = Place::new();
    for command in ["status", "apply", "undo", "list", "doctor", "update", "diff"] {
        let ran = place.run(&[command]);
        assert_eq!(ran.code, Some(3), "{command}: {}", ran.stderr);
        assert!(ran.stderr.contains(&place.path().display().to_string()), "{command}: {}", ran.stderr);
        assert!(place.entries().is_empty());
    }
}

#[test]
fn a_project_of_a_newer_scaffold_is_left_alone() {
    let (place, root) = conduit();
    edit(&root, "scaffold.lock", &format!("pack = \"{}\"", env!("CARGO_PKG_VERSION")), "pack = \"99.0.0\"");
    for args in [&["add-module", "Tags"][..], &["apply"], &["status"], &["update"]] {
        refused(&place, &root, args, 3, &["99.0.0", "install scaffold 99.0.0 or newer"]);
    }
}

#[test]
fn what_is_wrong_in_scaffold_toml_is_pointed_at() {
    let (place, root) = conduit();
    edit(&root, "scaffold.toml", "auth = \"jwt\"", "auth = \"jwtt\"");
    refused(&place, &root, &["apply"], 2, &["scaffold.toml:18:8", "`options.auth`", "did you mean `jwt`?"]);
    edit(&root, "scaffold.toml", "auth = \"jwtt\"", "auht = \"jwt\"");
    refused(&place, &root, &["add-module", "Tags"], 2, &["scaffold.toml:18:1", "did you mean `auth`?"]);
    edit(&root, "scaffold.toml", "auht = \"jwt\"", "auth = jwt\"");
    refused(&place, &root, &["status"], 2, &["scaffold.toml:18:8"]);
}

#[test]
fn another_database_has_seen_no_migration_and_gets_them_in_its_own_words() {
    let (place, root) = conduit();
    let mine = "app/modules/comments/migrations/versions/0001_initial.py";
    let ours = "app/modules/articles/migrations/versions/0001_initial.py";
    let before = std::fs::read_to_string(root.join(ours)).unwrap();
    edit(&root, mine, "phase = \"expand\"", "phase = \"maintenance\"");
    let set = place.run(&["-C", "conduit", "set", "database=sqlite"]);
    assert_eq!(set.code, Some(0), "{}", set.stderr);
    let written = std::fs::read_to_string(root.join(ours)).unwrap();
    assert!(before.contains("schema=") && !written.contains("schema="), "{written}");
    assert!(std::fs::read_to_string(root.join(mine)).unwrap().contains("maintenance"));
    assert!(set.stdout.contains(mine), "{}", set.stdout);
    assert_eq!(place.run(&["-C", "conduit", "set", "database=postgres"]).code, Some(0));
    assert_eq!(std::fs::read_to_string(root.join(ours)).unwrap(), before);
}

#[test]
fn an_option_that_others_need_stays() {
    let (place, root) = conduit();
    edit(&root, "scaffold.toml", "uses = [\"articles\"]", "uses = [\"articles\", \"auth\"]");
    assert_eq!(run(&place, &["apply", "--quiet"]).code, Some(0));
    refused(&place, &root, &["set", "auth=none"], 2, &["`comments` uses `auth`", "hint:"]);
}

#[test]
fn a_dry_run_shows_the_diff_and_writes_nothing() {
    let (place, root) = conduit();
    let before = files(&root);
    let ran = run(&place, &["add-module", "Tags", "--dry-run"]);
    assert_eq!((ran.code, ran.stderr.as_str()), (Some(0), ""));
    assert!(ran.stdout.contains("+++ b/app/modules/tags/gateway.py") && ran.stdout.contains("+[modules.tags]"));
    assert_eq!(files(&root), before);
}

#[test]
fn programs_get_one_object() {
    let (place, root) = conduit();
    for args in [&["list", "--json"][..], &["status", "--json"], &["add-module", "Tags", "--json"], &["diff", "--json"]]
    {
        let ran = run(&place, args);
        let object: serde_json::Value = serde_json::from_str(&ran.stdout).unwrap_or_else(|_| panic!("{}", ran.stdout));
        assert!(object.is_object() && ran.code == Some(0));
    }
    let ran = run(&place, &["add-module", "Tags", "--json"]);
    let object: serde_json::Value = serde_json::from_str(&ran.stdout).unwrap();
    assert_eq!((ran.code, &object["error"]["code"]), (Some(2), &serde_json::json!(2)));
    edit(&root, "README.md", "# ", "# My ");
    let ran = run(&place, &["diff", "--exit-code", "--json"]);
    let object: serde_json::Value = serde_json::from_str(&ran.stdout).unwrap();
    assert_eq!((ran.code, &object["edited"]), (Some(1), &serde_json::json!(["README.md"])));
}

#[test]
fn an_owner_who_formats_otherwise_gets_merges_in_that_formatting() {
    let (place, root) = conduit();
    edit(
        &root,
        "pyproject.toml",
        "[tool.ruff]\nline-length = 100",
        "[tool.ruff]\nline-length = 60\nformat.quote-style = \"single\"",
    );
    let formatting = Formatting::of(&std::fs::read_to_string(root.join("pyproject.toml")).unwrap()).unwrap();
    let is_python = |path: &str| Path::new(path).extension().is_some_and(|extension| extension == "py");
    for (path, content) in files(&root).iter().filter(|(path, _)| is_python(path)) {
        let formatted = formatting.apply(std::str::from_utf8(content).unwrap()).unwrap();
        std::fs::write(root.join(path), formatted).unwrap();
    }
    // A managed file with strings in it, which another auth would write otherwise.
    let before = std::fs::read_to_string(root.join("tests/writer.py")).unwrap();
    let ran = run(&place, &["set", "auth=none"]);
    assert_eq!(ran.code, Some(0), "{}{}", ran.stdout, ran.stderr);
    let after = std::fs::read_to_string(root.join("tests/writer.py")).unwrap();
    assert_ne!(after, before);
    assert_eq!(formatting.apply(&after).unwrap(), after, "it is in the owner's formatting");
}

/// Where the revisions of `auth` stand.
const HISTORY: &str = "app/modules/auth/migrations/versions";

/// Writes a revision of the owner's, which follows another.
fn write_revision(root: &Path, id: &str, follows: &str) {
    let text = format!("\"\"\"Mine.\"\"\"\n\nrevision = \"{id}\"\ndown_revision = \"{follows}\"\n");
    std::fs::write(root.join(HISTORY).join(format!("{id}.py")), text).unwrap();
}

fn read(root: &Path, path: &str) -> String {
    std::fs::read_to_string(root.join(path)).unwrap_or_default()
}

#[test]
fn a_revision_of_ours_follows_the_owners_last() {
    let (place, root) = conduit();
    write_revision(&root, "0002_nickname", "0001_initial");
    assert_eq!(run(&place, &["set", "email=smtp", "--quiet"]).code, Some(0));
    let ours = read(&root, &format!("{HISTORY}/0002_password_resets.py"));
    assert!(ours.contains("down_revision = \"0002_nickname\"\n"), "{ours}");
    // It is known as it stands there.
    let status = run(&place, &["status"]);
    assert!(!status.stdout.contains("password_resets"), "{}", status.stdout);
}

#[test]
fn a_revision_that_others_follow_stays_and_another_goes_with_a_word() {
    let (place, root) = conduit();
    assert_eq!(run(&place, &["set", "email=smtp", "--quiet"]).code, Some(0));
    let gone = run(&place, &["set", "email=none", "--dry-run"]);
    let word = "manage migrate downgrade --module auth --to 0001_initial";
    assert!(gone.stderr.contains(word), "{}{}", gone.stdout, gone.stderr);
    write_revision(&root, "0003_nickname", "0002_password_resets");
    let kept = run(&place, &["set", "email=none", "--yes"]);
    assert!(kept.stdout.contains("a migration is never rewritten"), "{}{}", kept.stdout, kept.stderr);
    let ours = read(&root, &format!("{HISTORY}/0002_password_resets.py"));
    assert!(ours.contains("revision = \"0002_password_resets\""), "it is gone");
}

#[test]
fn where_requirements_change_their_lock_is_spoken_of() {
    let (place, root) = conduit();
    let word = "`uv lock`";
    assert!(!run(&place, &["set", "cache=redis", "--dry-run"]).stderr.contains(word), "there is no lock");
    std::fs::write(root.join("uv.lock"), "").unwrap();
    assert!(run(&place, &["set", "cache=redis", "--dry-run"]).stderr.contains(word));
    assert!(!run(&place, &["add-module", "Tags", "--dry-run"]).stderr.contains(word), "nothing is required by it");
}

#[test]
fn what_is_still_imported_goes_by_no_command() {
    let (place, root) = conduit();
    std::fs::write(root.join("app/mine.py"), "from app.modules.auth.gateway import CurrentUser\n").unwrap();
    refused(&place, &root, &["set", "auth=none"], 3, &["app/mine.py:1"]);
    edit(&root, "scaffold.toml", "auth = \"jwt\"", "auth = \"none\"");
    refused(&place, &root, &["apply"], 3, &["app/mine.py:1"]);
}

#[test]
fn a_feature_that_the_owner_imports_does_not_go() {
    let (place, root) = conduit();
    assert_eq!(run(&place, &["set", "cache=redis"]).code, Some(0));
    std::fs::write(root.join("app/mine.py"), "import os\nfrom app.core.cache import anything\n").unwrap();
    refused(&place, &root, &["set", "cache=none"], 3, &["`app.core.cache` is still imported", "app/mine.py:2"]);
    std::fs::write(root.join("app/mine.py"), "import os\n").unwrap();
    assert_eq!(run(&place, &["set", "cache=none"]).code, Some(0));
}

#[test]
fn what_the_owner_wrote_in_a_module_that_goes_is_named() {
    let (place, root) = conduit();
    std::fs::write(root.join("app/modules/auth/services/ldap.py"), "X = 1\n").unwrap();
    let ran = run(&place, &["set", "auth=none"]);
    assert!(ran.code == Some(0) && ran.stderr.contains("app/modules/auth/services/ldap.py"), "{}", ran.stderr);
}

#[test]
fn another_method_of_auth_tells_of_the_migration_that_stays() {
    let (place, _) = conduit();
    let ran = run(&place, &["set", "auth=api-key"]);
    assert!(ran.stdout.contains("auth/migrations/versions/0001_initial.py  a migration is never"), "{}", ran.stdout);
}

#[test]
fn comments_in_scaffold_toml_outlive_the_tables_round_them() {
    let (place, root) = conduit();
    edit(&root, "scaffold.toml", "\n[modules.articles]\n", "\n[modules.articles]\n# fields = [] # in March\n");
    for module in ["comments", "articles"] {
        assert_eq!(run(&place, &["remove-module", module, "--quiet"]).code, Some(0));
    }
    assert!(read(&root, "scaffold.toml").ends_with("# fields = [] # in March\n"), "{}", read(&root, "scaffold.toml"));
}

#[test]
fn line_endings_of_the_documents_are_the_owners() {
    let (place, root) = conduit();
    for document in ["scaffold.toml", "scaffold.lock"] {
        let text = read(&root, document).replace('\n', "\r\n");
        std::fs::write(root.join(document), text).unwrap();
    }
    let before = files(&root);
    assert_eq!(run(&place, &["apply"]).code, Some(0));
    assert_eq!(files(&root), before);
    assert_eq!(run(&place, &["set", "cache=redis", "--quiet"]).code, Some(0));
    for document in ["scaffold.toml", "scaffold.lock"] {
        let text = read(&root, document);
        assert_eq!(text.matches('\n').count(), text.matches("\r\n").count(), "{document}");
    }
}
