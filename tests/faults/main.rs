//! At every single file-system call, a kill, a full disk, a bad disk and a signal leave the old project or the new one:
//! what is half done is put right by the next start.
//!
//! A shim (`shim.c`) that is loaded before the C library counts the calls that change something, and lets one of them
//! go wrong. Each test goes through all of them: the first, the second, up to the number that no run reaches.
#![cfg(target_os = "linux")]
#![allow(clippy::disallowed_methods, clippy::disallowed_types, reason = "tests run the binary and change the disk")]

#[path = "../binary/mod.rs"]
mod binary;
mod change;
mod fault;

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use binary::{Place, entries, finish};
use change::{Change, copy, look};
use fault::Fault;
use scaffold::project::Project;

const ADD: [&str; 4] = ["add-module", "Payments", "--uses=orders", "--yes"];
const REMOVE: [&str; 3] = ["remove-module", "Orders", "--yes"];
const SET: [&str; 3] = ["set", "auth=jwt", "--yes"];
const UPDATE: [&str; 2] = ["update", "--yes"];
const NEW: [&str; 4] = ["new", "shop", "Products", "--no-git"];

#[test]
#[ignore = "goes through hundreds of calls"]
fn a_kill_at_any_call_leaves_the_old_project_or_the_new_one() {
    Change::new(&ADD).enumerate("kill");
    Change::new(&REMOVE).enumerate("kill");
    Change::new(&SET).enumerate("kill");
    Change::of_release("0.1.0", &UPDATE).enumerate("kill");
}

#[test]
#[ignore = "goes through hundreds of calls"]
fn a_kill_in_the_middle_of_any_write_leaves_the_old_project_or_the_new_one() {
    Change::new(&ADD).enumerate("torn");
}

#[test]
#[ignore = "goes through hundreds of calls"]
fn a_disk_that_is_full_from_any_call_on_leaves_the_old_project_or_the_new_one() {
    Change::new(&ADD).enumerate("full");
    Change::new(&REMOVE).enumerate("full");
}

#[test]
#[ignore = "goes through hundreds of calls"]
fn a_bad_disk_at_any_call_leaves_the_old_project_or_the_new_one() {
    Change::new(&ADD).enumerate("broken");
    Change::new(&REMOVE).enumerate("broken");
}

#[test]
#[ignore = "goes through hundreds of calls"]
fn a_signal_at_any_call_leaves_the_old_project_or_the_new_one() {
    Change::new(&ADD).enumerate("signal");
}

#[test]
#[ignore = "goes through hundreds of calls"]
fn a_kill_at_any_call_while_a_failure_is_taken_back_is_put_right() {
    for (command, failing) in [(&ADD[..], "rename pyproject.toml"), (&REMOVE, "rename scaffold.lock")] {
        let change = Change::new(command);
        let at = change.number_of(failing);
        let place = change.place();
        for then in at + 1.. {
            let (ran, struck) =
                Fault { how: "denied", at, then }.strike(&place, &Change::root_in(&place), &change.args);
            let is_old = change.stands(&Change::root_in(&place), &ran, struck.as_deref());
            assert!(is_old, "{struck:?}");
            if ran.code.is_some() {
                assert!(then > at + 20, "{then}: {ran:?}");
                break;
            }
        }
    }
}

#[test]
#[ignore = "goes through hundreds of calls"]
fn a_kill_at_any_call_of_the_next_start_is_put_right_by_the_one_after() {
    // Half of it done, which is taken back; and all of it, which is tidied up.
    for last in ["rename pyproject.toml", "unlinkat .scaffold/last"] {
        let change = Change::new(&ADD);
        let killed = change.place();
        let at = change.number_of(last);
        Fault { how: "kill", at, then: 0 }.strike(&killed, &Change::root_in(&killed), &change.args);
        let place = Place::in_memory();
        let root = Change::root_in(&place);
        for at in 1.. {
            copy(&Change::root_in(&killed), &root);
            let (ran, struck) = Fault { how: "kill", at, then: 0 }.strike(&place, &root, &["-C", "shop", "status"]);
            let project = Project::find_from(&root).unwrap();
            assert!(look(&root) == *if last.starts_with("rename") { &change.old } else { &change.new }, "{struck:?}");
            assert_eq!(entries(&root.join(".scaffold")), [".gitignore", "last", "lock"]);
            assert!(project.last().unwrap().is_some());
            if struck.is_none() {
                assert!(ran.code == Some(0) && at > 5, "{at}: {ran:?}");
                break;
            }
        }
    }
}

