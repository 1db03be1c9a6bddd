//! The imports at the head of a Python file, in the order of ruff's import sorter (isort's default profile):
//! future, standard library, third party, first party, relative; `import` before `from`; names naturally sorted,
//! constants before classes before the rest.

use std::cmp::{Ordering, Reverse};
use std::collections::{BTreeMap, HashSet};

use ruff_python_ast::visitor::{Visitor, walk_expr};
use ruff_python_ast::{Expr, Stmt, StmtImportFrom};
use ruff_python_stdlib::sys::is_known_standard_library;
use ruff_text_size::{Ranged, TextRange};

use crate::render::python::LINE_LENGTH;

/// The packages that are part of every project that we write.
const FIRST_PARTY: [&str; 3] = ["app", "scripts", "tests"];
/// The oldest Python that the projects run on, as its minor version: 3.11.
const OLDEST_PYTHON: u8 = 11;

/// Rewrites the first run of imports in `source`, without those that the rest does not use. `None` where they are as
/// they should be, so that what was parsed can be used again: parsing is what costs.
pub fn organise(source: &str, body: &[Stmt]) -> Option<String> {
    let is_import = |statement: &Stmt| matches!(statement, Stmt::Import(_) | Stmt::ImportFrom(_));
    let first = body.iter().position(is_import)?;
    let run: Vec<&Stmt> = body[first..].iter().take_while(|statement| is_import(statement)).collect();
    let rest = &body[first + run.len()..];

    let used = names_in(rest);
    let mut imports = Imports::default();
    for statement in &run {
        imports.add(statement, &used);
    }
    let range = TextRange::new(run[0].start(), run[run.len() - 1].end());
    let (start, end) = (range.start().to_usize(), range.end().to_usize());
    let written = imports.written();
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

/// Every name that these statements mention, and every word of their strings that could be one (`__all__`).
fn names_in(statements: &[Stmt]) -> HashSet<&str> {
    struct Names<'a>(HashSet<&'a str>);
    impl<'a> Visitor<'a> for Names<'a> {
        fn visit_expr(&mut self, expression: &'a Expr) {
            match expression {
                Expr::Name(name) => drop(self.0.insert(name.id.as_str())),
                Expr::StringLiteral(string) => drop(self.0.insert(string.value.to_str())),
                _ => {}
            }
            walk_expr(self, expression);
        }
    }
    let mut names = Names(HashSet::new());
    for statement in statements {
        names.visit_stmt(statement);
    }
    names.0
}

/// A name as it is imported: the name, and what it is called here.
type Alias = (String, Option<String>);

/// The imports of one file, without doubles.
#[derive(Default)]
struct Imports {
    plain: Vec<Alias>,
    from: BTreeMap<(u32, String), Vec<Alias>>,
}

impl Imports {
    fn add(&mut self, statement: &Stmt, used: &HashSet<&str>) {
        match statement {
            Stmt::Import(import) => {
                for alias in &import.names {
                    let renamed = alias.asname.as_ref().map(ToString::to_string);
                    let bound = renamed.clone().unwrap_or_else(|| top(alias.name.as_str()).to_owned());
                    if used.contains(bound.as_str()) {
                        push(&mut self.plain, (alias.name.to_string(), renamed));
                    }
                }
            }
            Stmt::ImportFrom(import) => self.add_from(import, used),
            _ => {}
        }
    }

    fn add_from(&mut self, import: &StmtImportFrom, used: &HashSet<&str>) {
        let module = import.module.as_ref().map(ToString::to_string).unwrap_or_default();
        for alias in &import.names {
            let renamed = alias.asname.as_ref().map(ToString::to_string);
            let bound = renamed.as_deref().unwrap_or(alias.name.as_str());
            if module == "__future__" || used.contains(bound) {
                push(self.from.entry((import.level, module.clone())).or_default(), (alias.name.to_string(), renamed));
            }
        }
    }

