//! How a file is written rather than what it says: line endings, byte order mark, final newline.

use bytes::Bytes;

const MARK: &[u8] = b"\xef\xbb\xbf";

/// Whether a file has line endings or a byte order mark that we never write.
pub fn is_foreign(content: &[u8]) -> bool {
    content.starts_with(MARK) || content.windows(2).any(|pair| pair == b"\r\n")
}

/// The content with the line endings that we write, and without a byte order mark.
pub fn plain(content: &[u8]) -> Bytes {
    let content = content.strip_prefix(MARK).unwrap_or(content);
    let mut plain = Vec::with_capacity(content.len());
    for (at, byte) in content.iter().enumerate() {
        if *byte != b'\r' || content.get(at + 1) != Some(&b'\n') {
            plain.push(*byte);
        }
    }
    plain.into()
}

/// The content in the style of another file.
pub fn adopt(content: &[u8], like: &[u8]) -> Bytes {
    if !is_foreign(like) {
        return Bytes::copy_from_slice(content);
    }
    let mut adopted = Vec::with_capacity(content.len());
    if like.starts_with(MARK) {
        adopted.extend_from_slice(MARK);
    }
    let returns = like.windows(2).any(|pair| pair == b"\r\n");
    for byte in plain(content) {
        if returns && byte == b'\n' {
            adopted.push(b'\r');
        }
        adopted.push(byte);
    }
    adopted.into()
}
