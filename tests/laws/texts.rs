//! Texts as people and programs read them: their lines, their words, and whether they parse.

use std::collections::BTreeMap;

use ruff_python_ast::PySourceType;
use ruff_python_parser::ParseOptions;
use saphyr_parser::Parser;

/// How often each of some things is there.
pub type Counts<'a> = BTreeMap<&'a str, usize>;

/// The lines of a text that say something, without what surrounds them.
pub fn lines(content: &str) -> Counts<'_> {
    count(content.trim_start_matches('\u{feff}').lines().map(str::trim).filter(|line| !line.is_empty()))
}

/// The words of a text: names, numbers, versions.
pub fn words(content: &str) -> Counts<'_> {
    let is_part = |letter: char| letter.is_alphanumeric() || letter == '_';
    count(content.split(move |letter| !is_part(letter)).filter(|word| !word.is_empty()))
}

fn count<'a>(things: impl Iterator<Item = &'a str>) -> Counts<'a> {
    things.fold(Counts::new(), |mut counts, thing| {
        *counts.entry(thing).or_default() += 1;
        counts
    })
}

/// What one side has more of than another, and how much more.
pub fn beyond<'a>(side: &Counts<'a>, other: &Counts<'_>) -> Counts<'a> {
    let more = side.iter().map(|(thing, count)| (*thing, count.saturating_sub(other.get(thing).copied().unwrap_or(0))));
    more.filter(|(_, count)| *count > 0).collect()
}

/// Whether a file is what its name promises. A file whose name promises nothing is.
pub fn parses(path: &str, content: &[u8]) -> bool {
    let Ok(text) = std::str::from_utf8(content) else { return false };
    let text = text.trim_start_matches('\u{feff}');
    match path.rsplit_once('.').map(|(_, extension)| extension) {
        Some("py") => ruff_python_parser::parse(text, ParseOptions::from(PySourceType::Python)).is_ok(),
        Some("toml") => text.parse::<toml_edit::DocumentMut>().is_ok(),
        Some("yaml" | "yml") => Parser::new_from_str(text).all(|event| event.is_ok()),
        _ => true,
    }
}
