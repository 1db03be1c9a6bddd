//! The imports at the head of a Python file, in the order of ruff's import sorter (isort's default profile):
//! future, standard library, third party, first party, relative; `import` before `from`; names naturally sorted,
//! constants before classes before the rest.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use ruff_python_stdlib::sys::is_known_standard_library;

use crate::render::head::{Head, Import};
use crate::render::names;
use crate::render::python::LINE_LENGTH;

/// The packages that are part of every project that we write.
const FIRST_PARTY: [&str; 3] = ["app", "scripts", "tests"];
/// The oldest Python that the projects run on, as its minor version: 3.11.
const OLDEST_PYTHON: u8 = 11;

/// Rewrites the imports at the head of `source`, without those that the rest does not use. `None` where they are as
/// they should be.
pub fn organise(source: &str) -> Option<String> {
    let head = Head::read(source)?;
    let (start, end) = (head.range.start, head.range.end);
    let used = names::used(&source[end..], head.imports.iter().map(Import::bound));
    #[cfg(debug_assertions)]
    {
        let parsed = names::parsed(&source[end..]);
        let differs =
            head.imports.iter().find(|import| used.contains(&import.bound()) != parsed.contains(import.bound()));
        assert_eq!(differs, None, "whether this is used was misread in:\n{source}");
    }
    let written = Imports::of(&head, &used).written();
    let tail = source[end..].trim_start();
    let is_definition = ["class ", "def ", "async def ", "@"].iter().any(|word| tail.starts_with(word));
    let gap = match () {
        () if tail.is_empty() || written.is_empty() => "",
        () if is_definition => "\n\n\n",
        () => "\n\n",
    };
    if written == source[start..end] && &source[end..source.len() - tail.len()] == gap {
        return None;
    }
    Some(format!("{}{written}{gap}{tail}", &source[..start]))
}

/// The imports of one file, without doubles.
#[derive(Default)]
struct Imports<'a> {
    plain: Vec<Import<'a>>,
    from: BTreeMap<&'a str, Vec<Import<'a>>>,
}

impl<'a> Imports<'a> {
    /// What of this head is used.
    fn of(head: &Head<'a>, used: &[&str]) -> Self {
        let mut imports = Self::default();
        for import in
            head.imports.iter().filter(|import| used.contains(&import.bound()) || import.from == Some("__future__"))
        {
            let others = match import.from {
                None => &mut imports.plain,
                Some(from) => imports.from.entry(from).or_default(),
            };
            if !others.contains(import) {
                others.push(*import);
            }
        }
        imports
    }

    fn written(mut self) -> String {
        let mut sections: BTreeMap<Section, Vec<String>> = BTreeMap::new();
        self.plain.sort_by(|a, b| natural(a.name, b.name));
        for import in self.plain {
            sections.entry(Section::of(import.name)).or_default().push(format!("import {}", written_name(&import)));
        }
        let mut from: Vec<_> = self.from.into_iter().collect();
        from.sort_by(|(a, _), (b, _)| level(b).cmp(&level(a)).then_with(|| natural(a, b)));
        for (module, mut imports) in from {
            imports.sort_by(|a, b| rank(a.name).cmp(&rank(b.name)).then_with(|| natural(a.name, b.name)));
            let lines = sections.entry(Section::of(module)).or_default();
            let (renamed, kept): (Vec<_>, Vec<_>) = imports.into_iter().partition(|import| import.renamed.is_some());
            if !kept.is_empty() {
                let names: Vec<_> = kept.into_iter().map(|import| import.name).collect();
                let line = format!("from {module} import {}", names.join(", "));
                let wide = line.len() > usize::from(LINE_LENGTH);
                let wrapped = || format!("from {module} import (\n    {},\n)", names.join(",\n    "));
                lines.push(if wide { wrapped() } else { line });
            }
            // A name that is called something else here stands on a line of its own.
            for import in renamed {
                lines.push(format!("from {module} import {}", written_name(&import)));
            }
        }
        sections.into_values().map(|lines| lines.join("\n")).collect::<Vec<_>>().join("\n\n")
    }
}

fn written_name(import: &Import<'_>) -> String {
    import.renamed.map_or_else(|| import.name.to_owned(), |renamed| format!("{} as {renamed}", import.name))
}

