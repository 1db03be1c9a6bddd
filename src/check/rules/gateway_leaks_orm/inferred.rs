//! What a function returns that does not say so, where that is plain to see: a row it makes, a query, what a session
//! answers when it is asked for a mapped class.

use ruff_python_ast::{Comprehension, Expr, ExprCall, StmtFunctionDef};
use ruff_text_size::Ranged;

use super::{Door, LIBRARIES};
use crate::check::bindings::{Binding, Place, elements, last_name};

/// Methods of a session that answer with rows when they are given a mapped class or a query for one.
const ASKS: [&str; 9] =
    ["get", "get_one", "scalar", "scalars", "execute", "query", "merge", "stream", "stream_scalars"];
/// Methods of an answer that hand its rows on.
const HANDS_ON: [&str; 14] = [
    "all",
    "first",
    "one",
    "one_or_none",
    "unique",
    "scalar",
    "scalars",
    "scalar_one",
    "scalar_one_or_none",
    "where",
    "filter",
    "order_by",
    "limit",
    "filter_by",
];
/// Functions that put rows into another container.
const CONTAINS: [&str; 5] = ["list", "tuple", "set", "sorted", "next"];
const STEPS: usize = 12;

impl<'a> Door<'_, 'a> {
    pub(super) fn inferred(&mut self, function: &'a StmtFunctionDef, place: Place, body: usize) {
        let reading = self.names.reading(place.file);
        let yields = reading.yields.iter().copied().filter(|(_, scope)| *scope == body);
        for (value, scope) in reading.returns_of(body).chain(yields).collect::<Vec<_>>() {
            if self.is_row(value, Place { scope, ..place }, STEPS) {
                self.push(place.file, value.range(), &format!("`{}` returns what is no plain data", function.name));
            }
        }
    }

    fn is_row(&self, value: &Expr, place: Place, steps: usize) -> bool {
        let Some(steps) = steps.checked_sub(1) else { return false };
        match value {
            Expr::Await(inner) => self.is_row(&inner.value, place, steps),
            Expr::Named(inner) => self.is_row(&inner.value, place, steps),
            Expr::Subscript(inner) => self.is_row(&inner.value, place, steps),
            Expr::If(choice) => self.is_row(&choice.body, place, steps) || self.is_row(&choice.orelse, place, steps),
            Expr::BoolOp(choice) => choice.values.iter().any(|value| self.is_row(value, place, steps)),
            Expr::List(_) | Expr::Tuple(_) | Expr::Set(_) => {
                elements(value).iter().any(|value| self.is_row(value, place, steps))
            }
            Expr::Dict(table) => table.items.iter().any(|item| self.is_row(&item.value, place, steps)),
            Expr::ListComp(each) => self.is_row_of_each(&each.elt, &each.generators, place, steps),
            Expr::SetComp(each) => self.is_row_of_each(&each.elt, &each.generators, place, steps),
            Expr::Generator(each) => self.is_row_of_each(&each.elt, &each.generators, place, steps),
            Expr::DictComp(each) => self.is_row_of_each(&each.value, &each.generators, place, steps),
            Expr::Call(call) => self.is_row_of_call(call, place, steps),
            Expr::Name(name) => {
                let reading = self.names.reading(place.file);
                let bindings = reading.find(&name.id, place.scope).map(|(bindings, _)| bindings).unwrap_or_default();
                bindings.iter().any(|binding| match *binding {
                    Binding::Value(value, scope) | Binding::Each(value, scope) => {
                        self.is_row(value, Place { scope, ..place }, steps)
                    }
                    Binding::Parameter(Some(annotation), scope) => {
                        let mentions = self.names.mentions(annotation, Place { scope, ..place });
                        mentions.iter().any(|mention| self.leak(mention).is_some())
                    }
                    _ => false,
                })
            }
            _ => false,
        }
    }

    fn is_row_of_each(&self, item: &Expr, generators: &[Comprehension], place: Place, steps: usize) -> bool {
        match (item, generators) {
            (Expr::Name(item), [one]) if matches!(&one.target, Expr::Name(name) if name.id == item.id) => {
                self.is_row(&one.iter, place, steps)
            }
            (item, _) => item.is_call_expr() && self.is_row(item, place, steps),
        }
    }

    fn is_row_of_call(&self, call: &ExprCall, place: Place, steps: usize) -> bool {
        let paths = self.names.paths(&call.func, place);
        let library = |path: &String| LIBRARIES.contains(&path.split('.').next().unwrap_or(path));
        if paths.iter().any(|path| self.tables.is_model(path) || library(path)) {
            return true;
        }
        let Some(name) = last_name(&call.func) else { return false };
        let mut arguments = call.arguments.args.iter();
        if call.func.is_name_expr() {
            return CONTAINS.contains(&name) && arguments.any(|argument| self.is_row(argument, place, steps));
        }
        let Expr::Attribute(method) = &*call.func else { return false };
        let asked = ASKS.contains(&name) && arguments.any(|argument| self.asks_for_rows(argument, place, steps));
        asked || HANDS_ON.contains(&name) && self.is_row(&method.value, place, steps)
    }

    /// Whether an argument is a mapped class, or a query that selects one: `select(Article).where(...)`.
    fn asks_for_rows(&self, argument: &Expr, place: Place, steps: usize) -> bool {
        let Some(steps) = steps.checked_sub(1) else { return false };
        match argument {
            Expr::Name(_) | Expr::Attribute(_) => {
                self.names.paths(argument, place).iter().any(|path| self.tables.is_model(path))
                    || self
                        .names
                        .values(argument, place)
                        .iter()
                        .any(|(value, there)| value.is_call_expr() && self.asks_for_rows(value, *there, steps))
            }
            Expr::Call(call) => match &*call.func {
                Expr::Attribute(method) if self.names.paths(&call.func, place).is_empty() => {
                    self.asks_for_rows(&method.value, place, steps)
                }
                _ => call.arguments.args.iter().any(|argument| self.asks_for_rows(argument, place, steps)),
            },
            _ => false,
        }
    }
}
