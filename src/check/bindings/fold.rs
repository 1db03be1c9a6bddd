//! Which texts an expression stands for, without running anything.
//!
//! Literals, f-strings, `+`, `%`, `format`, `join` and what tidies a text; names, attributes and entries that lead to
//! such; functions that return one; both sides of a choice. What can't be told leaves a hole.

use std::cell::Cell;

use ruff_python_ast::{Expr, ExprCall, ExprName, FStringPart, InterpolatedStringElement, Operator};
use ruff_text_size::Ranged;

use super::budget::Budget;
use super::paths::Definition;
use super::scopes::{Binding, Holder};
use super::text::{MOST, Text, both, or_hole};
use super::walk::elements;
use super::{Names, Place, arguments};

/// How long a text may be; a longer one is not followed.
const LONGEST: usize = 200_000;
/// How deep values are followed, and how many expressions are looked at for one.
pub(super) const STEPS: usize = 24;
pub(super) const FUEL: usize = 4000;

/// Functions that hand on the text that they are given first, and methods that hand on their own.
const KEEP: [&str; 25] = [
    "TextClause",
    "text",
    "DDL",
    "SQL",
    "str",
    "cast",
    "dedent",
    "cleandoc",
    "quoted_name",
    "literal_column",
    "strip",
    "lstrip",
    "rstrip",
    "casefold",
    "lower",
    "upper",
    "encode",
    "decode",
    "removeprefix",
    "removesuffix",
    "columns",
    "bindparams",
    "as_string",
    "replace",
    "intern",
];

/// What the parameters of the functions are that are being folded, innermost first.
#[derive(Clone, Copy)]
pub(super) struct Frame<'f> {
    pub file: usize,
    pub body: usize,
    pub given: &'f [(&'f str, Vec<Text>)],
    pub outer: Option<&'f Frame<'f>>,
}

/// How far a folding has come.
#[derive(Clone, Copy)]
pub(super) struct Fold<'f> {
    pub budget: Budget<'f>,
    pub frame: Option<&'f Frame<'f>>,
}

impl<'f> Fold<'f> {
    pub fn new(fuel: &'f Cell<usize>, frame: Option<&'f Frame<'f>>) -> Self {
        Self { budget: Budget::new(STEPS, fuel), frame }
    }

    fn deeper(self) -> Option<Self> {
        self.budget.deeper().map(|budget| Self { budget, ..self })
    }
}

impl<'a> Names<'a> {
    /// The texts that an expression stands for; nothing if it is not a text as far as one can tell.
    pub fn texts(&self, expression: &Expr, place: Place) -> Vec<Text> {
        self.fold(expression, place, Fold::new(&Cell::new(FUEL), None))
    }

    /// The texts of an expression that are known to the last letter.
    pub fn plain_texts(&self, expression: &Expr, place: Place) -> Vec<String> {
        self.plain_texts_within(expression, place, Budget::new(STEPS, &Cell::new(FUEL)))
    }

    /// The texts of an expression that are known to the last letter, within what is left of another question.
    pub(super) fn plain_texts_within(&self, expression: &Expr, place: Place, budget: Budget<'_>) -> Vec<String> {
        self.fold(expression, place, Fold { budget, frame: None }).iter().filter_map(Text::known).collect()
    }

    /// The texts of an expression in the body of a method or a function, given what its parameters are.
    pub fn texts_given(&self, expression: &Expr, place: Place, body: usize, given: &[(&str, Vec<Text>)]) -> Vec<Text> {
        let frame = Frame { file: place.file, body, given, outer: None };
        self.fold(expression, place, Fold::new(&Cell::new(FUEL), Some(&frame)))
    }

