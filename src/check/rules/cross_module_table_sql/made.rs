//! Tables that statements make for themselves: a temporary one is found by every statement of its owner, any other that
//! is made by its name alone by those of the same file.
//!
//! What names a table by its name alone is judged last, when all of them are known.

use rustc_hash::FxHashSet;

use crate::check::report::Finding;
use crate::check::tables::KERNEL;

/// What is made, and what is named so.
#[derive(Default)]
pub(super) struct Made {
    of_owners: FxHashSet<(String, String)>,
    of_files: FxHashSet<(usize, String)>,
    doubts: Vec<Doubt>,
}

/// A finding about a table that is named alone.
struct Doubt {
    owner: String,
    file: usize,
    name: String,
    finding: Finding,
}

impl Made {
    /// A temporary table that somebody makes.
    pub fn by(&mut self, owner: &str, name: String) {
        self.of_owners.insert((owner.to_owned(), name));
    }

    /// A table that is made in a file.
    pub fn in_file(&mut self, file: usize, name: String) {
        self.of_files.insert((file, name));
    }

    /// A finding that holds unless the table is made here.
    pub fn doubt(&mut self, owner: &str, file: usize, name: &str, finding: Finding) {
        self.doubts.push(Doubt { owner: owner.to_owned(), file, name: name.to_owned(), finding });
    }

    /// Takes over what others have seen.
    pub fn append(&mut self, other: Self) {
        self.of_owners.extend(other.of_owners);
        self.of_files.extend(other.of_files);
        self.doubts.extend(other.doubts);
    }

    /// What is named and was not made here.
    pub fn findings(self) -> impl Iterator<Item = Finding> {
        let Self { of_owners, of_files, doubts } = self;
        // What the kernel makes for a connection, it makes for whoever has that.
        let is_of = move |owner: &str, name: &str| of_owners.contains(&(owner.to_owned(), name.to_owned()));
        let holds = move |doubt: &Doubt| {
            ![doubt.owner.as_str(), KERNEL].iter().any(|owner| is_of(owner, &doubt.name))
                && !of_files.contains(&(doubt.file, doubt.name.clone()))
        };
        doubts.into_iter().filter(holds).map(|doubt| doubt.finding)
    }
}
