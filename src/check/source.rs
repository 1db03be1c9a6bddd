//! One file, read: its text, its tree, and what is wrong with it.

use std::ops::Range;
use std::path::Path;
use std::sync::OnceLock;

use ruff_python_ast::{ModModule, PySourceType};
use ruff_python_parser::parse_unchecked_source;
use ruff_source_file::{LineIndex, OneIndexed};
use ruff_text_size::{TextRange, TextSize};

use crate::check::allow::{Allow, allows};
use crate::check::decode::decode;
use crate::check::depth;
use crate::check::hints;
use crate::check::imports::{Import, Outline, outline};
use crate::check::layout::{Addressed, Place};
use crate::check::quoted::{Quoted, quoted};
use crate::check::report::{Excerpt, Finding, Spot};
use crate::check::rules::Rule;

/// One file.
#[derive(Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each tells of the file by itself")]
pub struct Source {
    /// Relative to the checked root, `/` between the parts.
    pub path: String,
    /// As it is imported: `app.modules.auth.models`.
    pub dotted: String,
    /// Whether it is the `__init__.py` of a package.
    pub is_package: bool,
    /// Where it stands.
    pub place: Place,
    /// The module that owns the file; its tests are owned by nobody.
    pub module: Option<String>,
    /// The decoded text.
    pub text: String,
    /// Everything that import statements name, wherever they stand.
    pub imports: Vec<Import>,
    /// Why the file can't be relied on.
    pub faults: Vec<Fault>,
    /// The comments that make exceptions.
    pub allows: Vec<Allow>,
    /// Whether a class has a base, a keyword or a decorator.
    pub has_heirs: bool,
    /// Whether it may speak of tables.
    pub speaks_of_tables: bool,
    /// Whether it may name modules as text, or fetch them by other means than import statements.
    pub is_dynamic: bool,
    /// Its place among the files of the project.
    pub at: usize,
    kind: PySourceType,
    syntax: OnceLock<ModModule>,
    quoted: OnceLock<Vec<Quoted>>,
    lines: OnceLock<LineIndex>,
}

/// Why a file can't be relied on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Where.
    pub range: TextRange,
    /// What is wrong.
    pub message: String,
}

/// A file whose text is read and that is not parsed yet.
#[derive(Debug)]
pub struct Unparsed {
    file: Addressed,
    text: String,
    faults: Vec<Fault>,
    kind: PySourceType,
    is_dynamic: bool,
    /// Whether words in it speak of tables; where they do not, its imports may.
    speaks_of_tables: bool,
    /// Whether its tree will be asked for, as far as its text tells.
    pub is_asked: bool,
}

impl Unparsed {
    /// Reads a file from its bytes, or from the reason why there are none.
    pub fn read(file: Addressed, bytes: Result<Vec<u8>, String>) -> Self {
        let mut faults = Vec::new();
        let decoded = decode(bytes.unwrap_or_else(|message| {
            faults.push(Fault { range: TextRange::default(), message });
            Vec::new()
        }));
        let text = decoded.text;
        if let Some((at, message)) = decoded.fault {
            let at = TextSize::try_from(at).unwrap_or_default();
            faults.push(Fault { range: TextRange::empty(at), message });
        }
        let is_stub = Path::new(&file.path).extension().is_some_and(|extension| extension == "pyi");
        let kind = if is_stub { PySourceType::Stub } else { PySourceType::Python };
        let is_dynamic = hints::is_dynamic(&text);
        let speaks_of_tables = hints::speaks_of_tables(&text);
        let is_asked = is_dynamic || speaks_of_tables || hints::names_library(&text) || is_door(&file.dotted);
        Self { file, text, faults, kind, is_dynamic, speaks_of_tables, is_asked }
    }

