//! (base, ours, theirs) → plan, one path at a time; pure. Absent counts as a value.
//!
//! `base` is what we wrote last, `ours` is what stands on the disk, `theirs` is what is wanted now. What we wrote last
//! is known by its hash; its content is needed only where the owner and the template both changed a file.

mod brackets;
pub mod contents;
mod entries;
mod imports;
pub mod renames;
pub mod style;
mod text;
pub mod toml;
mod unions;
pub mod validate;
mod weave;

use bytes::Bytes;

use crate::plan::{Action, Conflict, Kept};
use crate::tree::{Class, File, Standing, blob_id};

/// What we wrote last at a path.
#[derive(Debug, Clone, Copy)]
pub struct Base<'a> {
    /// Its git blob id, from the lock.
    pub id: &'a str,
    /// Its content, where that could be proven.
    pub content: Option<&'a Bytes>,
}

/// What is wanted now at a path.
#[derive(Debug, Clone, Copy)]
pub struct Theirs<'a> {
    /// Its git blob id.
    pub id: &'a str,
    /// The file as we would write it.
    pub file: &'a File,
}

/// What happens at a path: the truth table of the design, row by row. `None` is nothing to do.
///
/// `merge` brings together (base, ours, theirs) of a managed file; it is called in one row only.
pub fn path(
    class: Class,
    base: Option<Base<'_>>,
    ours: Option<&Standing>,
    theirs: Option<Theirs<'_>>,
    merge: impl FnOnce(&[u8], &[u8], &File) -> Action,
) -> Option<Action> {
    let ours = match ours {
        None => None,
        Some(Standing::File { content, .. }) => Some(content),
        Some(Standing::Blocked(what)) => return blocked(base, theirs, what),
    };
    match (base, ours, theirs) {
        (_, None, None) | (None, Some(_), None) => None,
        (None, None, Some(new)) => Some(Action::Create(new.file.clone())),
        (None, Some(there), Some(new)) => Some(met(class, there, new.file)),
        (Some(base), None, Some(new)) => (new.id != base.id).then_some(Action::Keep(Kept::Removed)),
        (Some(base), Some(there), None) => Some(dropped(base, there)),
        (Some(base), Some(there), Some(new)) => changed(class, base, there, new, merge),
    }
}

/// Whether a file on the disk is what we wrote, whatever its line endings: git may have turned those.
pub fn is_pristine(base: Base<'_>, there: &[u8]) -> bool {
    blob_id(there) == base.id || style::is_foreign(there) && blob_id(&style::plain(there)) == base.id
}

/// Whether a path needs the content of what we wrote last to be decided.
pub fn needs_base(class: Class, base: Base<'_>, ours: Option<&Standing>, theirs: Option<Theirs<'_>>) -> bool {
    let (Some(Standing::File { content, .. }), Some(new)) = (ours, theirs) else { return false };
    class == Class::Managed && new.id != base.id && *content != new.file.content && !is_pristine(base, content)
}

/// Something that is no plain file stands there. It is only worth a word where we had something to do.
fn blocked(base: Option<Base<'_>>, theirs: Option<Theirs<'_>>, what: &'static str) -> Option<Action> {
    let idle = match (base, theirs) {
        (Some(base), Some(new)) => new.id == base.id,
        (_, None) => true,
        (None, Some(_)) => false,
    };
    (!idle).then_some(Action::Keep(Kept::Blocked(what)))
}

/// A file stands where we never wrote one.
fn met(class: Class, there: &Bytes, new: &File) -> Action {
    match class {
        _ if *there == new.content || style::plain(there) == new.content => Action::Adopt,
        Class::Managed => Action::Conflict(Conflict::Beside {
            file: new.clone(),
            why: "a file that scaffold did not write stands there".to_owned(),
        }),
        Class::Seeded | Class::Once => Action::Keep(Kept::Foreign),
    }
}

/// The file is no longer wanted.
fn dropped(base: Base<'_>, there: &Bytes) -> Action {
    if is_pristine(base, there) { Action::Delete } else { Action::Keep(Kept::Edited) }
}

/// The file is wanted as before or otherwise, and may have been edited.
fn changed(
    class: Class,
    base: Base<'_>,
    there: &Bytes,
    theirs: Theirs<'_>,
    merge: impl FnOnce(&[u8], &[u8], &File) -> Action,
) -> Option<Action> {
    if theirs.id == base.id {
        return None;
    }
    let new = theirs.file;
    Some(match (class, base.content) {
        _ if *there == new.content => Action::Adopt,
        (Class::Once, _) => Action::Keep(Kept::Once),
        _ if is_pristine(base, there) => {
            Action::Update(File { content: style::adopt(&new.content, there), ..new.clone() })
        }
        (Class::Seeded, _) => Action::Keep(Kept::Edited),
        (Class::Managed, Some(content)) => merge(content, there, new),
        (Class::Managed, None) => Action::Conflict(Conflict::Beside {
            file: new.clone(),
            why: "what scaffold wrote there last can't be found again".to_owned(),
        }),
    })
}