/// How many dots stand before the name of a module.
fn level(module: &str) -> usize {
    module.len() - module.trim_start_matches('.').len()
}

/// The part of the import block that a module belongs to, in the order in which the parts stand.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Section {
    Future,
    StandardLibrary,
    ThirdParty,
    FirstParty,
    Relative,
}

impl Section {
    fn of(module: &str) -> Self {
        match module.split('.').next().unwrap_or(module) {
            "" => Self::Relative,
            "__future__" => Self::Future,
            name if FIRST_PARTY.contains(&name) => Self::FirstParty,
            name if is_known_standard_library(OLDEST_PYTHON, name) => Self::StandardLibrary,
            _ => Self::ThirdParty,
        }
    }
}

/// Sorts the names in the `__all__` of `source`, as ruff's rule RUF022 has them. `None` where there is no such list.
pub fn sort_exports(source: &str) -> Option<String> {
    const START: &str = "\n__all__ = [";
    let start = source.find(START)? + START.len();
    let (list, rest) = source[start..].split_once(']')?;
    let mut names: Vec<&str> = list.split(',').filter_map(|name| name.trim().split('"').nth(1)).collect();
    names.sort_by(|a, b| rank(a).cmp(&rank(b)).then_with(|| natord::compare(a, b)));
    let written: Vec<String> = names.iter().map(|name| format!("    \"{name}\",")).collect();
    Some(format!("{}\n{}\n]{rest}", &source[..start], written.join("\n")))
}

/// Constants before classes before the rest, told by their case.
fn rank(name: &str) -> u8 {
    let cased = name.chars().any(char::is_alphabetic);
    match name.chars().next() {
        _ if name.len() > 1 && cased && !name.chars().any(char::is_lowercase) => 0,
        Some(first) if first.is_uppercase() => 1,
        _ => 2,
    }
}

/// Natural order without regard to case, then with it.
fn natural(a: &str, b: &str) -> Ordering {
    natord::compare_ignore_case(a, b).then_with(|| natord::compare(a, b))
}

#[cfg(test)]
mod tests {
    use super::sort_exports;

    fn organise(source: &str) -> String {
        super::organise(source).unwrap_or_else(|| source.to_owned())
    }

    #[test]
    fn imports_are_sorted_merged_and_pruned() {
        let source = "\"\"\"Doc.\"\"\"\nfrom .b import z\nfrom ..a import y\nfrom sqlalchemy import String, Index\nfrom app.core.ids import new_id\nfrom sqlalchemy import Text\nimport uuid\n\nx = [z, y, String, Text, new_id, uuid.UUID]\n";
        let expected = "\"\"\"Doc.\"\"\"\nimport uuid\n\nfrom sqlalchemy import String, Text\n\nfrom app.core.ids import new_id\n\nfrom ..a import y\nfrom .b import z\n\nx = [z, y, String, Text, new_id, uuid.UUID]\n";
        assert_eq!(organise(source), expected);
    }

    #[test]
    fn one_empty_line_follows_imports_that_are_in_order() {
        assert_eq!(organise("import os\n\n\nx = os\n"), "import os\n\nx = os\n");
    }

    #[test]
    fn constants_come_before_classes_before_functions() {
        let source = "from a import b, B, BC, a10, a9\nf(b, B, BC, a10, a9)\n";
        assert_eq!(organise(source), "from a import BC, B, a9, a10, b\n\nf(b, B, BC, a10, a9)\n");
    }

    #[test]
    fn exports_are_sorted() {
        let sorted = sort_exports("\n__all__ = [\"b\", \"Ba\", \"B2\", \"BC\", \"B10\"]\n").unwrap();
        assert_eq!(sorted, "\n__all__ = [\n    \"B2\",\n    \"B10\",\n    \"BC\",\n    \"Ba\",\n    \"b\",\n]\n");
    }

    #[test]
    fn names_in_all_are_used() {
        let source = "from .a import B, C\n\n__all__ = [\"B\"]\n";
        assert_eq!(organise(source), "from .a import B\n\n__all__ = [\"B\"]\n");
    }

    #[test]
    fn a_file_whose_imports_are_all_unused_loses_them() {
        assert_eq!(organise("import os\n\nx = 1\n"), "x = 1\n");
    }
}
