//! The laws of changing a project later: whatever the project is, whatever its owner did to it, and whatever is wanted
//! next, no line that the owner wrote disappears, and nothing but our own paths is touched.
//!
//! Everything is drawn from numbers, so that every machine and every run sees the same cases. `LAWS_CASES=50000` draws
//! more of them; a failure says the number of its case and the edits that it takes.
#![allow(clippy::disallowed_methods, clippy::disallowed_types, reason = "tests run the binary and change the disk")]

#[path = "../support/mod.rs"]
mod support;

#[path = "../binary/mod.rs"]
mod binary;

mod changes;
mod edits;
mod memory;
mod oracle;
mod texts;

mod edited;
mod on_disk;
mod pristine;
