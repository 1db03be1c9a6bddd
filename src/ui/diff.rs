//! Unified diffs, as `git apply` and people read them.

use std::fmt::Write;

use anstyle::{AnsiColor, Style};
use similar::TextDiff;

/// How many lines round a change are shown.
const CONTEXT: usize = 3;

/// The way from one content of a path to another; nothing where they are the same. None is no file.
pub fn unified(path: &str, old: Option<&[u8]>, new: Option<&[u8]>) -> String {
    if old == new {
        return String::new();
    }
    let name = |side: &str, content: Option<&[u8]>| match content {
        Some(_) => format!("{side}/{path}"),
        None => "/dev/null".to_owned(),
    };
    let (before, after) = (name("a", old), name("b", new));
    let text = |content: Option<&[u8]>| std::str::from_utf8(content.unwrap_or_default()).map(str::to_owned);
    match (text(old), text(new)) {
        (Ok(old), Ok(new)) => {
            TextDiff::from_lines(&old, &new).unified_diff().context_radius(CONTEXT).header(&before, &after).to_string()
        }
        _ => format!("Binary files {before} and {after} differ\n"),
    }
}

/// The same with colours.
pub fn colored(diff: &str) -> String {
    diff.split_inclusive('\n').fold(String::with_capacity(diff.len()), |mut text, line| {
        let style = match line.as_bytes() {
            [b'+', b'+', b'+', ..] | [b'-', b'-', b'-', ..] => Style::new().bold(),
            [b'+', ..] => AnsiColor::Green.on_default(),
            [b'-', ..] => AnsiColor::Red.on_default(),
            [b'@', b'@', ..] => AnsiColor::Cyan.on_default(),
            _ => Style::new(),
        };
        let _ = writeln!(text, "{style}{}{style:#}", line.trim_end_matches('\n'));
        text
    })
}

#[cfg(test)]
mod tests {
    use super::unified;

    #[test]
    fn a_new_file_comes_from_nowhere_and_no_change_is_no_diff() {
        assert_eq!(unified("a.txt", None, Some(b"one\n")), "--- /dev/null\n+++ b/a.txt\n@@ -0,0 +1 @@\n+one\n");
        assert_eq!(unified("a.txt", Some(b"one\n"), Some(b"one\n")), "");
        assert_eq!(unified("a", Some(b"\xff"), None), "Binary files a/a and /dev/null differ\n");
    }
}
