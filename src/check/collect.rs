//! What stands in tables and other collections, and what a name takes from them.

use ruff_python_ast::{Expr, ExprName, Number, Operator, UnaryOp};

use crate::check::names::{Part, ScopeId, Value};
use crate::check::resolve::{At, Resolver, elements, nth};

impl<'p, 'a> Resolver<'p, 'a> {
    /// The texts in a collection: of a literal, of a table's values, of two that are added.
    pub fn items(&self, at: At<'p, 'a>) -> Vec<String> {
        self.effort.step(|| self.members(at).into_iter().flat_map(|member| self.of_entry(member)).collect())
    }

    /// The expressions that a collection holds: elements, or the values of a table.
    pub fn members(&self, at: At<'p, 'a>) -> Vec<At<'p, 'a>> {
        self.effort.step(|| match at.expr {
            Expr::Dict(dict) => dict.items.iter().map(|item| at.other(&item.value)).collect(),
            Expr::BinOp(sum) if matches!(sum.op, Operator::Add | Operator::BitOr) => {
                [&sum.left, &sum.right].into_iter().flat_map(|side| self.members(at.other(side))).collect()
            }
            Expr::Call(call) => match (&*call.func, &*call.arguments.args) {
                // `sorted(TABLE)`, `TABLE.values()` and the like.
                (Expr::Name(_), [collection]) => self.members(at.other(collection)),
                (Expr::Attribute(method), _) => self.members(at.other(&method.value)),
                _ => Vec::new(),
            },
            Expr::Starred(starred) => self.members(at.other(&starred.value)),
            Expr::Name(_) | Expr::Attribute(_) => {
                self.sources(at).into_iter().flat_map(|value| self.members(value)).collect()
            }
            literal => elements(literal)
                .iter()
                .flat_map(|element| {
                    if element.is_starred_expr() { self.members(at.other(element)) } else { vec![at.other(element)] }
                })
                .collect(),
        })
    }

    /// What stands in a collection under a key, as far as both are written out; all of it where the key is not.
    pub fn under(&self, table: At<'p, 'a>, key: At<'p, 'a>) -> Vec<At<'p, 'a>> {
        self.effort.step(|| match (table.expr, place(key.expr)) {
            (Expr::Dict(dict), _) => {
                let wanted = self.texts(key);
                let is_meant = |own: &'a Expr| {
                    let own = self.texts(table.other(own));
                    wanted.is_empty() || own.is_empty() || own.iter().any(|own| wanted.contains(own))
                };
                let items = dict.items.iter().filter(|item| item.key.as_ref().is_none_or(is_meant));
                items.map(|item| table.other(&item.value)).collect()
            }
            (Expr::Call(call), _) if matches!(&*call.func, Expr::Name(name) if name.id == "dict") => {
                let wanted = self.texts(key);
                let is_meant = |own: &str| wanted.is_empty() || wanted.iter().any(|wanted| wanted == own);
                let given = call.arguments.keywords.iter();
                let meant = given.filter(|given| given.arg.as_ref().is_none_or(|name| is_meant(name)));
                meant.map(|given| table.other(&given.value)).collect()
            }
            (Expr::Tuple(_) | Expr::List(_), Some(place)) => {
                let items = elements(table.expr);
                let back = |place: isize| items.len().checked_sub(place.unsigned_abs());
                let at = if place < 0 { back(place) } else { usize::try_from(place).ok() };
                match at.and_then(|at| items.get(at)) {
                    Some(item) if !items.iter().any(Expr::is_starred_expr) => vec![table.other(item)],
                    Some(_) => self.members(table),
                    None => Vec::new(),
                }
            }
            (Expr::Name(_) | Expr::Attribute(_), _) => {
                self.sources(table).into_iter().flat_map(|value| self.under(value, key)).collect()
            }
            _ => self.members(table),
        })
    }

    /// The keys of a table, or the elements of anything else: what a loop over it gives.
    pub fn looped(&self, at: At<'p, 'a>) -> Vec<At<'p, 'a>> {
        match at.expr {
            Expr::Dict(dict) => {
                dict.items.iter().filter_map(|item| item.key.as_ref()).map(|key| at.other(key)).collect()
            }
            Expr::Name(_) | Expr::Attribute(_) => {
                self.effort.step(|| self.sources(at).into_iter().flat_map(|value| self.looped(value)).collect())
            }
            _ => self.members(at),
        }
    }

    /// The expressions that a name or an attribute is bound to as a whole, here or in another file.
    pub fn sources(&self, at: At<'p, 'a>) -> Vec<At<'p, 'a>> {
        let mut found = Vec::new();
        if let Expr::Name(name) = at.expr
            && let Some((_, binding)) = at.reading.find(&name.id, at.scope)
        {
            let whole = binding.values.iter().filter(|value| value.part == Part::Whole);
            found.extend(whole.map(|value| at.value(*value)).filter(|value| !std::ptr::eq(value.expr, at.expr)));
            // What a table is made of is looked up again in each of its items.
            for value in binding.values.iter().filter(|value| value.part == Part::Each) {
                found.extend(self.looped(at.value(*value)));
            }
        }
        if let Expr::Attribute(attribute) = at.expr {
            found.extend(at.of_class(&attribute.value, &attribute.attr));
        }
        for path in self.paths(at) {
            found.extend(self.project().values(&path));
        }
        found
    }

    /// The texts that a name takes from what it is bound to.
    pub fn taken(&self, value: Value<'a>, at: At<'p, 'a>) -> Vec<String> {
        let whole = at.value(value);
        if std::ptr::eq(whole.expr, at.expr) {
            return Vec::new();
        }
        let item = |of: At<'p, 'a>, place: usize| match nth(of.expr, place) {
            Some(expr) => self.of_entry(of.other(expr)),
            // What is taken apart may be any value of a table of tuples, or a text that was split.
            None => self.parts(of, place),
        };
        match value.part {
            Part::Whole => self.texts(whole),
            Part::Each => self.looped(whole).into_iter().flat_map(|each| self.of_entry(each)).collect(),
            Part::Item(place) => item(whole, place),
            Part::EachItem(place) => match whole.expr {
                Expr::Call(call) if matches!(&*call.func, Expr::Attribute(method) if method.attr.as_str() == "items") =>
                {
                    let Expr::Attribute(method) = &*call.func else { return Vec::new() };
                    let table = whole.other(&method.value);
                    let sides = if place == 0 { self.looped(table) } else { self.members(table) };
                    sides.into_iter().flat_map(|side| self.of_entry(side)).collect()
                }
                _ => self.looped(whole).into_iter().flat_map(|each| item(each, place)).collect(),
            },
        }
    }

    /// The texts at a place of what an expression stands for: of the tuples in a table, of a text that is split.
    pub fn parts(&self, at: At<'p, 'a>, place: usize) -> Vec<String> {
        let values = match at.expr {
            Expr::Subscript(subscript) => self.under(at.other(&subscript.value), at.other(&subscript.slice)),
            Expr::Call(call) => match (&*call.func, &*call.arguments.args) {
                (Expr::Attribute(method), [key, ..]) if matches!(method.attr.as_str(), "get" | "pop") => {
                    self.under(at.other(&method.value), at.other(key))
                }
                _ => {
                    return self
                        .split(call, at)
                        .into_iter()
                        .filter_map(|mut parts| (place < parts.len()).then(|| parts.swap_remove(place)))
                        .collect();
                }
            },
            Expr::Name(_) => self.sources(at),
            _ => return Vec::new(),
        };
        values
            .into_iter()
            .filter_map(|value| Some(value.other(nth(value.expr, place)?)))
            .flat_map(|part| self.of_entry(part))
            .collect()
    }
}

