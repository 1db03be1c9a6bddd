//! Whether Python is already as the formatter would leave it, told from its lines alone.
//!
//! Formatting is half of what a render costs, and most files come out of their templates in shape: these are written in
//! the formatter's style, and what names can change is looked at here (width, empty lines, brackets); what stands in the
//! template letter for letter is no matter of names. The answer `true` is a promise: debug builds hold every rendered
//! file to it, and the tests render hundreds of random projects. `false` only says that the formatter has to be asked.

use memchr::memchr_iter;

use crate::render::python::LINE_LENGTH;

/// The length of a line.
const WIDTH: usize = LINE_LENGTH as usize;

/// Whether the formatter would change nothing in what came out of this template.
pub fn is_in_shape(source: &str, template: &str) -> bool {
    let lines: Vec<&str> = lines(source).collect();
    source.ends_with('\n')
        && lines.last().is_some_and(|line| !line.is_empty())
        && lines.iter().all(|line| fits(line))
        && (0..lines.len())
            .all(|at| spaced(&lines, at) && (opened_by_choice(&lines, at) || stands_in(template, &lines[at..])))
}

/// The lines of a text. It is asked for every byte of a project, which the standard library's own search is slow at.
fn lines(text: &str) -> impl Iterator<Item = &str> {
    let mut start = 0;
    memchr_iter(b'\n', text.as_bytes()).map(move |end| {
        let line = &text[start..end];
        start = end + 1;
        line
    })
}

/// Whether a line is short enough, does not end in spaces, and has no comma that asks for more lines.
fn fits(line: &str) -> bool {
    let asks = |at: usize| match line[at + 1..].trim_start_matches(' ').chars().next() {
        Some(')') => !line[at..].starts_with(",)") || !ends_tuple_of_one(&line[..at]),
        closing => matches!(closing, Some(']' | '}')),
    };
    line.len() <= WIDTH && !line.ends_with(' ') && !memchr_iter(b',', line.as_bytes()).any(asks)
}

/// Whether a comma at the end of this text makes a tuple of one, and is not the last of several arguments.
fn ends_tuple_of_one(text: &str) -> bool {
    let mut depth = 0_usize;
    for (at, letter) in text.char_indices().rev() {
        match letter {
            ')' | ']' | '}' => depth += 1,
            '(' if depth == 0 => {
                let called = |last: char| last.is_alphanumeric() || "_])".contains(last);
                return !text[..at].ends_with(called);
            }
            '(' | '[' | '{' => depth = depth.saturating_sub(1),
            ',' if depth == 0 => return false,
            _ => {}
        }
    }
    false
}

/// Whether the empty lines before a line are as many as belong there.
fn spaced(lines: &[&str], at: usize) -> bool {
    let line = lines[at];
    if line.is_empty() {
        return true;
    }
    let empty = lines[..at].iter().rev().take_while(|line| line.is_empty()).count();
    let Some(before) = lines[..at - empty].last() else { return empty == 0 };
    let start = unindented(line);
    let definition = ["def ", "async def ", "class ", "@"].iter().any(|word| start.starts_with(word));
    let opening = before.ends_with([':', '(', '[', '{']) || unindented(before).starts_with('@');
    match (indentation(line), definition) {
        _ if opening => empty == 0,
        _ if start.starts_with([')', ']', '}']) => empty == 0,
        // A bracket before it closes its decorator.
        (0, true) => empty == 2 || before.starts_with('#') || *before == ")",
        // What follows a definition on its own level is kept apart from it.
        (0, false) => {
            empty <= 2
                && (indentation(before) == 0 || empty == 2 || before.trim() == ")" || ends_condition(&lines[..at]))
        }
        (_, true) => empty == 1,
        (_, false) => empty <= 1,
    }
}

/// Whether the last block of these lines is that of a condition on the left edge, which definitions end otherwise.
fn ends_condition(lines: &[&str]) -> bool {
    let opening = lines.iter().rev().find(|line| !line.is_empty() && indentation(line) == 0);
    opening.is_some_and(|opening| opening.starts_with("if "))
}