    /// Parses it; `at` is its place among the files of the project.
    pub fn parse(self, at: usize) -> Source {
        let Self { file, text, mut faults, kind, is_dynamic, mut speaks_of_tables, mut is_asked } = self;
        let parsed = parse_unchecked_source(&text, kind);
        if let (Some(error), true) = (parsed.errors().first(), faults.is_empty()) {
            faults.push(Fault { range: error.location, message: lower(&error.error.to_string()) });
        }
        let allows = allows(&text, parsed.tokens());
        let tree = if text.len() > depth::SMALL && depth::is_too_deep(parsed.tokens()) {
            faults = vec![Fault { range: TextRange::default(), message: "it is nested too deeply".to_owned() }];
            // To drop such a tree takes as much stack as to walk it.
            std::mem::forget(parsed);
            // The next one to ask must not parse it again.
            is_asked = true;
            parse_unchecked_source("", kind).into_syntax()
        } else {
            parsed.into_syntax()
        };
        let Outline { imports, has_heirs } = outline(&tree, &file.dotted, file.is_package);
        speaks_of_tables = speaks_of_tables || imports.iter().any(|import| hints::is_library(&import.target));
        is_asked = is_asked || has_heirs || imports.iter().any(|import| is_door(&import.target));
        let module = file.place.module().map(str::to_owned);
        let Addressed { path, dotted, is_package, place } = file;
        Source {
            path,
            dotted,
            is_package,
            place,
            module,
            text,
            imports,
            faults,
            allows,
            has_heirs,
            speaks_of_tables,
            is_dynamic,
            at,
            kind,
            syntax: if is_asked { OnceLock::from(tree) } else { OnceLock::new() },
            quoted: OnceLock::new(),
            lines: OnceLock::new(),
        }
    }
}

/// Whether a path leads to a manifest or a door, which will be asked what they declare or offer.
fn is_door(path: &str) -> bool {
    matches!(path.rsplit('.').next(), Some("module" | "gateway" | "events"))
}

impl Source {
    /// Reads and parses a file that stands alone.
    pub fn read(file: Addressed, bytes: Vec<u8>) -> Self {
        Unparsed::read(file, Ok(bytes)).parse(0)
    }

    /// The tree: what could be recovered, where the text is not valid. The trees that nobody was expected to ask for
    /// are dropped as soon as their imports are known, and made again here: new memory for all of them would take
    /// longer than that.
    pub fn syntax(&self) -> &ModModule {
        self.syntax.get_or_init(|| parse_unchecked_source(&self.text, self.kind).into_syntax())
    }

    /// A file that says nothing but what is wrong with it.
    pub fn closed(path: String, message: String, at: usize) -> Self {
        let addressed = Addressed { path, dotted: String::new(), is_package: false, place: Place::Tests };
        Unparsed::read(addressed, Err(message)).parse(at)
    }

    /// The package that relative imports of this file start from.
    pub fn package(&self) -> &str {
        if self.is_package { &self.dotted } else { self.dotted.rsplit_once('.').map_or("", |(package, _)| package) }
    }

    /// The annotations that are written as text.
    pub fn quoted(&self) -> &[Quoted] {
        self.quoted.get_or_init(|| quoted(self.syntax(), &self.text))
    }

    /// A finding of a rule in this file.
    pub fn finding(&self, rule: Rule, range: TextRange, message: impl Into<String>) -> Finding {
        Finding {
            spot: self.spot(range),
            range: bytes(range),
            rule,
            severity: rule.severity(),
            message: message.into(),
            hints: Vec::new(),
            related: Vec::new(),
            excerpt: self.excerpt(range),
        }
    }

    /// Where a range stands.
    pub fn spot(&self, range: TextRange) -> Spot {
        let index = self.lines();
        let start = index.line_column(range.start(), &self.text);
        let end = index.line_column(range.end(), &self.text);
        Spot {
            path: self.path.clone(),
            line: start.line.get(),
            column: start.column.get(),
            end_line: end.line.get(),
            end_column: end.column.get(),
        }
    }

    fn lines(&self) -> &LineIndex {
        self.lines.get_or_init(|| LineIndex::from_source_text(&self.text))
    }

    fn excerpt(&self, range: TextRange) -> Excerpt {
        let index = self.lines();
        let line_of = |offset: TextSize| index.line_index(offset);
        let start = index.line_start(line_of(range.start()), &self.text);
        let last: OneIndexed = line_of(range.end());
        let end = index.line_end(last, &self.text);
        let text = self.text[TextRange::new(start, end.max(start))].trim_end_matches(['\n', '\r']);
        let within = |offset: TextSize| bytes(TextRange::new(start, offset)).len().min(text.len());
        Excerpt { text: text.to_owned(), start: within(range.start()), end: within(range.end()) }
    }
}

fn bytes(range: TextRange) -> Range<usize> {
    range.start().to_usize()..range.end().to_usize()
}

/// A message of the parser in our voice: it begins in lower case, unless with a name or a sign.
fn lower(message: &str) -> String {
    let mut chars = message.chars();
    match (chars.next(), chars.clone().next()) {
        (Some(first), Some(second)) if second.is_lowercase() => first.to_lowercase().chain(chars).collect(),
        _ => message.to_owned(),
    }
}
