//! Nothing or everything: what stands at the target after a failure, a signal or a kill is what stood there before,
//! or the whole project.
#![cfg(unix)]
#![allow(clippy::disallowed_methods, clippy::disallowed_types, reason = "tests run the binary and read the disk")]

mod binary;
mod support;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;
use std::time::Duration;

use binary::{CONDUIT, Place, entries, finish};

const NEW: [&str; 6] = ["new", "shop", "Products", "Orders", "Payments", "--no-git"];

fn is_root() -> bool {
    rustix::process::getuid().is_root()
}

#[test]
fn what_stands_at_the_target_is_not_touched() {
    let place = Place::new();
    fs::create_dir(place.path().join("full")).unwrap();
    fs::write(place.path().join("full/mine"), "mine").unwrap();
    fs::write(place.path().join("file"), "mine").unwrap();
    fs::create_dir(place.home().join("elsewhere")).unwrap();
    std::os::unix::fs::symlink(place.home().join("elsewhere"), place.path().join("link")).unwrap();
    std::os::unix::fs::symlink("nowhere", place.path().join("dangling")).unwrap();
    let before = place.entries();
    for target in ["full", "file", "link", "link/", "dangling", ".", "..", "/"] {
        let ran = place.run(&[&NEW[..], &["--dir", target]].concat());
        assert_eq!(ran.code, Some(2), "{target}: {ran:?}");
        assert_eq!(place.entries(), before, "{target}");
    }
    assert_eq!(entries(&place.path().join("full")), ["mine"]);
    assert_eq!(fs::read(place.path().join("file")).unwrap(), b"mine");
    assert!(entries(&place.home().join("elsewhere")).is_empty());
}

#[test]
fn an_empty_directory_is_a_place_to_go_and_stays_when_that_fails() {
    let place = Place::new();
    let target = place.path().join("shop");
    fs::create_dir(&target).unwrap();
    let mut limited = sh(&place, "ulimit -f 1; exec \"$0\" \"$@\"");
    limited.args(NEW);
    assert_eq!(finish(limited).code, Some(4));
    assert!(entries(&target).is_empty());
    assert_eq!(place.run(&NEW).code, Some(0));
    assert!(target.join("scaffold.lock").exists());
}

#[test]
fn the_directory_that_one_stands_in_is_not_replaced() {
    let place = Place::new();
    let ran = place.run(&[&NEW[..], &["--dir", "."]].concat());
    assert_eq!(ran.code, Some(2));
    assert!(ran.stderr.contains("hint: go up first: `cd ..`, then the same with `--dir here`"), "{ran:?}");
}

#[test]
fn a_parent_that_can_not_be_written_is_named() {
    let place = Place::new();
    fs::write(place.path().join("file"), "").unwrap();
    let closed = place.path().join("closed");
    fs::create_dir(&closed).unwrap();
    fs::set_permissions(&closed, std::os::unix::fs::PermissionsExt::from_mode(0o555)).unwrap();
    let mut parents = vec!["file/shop", "/proc/shop", "/proc/deep/shop"];
    if !is_root() {
        // Root may write anywhere; for root /proc is the parent that refuses.
        parents.push("closed/shop");
    }
    for target in parents {
        let ran = place.run(&[&NEW[..], &["--dir", target]].concat());
        assert_eq!(ran.code, Some(4), "{target}: {ran:?}");
        let parent = Path::new(target).parent().unwrap().to_str().unwrap();
        assert!(ran.stderr.contains(parent), "{target}: {ran:?}");
    }
    assert_eq!(place.entries(), ["closed", "file"]);
    assert!(entries(&closed).is_empty());
}

#[test]
fn directories_made_on_the_way_go_again_when_it_fails() {
    let place = Place::new();
    let mut limited = sh(&place, "ulimit -f 1; exec \"$0\" \"$@\"");
    limited.args(NEW).args(["--dir", "some/where/deep"]);
    let ran = finish(limited);
    assert_eq!(ran.code, Some(4), "{ran:?}");
    let named = place.path().join("some/where/deep");
    assert!(ran.stderr.contains(&format!("could not write `{}/", named.display())), "{ran:?}");
    assert!(place.entries().is_empty());
}