impl At<'_, '_> {
    /// What an attribute of `self`, `cls` or a class of this file is bound to in the body of the class.
    pub fn of_class(self, base: &Expr, name: &str) -> Vec<Self> {
        let Expr::Name(base) = base else { return Vec::new() };
        let Some(scope) = self.class(base) else { return Vec::new() };
        let scope = &self.reading.scopes[scope];
        let bound = scope.names.get(name).into_iter().flat_map(|binding| &binding.values);
        let attributes = scope.attributes.iter().filter(|(other, _)| *other == name).map(|(_, value)| value);
        bound.chain(attributes).map(|value| self.value(*value)).collect()
    }

    /// What an attribute of `self`, `cls` or a class of this file was imported as in the body of the class.
    pub fn paths_of_class(self, base: &Expr, name: &str) -> Vec<String> {
        let scope = base.as_name_expr().and_then(|base| self.class(base));
        let binding = scope.and_then(|scope| self.reading.scopes[scope].names.get(name));
        binding.into_iter().flat_map(|binding| &binding.paths).map(|path| (*path).to_owned()).collect()
    }

    /// The scope of the class that `self`, `cls` or the name of a class of this file stands for.
    fn class(self, base: &ExprName) -> Option<ScopeId> {
        if matches!(base.id.as_str(), "self" | "cls") {
            return self.reading.class_around(self.scope);
        }
        self.reading.top(&base.id).filter(|binding| binding.is_defined)?;
        self.reading.classes.iter().find(|class| class.def.name.id == base.id).map(|class| class.inside)
    }
}

/// The number that a key is.
pub fn place(key: &Expr) -> Option<isize> {
    match key {
        Expr::NumberLiteral(number) => match &number.value {
            Number::Int(int) => int.as_i64().and_then(|place| isize::try_from(place).ok()),
            _ => None,
        },
        Expr::UnaryOp(minus) if minus.op == UnaryOp::USub => place(&minus.operand).map(|place| -place),
        _ => None,
    }
}
