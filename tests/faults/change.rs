//! A change of a project that goes wrong at every call, and what must stand afterwards.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::thread;

use scaffold::project::Project;
use scaffold::tree::blob_id;

use crate::binary::{Place, Ran, entries};
use crate::fault::Fault;

/// How many runs are beside one another.
const WORKERS: usize = 2;

/// The mode and content of what stands at each path; directories have no content.
pub type Tree = BTreeMap<String, (u32, Vec<u8>)>;

/// Everything below a folder, but our own directory: files with their mode and content, directories.
pub fn look(root: &Path) -> Tree {
    let mut found = BTreeMap::new();
    let mut open = vec![root.to_owned()];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.strip_prefix(root).unwrap().to_str().unwrap().to_owned();
            let mode = fs::symlink_metadata(&path).unwrap().permissions().mode();
            if !path.is_dir() {
                found.insert(name, (mode, fs::read(&path).unwrap()));
            } else if name != ".scaffold" {
                found.insert(name, (mode, Vec::new()));
                open.push(path);
            }
        }
    }
    found
}

/// Copies a folder; what stands at `to` goes.
pub fn copy(from: &Path, to: &Path) {
    let _ = fs::remove_dir_all(to);
    assert!(Command::new("cp").arg("-a").args([from, to]).status().unwrap().success());
}

/// A project, a command that changes it, and what comes of that.
pub struct Change {
    pub args: Vec<&'static str>,
    /// What is copied to begin anew.
    pattern: Place,
    pub old: Tree,
    pub new: Tree,
}

impl Change {
    /// A project with a record of an earlier command, and edits of its owner in two files.
    pub fn new(args: &[&'static str]) -> Self {
        Self::of_release(env!("CARGO_PKG_VERSION"), args)
    }

    /// The same on the templates of a release.
    pub fn of_release(release: &str, args: &[&'static str]) -> Self {
        let pattern = Place::in_memory();
        let root = pattern.path().join("shop");
        let run = |args: &[&str]| {
            let ran = pattern.run(args);
            assert_eq!(ran.code, Some(0), "{ran:?}");
        };
        run(&["new", "shop", "Products", "--no-git", "--release", release]);
        run(&["-C", "shop", "add-module", "Orders", "--yes"]);
        for (file, edit) in
            [("pyproject.toml", "\n# mine\n[tool.mine]\nx = 1\n"), ("docs/ARCHITECTURE.md", "\nMine.\n")]
        {
            let text = fs::read_to_string(root.join(file)).unwrap();
            fs::write(root.join(file), text + edit).unwrap();
        }
        let old = look(&root);
        let kept = pattern.home().join("kept");
        copy(&root, &kept);
        let args = [&["-C", "shop"], args].concat();
        run(&args);
        let new = look(&root);
        assert!(old != new);
        copy(&kept, &root);
        fs::remove_dir_all(kept).unwrap();
        Self { args, pattern, old, new }
    }

    pub fn root(&self) -> PathBuf {
        self.pattern.path().join("shop")
    }

    /// A place with the project as it was, to work on.
    pub fn place(&self) -> Place {
        let place = Place::in_memory();
        copy(&self.root(), &Self::root_in(&place));
        place
    }

    /// Where the project is in a place.
    pub fn root_in(place: &Place) -> PathBuf {
        place.path().join("shop")
    }

    /// The number of the first call like this one, as in `rename pyproject.toml`.
    pub fn number_of(&self, call: &str) -> usize {
        let place = self.place();
        let (call, path) = call.split_once(' ').unwrap();
        let path = Self::root_in(&place).join(path);
        let (_, told) = Fault { how: "told", at: 0, then: 0 }.strike(&place, &Self::root_in(&place), &self.args);
        let told = told.unwrap();
        let line = told.lines().find_map(|line| {
            let (number, what) = line.split_once(' ')?;
            what.strip_prefix(call)?.trim_start().starts_with(path.to_str()?).then_some(number)
        });
        line.unwrap_or_else(|| panic!("no {call} {} in {told}", path.display())).parse().unwrap()
    }

    /// Lets every call go wrong in this way, one in each run.
    pub fn enumerate(&self, how: &'static str) {
        let ends: Vec<usize> = thread::scope(|scope| {
            let work = |first| scope.spawn(move || self.work(how, first));
            let workers: Vec<_> = (1..=WORKERS).map(work).collect();
            workers.into_iter().map(|worker| worker.join().unwrap()).collect()
        });
        let calls = ends.into_iter().min().unwrap() - 1;
        eprintln!("{} {how}: {calls} calls", self.args.join(" "));
        assert!(calls > 50, "the shim sees what is done");
    }

    /// Every so many calls from the first one on. Gives the number of the first call that there is not.
    fn work(&self, how: &'static str, first: usize) -> usize {
        let place = self.place();
        let root = Self::root_in(&place);
        for at in (first..).step_by(WORKERS) {
            let (ran, struck) = Fault { how, at, then: 0 }.strike(&place, &root, &self.args);
            if !self.stands(&root, &ran, struck.as_deref()) {
                copy(&self.root(), &root);
            }
            if struck.is_none() {
                assert_eq!(ran.code, Some(0), "{ran:?}");
                return at;
            }
        }
        unreachable!("the calls have an end")
    }

    /// Asserts that the old project or the new one stands, and that what the run said is true. Whether it is the old one.
    pub fn stands(&self, root: &Path, ran: &Ran, struck: Option<&str>) -> bool {
        let failed = ran.code.is_some_and(|code| code != 0);
        if failed && !ran.stderr.contains("goes on from here") {
            assert!(look(root) == self.old, "not as before, after {struck:?}: {ran:?}");
        }
        let project = Project::find_from(root).unwrap_or_else(|error| panic!("{struck:?}: {error}"));
        let stands = look(root);
        let is_old = stands == self.old;
        assert!(is_old || stands == self.new, "neither, after {struck:?}: {ran:?}; {}", self.difference(&stands));
        assert!(ran.code.is_none() || failed == is_old, "the other one, after {struck:?}: {ran:?}");
        assert!(ran.code.is_none_or(|code| matches!(code, 0 | 4 | 143)), "{struck:?}: {ran:?}");
        assert_eq!(entries(&root.join(".scaffold")), [".gitignore", "last", "lock"], "{struck:?}");
        // What `undo` would take back is what made the lock that stands there.
        let made = project.last().unwrap().unwrap().changes.pop().unwrap();
        assert_eq!(made.after, Some(blob_id(project.lock().as_bytes())), "{struck:?}");
        is_old
    }

    /// The first path at which what stands is neither old nor new.
    pub fn difference(&self, stands: &Tree) -> String {
        let paths = self.old.keys().chain(self.new.keys()).chain(stands.keys());
        let side = |side: &Tree, path: &String| side.get(path) == stands.get(path);
        let of_old: Vec<&String> = paths.clone().filter(|path| !side(&self.old, path)).collect();
        let of_new: Vec<&String> = paths.filter(|path| !side(&self.new, path)).collect();
        format!("not old: {of_old:?}\nnot new: {of_new:?}")
    }
}
