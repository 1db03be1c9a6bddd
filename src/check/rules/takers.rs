//! Functions of the project that hand on to the database what they are given, as in
//! `def key(table): return ForeignKey(f"{table}.id")`.
//!
//! What they name can only be told where they are called, or by the defaults of their parameters.

use ruff_python_ast::visitor::{Visitor, walk_expr};
use ruff_python_ast::{Expr, ExprCall, ExprName, StmtFunctionDef};
use ruff_text_size::{Ranged, TextRange};

use crate::check::bindings::{Binding, Holder, Names, Place, Text, last_name};

/// A function, and the expression in its body that depends on what it is given.
#[derive(Clone, Copy)]
pub(super) struct Taker<'a, K> {
    /// What the expression is for.
    pub kind: K,
    function: &'a StmtFunctionDef,
    /// Where the function stands, and the scope of its body.
    place: Place,
    body: usize,
    expression: &'a Expr,
    at: Place,
}

/// What such a function names: the text, and where it was given.
pub(super) struct Taken {
    pub text: Text,
    pub range: TextRange,
    pub place: Place,
    /// Whether it is known that the function is called there.
    pub is_sure: bool,
}

impl<'a, K: Copy> Taker<'a, K> {
    /// The function around a place, if the expression there depends on one of its parameters that may be a text.
    pub fn of(names: &Names<'a>, expression: &'a Expr, at: Place, kind: K) -> Option<Self> {
        let reading = names.reading(at.file);
        let mut used = Used::default();
        used.visit_expr(expression);
        for name in used.names {
            let Some((bindings, body)) = reading.find(&name.id, at.scope) else { continue };
            let Holder::Function(Some(function)) = reading.scopes[body].holder else { continue };
            let is_bare = expression.is_name_expr();
            let may_be_text = bindings.iter().any(|binding| match binding {
                Binding::Parameter(Some(annotation), _) => names.text(at.file)[annotation.range()].contains("str"),
                Binding::Parameter(None, _) => !is_bare || has_text(function, &name.id),
                _ => false,
            });
            if may_be_text {
                let place = Place { file: at.file, scope: reading.scopes[body].parent? };
                return Some(Self { kind, function, place, body, expression, at });
            }
        }
        None
    }

    /// The file of the function.
    pub fn file(&self) -> usize {
        self.place.file
    }

    /// The name of the function.
    pub fn name(&self) -> &'a str {
        self.function.name.as_str()
    }

    /// What the defaults of its parameters make it name.
    pub fn by_default(&self, names: &Names<'a>) -> Vec<Taken> {
        let given = self.function.parameters.iter_non_variadic_params().filter_map(|parameter| {
            let texts = names.texts(parameter.default()?, self.place);
            (!texts.is_empty()).then(|| (parameter.name().as_str(), texts))
        });
        let given: Vec<(&str, Vec<Text>)> = given.collect();
        if given.is_empty() {
            return Vec::new();
        }
        self.taken(names, &given, self.expression.range(), self.at, true)
    }

    /// What a call makes it name, if it is called there.
    pub fn by_call(&self, names: &Names<'a>, call: &'a ExprCall, place: Place) -> Vec<Taken> {
        if last_name(&call.func) != Some(self.name()) {
            return Vec::new();
        }
        let Some(is_sure) = self.is_called(names, &call.func, place) else { return Vec::new() };
        let bound = names.reading(self.place.file).is_class(self.place.scope);
        let given = names.given(self.function, bound, call, place);
        self.taken(names, &given, call.range(), place, is_sure)
    }

    /// Whether a call may be one of the function, and whether it surely is. A method is known by its object.
    fn is_called(&self, names: &Names<'a>, function: &'a Expr, place: Place) -> Option<bool> {
        let is_method = names.reading(self.place.file).is_class(self.place.scope);
        if let (true, Expr::Attribute(method)) = (is_method, function) {
            return self.is_called_on(names, &method.value, place);
        }
        let path = names.path_of(self.name(), self.place);
        let found = function.as_name_expr().and_then(|name| names.reading(place.file).find(&name.id, place.scope));
        let is_here = place.file == self.place.file && found.is_some_and(|(_, scope)| scope == self.place.scope);
        (is_here || names.paths(function, place).contains(&path)).then_some(true)
    }

    fn is_called_on(&self, names: &Names<'a>, object: &'a Expr, place: Place) -> Option<bool> {
        let path = names.path_of(self.name(), self.place);
        let own = path.rsplit_once('.').map_or("", |(class, _)| class);
        let classes = names.classes_of(object, place);
        if classes.is_empty() {
            return Some(false);
        }
        let is_own = |class: &String| {
            let home = names.class_with(class, self.name());
            home.is_none_or(|home| home == own || names.line(own).contains(&home))
        };
        classes.iter().any(is_own).then_some(true)
    }

    fn taken(
        &self,
        names: &Names<'a>,
        given: &[(&str, Vec<Text>)],
        range: TextRange,
        place: Place,
        is_sure: bool,
    ) -> Vec<Taken> {
        let texts = names.texts_given(self.expression, self.at, self.body, given);
        texts.into_iter().map(|text| Taken { text, range, place, is_sure }).collect()
    }
}

/// Whether the default of a parameter is a text.
fn has_text(function: &StmtFunctionDef, name: &str) -> bool {
    let mut parameters = function.parameters.iter_non_variadic_params();
    let default = parameters.find(|parameter| parameter.name() == name).and_then(|parameter| parameter.default());
    default.is_some_and(|default| default.is_string_literal_expr() || default.is_bytes_literal_expr())
}

/// The names that an expression reads.
#[derive(Default)]
struct Used<'a> {
    names: Vec<&'a ExprName>,
}

impl<'a> Visitor<'a> for Used<'a> {
    fn visit_expr(&mut self, expr: &'a Expr) {
        match expr {
            Expr::Name(name) => self.names.push(name),
            other => walk_expr(self, other),
        }
    }
}
