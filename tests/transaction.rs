//! A plan is carried out whole or not at all, and what it replaced is kept.
#![cfg(unix)]
#![allow(clippy::disallowed_methods, clippy::disallowed_types, reason = "tests run git and change the disk")]

mod binary;
mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use std::process::Command;

use binary::{Place, finish};
use scaffold::error::Exit;
use scaffold::plan::{Action, Conflict, Plan, Step};
use scaffold::project::Project;
use scaffold::tree::{Class, Disk, File, Standing, blob_id};
use support::{tree_on_disk, write_tree};

/// A small project on the disk.
struct Shop {
    place: Place,
}

impl Shop {
    fn new() -> Self {
        let place = Place::new();
        let files = [
            ("scaffold.toml", "wanted"),
            ("scaffold.lock", "applied"),
            ("README.md", "read me"),
            ("app/main.py", "main"),
            ("app/modules/users/models.py", "users"),
            ("scripts/start", "#!/bin/sh\n"),
        ];
        write_tree(&place.path(), &files.map(|(path, content)| (path.to_owned(), content.into())).into());
        Self { place }
    }

    fn root(&self) -> PathBuf {
        self.place.path()
    }

    fn find(&self) -> Project {
        Project::find_from(&self.root()).unwrap()
    }

    /// Every file but ours.
    fn files(&self) -> BTreeMap<String, String> {
        let files = tree_on_disk(&self.root()).into_iter();
        let files = files.filter(|(path, _)| !path.starts_with(".scaffold/") && !path.starts_with(".git/"));
        files.map(|(path, content)| (path, String::from_utf8(content).unwrap())).collect()
    }

    fn git(&self, args: &[&str]) -> String {
        let mut command = Command::new("git");
        command.arg("-C").arg(self.root()).args(args);
        finish(self.place.settle(command)).stdout.trim().to_owned()
    }

    fn commit(&self) {
        self.git(&["init", "-q"]);
        self.git(&["add", "--all"]);
        self.git(&["commit", "-q", "-m", "Start"]);
    }
}

fn file(text: &str) -> File {
    File { content: text.to_owned().into(), executable: false, class: Class::Managed }
}

/// A plan that does these things and gives the documents new texts.
fn plan(steps: &[(&str, Action)]) -> Plan {
    let step = |(path, action): &(&str, Action)| Step {
        path: (*path).to_owned(),
        class: Class::Managed,
        from: None,
        action: action.clone(),
    };
    Plan {
        steps: steps.iter().map(step).collect(),
        manifest: "wanted anew".to_owned(),
        lock: "applied anew".to_owned(),
        ..Plan::default()
    }
}

fn usual() -> Plan {
    plan(&[
        ("README.md", Action::Update(file("read me anew"))),
        ("app/modules/orders/models.py", Action::Create(file("orders"))),
        ("app/modules/users/models.py", Action::Delete),
        ("scripts/start", Action::Merge { file: file("#!/bin/sh\nexec\n"), yours: 1 }),
    ])
}

fn seen(project: &Project, plan: &Plan) -> Disk {
    let paths: Vec<String> = plan.writes().map(|(path, _)| path).collect();
    project.look(paths.iter().map(String::as_str)).unwrap()
}

fn carry_out(project: &Project, plan: &Plan) {
    project.carry_out("add-module", plan, &seen(project, plan)).unwrap();
}