/// Whether the bracket that is open at the end of the first line, with what it holds, stands like that in the template.
fn stands_in(template: &str, lines: &[&str]) -> bool {
    closing(lines).is_some_and(|closing| template.contains(&lines[..=closing].join("\n")))
}

/// Which of these lines closes the bracket that is open at the end of the first.
fn closing(lines: &[&str]) -> Option<usize> {
    let closes =
        |line: &&str| indentation(line) == indentation(lines[0]) && unindented(line).starts_with([')', ']', '}']);
    lines.iter().skip(1).position(closes).map(|distance| distance + 1)
}

/// Whether a bracket that is open at the end of a line was opened because a comma at its end asks for it, and not
/// because its content was too wide: that would depend on names.
fn opened_by_choice(lines: &[&str], at: usize) -> bool {
    let line = lines[at];
    if !line.ends_with(['(', '[', '{']) {
        return true;
    }
    let Some(distance) = closing(&lines[at..]) else { return false };
    let (last, closing) = (lines[at + distance - 1], unindented(lines[at + distance]));
    let wide = |closing: &str| line.len() + last.trim().len() + closing.len() > WIDTH;
    if !last.ends_with(',') {
        return distance == 2 && is_signature(line, last, closing) && wide(closing);
    }
    // The comma of a tuple of one belongs to the tuple, and asks for nothing: only width opens that.
    let tuple = line.ends_with("= (") || line.ends_with("=(");
    !tuple || distance > 2 || wide(")")
}

/// Whether these lines are a `def` whose parameters, two or more, stand together on the line between its brackets.
fn is_signature(opening: &str, parameters: &str, closing: &str) -> bool {
    let opening = unindented(opening);
    (opening.starts_with("def ") || opening.starts_with("async def "))
        && opening.matches(['(', '[']).count() == 1
        && parameters.split(", ").filter(|parameter| parameter.contains(": ")).count() > 1
        && closing.starts_with(") -> ")
        && closing.ends_with(':')
}

fn indentation(line: &str) -> usize {
    line.bytes().take_while(|byte| *byte == b' ').count()
}

fn unindented(line: &str) -> &str {
    &line[indentation(line)..]
}

#[cfg(test)]
mod tests {
    fn is_in_shape(source: &str) -> bool {
        super::is_in_shape(source, "")
    }

    #[test]
    fn what_the_formatter_would_leave_alone_is_in_shape() {
        assert!(is_in_shape("\"\"\"Doc.\"\"\"\n\nimport a\n\n\ndef f(x: int) -> None:\n    g(x)\n"));
        assert!(is_in_shape("x = [\n    1,\n    2,\n]\n"));
        assert!(is_in_shape("x = (1,)\n"));
        assert!(is_in_shape("x = (f(1, [2]),)\n"));
        assert!(is_in_shape("if x:\n    import y\n\nz = 1\n"));
        let wide = "x".repeat(60);
        assert!(is_in_shape(&format!(
            "async def f(\n    a: int, {wide}: list[int], b: int\n) -> dict[str, str]:\n    g(a)\n"
        )));
    }

    #[test]
    fn what_it_would_change_is_not() {
        for source in [
            "x = [\n    1\n]\n",
            "f(1, 2,)\n",
            "f(1,)\n",
            "f(g(1),)\n",
            "x = (f(1), 2,)\n",
            "x = (1, 2,)\n",
            "import a\n\ndef f() -> None:\n    pass\n",
            "x = 1\n\n\n\ny = 2\n",
            "def f() -> None:\n\n    pass\n",
            "def f() -> None:\n    pass\n\nz = 1\n",
            "x = f(\n    1\n)\n",
            "x = 1 \n",
            "def f(\n    a: int, b: int\n) -> None:\n    pass\n",
            "x = 1",
        ] {
            assert!(!is_in_shape(source), "{source:?}");
        }
        assert!(!is_in_shape(&format!("x = \"{}\"\n", "y".repeat(100))));
    }

    #[test]
    fn what_was_too_wide_in_the_template_is_too_wide_here() {
        let wide = format!("x = f(\n    a={}\n)\n", "x".repeat(92));
        assert!(super::is_in_shape(&format!("y = 1\n{wide}"), &format!("y = {{{{ y }}}}\n{wide}")));
        assert!(!is_in_shape(&wide));
    }
}
