//! What `scaffold new` makes and says, and what it refuses.
#![allow(clippy::disallowed_methods, clippy::disallowed_types, reason = "tests run the binary and read the disk")]

mod binary;
mod support;

use std::collections::BTreeSet;
use std::fs;
use std::process::Command;

use serde_json::Value;

use binary::{CONDUIT, Place, Ran, finish};
use support::tree_on_disk;

fn json(ran: &Ran) -> Value {
    serde_json::from_str(&ran.stdout).unwrap_or_else(|error| panic!("{error}: {ran:?}"))
}

fn new(place: &Place, more: &[&str]) -> Ran {
    place.run(&[&["new"], &CONDUIT[..], more].concat())
}

/// The paths that a JSON outcome lists.
fn paths(outcome: &Value) -> BTreeSet<String> {
    let files = outcome["files"].as_array().unwrap();
    files.iter().map(|file| file["path"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn a_project_is_made_and_the_commands_to_go_on_with_are_said() {
    let place = Place::new();
    let ran = new(&place, &[]);
    assert_eq!(ran.code, Some(0), "{ran:?}");
    assert_eq!(place.entries(), ["conduit"]);
    assert!(ran.stdout.contains("cd conduit && uv run uvicorn app.main:app\n"), "{}", ran.stdout);
    assert!(ran.stdout.contains("uv run pytest\n"), "{}", ran.stdout);
    assert!(ran.stderr.contains("note: reading is public"), "{}", ran.stderr);
    let made = tree_on_disk(&place.path().join("conduit"));
    for path in ["app/modules/articles/gateway.py", "app/modules/auth/gateway.py", "scaffold.toml", "scaffold.lock"] {
        assert!(made.contains_key(path), "no {path}");
    }
}

#[test]
fn a_dry_run_lists_what_the_real_run_makes_and_writes_nothing() {
    let place = Place::new();
    let dry = json(&new(&place, &["--dry-run", "--json"]));
    let listed = new(&place, &["--dry-run"]);
    assert!(place.entries().is_empty());
    let real = json(&new(&place, &["--no-git", "--json"]));
    let made: BTreeSet<String> = tree_on_disk(&place.path().join("conduit")).into_keys().collect();
    assert_eq!(paths(&dry), made);
    assert_eq!(paths(&real), made);
    assert_eq!(dry["files"], real["files"]);
    let lines = listed.stdout.lines().map(|line| line.trim().strip_prefix("create  ").unwrap().to_owned());
    assert_eq!(lines.collect::<BTreeSet<String>>(), made);
}

#[test]
fn the_json_outcome_has_every_promised_key() {
    let place = Place::new();
    let outcome = json(&new(&place, &["--json"]));
    let keys: Vec<&String> = outcome.as_object().unwrap().keys().collect();
    assert_eq!(keys, ["commands", "dry_run", "files", "git", "notes", "project", "root"]);
    assert_eq!(outcome["project"], "conduit");
    assert_eq!(outcome["git"], "committed");
    assert_eq!(outcome["dry_run"], false);
    assert_eq!(outcome["root"], fs::canonicalize(place.path().join("conduit")).unwrap().to_str().unwrap());
    assert_eq!(outcome["commands"][1], "uv run pytest");
    let manifest = outcome["files"].as_array().unwrap().iter().find(|file| file["path"] == "scaffold.toml").unwrap();
    assert_eq!((manifest["action"].as_str(), manifest["class"].as_str()), (Some("create"), Some("document")));
}

#[test]
fn an_error_is_json_too_where_that_is_wanted() {
    let place = Place::new();
    for args in [&["new", "2fa", "Articles", "--json"][..], &["new", "--json"], &["new", "--json", "--nonsense"]] {
        let ran = place.run(args);
        let error = &json(&ran)["error"];
        assert_eq!((ran.code, error["code"].as_i64()), (Some(2), Some(2)), "{args:?}");
        assert!(!error["message"].as_str().unwrap().is_empty() && error["hints"].is_array(), "{args:?}");
        assert_eq!(ran.stderr, "", "{args:?}");
    }
}

#[test]
fn a_bad_name_is_refused_with_advice_and_nothing_is_written() {
    let long = "a".repeat(300);
    let bad = ["2fa", "class", "my module", "../evil", "fastapi", "con", "a/b", "Ünï", "", "--x", ".", "x;touch pwn"];
    let place = Place::new();
    for name in bad.into_iter().chain(["test", "import", "core", &long]) {
        for args in [&["new", "conduit", name][..], &["new", "conduit", "Articles", name, "--no-git"]] {
            refuses(&place, args);
        }
    }
    for name in bad.into_iter().chain([&*long]).filter(|name| *name != "class" && *name != "fastapi") {
        refuses(&place, &["new", name, "Articles"]);
    }
}

#[test]
fn what_does_not_fit_together_is_refused_with_advice_and_nothing_is_written() {
    let place = Place::new();
    for rest in [
        "Auth auth",
        "Category Categories",
        "Articles --fields articles=title:string",
        "Articles --fields articles",
        "Articles --fields nobody=title:str",
        "Articles --fields articles=a:str --fields articles=b:str",
        "Articles --fields auth=a:str",
        "Articles --uses articles=nobody",
        "Articles --uses articles=articles",
        "Articles Comments --uses articles=comments --uses comments=articles",
        "Articles --entity articles=2fa",
        "Articles --auth basic",
        "Auth Articles --auth none",
        "Articles --database oracle",
        "Articles --spec -",
        "Articles --color sometimes",
        "Articles --quiet --verbose",
        "Articles -C nowhere",
    ] {
        let args: Vec<&str> = ["new", "conduit"].into_iter().chain(rest.split(' ')).collect();
        refuses(&place, &args);
    }
}

fn refuses(place: &Place, args: &[&str]) {
    let ran = place.run(args);
    assert_eq!(ran.code, Some(2), "{args:?}: {ran:?}");
    assert!(ran.stderr.starts_with("error: ") && ran.stdout.is_empty(), "{args:?}: {ran:?}");
    let wants_hint = !args.contains(&"-C");
    assert!(!wants_hint || ran.stderr.contains("\nhint: "), "{args:?}: {ran:?}");
    assert!(place.entries().is_empty(), "{args:?} wrote {:?}", place.entries());
}

#[test]
fn without_a_terminal_a_missing_argument_is_named_and_nothing_is_asked() {
    let place = Place::new();
    for (args, missing) in [(&["new"][..], "`NAME`"), (&["new", "conduit"], "`MODULE`"), (&["new", "-y"], "`NAME`")] {
        let ran = place.run(args);
        assert_eq!(ran.code, Some(2), "{ran:?}");
        assert!(ran.stderr.contains(missing), "{ran:?}");
    }
    assert!(place.entries().is_empty());
}

#[test]
fn auth_alone_is_a_project() {
    let place = Place::new();
    assert_eq!(place.run(&["new", "one", "Auth"]).code, Some(0));
    assert_eq!(place.run(&["new", "other", "--auth", "jwt"]).code, Some(0));
    assert!(place.path().join("other/app/modules/auth/module.py").exists());
}

#[test]
fn a_document_makes_the_project_that_it_was_made_with() {
    let place = Place::new();
    new(&place, &["--no-git"]);
    let first = tree_on_disk(&place.path().join("conduit"));
    let again = place.run(&["new", "--spec", "conduit/scaffold.toml", "--dir", "again", "--no-git"]);
    assert_eq!(again.code, Some(0), "{again:?}");
    assert!(again.stdout.contains("cd again && "), "{again:?}");
    let mut piped = place.command(&["new", "--spec", "-", "--dir", "deep/piped", "--no-git"]);
    piped.stdin(fs::File::open(place.path().join("conduit/scaffold.toml")).unwrap());
    assert_eq!(finish(piped).code, Some(0));
    assert!(first == tree_on_disk(&place.path().join("again")));
    assert!(first == tree_on_disk(&place.path().join("deep/piped")));
    assert_eq!(place.run(&["new", "--spec", "nowhere.toml"]).code, Some(4));
}

#[test]
fn the_same_words_make_the_same_bytes_anywhere() {
    let reference = Place::new();
    new(&reference, &["--no-git"]);
    let expected = tree_on_disk(&reference.path().join("conduit"));
    for (zone, language) in [("Pacific/Kiritimati", "tr_TR.UTF-8"), ("America/Nome", "C")] {
        let place = Place::new();
        // The binary alone, in a directory of its own: it needs nothing beside it.
        let alone = place.home().join("scaffold");
        // Copied by another process: a test beside this one that starts a program just then would inherit our open
        // file, and a file that is open for writing can't be run.
        assert!(Command::new("cp").arg(env!("CARGO_BIN_EXE_scaffold")).arg(&alone).status().unwrap().success());
        let mut command = Command::new(alone);
        command.arg("new").args(CONDUIT).args(["--no-git", "--dir", "somewhere/else"]);
        let mut command = place.settle(command);
        command.env_clear().env("HOME", place.home()).env("TZ", zone).env("LANG", language).env("LC_ALL", language);
        assert_eq!(finish(command).code, Some(0));
        assert!(expected == tree_on_disk(&place.path().join("somewhere/else")));
    }
}

#[cfg(unix)]
#[test]
fn modes_follow_the_umask() {
    use std::os::unix::fs::PermissionsExt;

    for (umask, directory, file, script) in [("022", 0o755, 0o644, 0o755), ("077", 0o700, 0o600, 0o700)] {
        let place = Place::new();
        let mut shell = Command::new("sh");
        shell.args(["-c", &format!("umask {umask} && exec \"$0\" new \"$@\""), env!("CARGO_BIN_EXE_scaffold")]);
        shell.args(CONDUIT);
        assert_eq!(finish(place.settle(shell)).code, Some(0));
        let root = place.path().join("conduit");
        let mode = |path: &str| fs::metadata(root.join(path)).unwrap().permissions().mode() & 0o777;
        let (of_root, of_app, of_file) = (mode("."), mode("app"), mode("README.md"));
        assert_eq!((of_root, of_app, of_file), (directory, directory, file), "umask {umask}");
        let scripts: Vec<String> = tree_on_disk(&root)
            .into_iter()
            .filter(|(path, content)| !path.starts_with(".git/") && content.starts_with(b"#!"))
            .map(|(path, _)| path)
            .collect();
        assert!(!scripts.is_empty());
        assert!(scripts.iter().all(|path| mode(path) == script), "umask {umask}: {scripts:?}");
    }
}

#[test]
fn quiet_says_nothing_and_verbose_says_every_file() {
    let place = Place::new();
    let quiet = new(&place, &["--quiet", "--dir", "quiet"]);
    assert_eq!((quiet.code, &*quiet.stdout, &*quiet.stderr), (Some(0), "", ""));
    let verbose = new(&place, &["--verbose", "--dir", "verbose"]);
    assert!(verbose.stdout.contains("create  app/modules/articles/gateway.py\n"), "{}", verbose.stdout);
}

#[test]
fn directory_is_where_everything_is_relative_to() {
    let place = Place::new();
    fs::create_dir(place.path().join("in")).unwrap();
    let ran = place.run(&["-C", "in", "new", "shop", "Products"]);
    assert!(ran.stdout.contains("cd in/shop && "), "{ran:?}");
    assert!(place.path().join("in/shop/scaffold.lock").exists());
}

#[test]
fn colour_is_there_when_wanted_only() {
    let place = Place::new();
    let said = |args: &[&str]| place.run(args).stderr;
    assert!(!said(&["new", "2fa", "A"]).contains('\u{1b}'));
    assert!(!said(&["new", "2fa", "A", "--color", "never"]).contains('\u{1b}'));
    assert!(said(&["new", "2fa", "A", "--color", "always"]).contains("\u{1b}[1m\u{1b}[31merror:"));
}

#[cfg(unix)]
#[test]
fn a_closed_pipe_is_no_failure() {
    let place = Place::new();
    for words in ["completions bash", "new shop Products --json", "new store Products"] {
        let mut shell = Command::new("sh");
        // The reader is gone before a word is said: `head -c 0` ends at once.
        let script = format!("{{ sleep 0.2; \"$0\" {words}; echo \"code $?\" >&2; }} | head -c 0");
        shell.args(["-c", &script, env!("CARGO_BIN_EXE_scaffold")]);
        let ran = finish(place.settle(shell));
        assert!(ran.stderr.contains("code 0") && !ran.stderr.contains("panicked"), "{words}: {ran:?}");
    }
}

#[test]
fn completions_are_scripts_of_their_shell() {
    let place = Place::new();
    for (shell, word) in [("bash", "complete -F"), ("zsh", "#compdef scaffold"), ("fish", "complete -c scaffold")] {
        let ran = place.run(&["completions", shell]);
        assert_eq!(ran.code, Some(0));
        assert!(ran.stdout.contains(word) && ran.stdout.contains("no-git"), "{shell}");
    }
    let mut bash = Command::new("bash");
    bash.args(["-c", "eval \"$(\"$0\" completions bash)\" && complete -p scaffold", env!("CARGO_BIN_EXE_scaffold")]);
    assert!(finish(place.settle(bash)).stdout.contains("scaffold"));
}