#[test]
fn a_plan_is_carried_out_and_what_it_replaced_is_kept() {
    let shop = Shop::new();
    let project = shop.find();
    assert_eq!((project.manifest(), project.lock(), project.recovered()), ("wanted", "applied", None));
    assert_eq!(project.last().unwrap(), None);
    carry_out(&project, &usual());
    let expected = [
        ("README.md", "read me anew"),
        ("app/main.py", "main"),
        ("app/modules/orders/models.py", "orders"),
        ("scaffold.lock", "applied anew"),
        ("scaffold.toml", "wanted anew"),
        ("scripts/start", "#!/bin/sh\nexec\n"),
    ];
    assert_eq!(shop.files(), expected.map(|(path, text)| (path.to_owned(), text.to_owned())).into());
    assert!(!shop.root().join("app/modules/users").exists());
    let mode = fs::metadata(shop.root().join("scripts/start")).unwrap().permissions().mode();
    assert_eq!(mode & 0o111, 0o111);

    let project = shop.find();
    assert_eq!((project.manifest(), project.lock(), project.recovered()), ("wanted anew", "applied anew", None));
    let record = project.last().unwrap().unwrap();
    assert_eq!(record.command, "add-module");
    let changes = record.changes.iter().map(|change| {
        let before =
            change.before.as_ref().map(|before| (std::str::from_utf8(&before.content).unwrap(), before.executable));
        (change.path.as_str(), before, change.after.clone())
    });
    let expected = [
        ("README.md", Some(("read me", false)), Some(blob_id(b"read me anew"))),
        ("app/modules/orders/models.py", None, Some(blob_id(b"orders"))),
        ("app/modules/users/models.py", Some(("users", false)), None),
        ("scripts/start", Some(("#!/bin/sh\n", true)), Some(blob_id(b"#!/bin/sh\nexec\n"))),
        ("scaffold.toml", Some(("wanted", false)), Some(blob_id(b"wanted anew"))),
        ("scaffold.lock", Some(("applied", false)), Some(blob_id(b"applied anew"))),
    ];
    assert_eq!(changes.collect::<Vec<_>>(), expected);
    assert_eq!(binary::entries(&shop.root().join(".scaffold")), [".gitignore", "last", "lock"]);
}

#[test]
fn nothing_to_do_leaves_the_last_record_alone() {
    let shop = Shop::new();
    carry_out(&shop.find(), &usual());
    let project = shop.find();
    let same = Plan { manifest: project.manifest().to_owned(), lock: project.lock().to_owned(), ..Plan::default() };
    let update = ("README.md", Action::Update(file("read me anew")));
    let again = Plan { steps: plan(&[update]).steps, ..same };
    project.carry_out("apply", &again, &seen(&project, &again)).unwrap();
    assert_eq!(project.last().unwrap().unwrap().command, "add-module");
}

#[test]
fn what_changed_since_it_was_seen_is_not_replaced() {
    type Change = fn(&Path);
    let changes: [Change; 8] = [
        |root| fs::write(root.join("README.md"), "mine").unwrap(),
        |root| fs::remove_file(root.join("README.md")).unwrap(),
        |root| fs::write(root.join("app/modules/users/models.py"), "mine").unwrap(),
        |root| write_tree(&root.join("app/modules/orders"), &[("models.py".to_owned(), b"mine".to_vec())].into()),
        |root| fs::write(root.join("scaffold.toml"), "mine").unwrap(),
        |root| fs::write(root.join("scaffold.lock"), "another run").unwrap(),
        |root| {
            fs::remove_file(root.join("README.md")).unwrap();
            symlink("app/main.py", root.join("README.md")).unwrap();
        },
        |root| {
            fs::rename(root.join("app/modules"), root.join("modules")).unwrap();
            symlink("../modules", root.join("app/modules")).unwrap();
        },
    ];
    for (number, change) in changes.into_iter().enumerate() {
        let shop = Shop::new();
        let project = shop.find();
        let seen = seen(&project, &usual());
        change(&shop.root());
        let before = shop.files();
        let error = project.carry_out("add-module", &usual(), &seen).unwrap_err();
        assert_eq!(error.exit, Exit::Refused, "{number}: {error}");
        assert_eq!(shop.files(), before, "{number}: {error}");
        assert!(!shop.root().join(".scaffold/journal").exists() && project.last().unwrap().is_none(), "{number}");
    }
}

