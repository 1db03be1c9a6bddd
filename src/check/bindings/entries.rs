//! Values that are written out elsewhere: the expressions behind a name, and the entries of tables and lists.

use std::cell::Cell;

use ruff_python_ast::{Expr, ExprSubscript};

use super::budget::Budget;
use super::fold::{FUEL, Fold, STEPS};
use super::paths::Definition;
use super::scopes::Binding;
use super::text::Text;
use super::walk::elements;
use super::{Names, Place};

impl<'a> Names<'a> {
    /// An entry of a table or a list that is written out.
    pub(super) fn fold_entry(&self, subscript: &ExprSubscript, place: Place, fold: Fold<'_>) -> Vec<Text> {
        let keys: Vec<String> = self.fold(&subscript.slice, place, fold).iter().filter_map(Text::known).collect();
        let mut found = Vec::new();
        for (table, place) in self.values_within(&subscript.value, place, fold.budget) {
            if let Expr::Dict(entries) = table {
                for entry in &entries.items {
                    let Some(key) = &entry.key else { continue };
                    let names = self.fold(key, place, fold);
                    let meant = names.iter().filter_map(Text::known).any(|name| keys.contains(&name));
                    if meant || keys.is_empty() {
                        found.extend(self.fold(&entry.value, place, fold));
                    }
                }
            }
            found.extend(elements(table).iter().flat_map(|value| self.fold(value, place, fold)));
        }
        found
    }

    /// What a loop over an expression gives, one by one: the elements of lists and the values of tables.
    pub(super) fn each(&self, values: &'a Expr, place: Place, budget: Budget<'_>) -> Vec<(&'a Expr, Place)> {
        let lists = match values {
            Expr::Name(_) | Expr::Attribute(_) => self.values_within(values, place, budget),
            Expr::Call(call) => match &*call.func {
                Expr::Attribute(method) if method.attr.as_str() == "values" => {
                    self.values_within(&method.value, place, budget)
                }
                _ => Vec::new(),
            },
            other => vec![(other, place)],
        };
        let all = lists.into_iter().flat_map(|(list, place)| {
            let values = list.as_dict_expr().filter(|_| values.is_call_expr()).into_iter();
            let values = values.flat_map(|table| table.items.iter().map(|item| &item.value));
            elements(list).iter().chain(values).map(move |value| (value, place)).collect::<Vec<_>>()
        });
        all.collect()
    }

    /// The expressions that an expression stands for.
    pub fn values(&self, expression: &'_ Expr, place: Place) -> Vec<(&'a Expr, Place)> {
        self.values_within(expression, place, Budget::new(STEPS, &Cell::new(FUEL)))
    }

    /// The expressions that an expression stands for, within what is left of another question.
    pub(super) fn values_within(
        &self,
        expression: &'_ Expr,
        place: Place,
        budget: Budget<'_>,
    ) -> Vec<(&'a Expr, Place)> {
        let paths = match expression {
            Expr::Name(name) => {
                let found = self.reading(place.file).find(&name.id, place.scope);
                let bound = found.into_iter().flat_map(|(bindings, _)| bindings);
                let values = bound.filter_map(|binding| match *binding {
                    Binding::Value(value, scope) => Some((value, Place { scope, ..place })),
                    _ => None,
                });
                let values: Vec<_> = values.collect();
                if !values.is_empty() {
                    return values;
                }
                self.paths_of_name_within(&name.id, place, budget)
            }
            Expr::Attribute(_) => self.paths_within(expression, place, budget),
            _ => Vec::new(),
        };
        let values = paths.iter().flat_map(|path| self.definitions(path));
        let value = |definition| match definition {
            Definition::Value(value, place) => Some((value, place)),
            _ => None,
        };
        values.filter_map(value).collect()
    }
}
