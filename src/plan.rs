//! What will change, as a value: decided before anything is written.

use crate::tree::{Class, File};

/// What happens to one path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Action {
    /// Write a file where there is none.
    Create(File),
    /// Replace a file that the owner did not edit.
    Update(File),
    /// Write the merge of the owner's edits and ours.
    Merge(File),
    /// Remove a file that the owner did not edit.
    Delete,
    /// The file is already what we would write: only the lock learns of it.
    Adopt,
    /// Leave the owner's file, and say so.
    Keep(Kept),
    /// The owner's file and ours can't be brought together.
    Conflict(File),
}

/// Why a file was left as it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kept {
    /// The owner edited it.
    Edited,
    /// The owner removed it.
    Removed,
    /// A file that we did not write stands there.
    Foreign,
}

impl Action {
    /// The verb that people read.
    pub fn verb(&self) -> &'static str {
        match self {
            Self::Create(_) => "create",
            Self::Update(_) => "update",
            Self::Merge(_) => "merge",
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
    /// `scaffold.lock` as it will be; written last.
    pub lock: String,
}

impl Plan {
    /// Whether a file of the owner and ours can't be brought together.
    pub fn has_conflicts(&self) -> bool {
        self.steps.iter().any(|step| matches!(step.action, Action::Conflict(_)))
    }
}