    pub(super) fn fold(&self, expression: &Expr, place: Place, fold: Fold<'_>) -> Vec<Text> {
        let Some(fold) = fold.deeper() else { return Vec::new() };
        let mut found = match expression {
            Expr::StringLiteral(literal) => {
                let parts = literal.value.iter().map(|part| Text::written(part, place.file, part.content_range()));
                vec![parts.fold(Text::default(), |whole, part| whole.followed(&part))]
            }
            Expr::BytesLiteral(literal) => {
                let parts = literal.value.iter().map(|part| Text::of_bytes(part, place.file));
                vec![parts.fold(Text::default(), |whole, part| whole.followed(&part))]
            }
            Expr::FString(text) => text.value.iter().fold(vec![Text::default()], |found, part| match part {
                FStringPart::Literal(part) => both(&found, &[Text::written(part, place.file, part.content_range())]),
                FStringPart::FString(part) => self.elements(found, &part.elements, place, fold),
            }),
            Expr::TString(text) => {
                let parts = text.value.iter();
                parts.fold(vec![Text::default()], |found, part| self.elements(found, &part.elements, place, fold))
            }
            Expr::BinOp(sum) if sum.op == Operator::Add => {
                let parts: Vec<_> = operands(expression).iter().map(|part| self.fold(part, place, fold)).collect();
                let is_text = parts.iter().any(|part| !part.is_empty());
                let whole = |whole: Vec<Text>, part| both(&whole, &or_hole(part));
                if is_text { parts.into_iter().fold(vec![Text::default()], whole) } else { Vec::new() }
            }
            Expr::BinOp(format) if format.op == Operator::Mod => {
                let formats = self.fold(&format.left, place, fold);
                arguments::percent(self, &formats, &format.right, place, fold)
            }
            Expr::If(choice) => [&choice.body, &choice.orelse].map(|side| self.fold(side, place, fold)).concat(),
            Expr::BoolOp(choice) => choice.values.iter().flat_map(|value| self.fold(value, place, fold)).collect(),
            Expr::Named(named) => self.fold(&named.value, place, fold),
            Expr::Await(awaited) => self.fold(&awaited.value, place, fold),
            Expr::Name(name) => self.fold_name(name, place, fold),
            Expr::Attribute(attribute) => self.fold_attribute(attribute, place, fold),
            Expr::Subscript(subscript) => self.fold_entry(subscript, place, fold),
            Expr::Call(call) => self.fold_call(call, place, fold),
            _ => Vec::new(),
        };
        found.retain(|text| text.len() <= LONGEST);
        found.truncate(MOST);
        found
    }

    fn elements(
        &self,
        found: Vec<Text>,
        elements: &[InterpolatedStringElement],
        place: Place,
        fold: Fold<'_>,
    ) -> Vec<Text> {
        elements.iter().fold(found, |found, element| match element {
            InterpolatedStringElement::Literal(part) => both(&found, &[Text::written(part, place.file, part.range())]),
            InterpolatedStringElement::Interpolation(part) => {
                both(&found, &or_hole(self.fold(&part.expression, place, fold)))
            }
        })
    }

    fn fold_name(&self, name: &ExprName, place: Place, fold: Fold<'_>) -> Vec<Text> {
        let reading = self.reading(place.file);
        let Some((bindings, scope)) = reading.find(&name.id, place.scope) else {
            return self.fold_paths(&self.paths_of_name_within(&name.id, place, fold.budget), fold);
        };
        let mut frame = fold.frame;
        while let Some(here) = frame {
            let given = here.given.iter().find(|(given, _)| *given == name.id.as_str());
            if let Some((_, texts)) = given.filter(|_| here.file == place.file && here.body == scope) {
                return texts.clone();
            }
            frame = here.outer;
        }
        let mut found = Vec::new();
        for binding in bindings {
            match *binding {
                Binding::Value(value, scope) => found.extend(self.fold(value, Place { scope, ..place }, fold)),
                Binding::Each(values, scope) => {
                    let each = self.each(values, Place { scope, ..place }, fold.budget);
                    found.extend(each.into_iter().flat_map(|(value, there)| self.fold(value, there, fold)));
                }
                Binding::Added(value, scope) => {
                    let more = or_hole(self.fold(value, Place { scope, ..place }, fold));
                    found = both(&or_hole(found), &more);
                }
                Binding::Import(_) => {
                    found.extend(self.fold_paths(&self.paths_of_name_within(&name.id, place, fold.budget), fold));
                }
                _ => {}
            }
        }
        found
    }

