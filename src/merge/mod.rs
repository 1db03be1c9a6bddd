//! (base, ours, theirs) → plan, one path at a time; pure. Absent counts as a value.
//!
//! `base` is what we wrote last, `ours` is what stands on the disk, `theirs` is what is wanted now.

use crate::plan::{Action, Kept};
use crate::tree::{Class, File};

/// What happens at a path: the truth table of the design, row by row. `None` is nothing to do.
pub fn path(class: Class, base: Option<&File>, ours: Option<&File>, theirs: Option<&File>) -> Option<Action> {
    match (base, ours, theirs) {
        (_, None, None) | (None, Some(_), None) => None,
        (None, None, Some(new)) => Some(Action::Create(new.clone())),
        (None, Some(there), Some(new)) => Some(met(class, there, new)),
        (Some(old), None, Some(new)) => (old.content != new.content).then_some(Action::Keep(Kept::Removed)),
        (Some(old), Some(there), None) => Some(dropped(class, old, there)),
        (Some(old), Some(there), Some(new)) => moved(class, old, there, new),
    }
}

/// A file stands where we never wrote one.
fn met(class: Class, there: &File, new: &File) -> Action {
    match class {
        _ if there.content == new.content => Action::Adopt,
        Class::Managed => Action::Conflict(new.clone()),
        Class::Seeded | Class::Once => Action::Keep(Kept::Foreign),
    }
}

/// The file is no longer wanted.
fn dropped(class: Class, old: &File, there: &File) -> Action {
    match class {
        Class::Managed | Class::Seeded if old.content == there.content => Action::Delete,
        _ => Action::Keep(Kept::Edited),
    }
}

/// The file is wanted as before or otherwise, and may have been edited.
fn moved(class: Class, old: &File, there: &File, new: &File) -> Option<Action> {
    match class {
        _ if old.content == new.content => None,
        Class::Once => None,
        _ if there.content == old.content => Some(Action::Update(new.clone())),
        _ if there.content == new.content => Some(Action::Adopt),
        Class::Managed => Some(Action::Conflict(new.clone())),
        Class::Seeded => Some(Action::Keep(Kept::Edited)),
    }
}

#[cfg(test)]
mod tests {
    use super::path;
    use crate::plan::{Action, Kept};
    use crate::tree::{Class, File};

    fn file(text: &str) -> File {
        File { content: text.to_owned().into(), executable: false, class: Class::Managed }
    }

    fn verdict(class: Class, base: &str, ours: &str, theirs: &str) -> Option<Action> {
        let some = |text: &str| (text != "-").then(|| file(text));
        path(class, some(base).as_ref(), some(ours).as_ref(), some(theirs).as_ref())
    }

    #[test]
    fn the_table_of_the_design_holds_for_managed_files() {
        let table = [
            ("-", "-", "new", Some(Action::Create(file("new")))),
            ("-", "new", "new", Some(Action::Adopt)),
            ("-", "yours", "new", Some(Action::Conflict(file("new")))),
            ("a", "a", "a", None),
            ("a", "a", "b", Some(Action::Update(file("b")))),
            ("a", "yours", "a", None),
            ("a", "b", "b", Some(Action::Adopt)),
            ("a", "-", "a", None),
            ("a", "-", "b", Some(Action::Keep(Kept::Removed))),
            ("a", "a", "-", Some(Action::Delete)),
            ("a", "yours", "-", Some(Action::Keep(Kept::Edited))),
        ];
        for (base, ours, theirs, expected) in table {
            assert_eq!(verdict(Class::Managed, base, ours, theirs), expected, "{base} {ours} {theirs}");
        }
    }

    #[test]
    fn what_the_owner_wrote_into_a_seeded_file_stays() {
        assert_eq!(verdict(Class::Seeded, "-", "yours", "new"), Some(Action::Keep(Kept::Foreign)));
        assert_eq!(verdict(Class::Seeded, "a", "yours", "b"), Some(Action::Keep(Kept::Edited)));
    }

    #[test]
    fn a_file_of_class_once_is_never_touched_again() {
        assert_eq!(verdict(Class::Once, "a", "a", "b"), None);
        assert_eq!(verdict(Class::Once, "a", "a", "-"), Some(Action::Keep(Kept::Edited)));
    }
}
