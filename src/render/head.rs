//! The imports at the head of a Python file, read from its text: they stand at the left edge, one statement a line or
//! in brackets. Parsing the whole file for them would cost more than rendering it.

use std::ops::Range;

use memchr::{memchr, memmem};

/// What stands between a module and the names that are imported from it.
const IMPORT: &str = " import ";

/// The first run of imports in a file: nothing but empty lines and comments stands between them.
#[derive(Debug, PartialEq, Eq)]
pub struct Head<'a> {
    /// Where the run stands in the text.
    pub range: Range<usize>,
    /// What is imported, in the order in which it stands.
    pub imports: Vec<Import<'a>>,
}

/// One name that a file imports.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Import<'a> {
    /// The module that it is imported from, with its leading dots: `..models`; none for `import name`.
    pub from: Option<&'a str>,
    /// The name.
    pub name: &'a str,
    /// What it is called here, where that is another name.
    pub renamed: Option<&'a str>,
}

impl<'a> Import<'a> {
    /// The name by which the rest of the file speaks of it.
    pub fn bound(&self) -> &'a str {
        match (self.renamed, self.from) {
            (Some(renamed), _) => renamed,
            (None, Some(_)) => self.name,
            (None, None) => self.name.split('.').next().unwrap_or(self.name),
        }
    }
}

impl<'a> Head<'a> {
    /// The head of `source`; none where it imports nothing.
    pub fn read(source: &'a str) -> Option<Self> {
        let mut at = after_docstring(source);
        let mut head: Option<Self> = None;
        while at < source.len() {
            let rest = &source[at..];
            let line = &rest[..memchr(b'\n', rest.as_bytes()).unwrap_or(rest.len())];
            let length = match statement(rest) {
                Some((length, imports)) => {
                    let head = head.get_or_insert_with(|| Self { range: at..at, imports: Vec::new() });
                    head.range.end = at + length;
                    head.imports.extend(imports);
                    length
                }
                None if head.is_some() && !line.is_empty() && !line.starts_with('#') => break,
                None => line.len(),
            };
            at += length + "\n".len();
        }
        head
    }
}

fn after_docstring(source: &str) -> usize {
    const QUOTES: &str = "\"\"\"";
    let inside = source.strip_prefix(QUOTES).and_then(|rest| rest.find(QUOTES));
    inside.map_or(0, |length| 2 * QUOTES.len() + length)
}

/// How long the import is that `text` begins with, and what it imports.
fn statement(text: &str) -> Option<(usize, Vec<Import<'_>>)> {
    let (from, names) = match text.strip_prefix("from ") {
        Some(rest) => {
            let end = memmem::find(rest.as_bytes(), IMPORT.as_bytes())?;
            (Some(&rest[..end]), &rest[end + IMPORT.len()..])
        }
        None => (None, text.strip_prefix("import ")?),
    };
    let start = text.len() - names.len();
    let (names, closing) = match names.strip_prefix('(') {
        Some(inside) => (inside.split_once(')')?.0, "()".len()),
        None => (names.split_once('\n').map_or(names, |(line, _)| line), 0),
    };
    let imports =
        names.split(',').map(str::trim).filter(|name| !name.is_empty()).map(|name| match name.split_once(" as ") {
            Some((name, renamed)) => Import { from, name, renamed: Some(renamed) },
            None => Import { from, name, renamed: None },
        });
    Some((start + names.len() + closing, imports.collect()))
}

#[cfg(test)]
mod tests {
    use super::{Head, Import};

    #[test]
    fn imports_are_read_with_their_dots_brackets_and_other_names() {
        let source = "\"\"\"Of\nimport y\n\"\"\"\n\nimport a.b as c, d.e\n# Why.\n\nfrom ..f import (\n    g,\n    h as i,\n)\n\nx = c\nimport z\n";
        let head = Head::read(source).unwrap();
        let import = |from, name, renamed| Import { from, name, renamed };
        let expected = [
            import(None, "a.b", Some("c")),
            import(None, "d.e", None),
            import(Some("..f"), "g", None),
            import(Some("..f"), "h", Some("i")),
        ];
        assert_eq!(head.imports, expected);
        assert_eq!(head.imports.iter().map(Import::bound).collect::<Vec<_>>(), ["c", "d", "g", "i"]);
        assert!(source[head.range.clone()].starts_with("import a.b") && source[head.range].ends_with("i,\n)"));
    }

    #[test]
    fn a_file_without_imports_has_no_head() {
        assert_eq!(Head::read("\"\"\"import os\"\"\"\n\nx = 1\n"), None);
        assert_eq!(Head::read(""), None);
    }
}