    fn fold_call(&self, call: &ExprCall, place: Place, fold: Fold<'_>) -> Vec<Text> {
        let Some(name) = last_name(&call.func) else { return Vec::new() };
        let first = call.arguments.args.first();
        if let Expr::Attribute(method) = &*call.func {
            match (name, first) {
                ("format", _) => {
                    let formats = self.fold(&method.value, place, fold);
                    return arguments::format(self, &formats, call, place, fold);
                }
                ("join", Some(parts)) => return self.join(&method.value, parts, place, fold),
                ("replace", Some(_)) => {
                    let own = self.fold(&method.value, place, fold);
                    return arguments::replace(self, &own, call, place, fold);
                }
                _ if KEEP.contains(&name) => {
                    let own = self.fold(&method.value, place, fold);
                    let lower = matches!(name, "lower" | "casefold");
                    let change = |text: &str| if lower { text.to_lowercase() } else { text.to_owned() };
                    if !own.is_empty() {
                        return own.iter().map(|text| text.each(change)).collect();
                    }
                }
                _ => {}
            }
        }
        if let ("Composed", Some(parts)) = (name, first) {
            let parts = elements(parts).iter().map(|part| or_hole(self.fold(part, place, fold)));
            return parts.reduce(|whole, part| both(&whole, &part)).unwrap_or_default();
        }
        let returned = self.fold_function(call, place, fold);
        if returned.is_empty() && name == "Identifier" {
            return arguments::identifier(self, call, place, fold);
        }
        if returned.is_empty() && KEEP.contains(&name) {
            return first.map(|first| self.fold(first, place, fold)).unwrap_or_default();
        }
        returned
    }

    fn join(&self, between: &Expr, parts: &Expr, place: Place, fold: Fold<'_>) -> Vec<Text> {
        let (list, there) = match parts {
            Expr::List(_) | Expr::Tuple(_) | Expr::Set(_) => (parts, place),
            other => match self.values(other, place).first() {
                Some((value, there)) => (*value, *there),
                None => return Vec::new(),
            },
        };
        let between = or_hole(self.fold(between, place, fold));
        let appended = parts.as_name_expr().map(|list| self.appended(&list.id, place)).unwrap_or_default();
        let parts = elements(list).iter().map(|part| (part, there)).chain(appended);
        let parts = parts.map(|(part, place)| or_hole(self.fold(part, place, fold)));
        parts.reduce(|whole, part| both(&both(&whole, &between), &part)).unwrap_or_default()
    }

    /// What is appended to a list later on, in the scope that binds it.
    fn appended(&self, list: &str, place: Place) -> Vec<(&'a Expr, Place)> {
        let reading = self.reading(place.file);
        let Some((_, bound)) = reading.find(list, place.scope) else { return Vec::new() };
        let to_it = |scope: usize| reading.find(list, scope).is_some_and(|(_, other)| other == bound);
        let appended = reading.appended.iter().filter(|(name, _, scope)| *name == list && to_it(*scope));
        appended.map(|&(_, part, scope)| (part, Place { scope, ..place })).collect()
    }

    /// What a function of the project returns for these arguments.
    fn fold_function(&self, call: &ExprCall, place: Place, fold: Fold<'_>) -> Vec<Text> {
        let mut found = Vec::new();
        for path in self.paths_within(&call.func, place, fold.budget) {
            for definition in self.definitions(&path) {
                let Definition::Function(function, there, body) = definition else { continue };
                let bound = matches!(self.reading(there.file).scopes[there.scope].holder, Holder::Class(_));
                let given = arguments::given(self, function, bound, call, place, fold);
                let frame = Frame { file: there.file, body, given: &given, outer: fold.frame };
                let inner = Fold { frame: Some(&frame), ..fold };
                for (value, scope) in self.reading(there.file).returns_of(body) {
                    found.extend(self.fold(value, Place { file: there.file, scope }, inner));
                }
            }
        }
        found
    }
}

/// The last name of what is called: `text` for `text(…)` and `sa.text(…)`.
pub(in crate::check) fn last_name(function: &Expr) -> Option<&str> {
    match function {
        Expr::Name(name) => Some(name.id.as_str()),
        Expr::Attribute(attribute) => Some(attribute.attr.as_str()),
        _ => None,
    }
}

/// What a sum adds up, from left to right; sums are nested as deep as they are long.
fn operands(sum: &Expr) -> Vec<&Expr> {
    let mut operands = Vec::new();
    let mut left = sum;
    while let Expr::BinOp(pair) = left
        && pair.op == Operator::Add
    {
        operands.push(&*pair.right);
        left = &pair.left;
    }
    operands.push(left);
    operands.reverse();
    operands
}
