//! The repository of a new project: made where it can be, never at the price of the project.
#![cfg(unix)]
#![allow(clippy::disallowed_methods, clippy::disallowed_types, reason = "tests run the binary and git")]

mod binary;
mod support;

use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use binary::{Place, Ran, finish};

const NEW: [&str; 3] = ["new", "shop", "Products"];

/// What git says in a directory of the place.
fn git(place: &Place, directory: &str, args: &[&str]) -> String {
    let mut command = Command::new("git");
    // The person's own settings may hang git, which is what some of these tests are about.
    command.args(["-c", "core.fsmonitor=false", "-C"]).arg(place.path().join(directory)).args(args);
    finish(place.settle(command)).stdout.trim().to_owned()
}

fn configure(place: &Place, text: &str) {
    let path = place.home().join(".gitconfig");
    let before = fs::read_to_string(&path).unwrap();
    fs::write(path, before + text).unwrap();
}

fn program(place: &Place, name: &str, script: &str) -> String {
    let path = place.home().join(name);
    support::write_tree(
        path.parent().unwrap(),
        &[(path.file_name().unwrap().to_str().unwrap().to_owned(), script.into())].into(),
    );
    path.to_str().unwrap().to_owned()
}

fn made(place: &Place, ran: &Ran) {
    assert_eq!(ran.code, Some(0), "{ran:?}");
    assert_eq!(place.entries(), ["shop"], "{ran:?}");
    assert!(place.path().join("shop/scaffold.lock").exists());
}

fn assert_committed(place: &Place) {
    assert_eq!(git(place, "shop", &["symbolic-ref", "--short", "HEAD"]), "main");
    assert_eq!(git(place, "shop", &["log", "--format=%an %s"]), "Ada Start the project");
    assert_eq!(git(place, "shop", &["status", "--short"]), "");
}

#[test]
fn the_project_is_the_first_commit_on_main() {
    let place = Place::new();
    made(&place, &place.run(&NEW));
    assert_committed(&place);
}

#[test]
fn no_git_means_none() {
    let place = Place::new();
    made(&place, &place.run(&["new", "shop", "Products", "--no-git"]));
    assert!(!place.path().join("shop/.git").exists());
}

#[test]
fn inside_of_a_work_tree_there_is_no_second_one_unless_it_ignores_the_place() {
    let place = Place::new();
    git(&place, ".", &["init", "-q"]);
    fs::write(place.path().join(".gitignore"), "/scratch/\n").unwrap();
    let ran = place.run(&NEW);
    assert!(ran.code == Some(0) && ran.stderr.contains("is a git work tree already"), "{ran:?}");
    assert!(!place.path().join("shop/.git").exists());
    assert_eq!(place.run(&["new", "shop", "Products", "--dir", "scratch/shop"]).code, Some(0));
    assert_eq!(git(&place, "scratch/shop", &["log", "--format=%s"]), "Start the project");
}

#[test]
fn somebody_whom_git_does_not_know_gets_the_project_and_advice() {
    let place = Place::new();
    fs::remove_file(place.home().join(".gitconfig")).unwrap();
    let ran = place.run(&NEW);
    made(&place, &ran);
    assert!(ran.stderr.contains("note: git has no name and e-mail to commit with"), "{ran:?}");
    assert!(git(&place, "shop", &["status", "--short"]).contains("A  scaffold.lock"));
}

#[test]
fn a_machine_without_git_gets_the_project_and_advice() {
    let place = Place::new();
    let mut command = place.command(&NEW);
    command.env("PATH", place.home());
    let ran = finish(command);
    made(&place, &ran);
    assert!(ran.stderr.contains("note: no repository made: there is no `git`"), "{ran:?}");
    assert!(!place.path().join("shop/.git").exists());
}

#[test]
fn the_environment_does_not_lead_git_elsewhere() {
    let place = Place::new();
    let elsewhere = place.home().join("elsewhere");
    let mut command = place.command(&NEW);
    for name in ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY", "GIT_COMMON_DIR"] {
        command.env(name, &elsewhere);
    }
    command.env("GIT_CONFIG_COUNT", "1").env("GIT_CONFIG_KEY_0", "core.bare").env("GIT_CONFIG_VALUE_0", "true");
    made(&place, &finish(command));
    assert!(!elsewhere.exists());
    assert_committed(&place);
}

