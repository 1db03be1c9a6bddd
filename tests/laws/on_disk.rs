//! The same owners and the same journeys on a disk, with the real binary: it leaves what the plan says, never writes
//! through a link, and takes back every byte.
#![cfg(unix)]

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::Path;
use std::process::Command;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};

use scaffold::plan::Plan;
use scaffold::spec::manifest;
use scaffold::tree::Standing;

use crate::binary::{Place, Ran, finish};
use crate::changes::Journey;
use crate::edits::edit;
use crate::memory::Project;
use crate::oracle::told;
use crate::support::draws::Dice;

/// How many projects are written, edited, changed, and taken back twice.
const CASES: u64 = 48;

/// What a path is: a file with its bytes and whether it may be executed, a link, or something else.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Thing {
    File(Vec<u8>, bool),
    Link(std::path::PathBuf),
    Other,
}

type Things = BTreeMap<String, Thing>;

#[test]
fn the_binary_leaves_what_the_plan_says_and_takes_it_back() {
    let (next, failed) = (AtomicU64::new(0), Mutex::new(Vec::new()));
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                loop {
                    let number = next.fetch_add(1, Ordering::Relaxed);
                    if number >= CASES {
                        break;
                    }
                    if std::panic::catch_unwind(|| attempt(number)).is_err() {
                        failed.lock().unwrap().push(number);
                    }
                }
            });
        }
    });
    let failed = failed.into_inner().unwrap();
    assert!(failed.is_empty(), "these cases failed: {failed:?}");
}

#[test]
fn a_project_that_nobody_edited_has_nothing_to_tell() {
    let place = Place::new();
    for release in ["0.1.0", env!("CARGO_PKG_VERSION")] {
        let made = place.run(&[
            "new",
            "shop",
            "Auth",
            "Orders",
            "Items",
            "--uses",
            "items=orders",
            "--release",
            release,
            "--dir",
            release,
        ]);
        assert_eq!(made.code, Some(0), "{}", made.stderr);
        assert_silent(&place, release);
        let updated = place.run(&["-C", release, "update", "--yes"]);
        assert_eq!(updated.code, Some(0), "{}", updated.stderr);
        for command in [
            &["set", "auth=none"][..],
            &["add-module", "Tags", "--uses", "orders"],
            &["rename-module", "Tags", "Labels"],
            &["remove-module", "Labels"],
        ] {
            let ran = place.run(&[&["-C", release], command, &["--yes"]].concat());
            assert_eq!(ran.code, Some(0), "{command:?}: {}", ran.stderr);
            assert_silent(&place, release);
        }
    }
}

/// Holds that a project has no edited file, and nothing to apply.
fn assert_silent(place: &Place, project: &str) {
    let status = place.run(&["-C", project, "status", "--json"]);
    let said: serde_json::Value = serde_json::from_str(&status.stdout).unwrap();
    let edited: Vec<&serde_json::Value> =
        said["files"].as_array().unwrap().iter().filter(|file| !file["yours"].is_null()).collect();
    assert!(edited.is_empty() && said["wanted"] == serde_json::json!([]), "{}", status.stdout);
    let diff = place.run(&["-C", project, "diff", "--exit-code"]);
    assert_eq!((diff.code, &*diff.stdout), (Some(0), ""), "{}", diff.stderr);
    let apply = place.run(&["-C", project, "apply", "--dry-run", "--json"]);
    assert_eq!(apply.code, Some(0), "{}", apply.stderr);
}