#[test]
fn a_full_disk_leaves_nothing() {
    let place = Place::new();
    let Some(_disk) = Disk::mount(place.path(), "size=96k") else {
        // Only root may mount. The limit on the size of files fails half-way too, and is tested for everybody above.
        assert!(!is_root() || !can_mount());
        return;
    };
    let ran = place.run(&NEW);
    assert_eq!(ran.code, Some(4), "{ran:?}");
    assert!(ran.stderr.contains("could not ") && ran.stderr.contains("No space left"), "{ran:?}");
    assert!(place.entries().is_empty(), "{:?}", place.entries());
}

/// A small file system that goes with the test.
struct Disk {
    at: PathBuf,
}

impl Disk {
    fn mount(at: PathBuf, options: &str) -> Option<Self> {
        let mut mount = Command::new("mount");
        mount.args(["-t", "tmpfs", "-o", options, "tmpfs"]).arg(&at).stderr(Stdio::null());
        mount.status().is_ok_and(|status| status.success()).then(|| Self { at })
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("-l").arg(&self.at).status();
    }
}

/// Whether this root may mount: the one of a container mostly may not.
fn can_mount() -> bool {
    let place = Place::new();
    Disk::mount(place.path(), "size=4k").is_some()
}

#[test]
fn runs_beside_one_another_do_not_sweep_each_other() {
    let place = Place::new();
    let names: Vec<String> = (0..8).map(|number| format!("shop-{number}")).collect();
    let spawn = |name: &String| {
        let mut command = place.command(&["new", name, "Products", "--no-git"]);
        command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap()
    };
    let children: Vec<_> = names.iter().map(spawn).collect();
    for mut child in children {
        assert!(child.wait().unwrap().success());
    }
    assert_eq!(place.entries(), names);
}

#[test]
fn of_two_runs_for_one_target_one_wins_and_the_other_changes_nothing() {
    let place = Place::new();
    let spawn = || place.command(&NEW).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    let codes: Vec<_> = [spawn(), spawn(), spawn()].into_iter().map(|mut child| child.wait().unwrap().code()).collect();
    assert_eq!(codes.iter().filter(|code| **code == Some(0)).count(), 1, "{codes:?}");
    assert_eq!(codes.iter().filter(|code| **code == Some(2)).count(), 2, "{codes:?}");
    assert_eq!(place.entries(), ["shop"]);
}

#[test]
fn a_signal_removes_what_was_written_so_far() {
    for (signal, code) in [(rustix::process::Signal::INT, 130), (rustix::process::Signal::TERM, 143)] {
        let place = Place::new();
        // A git that never ends holds the run at a moment when all files are written.
        let programs = place.home().join("bin");
        fs::create_dir(&programs).unwrap();
        let started = place.home().join("started");
        let script = format!("#!/bin/sh\necho $$ > {}.part\nmv {0}.part {0}\nexec sleep 1000\n", started.display());
        support::write_tree(&programs, &[("git".to_owned(), script.into_bytes())].into());
        let mut command = place.command(&[&["new"], &CONDUIT[..]].concat());
        command.env("PATH", format!("{}:{}", programs.display(), std::env::var("PATH").unwrap()));
        let child = command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
        while !started.exists() {
            thread::sleep(Duration::from_millis(5));
        }
        assert_eq!(place.entries().len(), 1, "the staging directory");
        rustix::process::kill_process(rustix::process::Pid::from_child(&child), signal).unwrap();
        let output = child.wait_with_output().unwrap();
        assert_eq!(output.status.code(), Some(code), "{output:?}");
        assert!(place.entries().is_empty());
        let git = fs::read_to_string(&started).unwrap();
        assert!(!Path::new("/proc").join(git.trim()).exists(), "git still runs");
    }
}

fn sh(place: &Place, script: &str) -> Command {
    let mut shell = Command::new("sh");
    shell.args(["-c", script, env!("CARGO_BIN_EXE_scaffold")]);
    place.settle(shell)
}