#[test]
fn a_plan_for_what_is_no_plain_file_is_refused() {
    let shop = Shop::new();
    fs::remove_file(shop.root().join("README.md")).unwrap();
    symlink("app/main.py", shop.root().join("README.md")).unwrap();
    let project = shop.find();
    let error = project.carry_out("apply", &usual(), &seen(&project, &usual())).unwrap_err();
    assert_eq!(error.message, "`README.md` is a symbolic link; nothing was changed");
    assert_eq!(shop.files()["app/main.py"], "main");
}

#[test]
fn what_stands_on_the_disk_is_told_apart() {
    let shop = Shop::new();
    symlink("app/main.py", shop.root().join("link")).unwrap();
    symlink("nowhere", shop.root().join("dangling")).unwrap();
    symlink("app", shop.root().join("linked")).unwrap();
    assert!(Command::new("mkfifo").arg(shop.root().join("pipe")).status().unwrap().success());
    let paths = [
        "scripts/start",
        "app",
        "link",
        "dangling",
        "linked/main.py",
        "linked/deep/x",
        "README.md/x",
        "pipe",
        "none",
        "none/x",
    ];
    let disk = shop.find().look(paths.into_iter()).unwrap();
    let blocked = |what| Standing::Blocked(what);
    let expected = [
        ("scripts/start", Standing::File { content: "#!/bin/sh\n".into(), executable: true }),
        ("app", blocked("a directory")),
        ("link", blocked("a symbolic link")),
        ("dangling", blocked("a symbolic link")),
        ("linked/main.py", blocked("behind a symbolic link")),
        ("linked/deep/x", blocked("behind a symbolic link")),
        ("README.md/x", blocked("behind a file")),
        ("pipe", blocked("a device or a pipe")),
    ];
    assert_eq!(disk, expected.map(|(path, standing)| (path.to_owned(), standing)).into());
}

#[test]
fn the_permissions_of_a_replaced_file_stay_and_a_new_one_has_those_of_the_plan() {
    let shop = Shop::new();
    let mode = |path: &str| fs::metadata(shop.root().join(path)).unwrap().permissions().mode() & 0o777;
    fs::set_permissions(shop.root().join("README.md"), fs::Permissions::from_mode(0o640)).unwrap();
    let started = File { executable: true, ..file("#!/bin/sh\n") };
    carry_out(
        &shop.find(),
        &plan(&[
            ("README.md", Action::Update(started.clone())),
            ("scripts/start", Action::Update(file("#!/bin/sh\nexec\n"))),
            ("scripts/stop", Action::Create(started)),
        ]),
    );
    assert_eq!((mode("README.md"), mode("scripts/start")), (0o640, 0o755));
    assert_eq!((mode("scripts/stop") & 0o100, mode("scaffold.lock") & 0o100), (0o100, 0));
}

#[test]
fn directories_that_a_plan_empties_go_with_what_python_compiled_there() {
    let shop = Shop::new();
    let compiled = shop.root().join("app/modules/users/__pycache__");
    write_tree(&compiled, &[("models.cpython-311.pyc".to_owned(), b"".to_vec())].into());
    let remove = plan(&[("app/modules/users/models.py", Action::Delete)]);
    carry_out(&shop.find(), &remove);
    assert!(!shop.root().join("app/modules").exists() && shop.root().join("app/main.py").exists());

    let shop = Shop::new();
    fs::write(shop.root().join("app/modules/users/mine.txt"), "mine").unwrap();
    carry_out(&shop.find(), &remove);
    assert_eq!(binary::entries(&shop.root().join("app/modules/users")), ["mine.txt"]);
}

