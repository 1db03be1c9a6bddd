//! (base, ours, theirs) → plan, one path at a time; pure. Absent counts as a value.
//!
//! `base` is what we wrote last, `ours` is what stands on the disk, `theirs` is what is wanted now.

use crate::plan::{Action, Kept};
use crate::tree::{Class, File};

/// What happens at a path: the truth table of the design, row by row. `None` is nothing to do.
pub fn path(class: Class, base: Option<&File>, ours: Option<&File>, theirs: Option<&File>) -> Option<Action> {
    let same = |a: Option<&File>, b: Option<&File>| a.map(|f| &f.content) == b.map(|f| &f.content);
    match (base, ours, theirs) {
        (None, None, Some(new)) => Some(Action::Create(new.clone())),
        (None, Some(_), Some(_)) if same(ours, theirs) => Some(Action::Adopt),
        (None, Some(_), Some(new)) if class == Class::Managed => Some(Action::Conflict(new.clone())),
        (None, Some(_), Some(_)) => Some(Action::Keep(Kept::Foreign)),
        (Some(_), None, Some(_)) if same(base, theirs) => None,
        (Some(_), None, Some(_)) => Some(Action::Keep(Kept::Removed)),
        (Some(_), Some(_), _) if class == Class::Once || same(base, theirs) => None,
        (Some(_), Some(_), Some(new)) if same(base, ours) => Some(Action::Update(new.clone())),
        (Some(_), Some(_), Some(_)) if same(ours, theirs) => Some(Action::Adopt),
        (Some(_), Some(_), Some(new)) if class == Class::Managed => Some(Action::Conflict(new.clone())),
        (Some(_), Some(_), Some(_)) => Some(Action::Keep(Kept::Edited)),
        (Some(_), Some(_), None) if same(base, ours) => Some(Action::Delete),
        (Some(_), Some(_), None) => Some(Action::Keep(Kept::Edited)),
        (_, None, None) | (None, Some(_), None) => None,
    }
}
