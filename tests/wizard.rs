//! The questions of `new`, asked in a real pseudo-terminal.
#![cfg(unix)]
#![allow(clippy::disallowed_methods, clippy::disallowed_types, reason = "tests run the binary and read the disk")]

mod binary;
mod support;

use std::process::{Command, Stdio};

use rexpect::session::{Options, PtySession, spawn_with_options};

use binary::{Place, finish};
use support::tree_on_disk;

const ENTER: &str = "\r";
const SHIFT_TAB: &str = "\u{1b}[Z";
const DOWN: &str = "\u{1b}[B";
const UP: &str = "\u{1b}[A";
const ESC: &str = "\u{1b}";
const CLEAR_LINE: &str = "\u{15}";

/// Somebody at a terminal.
struct Person {
    session: PtySession,
}

impl Person {
    /// Runs our binary from a shell, which says how it ended and how it gave the terminal back.
    fn runs(place: &Place, args: &[&str]) -> Self {
        let script = "stty echo; trap : INT; \"$0\" \"$@\"; code=$?; stty -a | tr -s ' ;' '\\n' | grep -e echo$ -e icanon; echo code $code";
        let mut shell = Command::new("sh");
        shell.args(["-c", script, env!("CARGO_BIN_EXE_scaffold")]).args(args);
        let mut command = place.settle(shell);
        command.env("TERM", "xterm-256color").stdin(Stdio::inherit());
        let options = Options::new().timeout_ms(Some(20_000));
        Self { session: spawn_with_options(command, options).unwrap() }
    }

    fn sees(&mut self, text: &str) -> &mut Self {
        self.session.exp_string(text).unwrap_or_else(|error| panic!("no `{text}`: {error}"));
        self
    }

    fn types(&mut self, text: &str) -> &mut Self {
        self.session.send(text).unwrap();
        self.session.flush().unwrap();
        self
    }

    /// What is said until the end, and the exit code.
    fn ends(mut self) -> (String, i32) {
        let rest = self.session.exp_eof().unwrap();
        let lines: Vec<&str> = rest.lines().map(str::trim).collect();
        assert!(lines.contains(&"echo") && lines.contains(&"icanon"), "the terminal is not as it was: {rest:?}");
        let code = lines.iter().find_map(|line| line.strip_prefix("code ")).unwrap().parse().unwrap();
        (rest, code)
    }
}

#[test]
fn answers_make_the_tree_that_flags_make_and_the_printed_command_makes_it_too() {
    let place = Place::new();
    let mut person = Person::runs(&place, &["new"]);
    person
        .sees("What is the project called?")
        .types("2fa\r")
        .sees("`2fa` can't be")
        .sees("What is the project called?");
    person.types(CLEAR_LINE).types("conduit\r");
    person
        .sees("Which modules does it have?")
        .types("Auth Articles class\r")
        .sees("`class` can't be")
        .sees("Which modules");
    person.types(CLEAR_LINE).types("Auth Articles Comments\r");
    person.sees("Which fields has a record of Articles?").types("title:strr\r").sees("`strr`").sees("Which fields");
    person.types(CLEAR_LINE).types("title:str!,status:draft|published\r");
    // Back to the fields of the module before, which still stand there.
    person.sees("of Comments?").types("<\r").sees("of Articles?").types(ENTER).sees("of Comments?").types(ENTER);
    person.sees("does Articles use?").types(SHIFT_TAB).sees("of Comments?").types(ENTER);
    person.sees("does Articles use?").types(ENTER).sees("does Comments use?").types("articles\r");
    person.sees("How are its modules built?").types(ENTER);
    person.sees("keep their data?").types(ENTER).sees("Which features").types(ENTER);
    person.sees("conduit: auth jwt, database postgres").sees("scaffold new ");
    let command = person.session.read_line().unwrap();
    person.sees("Create it?").types(ENTER);
    let (rest, code) = person.ends();
    assert_eq!(code, 0, "{rest}");
    assert!(rest.contains("cd conduit && uv run uvicorn app.main:app"), "{rest}");
    let answered = tree_on_disk(&place.path().join("conduit"));

    let flags = Place::new();
    let given = "conduit Auth Articles Comments --uses comments=articles --no-git";
    let fields = ["--fields", "articles=title:str!,status:draft|published"];
    let args: Vec<&str> = ["new"].into_iter().chain(given.split(' ')).chain(fields).collect();
    assert_eq!(flags.run(&args).code, Some(0));
    let expected = tree_on_disk(&flags.path().join("conduit"));
    assert!(without_git(answered) == expected);

    let printed = Place::new();
    let command = command.replace("\u{1b}[0m", "");
    assert_eq!(
        command.trim(),
        "conduit Auth Articles Comments --uses comments=articles --fields 'articles=title:str!,status:draft|published'"
    );
    let mut shell = Command::new("sh");
    shell.args(["-c", &format!("\"$0\" new {command} --no-git"), env!("CARGO_BIN_EXE_scaffold")]);
    assert_eq!(finish(printed.settle(shell)).code, Some(0));
    assert!(tree_on_disk(&printed.path().join("conduit")) == expected);
}