#[test]
fn what_the_owner_changed_between_a_kill_and_the_next_start_is_left_and_named() {
    let change = Change::new(&ADD);
    let place = change.place();
    let root = Change::root_in(&place);
    let at = change.number_of("rename scaffold.lock");
    let (ran, _) = Fault { how: "kill", at, then: 0 }.strike(&place, &root, &change.args);
    assert_eq!(ran.code, None);
    let half = look(&root);
    assert!(half != change.old && half != change.new);

    let (updated, created, removed) =
        ("docs/ARCHITECTURE.md", "app/modules/payments/gateway.py", "app/modules/payments/module.py");
    fs::write(root.join(updated), "mine").unwrap();
    fs::write(root.join(created), "mine").unwrap();
    fs::remove_file(root.join(removed)).unwrap();
    fs::write(root.join("app/main.py"), "mine").unwrap();

    let project = Project::find_from(&root).unwrap();
    let recovered = project.recovered().unwrap();
    assert_eq!((recovered.command.as_str(), recovered.finished), ("add-module", false));
    assert_eq!(recovered.left, [created, updated]);
    let mut expected = change.old.clone();
    for path in [updated, created, "app/main.py", "app/modules/payments"] {
        expected.insert(path.to_owned(), look(&root)[path].clone());
    }
    assert!(look(&root) == expected, "{}", change.difference(&look(&root)));
    assert_eq!(fs::read(root.join(created)).unwrap(), b"mine");
    assert_eq!(fs::read(root.join(".scaffold/left").join(updated)).unwrap(), change.old[updated].1);
    assert_eq!(Project::find_from(&root).unwrap().recovered(), None);
}

#[test]
fn a_small_disk_leaves_the_old_project_or_the_new_one() {
    let change = Change::new(&ADD);
    let place = Place::new();
    let disk = place.path().join("disk");
    fs::create_dir(&disk).unwrap();
    let mut mount = Command::new("mount");
    mount.args(["-t", "tmpfs", "-o", "size=4m", "tmpfs"]).arg(&disk).stderr(Stdio::null());
    if !mount.status().is_ok_and(|status| status.success()) {
        // Only root may mount, and the one of a container mostly may not; the shim fills the disk for everybody above.
        return;
    }
    let root = disk.join("shop");
    copy(&change.root(), &root);
    let args = [&["-C", "disk/shop"], &change.args[2..]].concat();
    let mut codes = Vec::new();
    for pages in 0..60 {
        fill(&disk, pages);
        let ran = finish(place.command(&args));
        let failed = ran.code != Some(0);
        assert!(!failed || look(&root) == change.old, "{pages} pages: {}", change.difference(&look(&root)));
        fs::remove_file(disk.join("filler")).unwrap();
        if !change.stands(&root, &ran, None) {
            copy(&change.root(), &root);
        }
        codes.push(ran.code);
    }
    let _ = Command::new("umount").arg("-l").arg(&disk).status();
    assert_eq!((codes.first(), codes.last()), (Some(&Some(4)), Some(&Some(0))));
}

/// Fills a disk up to so many pages.
fn fill(disk: &Path, pages: usize) {
    let filler = disk.join("filler");
    let _ = fs::write(&filler, vec![0; 8 << 20]);
    let file = fs::OpenOptions::new().write(true).open(filler).unwrap();
    file.set_len((file.metadata().unwrap().len() / 4096).saturating_sub(pages as u64) * 4096).unwrap();
}

#[test]
#[ignore = "goes through hundreds of calls"]
fn whatever_happens_to_new_at_any_call_leaves_the_whole_project_or_nothing() {
    let place = Place::in_memory();
    assert_eq!(place.run(&NEW).code, Some(0));
    let whole = look(&place.path().join("shop"));
    for how in ["kill", "full", "broken", "signal"] {
        let mut calls = 0;
        for at in 1.. {
            fs::remove_dir_all(place.path()).unwrap();
            fs::create_dir(place.path()).unwrap();
            let (ran, struck) = Fault { how, at, then: 0 }.strike(&place, &place.path(), &NEW);
            let is_there = place.path().join("shop").exists();
            assert!(!is_there || look(&place.path().join("shop")) == whole, "{struck:?}");
            match ran.code {
                None => {}
                Some(0) => assert_eq!(place.entries(), ["shop"], "{struck:?}: {ran:?}"),
                // What can't be removed on a bad disk is swept by the next run.
                Some(_) => assert!(how == "broken" || place.entries().is_empty(), "{struck:?}: {ran:?}"),
            }
            if place.entries().iter().any(|entry| entry != "shop") {
                assert_eq!(place.run(&["new", "next", "Products", "--no-git"]).code, Some(0));
                fs::remove_dir_all(place.path().join("next")).unwrap();
                assert!(place.entries().iter().all(|entry| entry == "shop"), "{struck:?}: {:?}", place.entries());
            }
            if struck.is_none() {
                break;
            }
            calls = at;
        }
        eprintln!("new {how}: {calls} calls");
        assert!(calls > 200, "the shim sees what is done");
    }
}
