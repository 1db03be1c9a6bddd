//! Annotations that are written as text: `user: "auth.models.User"`.

use ruff_python_ast::relocate::relocate_expr;
use ruff_python_ast::visitor::{Visitor, walk_expr};
use ruff_python_ast::{Expr, ExprCall, ExprStringLiteral, ModModule};
use ruff_python_parser::{parse_expression, parse_string_annotation};
use ruff_text_size::TextRange;

/// How deep text in text is read.
const DEEPEST: usize = 3;

/// Calls that take types as text, beside annotations.
const TYPED: [&str; 5] = ["cast", "TypeVar", "NewType", "ForwardRef", "assert_type"];

/// Generic types that are written without an annotation around them.
const GENERIC: [&str; 16] = [
    "list",
    "dict",
    "set",
    "frozenset",
    "tuple",
    "type",
    "List",
    "Dict",
    "Set",
    "Tuple",
    "Type",
    "Optional",
    "Union",
    "Sequence",
    "Iterable",
    "Mapping",
];

/// Whether a call takes types, which may be written as text.
pub fn takes_types(call: &ExprCall) -> bool {
    TYPED.iter().any(|name| is_called(&call.func, name))
}

/// Whether what stands in brackets behind an expression are types, which may be written as text.
pub fn is_generic(expr: &Expr) -> bool {
    GENERIC.iter().any(|name| is_called(expr, name))
}

/// An annotation that is written as text, read.
#[derive(Debug)]
pub struct Quoted {
    /// Where the text stands.
    pub range: TextRange,
    /// What it says.
    pub expr: Expr,
}

/// The texts within annotations that read as Python, in the order in which they stand.
pub fn quoted(syntax: &ModModule, text: &str) -> Vec<Quoted> {
    let mut reader = Reader { text, found: Vec::new(), depth: 0, within: false };
    reader.visit_body(&syntax.body);
    reader.found.sort_by_key(|quoted| quoted.range.start());
    reader.found
}

struct Reader<'t> {
    text: &'t str,
    found: Vec<Quoted>,
    depth: usize,
    within: bool,
}

impl<'a> Visitor<'a> for Reader<'_> {
    fn visit_annotation(&mut self, annotation: &'a Expr) {
        let before = std::mem::replace(&mut self.within, true);
        self.visit_expr(annotation);
        self.within = before;
    }

    fn visit_expr(&mut self, expr: &'a Expr) {
        match expr {
            Expr::StringLiteral(string) if self.within => self.read(string),
            // What stands in `Literal["..."]` and behind the type in `Annotated[...]` is text and nothing else.
            Expr::Subscript(subscript) if self.within && is_called(&subscript.value, "Literal") => {}
            Expr::Subscript(subscript) if self.within && is_called(&subscript.value, "Annotated") => {
                match &*subscript.slice {
                    Expr::Tuple(parts) => parts.elts.first().into_iter().for_each(|first| self.visit_expr(first)),
                    only => self.visit_expr(only),
                }
            }
            Expr::Call(call) if !self.within && takes_types(call) => {
                call.arguments.args.iter().for_each(|argument| self.visit_annotation(argument));
                call.arguments.keywords.iter().for_each(|keyword| self.visit_annotation(&keyword.value));
            }
            Expr::Subscript(subscript) if !self.within && is_generic(&subscript.value) => {
                self.visit_annotation(&subscript.slice);
            }
            other => walk_expr(self, other),
        }
    }
}

/// Whether an expression ends in this name.
fn is_called(expr: &Expr, name: &str) -> bool {
    match expr {
        Expr::Name(only) => only.id == name,
        Expr::Attribute(attribute) => attribute.attr == *name,
        _ => false,
    }
}

impl Reader<'_> {
    fn read(&mut self, string: &ExprStringLiteral) {
        let expr = match string.as_single_part_string() {
            Some(single) if self.depth == 0 && !self.text[single.range].contains('\\') => {
                parse_string_annotation(self.text, single).ok().map(|read| *read.into_syntax().body)
            }
            _ => parse_expression(string.value.to_str().trim()).ok().map(|read| {
                let mut expr = *read.into_syntax().body;
                relocate_expr(&mut expr, string.range);
                expr
            }),
        };
        let Some(expr) = expr else { return };
        if self.depth < DEEPEST {
            self.depth += 1;
            self.visit_annotation(&expr);
            self.depth -= 1;
        }
        self.found.push(Quoted { range: string.range, expr });
    }
}
