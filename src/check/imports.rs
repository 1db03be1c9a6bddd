//! Everything that the import statements of a file name, as absolute dotted paths.

use ruff_python_ast::statement_visitor::{StatementVisitor, walk_stmt};
use ruff_python_ast::{ModModule, Stmt, StmtImportFrom};
use ruff_text_size::{Ranged, TextRange};

/// One name of an import statement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Import {
    /// The name in the statement, as in `models` of `from app.modules.auth import models`.
    pub range: TextRange,
    /// What it names: `app.modules.auth.models`; `*` at its end where everything is taken.
    pub target: String,
    /// The name that it binds; nothing for a star.
    pub binds: Option<String>,
    /// Whether the bound name stands for `target` rather than for its first part, as after `import app.core`.
    pub whole: bool,
    /// Whether it is written as `name as name`, which means that the file hands it on.
    pub is_repeated: bool,
}

/// What the statements of a file tell without a look at their expressions.
#[derive(Debug)]
pub struct Outline {
    /// The imports, in the order in which they stand, however deep.
    pub imports: Vec<Import>,
    /// Whether a class has a base, a keyword or a decorator.
    pub has_heirs: bool,
}

/// Reads the statements of a file.
pub fn outline(syntax: &ModModule, dotted: &str, is_package: bool) -> Outline {
    let package = if is_package { dotted } else { dotted.rsplit_once('.').map_or("", |(package, _)| package) };
    let mut reader = Reader { package, found: Vec::new(), has_heirs: false };
    reader.visit_body(&syntax.body);
    Outline { imports: reader.found, has_heirs: reader.has_heirs }
}

/// The absolute path of a relative one: `level` dots and a name, seen from `package`. Nothing where it climbs out.
pub fn climb(package: &str, level: u32, name: &str) -> Option<String> {
    let mut base = package;
    for _ in 1..level {
        base = if base.is_empty() { return None } else { base.rsplit_once('.').map_or("", |(above, _)| above) };
    }
    if base.is_empty() {
        return None;
    }
    Some(if name.is_empty() { base.to_owned() } else { format!("{base}.{name}") })
}

struct Reader<'a> {
    package: &'a str,
    found: Vec<Import>,
    has_heirs: bool,
}

impl<'a> StatementVisitor<'a> for Reader<'_> {
    fn visit_stmt(&mut self, statement: &'a Stmt) {
        match statement {
            Stmt::Import(import) => {
                for alias in &import.names {
                    let name = alias.name.as_str();
                    let binds = alias.asname.as_ref().map_or_else(|| first(name), |other| other.as_str());
                    self.found.push(Import {
                        range: alias.range(),
                        target: name.to_owned(),
                        binds: Some(binds.to_owned()),
                        whole: alias.asname.is_some() || !name.contains('.'),
                        is_repeated: false,
                    });
                }
            }
            Stmt::ImportFrom(import) => self.from(import),
            Stmt::ClassDef(class) => {
                self.has_heirs |= class.arguments.is_some() || !class.decorator_list.is_empty();
                walk_stmt(self, statement);
            }
            other => walk_stmt(self, other),
        }
    }
}

impl Reader<'_> {
    fn from(&mut self, import: &StmtImportFrom) {
        let name = import.module.as_ref().map_or("", |module| module.as_str());
        let base = if import.level == 0 { Some(name.to_owned()) } else { climb(self.package, import.level, name) };
        let Some(base) = base else { return };
        for alias in &import.names {
            let name = alias.name.as_str();
            let binds = alias.asname.as_ref().unwrap_or(&alias.name).as_str();
            self.found.push(Import {
                range: alias.range(),
                target: format!("{base}.{name}"),
                binds: (name != "*").then(|| binds.to_owned()),
                whole: true,
                is_repeated: alias.asname.as_ref().is_some_and(|other| other.as_str() == name),
            });
        }
    }
}

fn first(name: &str) -> &str {
    name.split('.').next().unwrap_or(name)
}
