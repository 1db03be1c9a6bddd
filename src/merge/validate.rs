//! Whether a merged file is whole: a merge can be clean by line and still be broken.

use toml_edit::DocumentMut;

/// Whether conflict markers were left in a file.
///
/// A line of equal signs alone is no sign: titles are underlined so. Markers come in order, begin and end.
pub fn has_markers(content: &[u8]) -> bool {
    let mut wanted = [b"<<<<<<< ".as_slice(), b"=======", b">>>>>>> "].into_iter().peekable();
    for line in content.split(|byte| *byte == b'\n') {
        wanted.next_if(|marker| line.starts_with(marker));
    }
    wanted.peek().is_none()
}

/// What is wrong with a merged file that was wrong with neither side, as a clause. `None` where it is whole.
pub fn flaw(path: &str, merged: &[u8], ours: &[u8], theirs: &[u8]) -> Option<String> {
    let broken = breakage(path, merged)?;
    let was = [ours, theirs].iter().any(|side| breakage(path, side).is_some());
    (!was).then_some(broken)
}

/// Why a file does not parse.
fn breakage(path: &str, content: &[u8]) -> Option<String> {
    let text = std::str::from_utf8(content).ok()?;
    match path.rsplit('.').next()? {
        "toml" => Some(format!("the merge is no TOML: {}", text.parse::<DocumentMut>().err()?.message())),
        _ => None,
    }
}