fn without_git(mut tree: std::collections::BTreeMap<String, Vec<u8>>) -> std::collections::BTreeMap<String, Vec<u8>> {
    tree.retain(|path, _| !path.starts_with(".git/"));
    tree
}

#[test]
fn only_what_is_not_given_is_asked() {
    let place = Place::new();
    let mut person = Person::runs(&place, &["new", "shop", "--no-git", "--dir", "my shop"]);
    person.sees("Which modules does it have?").types("Products\r").sees("of Products?").types("price:decimal\r");
    person.sees("How are its modules built?").types(DOWN).types(ENTER);
    person.sees("How do callers prove who they are?").types(DOWN).types(ENTER);
    person.sees("keep their data?").types(DOWN).types(DOWN).types(ENTER);
    // The second feature has its default; Enter on it takes the next value.
    person.sees("Which features").types(DOWN).types(DOWN).types(DOWN).types(ENTER).sees("Which features");
    person.types(UP).types(UP).types(UP).types(ENTER);
    person.sees("scaffold new shop Products --style ddd --fields products=price:decimal --auth jwt --database sqlite ");
    person.sees("--with ci=gitlab --dir 'my shop' --no-git");
    // Back to the features, which are still chosen, and on.
    person.sees("Create it?").types(DOWN).types(DOWN).types(ENTER).sees("Which features").types(ENTER);
    person.sees("Create it?").types(ENTER);
    let (rest, code) = person.ends();
    assert_eq!(code, 0, "{rest}");
    assert!(rest.contains("cd 'my shop' && "), "{rest}");
    assert!(place.path().join("my shop/app/modules/auth/gateway.py").exists());
}

#[test]
fn with_all_arguments_nothing_is_asked() {
    let place = Place::new();
    let (rest, code) = Person::runs(&place, &["new", "shop", "Products"]).ends();
    assert!(code == 0 && !rest.contains('?'), "{rest}");
    let (rest, code) = Person::runs(&place, &["new", "store", "--yes"]).ends();
    assert!(code == 2 && rest.contains("`MODULE` is missing"), "{rest}");
}

#[test]
fn a_name_whose_folder_is_taken_is_asked_again() {
    let place = Place::new();
    std::fs::write(place.path().join("shop"), "").unwrap();
    let mut person = Person::runs(&place, &["new"]);
    person.sees("called?").types("shop\r").sees("`shop` is a file").sees("called?").types(ESC);
    assert_eq!(person.ends().1, 1);
}

#[test]
fn leaving_leaves_nothing() {
    let leave: [(&str, &str, i32); 5] = [
        ("modules", ESC, 1),
        ("modules", "\u{4}", 1),
        ("modules", "\u{3}", 130),
        ("choice", ESC, 1),
        ("choice", "\u{3}", 130),
    ];
    for (at, key, expected) in leave {
        let place = Place::new();
        let mut person = Person::runs(&place, &["new", "shop"]);
        person.sees("Which modules does it have?");
        if at == "choice" {
            person.types("Products\r").sees("of Products?").types(ENTER).sees("modules built?").sees("layered");
        }
        person.types(key);
        let (rest, code) = person.ends();
        assert_eq!(code, expected, "{at} {key:?}: {rest}");
        assert!(rest.contains("\u{1b}[?25h"), "the cursor is hidden: {at} {key:?}: {rest:?}");
        assert!(place.entries().is_empty(), "{:?}", place.entries());
    }
}

#[test]
fn a_change_is_shown_and_asked_for_and_declining_leaves_all_as_it_was() {
    let place = Place::new();
    assert_eq!(place.run(&["new", "shop", "Products", "--quiet"]).code, Some(0));
    let before = tree_on_disk(&place.path());
    let add = ["-C", "shop", "add-module", "Orders"];
    for (key, expected) in [("n", 1), (ESC, 1), ("\u{4}", 1), ("\u{3}", 130)] {
        let mut person = Person::runs(&place, &add);
        person.sees("app/modules/orders/").sees("Apply these changes?").types(key);
        let (rest, code) = person.ends();
        assert_eq!(code, expected, "{key:?}: {rest}");
        assert_eq!(tree_on_disk(&place.path()), before, "{key:?}");
    }
    let mut person = Person::runs(&place, &add);
    person.sees("Apply these changes?").types(ENTER);
    assert_eq!(person.ends().1, 0);
    assert!(place.path().join("shop/app/modules/orders/gateway.py").exists());
    assert_eq!(Person::runs(&place, &["-C", "shop", "undo", "--yes"]).ends().1, 0);
    assert!(!place.path().join("shop/app/modules/orders").exists());
}
