//! The only room that touches a project on disk.
//!
//! `new` writes into a staging directory beside the target and renames once: at every moment the target is whole or
//! absent. Every other command carries out a plan as a transaction: a journal in `.scaffold/` tells the next start how
//! to take back what a killed run left half done. Nothing is decided here; the plan came from above.
#![allow(clippy::disallowed_methods, clippy::disallowed_types, reason = "this room touches the disk and runs git")]

mod create;
mod disk;
mod files;
mod found;
mod git;
mod guard;
mod interrupt;
mod journal;
mod programs;
mod record;
mod recovery;
mod repository;
mod rules;
mod run;
mod search;
mod sources;
mod staging;
mod target;
mod transaction;
mod unmerged;

use std::io::Read;
use std::path::Path;

use crate::error::{Error, Result};

pub use create::create;
pub use found::Project;
pub use git::Git;
pub use programs::version_of;
pub use record::{Before, Change, Record, Unsettled};
pub use recovery::Recovered;
pub use target::Target;
pub use unmerged::Sides;

/// Makes `directory` the one that relative paths start from.
pub fn enter(directory: &Path) -> Result<()> {
    std::env::set_current_dir(directory)
        .map_err(|source| Error::usage(format!("could not run in `{}`: {source}", directory.display())))
}

/// Writes a document that the person named, over what stood there.
pub fn write_document(file: &Path, text: &str) -> Result<()> {
    std::fs::write(file, text).map_err(|source| Error::io("write", file, &source))
}

/// The text of a document that the person named; `-` is stdin.
pub fn read_document(file: &Path) -> Result<String> {
    let mut text = String::new();
    let read = if file.as_os_str() == "-" {
        std::io::stdin().read_to_string(&mut text)
    } else {
        std::fs::File::open(file).and_then(|mut opened| opened.read_to_string(&mut text))
    };
    read.map_err(|source| Error::io("read", file, &source))?;
    Ok(text)
}
