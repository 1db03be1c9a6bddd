//! The content of one file that the owner and the template both changed: the one act of the room that needs all three.
//!
//! It refuses what it can't read as text, and gives nothing out as clean that would not parse or holds something twice.

use bytes::Bytes;

use crate::merge::{style, text, validate};

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
    let [base, own, new] = [base, own, new].map(Sheet::of);
    let merged = text::merge([&base.0, &own.0, &new.0], names, |_| None);
    let mut text = merged.text;
    if !newline && text.ends_with('\n') && merged.places == 0 {
        text.pop();
    }
    let content = style::adopt(text.as_bytes(), ours);
    if merged.places > 0 {
        return Merged::Marked { content, places: merged.places };
    }
    match validate::flaw(path, text.as_bytes(), own.0.as_bytes(), new.0.as_bytes()) {
        None => Merged::Clean(content),
        Some(flaw) => Merged::Impossible(flaw),
    }
}

/// The text of a file, where it is one.
fn readable(content: &[u8]) -> Option<&str> {
    std::str::from_utf8(content).ok().filter(|text| !text.contains('\0'))
}

/// A text in which every line ends with a line feed: without, the last line would differ from itself in the middle.
struct Sheet(String);

impl Sheet {
    fn of(text: &str) -> Self {
        let missing = !text.is_empty() && !text.ends_with('\n');
        Self(if missing { format!("{text}\n") } else { text.to_owned() })
    }
}

/// Whether the result ends with a line feed: as on the side that changed it.
fn final_newline(sides: [&str; 3]) -> bool {
    let [base, ours, theirs] = sides.map(|side| side.is_empty() || side.ends_with('\n'));
    if ours == base { theirs } else { ours }
}