fn attempt(number: u64) {
    let journey = Journey::draw(number + 10_000);
    let mut project = journey.start.clone();
    let mut dice = Dice(number);
    for _ in 0..dice.between(0, 6) {
        edit(&mut project, &journey, dice.roll() % 100_000);
    }
    let mut wanted = journey.wanted(&project.manifest);
    let plan = project.plan(&mut wanted);
    let what = format!("case {number} ({}):\n{}", journey.name, told(&plan));

    let place = Place::new();
    let (root, outside) = (place.path(), place.home().join("outside"));
    let command: Vec<String> = match journey.renaming() {
        Some((old, new)) => vec!["rename-module".to_owned(), old.to_owned(), new.to_owned()],
        None if journey.name.starts_with("update") => vec!["update".to_owned()],
        None => vec!["apply".to_owned()],
    };
    if journey.renaming().is_none() {
        // A change by hand: what the owner wrote there is what is wanted.
        project.manifest.clone_from(&wanted.manifest);
    }
    put(&place, &project, &outside);
    let (before, beyond) = (things(&root), things(&outside));
    let command: Vec<&str> = command.iter().map(String::as_str).chain(["--yes"]).collect();
    let ran = place.run(&command);
    if journey.name == "remove" && ran.stderr.contains("is still imported") {
        // The owner has moved a file that goes on using the module.
        assert_eq!((ran.code, told_things(&things(&root))), (Some(3), told_things(&before)), "{what}{}", ran.stderr);
        return;
    }
    let has_conflicts = plan.conflicts().next().is_some();
    assert_eq!(ran.code, Some(i32::from(has_conflicts)), "{what}{}{}", ran.stdout, ran.stderr);
    let after = things(&root);
    let mut expected = expected(&before, &plan);
    if let Some((old, new)) = journey.renaming() {
        come_along(&mut expected, &after, [old, new], |path| project.lock.files.contains_key(path));
    }
    assert_eq!(told_things(&after), told_things(&expected), "{what}");

    if after != before {
        take_back(&place, has_conflicts, (&before, &after), &what);
    }
    assert_eq!(things(&outside), beyond, "{what}something outside of the project changed");
}

/// What the disk has to be once the plan is carried out.
fn expected(before: &Things, plan: &Plan) -> Things {
    let mut expected = before.clone();
    for (path, file) in plan.writes() {
        let executable = match expected.remove(&path) {
            Some(Thing::File(_, executable)) => Some(executable),
            _ => None,
        };
        if let Some(file) = file {
            expected.insert(path, Thing::File(file.content.to_vec(), executable.unwrap_or(file.executable)));
        }
    }
    for (path, text) in [("scaffold.toml", &plan.manifest), ("scaffold.lock", &plan.lock)] {
        expected.insert(path.to_owned(), Thing::File(text.clone().into_bytes(), false));
    }
    expected
}

/// What a rename does beside the plan of the files that we wrote: the owner's own files in the module's folders come
/// along where their place is free, and there is one new file, the revision that renames the schema.
fn come_along(expected: &mut Things, after: &Things, [old, new]: [&str; 2], is_ours: impl Fn(&str) -> bool) {
    for folder in ["app/modules", "tests"] {
        let (from, to) = (format!("{folder}/{old}/"), format!("{folder}/{new}/"));
        let own = expected
            .iter()
            .filter(|(path, thing)| path.starts_with(&from) && matches!(thing, Thing::File(..)) && !is_ours(path));
        let own: Vec<String> = own.map(|(path, _)| path.clone()).collect();
        for path in own {
            let place = path.replacen(&from, &to, 1);
            if !expected.contains_key(&place)
                && let Some(thing) = expected.remove(&path)
            {
                expected.insert(place, thing);
            }
        }
    }
    let versions = format!("app/modules/{new}/migrations/versions/");
    let revisions: Vec<&String> =
        after.keys().filter(|path| path.starts_with(&versions) && path.contains("_rename_from_")).collect();
    assert!(revisions.len() <= 1, "{revisions:?}");
    expected.extend(revisions.iter().map(|path| ((*path).clone(), after[*path].clone())));
}

