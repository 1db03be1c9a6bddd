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
        ("scripts/start", Action::Merge(file("#!/bin/sh\nexec\n"))),
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