    fn written(mut self) -> String {
        let mut sections: BTreeMap<Section, Vec<String>> = BTreeMap::new();
        self.plain.sort_by(|a, b| natural(&a.0, &b.0));
        for (module, renamed) in self.plain {
            let line = format!("import {}", written_alias(&module, renamed.as_deref()));
            sections.entry(Section::of(0, &module)).or_default().push(line);
        }
        let mut from: Vec<_> = self.from.into_iter().collect();
        from.sort_by(|((a_level, a), _), ((b_level, b), _)| {
            Reverse(a_level).cmp(&Reverse(b_level)).then_with(|| natural(a, b))
        });
        for ((level, module), mut aliases) in from {
            aliases.sort_by(|a, b| rank(&a.0).cmp(&rank(&b.0)).then_with(|| natural(&a.0, &b.0)));
            let dots = ".".repeat(level as usize);
            let lines = sections.entry(Section::of(level, &module)).or_default();
            let (renamed, kept): (Vec<_>, Vec<_>) = aliases.into_iter().partition(|alias| alias.1.is_some());
            if !kept.is_empty() {
                let names: Vec<_> = kept.into_iter().map(|(name, _)| name).collect();
                let line = format!("from {dots}{module} import {}", names.join(", "));
                let wide = line.len() > usize::from(LINE_LENGTH);
                let wrapped = || format!("from {dots}{module} import (\n    {},\n)", names.join(",\n    "));
                lines.push(if wide { wrapped() } else { line });
            }
            // A name that is called something else here stands on a line of its own.
            for (name, other) in renamed {
                lines.push(format!("from {dots}{module} import {}", written_alias(&name, other.as_deref())));
            }
        }
        sections.into_values().map(|lines| lines.join("\n")).collect::<Vec<_>>().join("\n\n")
    }
}

fn push(aliases: &mut Vec<Alias>, alias: Alias) {
    if !aliases.contains(&alias) {
        aliases.push(alias);
    }
}

fn written_alias(name: &str, renamed: Option<&str>) -> String {
    renamed.map_or_else(|| name.to_owned(), |renamed| format!("{name} as {renamed}"))
}

fn top(module: &str) -> &str {
    module.split('.').next().unwrap_or(module)
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
    fn of(level: u32, module: &str) -> Self {
        match top(module) {
            _ if level > 0 => Self::Relative,
            "__future__" => Self::Future,
            name if FIRST_PARTY.contains(&name) => Self::FirstParty,
            name if is_known_standard_library(OLDEST_PYTHON, name) => Self::StandardLibrary,
            _ => Self::ThirdParty,
        }
    }
}

/// Sorts the names in the `__all__` of `source`, as ruff's rule RUF022 has them. `None` where there is no such list.
pub fn sort_exports(source: &str, body: &[Stmt]) -> Option<String> {
    let list = body.iter().find_map(|statement| match statement {
        Stmt::Assign(assign) => match (assign.targets.as_slice(), assign.value.as_ref()) {
            ([Expr::Name(target)], Expr::List(list)) if target.id == "__all__" => Some(list),
            _ => None,
        },
        _ => None,
    })?;
    let mut names: Vec<&str> =
        list.elts.iter().filter_map(|name| Some(name.as_string_literal_expr()?.value.to_str())).collect();
    names.sort_by(|a, b| rank(a).cmp(&rank(b)).then_with(|| natord::compare(a, b)));
    let written: Vec<String> = names.iter().map(|name| format!("    \"{name}\",")).collect();
    let (start, end) = (list.range.start().to_usize(), list.range.end().to_usize());
    Some(format!("{}[\n{}\n]{}", &source[..start], written.join("\n"), &source[end..]))
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
    natord::compare(&a.to_lowercase(), &b.to_lowercase()).then_with(|| natord::compare(a, b))
}

#[cfg(test)]
mod tests {
    use ruff_python_parser::parse_module;

    fn organise(source: &str) -> String {
        let parsed = parse_module(source).unwrap();
        super::organise(source, &parsed.syntax().body).unwrap_or_else(|| source.to_owned())
    }

    fn sort_exports(source: &str) -> Option<String> {
        super::sort_exports(source, &parse_module(source).unwrap().syntax().body)
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
        let sorted = sort_exports("__all__ = [\"b\", \"Ba\", \"B2\", \"BC\", \"B10\"]\n").unwrap();
        assert_eq!(sorted, "__all__ = [\n    \"B2\",\n    \"B10\",\n    \"BC\",\n    \"Ba\",\n    \"b\",\n]\n");
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