#[test]
fn conflicts_are_remembered_until_they_are_settled() {
    let shop = Shop::new();
    let beside = Conflict::Beside { file: file("ours"), why: "it has no base".to_owned() };
    let marked = Conflict::Marked { file: file("<<<<<<<"), places: 1 };
    let line = |text: &[u8]| (Class::Managed, blob_id(text));
    let mut plan = plan(&[("README.md", Action::Conflict(beside)), ("app/main.py", Action::Conflict(marked))]);
    plan.unsettled = [("README.md".to_owned(), line(b"ours")), ("app/main.py".to_owned(), line(b"b"))].into();
    carry_out(&shop.find(), &plan);
    assert_eq!(shop.files()["README.md"], "read me");
    assert_eq!(shop.files()["README.md.scaffold-new"], "ours");

    let project = shop.find();
    let unsettled = project.last().unwrap().unwrap().unsettled;
    let told: Vec<_> = unsettled.iter().map(|(path, it)| (path.as_str(), it.beside, it.line.clone())).collect();
    assert_eq!(told, [("README.md", true, line(b"ours")), ("app/main.py", false, line(b"b"))]);
    assert_eq!(project.unsettled().unwrap(), unsettled);

    project.settle("settled").unwrap();
    assert!(project.settle("twice").is_err(), "the lock is another one now");
    let project = shop.find();
    assert_eq!(project.lock(), "settled");
    let record = project.last().unwrap().unwrap();
    assert!(record.unsettled.is_empty());
    let lock = record.changes.last().unwrap();
    assert_eq!((lock.path.as_str(), &lock.after), ("scaffold.lock", &Some(blob_id(b"settled"))));
    assert_eq!(lock.before.as_ref().unwrap().content, "applied");
}

#[test]
fn of_two_at_once_one_waits_and_then_sees_what_the_other_did() {
    let shop = Shop::new();
    let projects = [shop.find(), shop.find(), shop.find(), shop.find()];
    // All have looked before the first of them writes.
    let seen = projects.each_ref().map(|project| seen(project, &usual()));
    let ran = std::thread::scope(|scope| {
        let run = |(project, seen)| scope.spawn(move || Project::carry_out(project, "apply", &usual(), seen));
        let runs: Vec<_> = projects.iter().zip(&seen).map(run).collect();
        runs.into_iter().map(|run| run.join().unwrap()).collect::<Vec<_>>()
    });
    assert_eq!(ran.iter().filter(|ran| ran.is_ok()).count(), 1, "{ran:?}");
    assert!(ran.iter().filter_map(|ran| ran.as_ref().err()).all(|error| error.exit == Exit::Refused), "{ran:?}");
    assert_eq!(shop.files()["scaffold.lock"], "applied anew");
}

#[test]
fn a_run_that_does_not_end_is_not_waited_for_for_ever() {
    let shop = Shop::new();
    fs::create_dir(shop.root().join(".scaffold")).unwrap();
    let lock = fs::File::create(shop.root().join(".scaffold/lock")).unwrap();
    lock.lock().unwrap();
    let project = shop.find();
    let error = project.carry_out("apply", &usual(), &seen(&project, &usual())).unwrap_err();
    assert_eq!((error.exit, shop.files()["README.md"].as_str()), (Exit::Refused, "read me"), "{error}");
}

#[test]
fn another_file_system_inside_of_the_project_is_no_hindrance() {
    let shop = Shop::new();
    let inside = shop.root().join("app");
    let mut mount = Command::new("mount");
    mount.args(["-t", "tmpfs", "-o", "size=1m", "tmpfs"]).arg(&inside).stderr(std::process::Stdio::null());
    if !mount.status().is_ok_and(|status| status.success()) {
        // Only root may mount, and the one of a container mostly may not.
        return;
    }
    write_tree(&inside.join("modules/users"), &[("models.py".to_owned(), b"users".to_vec())].into());
    fs::write(inside.join("main.py"), "main").unwrap();
    let mut plan = usual();
    plan.steps.extend(self::plan(&[("app/main.py", Action::Update(file("main anew")))]).steps);
    carry_out(&shop.find(), &plan);
    let before = shop.find().last().unwrap().unwrap().changes;
    let files = shop.files();
    let _ = Command::new("umount").arg("-l").arg(&inside).status();
    assert_eq!(
        (files["app/main.py"].as_str(), files["app/modules/orders/models.py"].as_str()),
        ("main anew", "orders")
    );
    assert_eq!(before.iter().filter(|change| change.before.is_some()).count(), 6);
    assert!(files.keys().all(|path| !path.contains("part")), "{files:?}");
}

