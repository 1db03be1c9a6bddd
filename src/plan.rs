//! What will change, as a value: decided before anything is written.

use std::collections::BTreeMap;

use crate::tree::{Class, File};

/// What happens to one path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Action {
    /// Write a file where there is none.
    Create(File),
    /// Replace a file that the owner did not edit.
    Update(File),
    /// Write the merge of the owner's edits and ours.
    Merge {
        /// What is written.
        file: File,
        /// How many lines of it are the owner's.
        yours: usize,
    },
    /// Remove a file that the owner did not edit, or whose content has moved to another path.
    Delete,
    /// The file is already what we would write: only the lock learns of it.
    Adopt,
    /// Leave what stands there, and say so.
    Keep(Kept),
    /// The owner's edits and ours can't be brought together by a program.
    Conflict(Conflict),
}

/// Why a path was left as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kept {
    /// The owner edited it.
    Edited,
    /// The owner removed it.
    Removed,
    /// The owner moved it to this path.
    Moved(String),
    /// A file that we did not write stands there.
    Foreign,
    /// A migration is never rewritten.
    Once,
    /// git ignores it.
    Ignored,
    /// Something that is no plain file stands there: these words say what.
    Blocked(&'static str),
}

/// How a conflict is left for the owner to settle.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Conflict {
    /// The file with conflict markers round what can't be brought together.
    Marked {
        /// What is written.
        file: File,
        /// How many places have markers.
        places: usize,
    },
    /// The owner's file stays, and ours is put beside it under [`BESIDE`].
    Beside {
        /// What is put beside.
        file: File,
        /// Why the two could not be merged.
        why: String,
    },
}

/// What is added to the name of a file that is put beside the owner's.
pub const BESIDE: &str = ".scaffold-new";

impl Action {
    /// The verb that people read.
    pub fn verb(&self) -> &'static str {
        match self {
            Self::Create(_) => "create",
            Self::Update(_) => "update",
            Self::Merge { .. } => "merge",
            Self::Delete => "delete",
            Self::Adopt => "adopt",
            Self::Keep(_) => "keep",
            Self::Conflict(_) => "conflict",
        }
    }
}

/// One path and what happens to it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// Where, relative to the project.
    pub path: String,
    /// How the file is treated once the project lives.
    pub class: Class,
    /// The path that the content comes from, where the file was renamed.
    pub from: Option<String>,
    /// What happens.
    pub action: Action,
}

/// Everything that will change, sorted by path; the documents come last.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Plan {
    /// The steps for the files of the tree.
    pub steps: Vec<Step>,
    /// `scaffold.toml` as it will be.
    pub manifest: String,
    /// `scaffold.lock` as it will be; written last. It says nothing new of files with conflicts.
    pub lock: String,
    /// What the lock will say of the files with conflicts once they are settled.
    pub unsettled: BTreeMap<String, (Class, String)>,
}

impl Plan {
    /// The steps at which the owner's edits and ours can't be brought together.
    pub fn conflicts(&self) -> impl Iterator<Item = &Step> {
        self.steps.iter().filter(|step| matches!(step.action, Action::Conflict(_)))
    }

    /// Whether nothing is to be written, documents included, where these are the documents now.
    pub fn is_idle(&self, manifest: &str, lock: &str) -> bool {
        self.manifest == manifest && self.lock == lock && self.writes().next().is_none()
    }

    /// Every path that the steps write (the file) or remove (none), in the order of the steps.
    pub fn writes(&self) -> impl Iterator<Item = (String, Option<&File>)> {
        self.steps.iter().filter_map(|step| match &step.action {
            Action::Create(file)
            | Action::Update(file)
            | Action::Merge { file, .. }
            | Action::Conflict(Conflict::Marked { file, .. }) => Some((step.path.clone(), Some(file))),
            Action::Conflict(Conflict::Beside { file, .. }) => Some((format!("{}{BESIDE}", step.path), Some(file))),
            Action::Delete => Some((step.path.clone(), None)),
            Action::Adopt | Action::Keep(_) => None,
        })
    }
}