/// Undoes, and undoes the undoing; or gives up, where there are conflicts.
fn take_back(place: &Place, has_conflicts: bool, (before, after): (&Things, &Things), what: &str) {
    let root = place.path();
    let succeeds = |ran: Ran| assert_eq!(ran.code, Some(0), "{what}{}{}", ran.stdout, ran.stderr);
    if has_conflicts {
        succeeds(place.run(&["apply", "--abort", "--yes"]));
        assert_eq!(told_things(&things(&root)), told_things(before), "{what}given up, it is not as it was");
        return;
    }
    succeeds(place.run(&["undo", "--yes"]));
    assert_eq!(told_things(&things(&root)), told_things(before), "{what}undone, it is not as it was");
    succeeds(place.run(&["undo", "--yes"]));
    assert_eq!(told_things(&things(&root)), told_things(after), "{what}the undoing undone, it is not as it was done");
}

/// Puts a project on the disk, as it is in memory.
fn put(place: &Place, project: &Project, outside: &Path) {
    let root = place.path();
    let write = |path: &Path, content: &[u8]| {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    };
    for (number, link) in project.links.iter().enumerate() {
        let target = outside.join(number.to_string());
        for (path, file) in project.base.iter().filter(|(path, _)| path.starts_with(&format!("{link}/"))) {
            write(&target.join(&path[link.len() + 1..]), &file.content);
        }
        fs::create_dir_all(&target).unwrap();
        fs::create_dir_all(root.join(link).parent().unwrap()).unwrap();
        symlink(target, root.join(link)).unwrap();
    }
    for (number, (path, standing)) in project.disk.iter().enumerate() {
        let path = root.join(path);
        match standing {
            Standing::File { content, executable } => {
                write(&path, content);
                let mode = if *executable { 0o755 } else { 0o644 };
                fs::set_permissions(&path, fs::Permissions::from_mode(mode)).unwrap();
            }
            Standing::Blocked("behind a symbolic link") => {}
            Standing::Blocked("a symbolic link") => {
                let target = outside.join(format!("{number}.txt"));
                write(&target, b"theirs\n");
                fs::create_dir_all(path.parent().unwrap()).unwrap();
                symlink(target, path).unwrap();
            }
            Standing::Blocked("a directory") => write(&path.join("mine.txt"), b"mine\n"),
            Standing::Blocked(_) => {
                fs::create_dir_all(path.parent().unwrap()).unwrap();
                assert!(Command::new("mkfifo").arg(&path).status().unwrap().success());
            }
        }
    }
    write(&root.join(manifest::FILE), project.manifest.as_bytes());
    write(&root.join("scaffold.lock"), project.lock.write().as_bytes());
    let mut git = Command::new("git");
    git.args(["init", "-q"]);
    assert_eq!(finish(place.settle(git)).code, Some(0));
    let ignored = project.ignored.iter().flat_map(|path| ["/", path, "\n"]).collect::<String>();
    write(&root.join(".git/info/exclude"), ignored.as_bytes());
}

/// Everything below a folder that is no directory, but for what git and we keep for ourselves.
fn things(root: &Path) -> Things {
    let (mut things, mut open) = (Things::new(), vec![root.to_owned()]);
    while let Some(directory) = open.pop() {
        for entry in fs::read_dir(&directory).into_iter().flatten() {
            let path = entry.unwrap().path();
            let name = path.strip_prefix(root).unwrap().to_str().unwrap().to_owned();
            let found = fs::symlink_metadata(&path).unwrap();
            let thing = if found.is_symlink() {
                Thing::Link(fs::read_link(&path).unwrap())
            } else if found.is_file() {
                Thing::File(fs::read(&path).unwrap(), found.permissions().mode() & 0o100 != 0)
            } else if !found.is_dir() {
                Thing::Other
            } else {
                if name != ".git" && name != ".scaffold" {
                    open.push(path);
                }
                continue;
            };
            things.insert(name, thing);
        }
    }
    things
}

/// Things as a failure can show them.
fn told_things(things: &Things) -> BTreeMap<&str, String> {
    let told = |thing: &Thing| match thing {
        Thing::File(content, executable) => {
            format!("{} bytes, {}, {executable}", content.len(), scaffold::tree::blob_id(content))
        }
        other => format!("{other:?}"),
    };
    things.iter().map(|(path, thing)| (path.as_str(), told(thing))).collect()
}