#[test]
fn what_git_knows_is_told() {
    let shop = Shop::new();
    let project = shop.find();
    let mine = blob_id(b"main");
    assert!(project.blobs(&[&mine]).is_empty() && project.unsaved(&["README.md"]).is_empty());
    fs::write(shop.root().join(".gitignore"), "*.log\nbuild/\n!build/kept\n").unwrap();
    shop.commit();
    for (path, text) in [("a.log", "1"), ("app/b.log", "2"), ("build/kept", "3"), ("app/new.py", "4")] {
        fs::create_dir_all(shop.root().join(path).parent().unwrap()).unwrap();
        fs::write(shop.root().join(path), text).unwrap();
    }
    shop.git(&["add", "-f", "app/b.log"]);
    fs::write(shop.root().join("README.md"), "staged").unwrap();
    shop.git(&["add", "README.md"]);
    fs::write(shop.root().join("app/main.py"), "edited").unwrap();
    fs::remove_file(shop.root().join("scripts/start")).unwrap();

    assert_eq!(project.blobs(&[&mine, &blob_id(b"nothing")]), [(mine.clone(), "main".into())].into());
    let paths = ["a.log", "app/b.log", "build/kept", "app/new.py", "README.md"];
    let ignored: BTreeSet<String> = ["a.log", "build/kept"].map(str::to_owned).into();
    assert_eq!(project.ignored(paths.into_iter()), ignored);
    let paths = ["README.md", "app/main.py", "app/new.py", "scripts/start", "scaffold.toml"];
    assert_eq!(project.unsaved(&paths), ["app/main.py", "app/new.py"]);
}

#[test]
fn a_project_below_the_work_tree_is_asked_about_by_its_own_paths() {
    let shop = Shop::new();
    shop.commit();
    let inner = shop.root().join("services/inner");
    let files = [("scaffold.toml", "wanted"), ("scaffold.lock", "applied"), ("x.log", "x"), ("y.py", "y")];
    write_tree(&inner, &files.map(|(path, text)| (path.to_owned(), text.into())).into());
    fs::write(shop.root().join(".gitignore"), "*.log\n").unwrap();
    let project = Project::find_from(&inner).unwrap();
    assert_eq!(project.root(), inner);
    assert_eq!(project.ignored(["x.log", "y.py"].into_iter()), ["x.log".to_owned()].into());
    assert_eq!(project.unsaved(&["y.py"]), ["y.py"]);
}

#[test]
fn files_that_the_owner_moved_are_found_by_their_content() {
    let shop = Shop::new();
    for (path, text) in [("lib/here.py", "moved"), ("lib/twice.py", "moved"), (".github/x.yml", "hidden"), ("e.py", "")]
    {
        fs::create_dir_all(shop.root().join(path).parent().unwrap()).unwrap();
        fs::write(shop.root().join(path), text).unwrap();
    }
    let ids = ["moved", "hidden", "nowhere", ""].map(|text| blob_id(text.as_bytes()));
    let found = shop.find().search(&ids.clone().into());
    let expected = [(ids[0].clone(), "lib/here.py".to_owned()), (ids[1].clone(), ".github/x.yml".to_owned())];
    assert_eq!(found, expected.into());
}

#[test]
fn a_project_is_found_from_below_and_what_is_none_is_said() {
    let shop = Shop::new();
    assert_eq!(Project::find_from(&shop.root().join("app/modules")).unwrap().root(), shop.root());
    let elsewhere = shop.place.home();
    let error = Project::find_from(&elsewhere).unwrap_err();
    assert_eq!(error.exit, Exit::Refused);
    let start = format!("no project here: looked for `scaffold.lock` in `{}`, `", elsewhere.display());
    assert!(error.message.starts_with(&start), "{error}");
    fs::remove_file(shop.root().join("scaffold.lock")).unwrap();
    let error = Project::find_from(&shop.root()).unwrap_err();
    assert!(error.message.ends_with("has no `scaffold.lock`: nothing was applied there"), "{error}");
}
