//! What an annotation mentions: through containers, unions, aliases and texts, without what only looks like a type.

use ruff_python_ast::{Expr, ExprSubscript};
use ruff_python_parser::parse_expression;
use ruff_text_size::{Ranged, TextRange};

use super::paths::Definition;
use super::walk::elements;
use super::{Names, Place};

/// How deep aliases and texts are followed.
const STEPS: usize = 12;

/// One type that an annotation mentions.
#[derive(Clone, Debug)]
pub(in crate::check) struct Mention {
    /// The dotted paths that it stands for; none where the file binds no such name.
    pub paths: Vec<String>,
    /// The name as it is written.
    pub name: String,
    /// Where in the annotation.
    pub range: TextRange,
}

impl Names<'_> {
    /// The types that an annotation mentions, those behind aliases included.
    pub fn mentions(&self, annotation: &Expr, place: Place) -> Vec<Mention> {
        let mut found = Vec::new();
        self.mention(annotation, place, None, STEPS, &mut found);
        found
    }

    /// What a name of a file stands for as a type, told at a range.
    pub fn mentions_of_name(&self, name: &str, place: Place, range: TextRange) -> Vec<Mention> {
        let mut found = Vec::new();
        let paths = self.paths_of_name(name, place);
        self.mention_paths(paths, name, range, STEPS, &mut found);
        found
    }

    /// Reads one part; `at` is where it is told, if that isn't where it stands.
    fn mention(&self, part: &Expr, place: Place, at: Option<TextRange>, steps: usize, found: &mut Vec<Mention>) {
        let Some(steps) = steps.checked_sub(1) else { return };
        match part {
            Expr::StringLiteral(text) => {
                let at = at.unwrap_or(text.range());
                if let Ok(parsed) = parse_expression(text.value.to_str().trim()) {
                    self.mention(&parsed.into_syntax().body, place, Some(at), steps, found);
                }
            }
            Expr::Subscript(subscript) => self.mention_subscript(subscript, place, at, steps, found),
            Expr::BinOp(union) => {
                self.mention(&union.left, place, at, steps, found);
                self.mention(&union.right, place, at, steps, found);
            }
            Expr::Tuple(_) | Expr::List(_) => {
                for part in elements(part) {
                    self.mention(part, place, at, steps, found);
                }
            }
            Expr::Starred(part) => self.mention(&part.value, place, at, steps, found),
            Expr::Name(name) => self.mention_name(part, &name.id, place, at, steps, found),
            Expr::Attribute(attribute) => self.mention_name(part, &attribute.attr, place, at, steps, found),
            _ => {}
        }
    }

    fn mention_subscript(
        &self,
        subscript: &ExprSubscript,
        place: Place,
        at: Option<TextRange>,
        steps: usize,
        found: &mut Vec<Mention>,
    ) {
        let heads = self.paths(&subscript.value, place);
        let is = |name: &str| heads.iter().any(|head| head.rsplit('.').next() == Some(name));
        if is("Literal") {
            return;
        }
        if is("Annotated") {
            let first = elements(&subscript.slice).first();
            return first.into_iter().for_each(|first| self.mention(first, place, at, steps, found));
        }
        self.mention(&subscript.value, place, at, steps, found);
        self.mention(&subscript.slice, place, at, steps, found);
    }

    fn mention_name(
        &self,
        part: &Expr,
        name: &str,
        place: Place,
        at: Option<TextRange>,
        steps: usize,
        found: &mut Vec<Mention>,
    ) {
        let range = at.unwrap_or(part.range());
        let paths = self.paths(part, place);
        if paths.is_empty() {
            for (value, there) in self.values(part, place) {
                self.mention_value(value, there, range, steps, found);
            }
        }
        self.mention_paths(paths, name, range, steps, found);
    }

    fn mention_paths(&self, paths: Vec<String>, name: &str, range: TextRange, steps: usize, found: &mut Vec<Mention>) {
        for definition in paths.iter().flat_map(|path| self.definitions(path)) {
            if let Definition::Value(value, there) = definition {
                self.mention_value(value, there, range, steps, found);
            }
        }
        found.push(Mention { paths, name: name.to_owned(), range });
    }

    /// What stands behind an alias, `NewType("Row", Article)` and `TypeVar("T", bound=Article)` included.
    fn mention_value(&self, value: &Expr, place: Place, range: TextRange, steps: usize, found: &mut Vec<Mention>) {
        let Expr::Call(call) = value else { return self.mention(value, place, Some(range), steps, found) };
        let paths = self.paths(&call.func, place);
        if paths.iter().any(|path| path.ends_with(".NewType") || path.ends_with(".TypeVar")) {
            let bound = call.arguments.find_keyword("bound").map(|keyword| &keyword.value);
            let meant = call.arguments.args.iter().skip(1).chain(bound);
            meant.for_each(|meant| self.mention(meant, place, Some(range), steps, found));
        }
    }
}
