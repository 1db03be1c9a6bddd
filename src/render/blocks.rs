//! Blocks: values of several lines that stand alone on a line of a template.
//!
//! A block keeps the indentation of the line that it stands on, and takes that line with it when it is empty, as any
//! empty value does that stands alone on an indented line. That spares templates the loops and conditions that would
//! say the same.

use std::fmt::Write;

use memchr::{memchr2, memmem};

/// Stands for a block without lines, until [`settle`] takes its line away. No template and no name can hold it.
const EMPTY: char = '\u{1}';
/// Stands before each further line of a block, until [`settle`] indents it.
const CONTINUED: char = '\u{2}';

/// The lines of these texts as one block.
pub fn block(texts: &[String]) -> String {
    let lines: Vec<&str> = texts.iter().flat_map(|text| text.lines()).collect();
    if lines.is_empty() {
        return EMPTY.to_string();
    }
    lines.join(&format!("\n{CONTINUED}"))
}

/// Indents the blocks in a rendered text, and drops the empty ones with their lines.
pub fn settle(text: String) -> String {
    let has_block = memchr2(EMPTY as u8, CONTINUED as u8, text.as_bytes()).is_some();
    if !has_block && memmem::find(text.as_bytes(), b" \n").is_none() {
        return text;
    }
    let mut settled = String::with_capacity(text.len());
    let mut indentation = "";
    let mut empty = 0;
    for line in text.split_inclusive('\n') {
        let alone = line.trim();
        if alone.chars().eq([EMPTY]) || (alone.is_empty() && line.starts_with(' ')) {
            continue;
        }
        // Where a block was, empty lines may meet; nothing has more than two of them.
        empty = if line == "\n" { empty + 1 } else { 0 };
        if empty > 2 {
            continue;
        }
        match line.strip_prefix(CONTINUED) {
            Some("\n") => settled.push('\n'),
            Some(rest) => write!(settled, "{indentation}{rest}").expect("a string takes text"),
            None => {
                indentation = &line[..line.len() - line.trim_start().len()];
                settled.push_str(line);
            }
        }
    }
    settled
}

#[cfg(test)]
mod tests {
    use super::{block, settle};

    #[test]
    fn a_block_keeps_the_indentation_of_its_line() {
        let text = format!("class A:\n    {}\n    z: int\n", block(&["x: int".to_owned(), "y: int".to_owned()]));
        assert_eq!(settle(text), "class A:\n    x: int\n    y: int\n    z: int\n");
    }

    #[test]
    fn an_empty_block_takes_its_line_with_it() {
        let text = format!("class A:\n    {}\n    z: int\n", block(&[]));
        assert_eq!(settle(text), "class A:\n    z: int\n");
    }

    #[test]
    fn an_empty_value_takes_its_line_with_it() {
        assert_eq!(settle("class A:\n    \n\n    z: int\n".to_owned()), "class A:\n\n    z: int\n");
    }
}