#[test]
fn hooks_signing_and_templates_of_the_person_neither_break_nor_hang_it() {
    let place = Place::new();
    let hook = program(&place, "hooks/pre-commit", "#!/bin/sh\nexit 1\n");
    let signer = program(&place, "bin/sign", "#!/bin/sh\nsleep 1000\n");
    program(&place, "template/hooks/pre-commit", "#!/bin/sh\nexit 1\n");
    program(&place, "template/hooks/post-commit", "#!/bin/sh\nsleep 1000\n");
    let hooks = Path::new(&hook).parent().unwrap().display().to_string();
    let template = place.home().join("template").display().to_string();
    configure(
        &place,
        &format!(
            "[core]\nhooksPath = {hooks}\nfsmonitor = {signer}\neditor = {signer}\nautocrlf = true\nsafecrlf = true\n\
             [commit]\ngpgsign = true\nverbose = true\n[gpg]\nprogram = {signer}\n[init]\ntemplateDir = {template}\n\
             defaultBranch = trunk\n"
        ),
    );
    made(&place, &place.run(&NEW));
    assert_committed(&place);
}

#[test]
fn a_git_that_hangs_is_left_after_a_while() {
    let place = Place::new();
    let filter = program(&place, "bin/filter", "#!/bin/sh\nsleep 1000\n");
    fs::write(place.home().join("attributes"), "* filter=slow\n").unwrap();
    let attributes = place.home().join("attributes").display().to_string();
    configure(&place, &format!("[core]\nattributesFile = {attributes}\n[filter \"slow\"]\nclean = {filter}\n"));
    let started = Instant::now();
    let ran = place.run(&NEW);
    assert!(started.elapsed() < Duration::from_secs(30));
    made(&place, &ran);
    assert!(ran.stderr.contains("note: no repository made: git took longer than"), "{ran:?}");
    assert!(!place.path().join("shop/.git").exists());
}

/// Two branches of a project: a command on each, and a merge of the second into the first.
fn merged(ours: &[&str], theirs: &[&str]) -> Place {
    merged_with(ours, theirs, |_, _| {})
}

/// The same, where each branch is edited as well.
fn merged_with(ours: &[&str], theirs: &[&str], edit: impl Fn(&Place, &str)) -> Place {
    let place = Place::new();
    let new = ["new", "shop", "Auth", "Articles", "Comments", "--uses", "comments=articles", "--quiet"];
    made(&place, &place.run(&new));
    let change = |command: &[&str]| {
        assert_eq!(place.run(&[&["-C", "shop"], command].concat()).code, Some(0));
        edit(&place, command[1]);
        git(&place, "shop", &["add", "--all"]);
        git(&place, "shop", &["commit", "--quiet", "--message", command[0]]);
    };
    git(&place, "shop", &["switch", "--quiet", "--create", "theirs"]);
    change(theirs);
    git(&place, "shop", &["switch", "--quiet", "main"]);
    change(ours);
    git(&place, "shop", &["merge", "--quiet", "theirs"]);
    place
}

/// What a file of the project holds.
fn content(place: &Place, path: &str) -> String {
    fs::read_to_string(place.path().join("shop").join(path)).unwrap()
}

/// Applies what a merge left, and holds the project to its own walls.
fn assert_reunited(place: &Place) {
    let ran = place.run(&["-C", "shop", "apply"]);
    assert!(ran.code == Some(0) && ran.stderr.contains("the two branches are one again"), "{ran:?}");
    let status = place.run(&["-C", "shop", "status"]);
    assert!(status.code == Some(0) && !status.stdout.contains("edited"), "{status:?}");
    let check = place.run(&["-C", "shop", "check"]);
    assert_eq!(check.code, Some(0), "{check:?}");
    assert_eq!(git(place, "shop", &["grep", "--untracked", "-l", "-e", "^<<<<<<< "]), "");
}

#[test]
fn a_module_that_one_branch_renamed_has_its_new_name_in_what_the_other_added() {
    let rename = ["rename-module", "articles", "posts", "--quiet"];
    let add = ["add-module", "Tags", "--uses", "articles", "--fields", "tags=label:str!,on:ref(articles)", "--quiet"];
    for (ours, theirs) in [(&rename[..], &add[..]), (&add, &rename)] {
        let place = merged(ours, theirs);
        assert_reunited(&place);
        let manifest = content(&place, "scaffold.toml");
        assert!(manifest.contains("[modules.posts]") && manifest.contains("\"on:ref(posts)\""), "{manifest}");
        assert!(!manifest.contains("articles\"]"), "{manifest}");
        assert!(content(&place, "app/modules/tags/services/tags.py").contains("app.modules.posts.gateway"));
    }
}

#[test]
fn a_module_that_one_branch_renamed_takes_the_option_of_the_other() {
    let rename = ["rename-module", "articles", "posts", "--quiet"];
    let set = ["set", "tasks=taskiq", "--quiet"];
    for (ours, theirs) in [(&rename[..], &set[..]), (&set, &rename)] {
        let place = merged(ours, theirs);
        assert_reunited(&place);
        assert!(content(&place, "app/modules/posts/module.py").contains("tasks"));
    }
}

#[test]
fn options_that_stand_beside_one_another_are_told_apart() {
    let place = merged(&["set", "outbox=on", "--quiet"], &["set", "cache=redis", "rate-limit=on", "--quiet"]);
    assert_reunited(&place);
    let manifest = content(&place, "scaffold.toml");
    assert!(["outbox", "cache", "rate-limit"].iter().all(|key| manifest.contains(key)), "{manifest}");
}

