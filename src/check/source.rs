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
use crate::check::imports::{Import, imports};
use crate::check::layout::{Addressed, Place};
use crate::check::quoted::{Quoted, quoted};
use crate::check::report::{Excerpt, Finding, Spot};
use crate::check::rules::Rule;

/// One file.
#[derive(Debug)]
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
    /// The tree: what could be recovered, where the text is not valid.
    pub syntax: ModModule,
    /// Everything that import statements name, wherever they stand.
    pub imports: Vec<Import>,
    /// Why the file can't be relied on.
    pub faults: Vec<Fault>,
    /// The comments that make exceptions.
    pub allows: Vec<Allow>,
    /// Whether it may name modules as text, or fetch them by other means than import statements.
    pub is_dynamic: bool,
    /// Its place among the files of the project.
    pub at: usize,
    quoted: OnceLock<Vec<Quoted>>,
}

/// Why a file can't be relied on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Where.
    pub range: TextRange,
    /// What is wrong.
    pub message: String,
}

impl Source {
    /// Reads a file from its bytes, or from the reason why there are none.
    pub fn read(file: Addressed, bytes: Result<Vec<u8>, String>) -> Self {
        let start = TextRange::empty(TextSize::new(0));
        let mut faults = Vec::new();
        let decoded = decode(bytes.unwrap_or_else(|message| {
            faults.push(Fault { range: start, message });
            Vec::new()
        }));
        let text = decoded.text;
        if let Some((at, message)) = decoded.fault {
            let at = TextSize::try_from(at).unwrap_or_default();
            faults.push(Fault { range: TextRange::empty(at), message });
        }
        let is_stub = Path::new(&file.path).extension().is_some_and(|extension| extension == "pyi");
        let kind = if is_stub { PySourceType::Stub } else { PySourceType::Python };
        let parsed = parse_unchecked_source(&text, kind);
        if let (Some(error), true) = (parsed.errors().first(), faults.is_empty()) {
            faults.push(Fault { range: error.location, message: lower(&error.error.to_string()) });
        }
        let allows = allows(&text, parsed.tokens());
        let syntax = if text.len() > depth::SMALL && depth::is_too_deep(parsed.tokens()) {
            faults = vec![Fault { range: start, message: "it is nested too deeply".to_owned() }];
            // To drop such a tree takes as much stack as to walk it.
            std::mem::forget(parsed);
            parse_unchecked_source("", kind).into_syntax()
        } else {
            parsed.into_syntax()
        };
        let imports = imports(&syntax, &file.dotted, file.is_package);
        let module = file.place.module().map(str::to_owned);
        let Addressed { path, dotted, is_package, place } = file;
        let is_dynamic = hints::is_dynamic(&text);
        let quoted = OnceLock::new();
        Self {
            path,
            dotted,
            is_package,
            place,
            module,
            text,
            syntax,
            imports,
            faults,
            allows,
            is_dynamic,
            at: 0,
            quoted,
        }
    }

    /// A file that says nothing but what is wrong with it.
    pub fn closed(path: String, message: String) -> Self {
        let addressed = Addressed { path, dotted: String::new(), is_package: false, place: Place::Tests };
        Self::read(addressed, Err(message))
    }

    /// The package that relative imports of this file start from.
    pub fn package(&self) -> &str {
        if self.is_package { &self.dotted } else { self.dotted.rsplit_once('.').map_or("", |(package, _)| package) }
    }

    /// The annotations that are written as text.
    pub fn quoted(&self) -> &[Quoted] {
        self.quoted.get_or_init(|| quoted(&self.syntax, &self.text))
    }

    /// A finding of a rule in this file.
    pub fn finding(&self, rule: Rule, range: TextRange, message: impl Into<String>) -> Finding {
        let index = LineIndex::from_source_text(&self.text);
        Finding {
            spot: self.spot_by(&index, range),
            range: bytes(range),
            rule,
            severity: rule.severity(),
            message: message.into(),
            hints: Vec::new(),
            related: Vec::new(),
            excerpt: self.excerpt(&index, range),
        }
    }

    /// Where a range stands.
    pub fn spot(&self, range: TextRange) -> Spot {
        self.spot_by(&LineIndex::from_source_text(&self.text), range)
    }

    fn spot_by(&self, index: &LineIndex, range: TextRange) -> Spot {
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

    fn excerpt(&self, index: &LineIndex, range: TextRange) -> Excerpt {
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
