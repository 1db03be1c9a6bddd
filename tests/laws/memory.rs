//! A project that lives in memory: what a command would find on the disk, and what it would leave there.

use std::collections::{BTreeMap, BTreeSet};

use scaffold::evolve::{Ours, Past, Wanted, evolve, histories, paths, prove, undecided};
use scaffold::pack::Pack;
use scaffold::plan::Plan;
use scaffold::render::render;
use scaffold::spec::{Lock, Spec, manifest};
use scaffold::tree::{Disk, Standing, Tree};

/// A project, and what git ignores in it.
#[derive(Debug, Clone)]
pub struct Project {
    /// Every file of it but the two documents.
    pub disk: Disk,
    /// `scaffold.toml`.
    pub manifest: String,
    /// `scaffold.lock`.
    pub lock: Lock,
    /// The paths that git ignores.
    pub ignored: BTreeSet<String>,
    /// The folders that the owner has made symbolic links.
    pub links: BTreeSet<String>,
    /// What the templates wrote last.
    pub base: Tree,
}

impl Project {
    /// A new one.
    pub fn new(pack: &Pack, spec: &Spec) -> Self {
        let base = render(pack, spec).unwrap_or_else(|error| panic!("{error}, with {spec:?}"));
        let standing = |(path, file): (&str, &scaffold::tree::File)| {
            (path.to_owned(), Standing::File { content: file.content.clone(), executable: file.executable })
        };
        Self {
            disk: base.iter().map(standing).collect(),
            manifest: manifest::write(spec),
            lock: Lock::of(pack.version(), spec, &base),
            ignored: BTreeSet::new(),
            links: BTreeSet::new(),
            base,
        }
    }

    /// The bytes of the file at a path; none where something else stands there.
    pub fn content(&self, path: &str) -> Option<&[u8]> {
        match self.disk.get(path) {
            Some(Standing::File { content, .. }) => Some(content),
            _ => None,
        }
    }

    /// Plans the way to what is wanted, as a command does: what was written last is rendered again where it decides.
    pub fn plan(&self, wanted: &mut Wanted) -> Plan {
        let histories: Disk = {
            let folders = histories::touched(&self.lock, wanted);
            let is_in_one = |path: &str| path.rsplit_once('/').is_some_and(|(folder, _)| folders.contains(folder));
            self.disk.iter().filter(|(path, _)| is_in_one(path)).map(clone).collect()
        };
        histories::join(wanted, &self.lock, &histories);
        let wanted = &*wanted;
        let wished = paths(&self.lock, wanted);
        let disk: Disk = self.disk.iter().filter(|(path, _)| wished.contains(path.as_str())).map(clone).collect();
        let undecided = undecided(&self.lock, &disk, wanted);
        let contents = prove(&self.base, &self.lock, &undecided);
        let followed = histories::followed(&self.lock, wanted, &histories);
        let ours = Ours { disk, ignored: self.ignored.clone(), followed };
        evolve(&Past { lock: &self.lock, contents }, &ours, wanted)
    }

    /// The project once the plan is carried out; `wanted` is what it was made for.
    pub fn after(&self, plan: &Plan, wanted: &Wanted) -> Self {
        let mut after = self.clone();
        for (path, file) in plan.writes() {
            match file {
                None => drop(after.disk.remove(&path)),
                Some(file) => {
                    let executable = match after.disk.get(&path) {
                        Some(Standing::File { executable, .. }) => *executable,
                        _ => file.executable,
                    };
                    after.disk.insert(path, Standing::File { content: file.content.clone(), executable });
                }
            }
        }
        after.manifest.clone_from(&plan.manifest);
        after.lock = Lock::read(&plan.lock).unwrap_or_else(|error| panic!("{error}"));
        after.base = wanted.tree.clone();
        after
    }
}

fn clone((path, standing): (&String, &Standing)) -> (String, Standing) {
    (path.clone(), standing.clone())
}

/// The texts of a disk, by path; for comparing what matters.
pub fn files(disk: &Disk) -> BTreeMap<&str, &[u8]> {
    let files = disk.iter().filter_map(|(path, standing)| match standing {
        Standing::File { content, .. } => Some((path.as_str(), &content[..])),
        Standing::Blocked(_) => None,
    });
    files.collect()
}
