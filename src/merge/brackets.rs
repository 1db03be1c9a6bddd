//! A Python list, tuple or set that is given a name: the same whether it stands in one line or has a line an element.
//!
//! A registry of one module is `ALL = (AUTH,)`, one of two has four lines: without this, the second module of a project
//! would clash with whatever the owner had put there.

/// An assignment of a bracketed list: its first line, its elements one a line, its last line.
pub struct Bracketed<'a> {
    /// What stands before the elements, the bracket included: `ALL = (`.
    pub head: &'a str,
    /// The lines of the elements.
    pub elements: Vec<String>,
    /// The closing bracket.
    pub tail: &'a str,
}

impl<'a> Bracketed<'a> {
    /// Reads lines that are one such assignment, and nothing else.
    pub fn read(lines: &[&'a str]) -> Option<Self> {
        match lines {
            [line] => Self::in_one_line(line.trim_end()),
            [first, elements @ .., last] => {
                let (head, tail) = (first.trim_end(), last.trim_end());
                let assigned = [" = (", " = [", " = {"].iter().any(|opening| head.ends_with(opening));
                let fits = assigned && [")", "]", "}"].contains(&tail.trim_start());
                fits.then(|| Self { head, elements: elements.iter().map(|line| (*line).to_owned()).collect(), tail })
            }
            [] => None,
        }
    }

    fn in_one_line(line: &'a str) -> Option<Self> {
        let open = [" = (", " = [", " = {"].iter().find_map(|opening| Some(line.find(opening)? + opening.len()))?;
        let (head, rest) = line.split_at(open);
        let close = rest.len().checked_sub(1).filter(|close| rest.is_char_boundary(*close))?;
        let (inside, tail) = rest.split_at(close);
        let indent = &line[..line.len() - line.trim_start().len()];
        // A bracket inside could hold commas of its own, and so could a string.
        let plain = [")", "]", "}"].contains(&tail) && !inside.contains(['(', '[', '{', '}', ']', ')', '#', ':']);
        let elements: Vec<&str> = inside.split(',').map(str::trim).filter(|element| !element.is_empty()).collect();
        let whole = |element: &&str| ['"', '\''].iter().all(|quote| element.matches(*quote).count() % 2 == 0);
        (plain && elements.iter().all(whole)).then(|| Self {
            head,
            elements: elements.iter().map(|element| format!("{indent}    {element},\n")).collect(),
            tail,
        })
    }

    /// The lines of the elements.
    pub fn lines(&self) -> Vec<&str> {
        self.elements.iter().map(String::as_str).collect()
    }
}
