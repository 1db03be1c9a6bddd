//! The content of one file that the owner and the template both changed: the one act of the room that needs all three.
//!
//! It refuses what it can't read as text, and gives nothing out as clean that would not parse or holds something twice.

use std::borrow::Cow;

use bytes::Bytes;

use crate::merge::text::{self, Clash, Text};
use crate::merge::{style, toml, unions, validate};

/// What the three sides are called in conflict markers.
#[derive(Debug, Clone, Copy)]
pub struct Names<'a> {
    /// The owner's file.
    pub ours: &'a str,
    /// What we wrote last.
    pub base: &'a str,
    /// What is wanted now.
    pub theirs: &'a str,
}

/// What became of three contents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Merged {
    /// One content that holds the changes of both sides.
    Clean(Bytes),
    /// Both sides changed the same lines: these have conflict markers.
    Marked {
        /// The content, markers included.
        content: Bytes,
        /// How many places have markers.
        places: usize,
    },
    /// There is no content to give, and this clause says why.
    Impossible(String),
}

/// Brings the content of a file together: what we wrote last, what the owner made of it, what is wanted now.
///
/// The result has the line endings and the byte order mark of the owner's file.
pub fn contents(path: &str, base: &[u8], ours: &[u8], theirs: &[u8], names: &Names<'_>) -> Merged {
    let [plain_base, plain_ours, plain_theirs] = [base, ours, theirs].map(style::plain);
    if plain_theirs == plain_base || plain_theirs == plain_ours {
        return Merged::Clean(Bytes::copy_from_slice(ours));
    }
    if plain_ours == plain_base {
        return Merged::Clean(style::adopt(theirs, ours));
    }
    let [Some(base), Some(own), Some(new)] = [&plain_base, &plain_ours, &plain_theirs].map(|side| readable(side))
    else {
        return Merged::Impossible("it is not a text file".to_owned());
    };
    let newline = final_newline([base, own, new]);
    let [base, own, new] = [base, own, new].map(with_final_newline);
    let text = match merged(path, [&base, &own, &new], names) {
        Ok(text) => text,
        Err(flaw) => return Merged::Impossible(flaw),
    };
    let cut = text.text.strip_suffix('\n').filter(|_| !newline && text.places == 0);
    let content = style::adopt(cut.unwrap_or(&text.text).as_bytes(), ours);
    match text.places {
        0 => Merged::Clean(content),
        places => Merged::Marked { content, places },
    }
}

/// The three brought together, in the way that fits the file; a clause where that is clean and yet broken.
fn merged(path: &str, sides: [&str; 3], names: &Names<'_>) -> Result<Text, String> {
    let by_key = if path.rsplit('.').next() == Some("toml") { toml::merge(sides, names) } else { None };
    if let Some(text) = by_key {
        return Ok(text);
    }
    let flaw = |merged: &str| validate::flaw(path, merged.as_bytes(), sides[1].as_bytes(), sides[2].as_bytes());
    let united = text::merge(sides, names, |clash| unions::settle(path, clash));
    // Markers do not parse: where some are left, what is settled is looked at with the owner's lines in their stead.
    let owners = |clash: Clash<'_, '_>| clash.ours.iter().map(|line| (*line).to_owned()).collect();
    let whole = match united.places {
        0 => None,
        _ => Some(text::merge(sides, names, |clash| unions::settle(path, clash).or_else(|| Some(owners(clash))))),
    };
    let Some(flaw) = flaw(&whole.as_ref().unwrap_or(&united).text) else { return Ok(united) };
    let marked = text::merge(sides, names, |_| None);
    if marked.places > 0 { Ok(marked) } else { Err(flaw) }
}

/// The text of a file, where it is one.
fn readable(content: &[u8]) -> Option<&str> {
    std::str::from_utf8(content).ok().filter(|text| !text.contains('\0'))
}

/// The text with a line feed at its end: without, its last line would differ from the same line in the middle.
fn with_final_newline(text: &str) -> Cow<'_, str> {
    let missing = !text.is_empty() && !text.ends_with('\n');
    if missing { Cow::Owned(format!("{text}\n")) } else { Cow::Borrowed(text) }
}

/// Whether the result ends with a line feed: as on the side that changed it.
fn final_newline(sides: [&str; 3]) -> bool {
    let [base, ours, theirs] = sides.map(|side| side.is_empty() || side.ends_with('\n'));
    if ours == base { theirs } else { ours }
}
