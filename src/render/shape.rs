//! Whether Python is already as the formatter would leave it, told from its lines alone.
//!
//! Formatting is half of what a render costs, and most files come out of their templates in shape: these are written in
//! the formatter's style, and what names can change is looked at here (width, empty lines, brackets). The answer `true`
//! is a promise: debug builds hold every rendered file to it, and the tests render hundreds of random projects. `false`
//! only says that the formatter has to be asked.

use crate::render::python::LINE_LENGTH;

/// Whether the formatter would change nothing.
pub fn is_in_shape(source: &str) -> bool {
    let lines: Vec<&str> = source.lines().collect();
    source.ends_with('\n')
        && lines.last().is_some_and(|line| !line.is_empty())
        && lines.iter().all(|line| fits(line))
        && (0..lines.len()).all(|at| spaced(&lines, at) && opened_by_choice(&lines, at))
}

/// Whether a line is short enough, does not end in spaces, and has no comma that asks for more lines.
fn fits(line: &str) -> bool {
    let narrow = line.len() <= usize::from(LINE_LENGTH);
    let asks = [",]", ",}", ", )", ", ]", ", }"].iter().any(|comma| line.contains(comma));
    narrow && !line.ends_with(' ') && !asks && line.match_indices(",)").all(|(at, _)| ends_tuple_of_one(&line[..at]))
}

/// Whether a comma at the end of this text makes a tuple of one, and is not the last of several arguments.
fn ends_tuple_of_one(text: &str) -> bool {
    let Some((before, inside)) = text.rsplit_once('(') else { return false };
    let called = before.ends_with(|last: char| last.is_alphanumeric() || "_])".contains(last));
    !called && !inside.contains(',')
}

/// Whether the empty lines before a line are as many as belong there.
fn spaced(lines: &[&str], at: usize) -> bool {
    let line = lines[at];
    if line.is_empty() {
        return true;
    }
    let empty = lines[..at].iter().rev().take_while(|line| line.is_empty()).count();
    let Some(before) = lines[..at - empty].last() else { return empty == 0 };
    let starts = |words: &[&str]| words.iter().any(|word| line.trim_start().starts_with(word));
    let definition = starts(&["def ", "async def ", "class ", "@"]);
    let opening = before.ends_with([':', '(', '[', '{']) || before.trim_start().starts_with('@');
    match (indentation(line), definition) {
        _ if opening => empty == 0,
        _ if starts(&[")", "]", "}"]) => empty == 0,
        // A bracket before it closes its decorator.
        (0, true) => empty == 2 || before.starts_with('#') || *before == ")",
        // What follows a definition on its own level is kept apart from it.
        (0, false) => empty <= 2 && (indentation(before) == 0 || empty == 2 || before.trim() == ")"),
        (_, true) => empty == 1,
        (_, false) => empty <= 1,
    }
}

/// Whether a bracket that is open at the end of a line was opened because a comma at its end asks for it, and not
/// because its content was too wide: that would depend on names.
fn opened_by_choice(lines: &[&str], at: usize) -> bool {
    let line = lines[at];
    if !line.ends_with(['(', '[', '{']) {
        return true;
    }
    let closing = lines[at + 1..]
        .iter()
        .position(|below| indentation(below) == indentation(line) && below.trim_start().starts_with([')', ']', '}']));
    // The comma of a tuple of one belongs to the tuple, and asks for nothing: only width opens that.
    let tuple = line.ends_with("= (") || line.ends_with("=(");
    let wide = |inside: &str| line.len() + inside.trim().len() + ")".len() > usize::from(LINE_LENGTH);
    closing.is_some_and(|distance| {
        let last = lines[at + distance];
        last.ends_with(',') && (!tuple || distance > 1 || wide(last))
    })
}

fn indentation(line: &str) -> usize {
    line.len() - line.trim_start().len()
}

#[cfg(test)]
mod tests {
    use super::is_in_shape;

    #[test]
    fn what_the_formatter_would_leave_alone_is_in_shape() {
        assert!(is_in_shape("\"\"\"Doc.\"\"\"\n\nimport a\n\n\ndef f(x: int) -> None:\n    g(x)\n"));
        assert!(is_in_shape("x = [\n    1,\n    2,\n]\n"));
        assert!(is_in_shape("x = (1,)\n"));
    }

    #[test]
    fn what_it_would_change_is_not() {
        for source in [
            "x = [\n    1\n]\n",
            "f(1, 2,)\n",
            "f(1,)\n",
            "x = (1, 2,)\n",
            "import a\n\ndef f() -> None:\n    pass\n",
            "x = 1\n\n\n\ny = 2\n",
            "def f() -> None:\n\n    pass\n",
            "x = 1 \n",
            "x = 1",
        ] {
            assert!(!is_in_shape(source), "{source:?}");
        }
        assert!(!is_in_shape(&format!("x = \"{}\"\n", "y".repeat(100))));
    }
}