#[cfg(test)]
mod tests {
    use bytes::Bytes;

    use super::{Base, Theirs, path};
    use crate::plan::{Action, Conflict, Kept};
    use crate::tree::{Class, File, Standing, blob_id};

    fn file(text: &str) -> File {
        File { content: text.to_owned().into(), executable: false, class: Class::Managed }
    }

    /// What happens at a path with these contents; `-` is nothing, `merged` what a merge gives.
    fn verdict(class: Class, base: &str, ours: &str, theirs: &str) -> Option<Action> {
        let (id, content) = (blob_id(base.as_bytes()), Bytes::copy_from_slice(base.as_bytes()));
        let base = (base != "-").then_some(Base { id: &id, content: Some(&content) });
        let standing = Standing::File { content: ours.to_owned().into(), executable: false };
        let standing = (ours != "-").then_some(standing);
        let theirs_text = theirs;
        let theirs = (theirs != "-").then(|| file(theirs));
        let id = blob_id(theirs_text.as_bytes());
        let theirs = theirs.as_ref().map(|file| Theirs { id: &id, file });
        path(class, base, standing.as_ref(), theirs, |_, _, _| Action::Merge { file: file("merged"), yours: 0 })
    }

    #[test]
    fn the_table_of_the_design_holds_for_managed_files() {
        let beside = |why: &str| Some(Action::Conflict(Conflict::Beside { file: file("new"), why: why.to_owned() }));
        let table = [
            ("-", "-", "new", Some(Action::Create(file("new")))),
            ("-", "new", "new", Some(Action::Adopt)),
            ("-", "yours", "new", beside("a file that scaffold did not write stands there")),
            ("a", "a", "a", None),
            ("a", "a", "b", Some(Action::Update(file("b")))),
            ("a", "yours", "a", None),
            ("a", "yours", "b", Some(Action::Merge { file: file("merged"), yours: 0 })),
            ("a", "b", "b", Some(Action::Adopt)),
            ("a", "-", "a", None),
            ("a", "-", "b", Some(Action::Keep(Kept::Removed))),
            ("a", "a", "-", Some(Action::Delete)),
            ("a", "yours", "-", Some(Action::Keep(Kept::Edited))),
            ("a", "-", "-", None),
        ];
        for (base, ours, theirs, expected) in table {
            assert_eq!(verdict(Class::Managed, base, ours, theirs), expected, "{base} {ours} {theirs}");
        }
    }

    #[test]
    fn what_the_owner_wrote_into_a_seeded_file_stays() {
        assert_eq!(verdict(Class::Seeded, "-", "yours", "new"), Some(Action::Keep(Kept::Foreign)));
        assert_eq!(verdict(Class::Seeded, "a", "yours", "b"), Some(Action::Keep(Kept::Edited)));
        assert_eq!(verdict(Class::Seeded, "a", "a", "b"), Some(Action::Update(file("b"))));
    }

    #[test]
    fn a_migration_is_never_rewritten() {
        assert_eq!(verdict(Class::Once, "a", "a", "b"), Some(Action::Keep(Kept::Once)));
        assert_eq!(verdict(Class::Once, "a", "yours", "-"), Some(Action::Keep(Kept::Edited)));
        assert_eq!(verdict(Class::Once, "a", "a", "-"), Some(Action::Delete));
    }

    #[test]
    fn line_endings_are_no_edit_and_are_kept() {
        let updated = verdict(Class::Managed, "a\nb\n", "a\r\nb\r\n", "a\nc\n");
        assert_eq!(updated, Some(Action::Update(file("a\r\nc\r\n"))));
    }

    #[test]
    fn without_a_base_nothing_is_overwritten() {
        let standing = Standing::File { content: "yours".into(), executable: false };
        let base = Base { id: &blob_id(b"a"), content: None };
        let theirs = Theirs { id: &blob_id(b"b"), file: &file("b") };
        let action = path(Class::Managed, Some(base), Some(&standing), Some(theirs), |_, _, _| unreachable!());
        assert!(matches!(action, Some(Action::Conflict(Conflict::Beside { .. }))));
    }
}
