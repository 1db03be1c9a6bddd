//! How a file is written rather than what it says: line endings and the byte order mark.
//!
//! Editors and git turn these without anybody meaning it, so they are no edit; and because the owner's tools want them
//! as they are, whatever we write over a file of the owner keeps them.

use std::collections::{HashMap, VecDeque};

use bytes::Bytes;

const MARK: &[u8] = b"\xef\xbb\xbf";

/// Whether a file has line endings or a byte order mark that we never write.
pub fn is_foreign(content: &[u8]) -> bool {
    content.starts_with(MARK) || lines(content).any(|(_, ending)| ending.len() > 1)
}

/// The content with the line endings that we write, and without a byte order mark.
///
/// A carriage return that no line feed follows is no line ending here, as it is none for git: it stays.
pub fn plain(content: &[u8]) -> Bytes {
    let mut plain = Vec::with_capacity(content.len());
    for (text, ending) in lines(without_mark(content)) {
        plain.extend_from_slice(text);
        plain.extend_from_slice(&ending[ending.len().saturating_sub(1)..]);
    }
    plain.into()
}

/// The content with the byte order mark and the line endings of another file, usually the one that it replaces.
///
/// Where that file mixes line endings, a line that is in both keeps its own, and a new one gets the ending that most
/// lines have. The final newline is left as it is: it is content, and has three sides like every other line.
pub fn adopt(content: &[u8], like: &[u8]) -> Bytes {
    let mut adopted = Vec::with_capacity(content.len() + MARK.len());
    adopted.extend_from_slice(&like[..like.len() - without_mark(like).len()]);
    let mut endings = Endings::of(without_mark(like));
    for (text, ending) in lines(without_mark(content)) {
        adopted.extend_from_slice(text);
        if !ending.is_empty() {
            adopted.extend_from_slice(endings.next(text));
        }
    }
    adopted.into()
}

/// The content behind its byte order mark, or its marks: some editors put one before another.
fn without_mark(mut content: &[u8]) -> &[u8] {
    while let Some(rest) = content.strip_prefix(MARK) {
        content = rest;
    }
    content
}

/// The lines of a file, each with its ending apart: a line feed with all carriage returns before it, or nothing at the
/// end of the file. (Two carriage returns are what is left where a file was turned twice.)
fn lines(content: &[u8]) -> impl Iterator<Item = (&[u8], &[u8])> {
    content.split_inclusive(|byte| *byte == b'\n').map(|line| {
        let Some(text) = line.strip_suffix(b"\n") else { return (line, &line[line.len()..]) };
        let returns = text.iter().rev().take_while(|byte| **byte == b'\r').count();
        line.split_at(text.len() - returns)
    })
}

/// The line endings of a file, for lines that are written in its style.
struct Endings<'a> {
    most: &'a [u8],
    /// What ends these lines, first one first; empty where all lines end alike.
    others: HashMap<&'a [u8], VecDeque<&'a [u8]>>,
}

impl<'a> Endings<'a> {
    fn of(like: &'a [u8]) -> Self {
        let mut counts: Vec<(usize, &[u8])> = Vec::new();
        for (_, ending) in lines(like).filter(|(_, ending)| !ending.is_empty()) {
            match counts.iter_mut().find(|(_, known)| *known == ending) {
                Some((count, _)) => *count += 1,
                None => counts.push((1, ending)),
            }
        }
        let mut others: HashMap<_, VecDeque<_>> = HashMap::new();
        if counts.len() > 1 {
            for (text, ending) in lines(like).filter(|(_, ending)| !ending.is_empty()) {
                others.entry(text).or_default().push_back(ending);
            }
        }
        // The first of those that most lines have, so that the answer does not hang on an order nobody sees.
        let most = counts.iter().rev().max_by_key(|(count, _)| *count);
        Self { most: most.map_or(b"\n", |(_, ending)| ending), others }
    }

    /// What ends the next line with this text.
    fn next(&mut self, text: &[u8]) -> &'a [u8] {
        self.others.get_mut(text).and_then(VecDeque::pop_front).unwrap_or(self.most)
    }
}

#[cfg(test)]
mod tests {
    use super::{adopt, is_foreign, plain};

    #[test]
    fn what_we_write_is_not_foreign() {
        for content in ["", "a", "a\n", "a\nb", "\n", "a\rb\n", "a\r"] {
            assert!(!is_foreign(content.as_bytes()), "{content:?}");
            assert_eq!(plain(content.as_bytes()), content.as_bytes());
            assert_eq!(adopt(content.as_bytes(), b""), content.as_bytes());
        }
    }

    #[test]
    fn line_endings_and_the_mark_go_and_come_back() {
        for (foreign, ours) in [
            ("a\r\nb\r\n", "a\nb\n"),
            ("\u{feff}a\nb", "a\nb"),
            ("\u{feff}a\r\n", "a\n"),
            ("a\r\r\n", "a\n"),
            ("\u{feff}", ""),
            ("\u{feff}\u{feff}a", "a"),
        ] {
            assert!(is_foreign(foreign.as_bytes()), "{foreign:?}");
            assert_eq!(plain(foreign.as_bytes()), ours.as_bytes(), "{foreign:?}");
            assert_eq!(adopt(ours.as_bytes(), foreign.as_bytes()), foreign.as_bytes(), "{foreign:?}");
        }
    }

    #[test]
    fn a_lone_carriage_return_is_part_of_its_line() {
        assert_eq!(plain(b"a\rb\r\nc\r"), b"a\rb\nc\r".as_slice());
    }

    #[test]
    fn lines_of_a_mixed_file_keep_their_own_ending() {
        assert_eq!(adopt(b"a\nb\nc\nnew\n", b"a\r\nb\nc\r\n"), b"a\r\nb\nc\r\nnew\r\n".as_slice());
        assert_eq!(adopt(b"same\nsame\n", b"same\nsame\r\nx\n"), b"same\nsame\r\n".as_slice());
    }

    #[test]
    fn the_final_newline_is_content() {
        assert_eq!(adopt(b"a\nb", b"x\r\n"), b"a\r\nb".as_slice());
        assert_eq!(adopt(b"a\nb\n", b"x\r\ny"), b"a\r\nb\r\n".as_slice());
    }
}
