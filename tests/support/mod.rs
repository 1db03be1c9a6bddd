//! What several tests need: whole trees from the disk, and whole projects as values.
#![allow(dead_code, reason = "each test uses its part")]
#![allow(clippy::disallowed_methods, reason = "tests read the disk")]

pub mod cases;
pub mod draws;

use std::collections::BTreeMap;
use std::path::Path;

use scaffold::evolve::fresh;
use scaffold::pack::Pack;
use scaffold::plan::Action;
use scaffold::spec::{Draft, Spec};

/// Every file of a new project, the two documents included, by path.
pub fn project(spec: &Spec) -> BTreeMap<String, Vec<u8>> {
    let plan = fresh(&Pack::current(), spec).unwrap_or_else(|error| panic!("{error}, with {:?}", Draft::from(spec)));
    let mut files: BTreeMap<String, Vec<u8>> = plan
        .steps
        .into_iter()
        .map(|step| match step.action {
            Action::Create(file) => (step.path, file.content.to_vec()),
            other => panic!("a new project has nothing to {}", other.verb()),
        })
        .collect();
    files.insert("scaffold.toml".to_owned(), plan.manifest.into_bytes());
    files.insert("scaffold.lock".to_owned(), plan.lock.into_bytes());
    files
}

/// Every file below a folder, by path.
pub fn tree_on_disk(root: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    let mut open = vec![root.to_owned()];
    while let Some(dir) = open.pop() {
        let Ok(entries) = std::fs::read_dir(&dir) else { continue };
        for entry in entries {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else {
                let name = path.strip_prefix(root).unwrap().to_str().unwrap().to_owned();
                files.insert(name, std::fs::read(&path).unwrap());
            }
        }
    }
    files
}

/// Writes these files below a folder, which is emptied first.
pub fn write_tree(root: &Path, files: &BTreeMap<String, Vec<u8>>) {
    let _ = std::fs::remove_dir_all(root);
    for (name, content) in files {
        let path = root.join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, content).unwrap();
        if content.starts_with(b"#!") {
            make_executable(&path);
        }
    }
}

#[cfg(unix)]
fn make_executable(path: &Path) {
    use std::os::unix::fs::PermissionsExt;
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o755)).unwrap();
}

#[cfg(not(unix))]
fn make_executable(_: &Path) {}
