//! A text that was put together, piece by piece, and where each piece was written.

use ruff_python_ast::{BytesLiteral, StringFlags};
use ruff_text_size::{Ranged, TextRange, TextSize};

use crate::check::sql::HOLE;

/// How many texts one expression may stand for; more are not followed.
pub(super) const MOST: usize = 12;

/// A piece of a text and the part of a file that it was written in.
#[derive(Clone, Debug)]
struct Piece {
    text: String,
    /// The file, and the range of what stands between the quotes.
    origin: Option<(usize, TextRange)>,
}

/// A text, put together from pieces.
#[derive(Clone, Debug, Default)]
pub(in crate::check) struct Text {
    pieces: Vec<Piece>,
}

impl Text {
    /// A piece that was written somewhere.
    pub fn written(text: &str, file: usize, range: TextRange) -> Self {
        Self { pieces: vec![Piece { text: text.to_owned(), origin: Some((file, range)) }] }
    }

    /// A part of a literal of bytes.
    pub fn of_bytes(part: &BytesLiteral, file: usize) -> Self {
        let start = part.start() + part.flags.prefix().text_len() + part.flags.quote_len();
        let end = part.end() - part.flags.quote_len();
        Self::written(&String::from_utf8_lossy(&part.value), file, TextRange::new(start, end.max(start)))
    }

    /// A piece that stands nowhere.
    pub fn made(text: &str) -> Self {
        Self { pieces: vec![Piece { text: text.to_owned(), origin: None }] }
    }

    /// What is not known.
    pub fn hole() -> Self {
        Self::made(HOLE.encode_utf8(&mut [0; 4]))
    }

    /// This text, followed by another.
    pub fn followed(mut self, other: &Self) -> Self {
        self.pieces.extend(other.pieces.iter().cloned());
        self
    }

    /// The whole text.
    pub fn whole(&self) -> String {
        self.pieces.iter().map(|piece| piece.text.as_str()).collect()
    }

    /// How long it is.
    pub fn len(&self) -> usize {
        self.pieces.iter().map(|piece| piece.text.len()).sum()
    }

    /// The whole text, if nothing of it is unknown.
    pub fn known(&self) -> Option<String> {
        Some(self.whole()).filter(|whole| !whole.contains(HOLE))
    }

    /// The same text with each piece changed.
    pub fn each(&self, change: impl Fn(&str) -> String) -> Self {
        let pieces = self.pieces.iter();
        Self { pieces: pieces.map(|piece| Piece { text: change(&piece.text), origin: piece.origin }).collect() }
    }

    /// The text before and behind a range of it.
    pub fn split(&self, start: usize, end: usize) -> (Self, Self) {
        let (mut before, mut behind) = (Self::default(), Self::default());
        let mut at = 0;
        for piece in &self.pieces {
            let (from, to) = (at, at + piece.text.len());
            at = to;
            if from < start {
                let cut = piece.text.floor_char_boundary(start.min(to) - from);
                before.pieces.push(Piece { text: piece.text[..cut].to_owned(), origin: piece.origin });
            }
            if to > end {
                let cut = piece.text.ceil_char_boundary(end.max(from) - from);
                behind.pieces.push(Piece {
                    text: piece.text[cut..].to_owned(),
                    origin: piece.origin.map(|(file, range)| (file, shorten(range, cut, &piece.text))),
                });
            }
        }
        (before, behind)
    }

    /// Where the bytes from `start` to `end` were written: the file, and the part of it. Where they stand in several
    /// pieces it is the last of them that was written. `sources` gives the text of a file; where escapes make a piece
    /// longer than it reads, its words are looked for.
    pub fn origin<'s>(
        &self,
        start: usize,
        end: usize,
        sources: impl Fn(usize) -> &'s str,
    ) -> Option<(usize, TextRange)> {
        let mut at = 0;
        let mut last = None;
        for piece in &self.pieces {
            let (from, to) = (at, at + piece.text.len());
            at = to;
            if from < end && to > start {
                let words = piece.text.get(start.max(from) - from..end.min(to) - from);
                last = words.and_then(|words| piece.place(start.max(from) - from, words, &sources)).or(last);
            }
        }
        last
    }
}

impl Piece {
    /// Where the words that begin at `within` were written.
    fn place<'s>(&self, within: usize, words: &str, sources: impl Fn(usize) -> &'s str) -> Option<(usize, TextRange)> {
        let (file, range) = self.origin?;
        let source = sources(file).get(range.start().to_usize()..range.end().to_usize())?;
        let exact = source.len() == self.text.len();
        let found = if exact { within } else { within + source.get(within..).and_then(|rest| rest.find(words))? };
        let place = |offset: usize| TextSize::try_from(offset).unwrap_or_default();
        Some((file, TextRange::at(range.start() + place(found), place(words.len()))))
    }
}

/// The origin of a piece without its first bytes; where escapes stand in it, a part that is at least as long.
fn shorten(range: TextRange, cut: usize, text: &str) -> TextRange {
    let exact = range.len().to_usize() == text.len();
    let start = if exact { range.start() + TextSize::try_from(cut).unwrap_or_default() } else { range.start() };
    TextRange::new(start.min(range.end()), range.end())
}

/// Each text followed by each of the others.
pub(super) fn both(texts: &[Text], others: &[Text]) -> Vec<Text> {
    let pairs = texts.iter().flat_map(|text| others.iter().map(move |other| text.clone().followed(other)));
    pairs.take(MOST).collect()
}

/// What is not known is a hole.
pub(super) fn or_hole(texts: Vec<Text>) -> Vec<Text> {
    if texts.is_empty() { vec![Text::hole()] } else { texts }
}