#[test]
fn branches_that_disagree_are_not_brought_together() {
    let place = merged(&["set", "database=mysql", "--quiet"], &["set", "database=sqlite", "--quiet"]);
    let ran = place.run(&["-C", "shop", "apply"]);
    assert_eq!(ran.code, Some(3), "{ran:?}");
    assert!(ran.stderr.contains("`database = \"mysql\"") && ran.stderr.contains("`database = \"sqlite\""), "{ran:?}");
    git(&place, "shop", &["checkout", "--quiet", "--theirs", "scaffold.toml"]);
    let ran = place.run(&["-C", "shop", "apply"]);
    assert!(ran.code == Some(0) && ran.stderr.contains("one again"), "{ran:?}");
    assert!(content(&place, "scaffold.toml").contains("database = \"sqlite\""));
}

#[test]
fn a_module_that_one_branch_removed_stays_removed_beside_what_the_other_added() {
    let place = merged(&["remove-module", "comments", "--quiet"], &["add-module", "Tags", "--quiet"]);
    assert_reunited(&place);
    assert!(!content(&place, "scaffold.toml").contains("comments"));
}

#[test]
fn a_merge_that_leaves_markers_in_a_file_is_not_called_ended() {
    let settings = |place: &Place| place.path().join("shop/app/modules/articles/config.py");
    let place = merged_with(&["add-module", "Tags", "--quiet"], &["add-module", "Media", "--quiet"], |place, name| {
        let text = fs::read_to_string(settings(place)).unwrap();
        let number = name.len() * 100;
        fs::write(settings(place), text.replace("= 1_000", &format!("= {number}"))).unwrap();
    });
    for _ in 0..2 {
        let ran = place.run(&["-C", "shop", "apply"]);
        assert!(ran.code == Some(1) && ran.stderr.contains("app/modules/articles/config.py"), "{ran:?}");
        assert!(!ran.stderr.contains("one again"), "{ran:?}");
    }
    let status = place.run(&["-C", "shop", "status"]);
    assert!(status.stdout.contains("unmerged  app/modules/articles/config.py  with markers"), "{status:?}");
    let doctor = place.run(&["-C", "shop", "doctor"]);
    assert!(doctor.stdout.contains("the markers of a merge are in"), "{doctor:?}");
}

#[test]
fn a_module_with_two_new_names_is_to_be_renamed_first() {
    let rename = |name| ["rename-module", "articles", name, "--quiet"];
    let place = merged(&rename("posts"), &rename("essays"));
    let ran = place.run(&["-C", "shop", "apply"]);
    assert!(ran.code == Some(3) && ran.stderr.contains("`posts` on one branch and `essays` on the other"), "{ran:?}");
    git(&place, "shop", &["merge", "--abort"]);
    assert_eq!(place.run(&["-C", "shop", "rename-module", "posts", "essays"]).code, Some(0));
    git(&place, "shop", &["add", "--all"]);
    git(&place, "shop", &["commit", "--quiet", "--message", "Rename"]);
    git(&place, "shop", &["merge", "--quiet", "theirs"]);
    assert_eq!(place.run(&["-C", "shop", "apply"]).code, Some(0));
    assert_eq!(place.run(&["-C", "shop", "check"]).code, Some(0));
    let doctor = place.run(&["-C", "shop", "doctor"]);
    assert!(doctor.stdout.contains("fine  migrations: each history has one end"), "{doctor:?}");
}

#[test]
fn a_history_with_two_ends_is_spoken_of() {
    let folder = "shop/app/modules/articles/migrations/versions";
    let place = merged_with(&["add-module", "Tags", "--quiet"], &["add-module", "Media", "--quiet"], |place, name| {
        let text = format!("revision = \"0002_{name}\"\ndown_revision = \"0001_initial\"\n");
        fs::write(place.path().join(folder).join(format!("0002_{name}.py")), text).unwrap();
    });
    let words = "the module has several last revisions: `0002_Media`, `0002_Tags`";
    assert!(place.run(&["-C", "shop", "apply"]).stderr.contains(words));
    let doctor = place.run(&["-C", "shop", "doctor"]);
    assert!(doctor.code == Some(1) && doctor.stdout.contains(words), "{doctor:?}");
}

#[test]
fn a_module_that_one_branch_removed_and_the_other_uses_is_whole_again() {
    let place =
        merged(&["add-module", "Tags", "--uses", "comments", "--quiet"], &["remove-module", "comments", "--quiet"]);
    assert_eq!(place.run(&["-C", "shop", "apply"]).code, Some(0));
    assert!(place.path().join("shop/app/modules/comments/gateway.py").exists());
    assert_eq!(place.run(&["-C", "shop", "check"]).code, Some(0));
}
