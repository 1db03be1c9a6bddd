//! Texts that files and classes hold: values, properties, attributes of objects.

use ruff_python_ast::{Expr, ExprAttribute};

use super::budget::Budget;
use super::fold::Fold;
use super::paths::{Definition, is_self};
use super::text::Text;
use super::{Names, Place};
use crate::check::callees::is_property;

impl Names<'_> {
    /// The texts of values that are defined somewhere in the project.
    pub(super) fn fold_paths(&self, paths: &[String], fold: Fold<'_>) -> Vec<Text> {
        let values = paths.iter().flat_map(|path| self.definitions(path));
        let texts = values.map(|definition| match definition {
            Definition::Value(value, place) => self.fold(value, place, fold),
            Definition::Function(function, there, body) if is_property(function) => {
                let returned = self.reading(there.file).returns_of(body);
                returned.flat_map(|(value, scope)| self.fold(value, Place { scope, ..there }, fold)).collect()
            }
            _ => Vec::new(),
        });
        texts.flatten().collect()
    }

    pub(super) fn fold_attribute(&self, attribute: &ExprAttribute, place: Place, fold: Fold<'_>) -> Vec<Text> {
        if attribute.attr.as_str() == "__name__" {
            return self.fold(&attribute.value, place, fold);
        }
        let whole = Expr::Attribute(attribute.clone());
        let mut found = self.fold_paths(&self.paths_within(&whole, place, fold.budget), fold);
        if found.is_empty() {
            found = self.fold_member(attribute, place, fold);
        }
        // The value of a member of an enumeration, or what stands behind `.text` of a statement.
        if found.is_empty() && matches!(attribute.attr.as_str(), "value" | "text") {
            return self.fold(&attribute.value, place, fold);
        }
        found
    }

    /// The texts of an attribute of an object of a class of this project, inherited ones included.
    fn fold_member(&self, attribute: &ExprAttribute, place: Place, fold: Fold<'_>) -> Vec<Text> {
        let name = attribute.attr.as_str();
        let reading = self.reading(place.file);
        let class = reading.class_around(place.scope).filter(|_| is_self(&attribute.value));
        let bound = class.into_iter().flat_map(|class| &reading.scopes[class].attributes);
        let own = bound.filter(|(other, ..)| *other == name);
        let mut found: Vec<Text> =
            own.flat_map(|&(_, value, scope)| self.fold(value, Place { scope, ..place }, fold)).collect();
        for class in self.object_paths(&attribute.value, place, fold.budget) {
            let line = self.line_within(&class, fold.budget).into_iter();
            let paths: Vec<String> = line.map(|class| format!("{class}.{name}")).collect();
            found.extend(self.fold_paths(&paths, fold));
        }
        found
    }

    /// The classes of which something is an object that is made by a call of them, here or behind a name.
    fn object_paths(&self, object: &Expr, place: Place, budget: Budget<'_>) -> Vec<String> {
        match object {
            Expr::Call(call) => self.paths_within(&call.func, place, budget),
            own if is_self(own) => self.class_path(place).into_iter().collect(),
            Expr::Name(_) => {
                let values = self.values_within(object, place, budget).into_iter();
                let calls = values.filter_map(|(value, there)| Some((value.as_call_expr()?, there)));
                calls.flat_map(|(call, there)| self.paths_within(&call.func, there, budget)).collect()
            }
            _ => Vec::new(),
        }
    }
}
