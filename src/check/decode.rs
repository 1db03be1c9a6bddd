//! Bytes to text as Python reads them: a byte order mark, or the encoding that one of the first two lines declares.

use encoding_rs::Encoding;

const BOM: &[u8] = b"\xef\xbb\xbf";

/// Text, and what is wrong with the bytes that it was made from.
pub struct Decoded {
    /// The text; what could not be decoded is a replacement character.
    pub text: String,
    /// What is wrong, and at which byte of the text.
    pub fault: Option<(usize, String)>,
}

/// Decodes a source file. Whatever is wrong, there is a text to go on with.
pub fn decode(mut bytes: Vec<u8>) -> Decoded {
    let marked = bytes.starts_with(BOM);
    if marked {
        bytes.drain(..BOM.len());
    }
    let declared = declared(&bytes).as_deref().map(normal);
    match declared.as_deref() {
        None | Some("utf-8") => utf8(bytes),
        Some(other) if marked => {
            let mut decoded = utf8(bytes);
            let message = format!("declared as `{other}`, but its byte order mark says UTF-8");
            decoded.fault.get_or_insert((0, message));
            decoded
        }
        Some("iso-8859-1") => Decoded { text: bytes.iter().map(|&byte| char::from(byte)).collect(), fault: None },
        Some("ascii") => {
            let at = bytes.iter().position(|byte| !byte.is_ascii());
            let mut decoded = utf8(bytes);
            if let Some(at) = at {
                decoded.fault = Some((at, "declared as ASCII, which it is not".to_owned()));
            }
            decoded
        }
        Some(label) => other(bytes, label),
    }
}

fn utf8(bytes: Vec<u8>) -> Decoded {
    let (text, fault) = match String::from_utf8(bytes) {
        Ok(text) => (text, None),
        Err(error) => {
            let at = error.utf8_error().valid_up_to();
            let lossy = String::from_utf8_lossy(error.as_bytes()).into_owned();
            (lossy, Some((at, "not UTF-8, and no other encoding is declared".to_owned())))
        }
    };
    let null = || text.find('\0').map(|at| (at, "it contains a null byte".to_owned()));
    let fault = fault.or_else(null);
    Decoded { text, fault }
}

fn other(bytes: Vec<u8>, label: &str) -> Decoded {
    let Some(encoding) = Encoding::for_label(label.as_bytes()) else {
        let mut decoded = utf8(bytes);
        decoded.fault = Some((0, format!("declared as `{label}`, an encoding that is not known")));
        return decoded;
    };
    let (text, wrong) = encoding.decode_without_bom_handling(&bytes);
    let fault = wrong.then(|| {
        let at = text.find(char::REPLACEMENT_CHARACTER).unwrap_or_default();
        (at, format!("not what it is declared as, `{label}`"))
    });
    Decoded { text: text.into_owned(), fault }
}

/// The encoding that a comment in the first two lines declares (PEP 263); the second line counts only where the first
/// is empty or a comment.
fn declared(bytes: &[u8]) -> Option<String> {
    // A comment without `coding` in the first bytes is the common case; nothing else is looked at.
    let mut lines = bytes.split(|&byte| byte == b'\n' || byte == b'\r');
    let first = lines.next()?;
    if let Some(name) = in_comment(first) {
        return Some(name);
    }
    let blank = first.iter().find(|byte| !matches!(byte, b' ' | b'\t' | b'\x0c')).is_none_or(|&byte| byte == b'#');
    let after_crlf = |line: &&[u8]| !(line.is_empty() && bytes.get(first.len()..first.len() + 2) == Some(b"\r\n"));
    let second = if blank { lines.find(after_crlf) } else { None };
    second.and_then(in_comment)
}

fn in_comment(line: &[u8]) -> Option<String> {
    let start = line.iter().position(|byte| !matches!(byte, b' ' | b'\t' | b'\x0c'))?;
    let comment = line[start..].strip_prefix(b"#")?;
    let text = String::from_utf8_lossy(comment);
    let (_, mut rest) = text.split_once("coding")?;
    loop {
        if let Some(name) = rest.strip_prefix([':', '=']) {
            let name = name.trim_start_matches([' ', '\t']);
            let end = name.find(|char: char| !(char.is_ascii_alphanumeric() || matches!(char, '-' | '_' | '.')));
            let name = &name[..end.unwrap_or(name.len())];
            if !name.is_empty() {
                return Some(name.to_owned());
            }
        }
        rest = rest.split_once("coding")?.1;
    }
}

/// The names that Python gives to the three encodings that it knows by heart, and any other in lower case with hyphens.
fn normal(name: &str) -> String {
    let name = name.to_ascii_lowercase().replace('_', "-");
    let is = |word: &str| name == word || name.strip_prefix(word).is_some_and(|rest| rest.starts_with('-'));
    if is("utf-8") || matches!(&*name, "utf8" | "u8" | "utf" | "cp65001" | "utf-8-sig") {
        "utf-8".to_owned()
    } else if is("latin-1")
        || is("iso-8859-1")
        || is("iso-latin-1")
        || matches!(&*name, "latin1" | "l1" | "latin" | "iso8859-1" | "8859" | "cp819")
    {
        "iso-8859-1".to_owned()
    } else if matches!(&*name, "ascii" | "us-ascii" | "646") {
        "ascii".to_owned()
    } else if let Some(page) = name.strip_prefix("cp125") {
        format!("windows-125{page}")
    } else {
        name
    }
}

#[cfg(test)]
mod tests {
    use super::decode;

    fn fault(bytes: &[u8]) -> Option<String> {
        decode(bytes.to_vec()).fault.map(|(_, message)| message)
    }

    #[test]
    fn a_declared_encoding_is_used() {
        let decoded = decode(b"#!/usr/bin/env python\r\n# -*- coding: latin-1 -*-\r\nx = '\xe4'\r\n".to_vec());
        assert!(decoded.text.ends_with("x = '\u{e4}'\r\n"));
        assert_eq!(decoded.fault, None);
        assert_eq!(
            decode(b"# vim: set fileencoding=cp1252 :\n# \x80\n".to_vec()).text.chars().rev().nth(1),
            Some('\u{20ac}')
        );
    }

    #[test]
    fn a_declaration_counts_in_the_first_two_lines_only() {
        assert!(fault(b"x = 1\n# coding: latin-1\n# \xe4\n").is_some());
        assert!(fault(b"#\n#\n# coding: latin-1\n# \xe4\n").is_some());
        assert!(fault(b"\x0c\n# coding: latin-1\n# \xe4\n").is_none());
    }

    #[test]
    fn what_cannot_be_decoded_is_told_and_still_text() {
        let decoded = decode(b"import a\n# \xff\n".to_vec());
        assert!(decoded.text.starts_with("import a\n"));
        assert_eq!(decoded.fault.expect("it is not UTF-8").0, 11);
        assert!(fault(b"# coding: klingon\n").is_some());
        assert!(fault(b"\xef\xbb\xbf# coding: latin-1\n").is_some());
        assert!(fault(b"x = '\0'\n").is_some());
        assert_eq!(fault(b"\xef\xbb\xbfimport a\n"), None);
    }
}
