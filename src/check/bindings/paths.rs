//! Which dotted paths an expression stands for.
//!
//! A path is followed to where it is defined: through imports, aliases, packages that hand a name on, and stars. What
//! is defined outside of the project keeps the path by which it was imported.

use std::cell::Cell;

use ruff_python_ast::{Expr, ExprCall, StmtClassDef, StmtFunctionDef};

use super::budget::Budget;
use super::scopes::{Binding, Holder};
use super::{Names, Place};

/// How many steps one name is followed, and how many are taken for all that one name may stand for.
const STEPS: usize = 24;
const FUEL: usize = 600;

/// What a path of the project leads to.
#[derive(Clone, Copy, Debug)]
pub(in crate::check) enum Definition<'a> {
    /// A class, where it stands, and the scope of its body.
    Class(&'a StmtClassDef, Place, usize),
    /// A function, likewise.
    Function(&'a StmtFunctionDef, Place, usize),
    /// A value, and where it is read.
    Value(&'a Expr, Place),
}

impl<'a> Names<'a> {
    /// The paths that an expression stands for, each followed to its definition.
    pub fn paths(&self, expression: &Expr, place: Place) -> Vec<String> {
        let (fuel, mut found) = (Cell::new(FUEL), Vec::new());
        let budget = Budget::new(STEPS, &fuel);
        self.follow_expression(expression, place, budget, &mut found);
        found.sort();
        found.dedup();
        found
    }

    /// The paths that a name stands for.
    pub fn paths_of_name(&self, name: &str, place: Place) -> Vec<String> {
        let (fuel, mut found) = (Cell::new(FUEL), Vec::new());
        let budget = Budget::new(STEPS, &fuel);
        self.follow_name(name, place, budget, &mut found);
        found.sort();
        found.dedup();
        found
    }

    /// The paths that an expression stands for, within what is left of another question: paths lead to texts and texts
    /// to paths, and each of them would go on for ever with a budget of its own.
    pub(super) fn paths_within(&self, expression: &Expr, place: Place, budget: Budget<'_>) -> Vec<String> {
        let mut found = Vec::new();
        self.follow_expression(expression, place, budget, &mut found);
        found.sort();
        found.dedup();
        found
    }

    /// The paths that a name stands for, within what is left of another question.
    pub(super) fn paths_of_name_within(&self, name: &str, place: Place, budget: Budget<'_>) -> Vec<String> {
        let mut found = Vec::new();
        self.follow_name(name, place, budget, &mut found);
        found.sort();
        found.dedup();
        found
    }

    /// What a followed path leads to, if it is defined in this project.
    pub fn definitions(&self, path: &str) -> Vec<Definition<'a>> {
        let Some((file, rest)) = self.split(path) else { return Vec::new() };
        let mut scopes = vec![0];
        let mut found = Vec::new();
        let mut parts = rest.peekable();
        while let Some(part) = parts.next() {
            let bound = scopes.iter().flat_map(|&scope| self.bound(file, scope, part)).collect::<Vec<_>>();
            if parts.peek().is_none() {
                found = bound;
                break;
            }
            let bodies = bound.iter().filter_map(|definition| match definition {
                Definition::Class(_, _, body) => Some(*body),
                _ => None,
            });
            scopes = bodies.collect();
        }
        found
    }

    pub(super) fn bound(&self, file: usize, scope: usize, name: &str) -> Vec<Definition<'a>> {
        let here = Place { file, scope };
        let bindings = self.reading(file).scopes[scope].names.get(name).map(Vec::as_slice).unwrap_or_default();
        let define = |binding: &Binding<'a>| match *binding {
            Binding::Class(class, body) => Some(Definition::Class(class, here, body)),
            Binding::Function(function, body) => Some(Definition::Function(function, here, body)),
            Binding::Value(value, scope) => Some(Definition::Value(value, Place { file, scope })),
            _ => None,
        };
        bindings.iter().filter_map(define).collect()
    }

    /// The file that a path begins with, and what follows.
    fn split<'p>(&self, path: &'p str) -> Option<(usize, impl Iterator<Item = &'p str> + use<'p>)> {
        if !self.is_inside(path) {
            return None;
        }
        let mut end = path.len();
        loop {
            if let Some(file) = self.file(&path[..end]) {
                return Some((file, path[end..].split('.').skip(1)));
            }
            end = path[..end].rfind('.')?;
        }
    }

    pub(super) fn is_inside(&self, path: &str) -> bool {
        let first = path.split('.').next().unwrap_or(path);
        let layout = &self.layout;
        first == layout.package || first == "tests" || layout.externals.iter().any(|(name, _)| name == first)
    }

    fn follow_expression(&self, expression: &Expr, place: Place, budget: Budget<'_>, found: &mut Vec<String>) {
        let Some(budget) = budget.deeper() else { return };
        match expression {
            Expr::Name(name) => self.follow_name(&name.id, place, budget, found),
            Expr::Attribute(attribute) => {
                let mut owners = Vec::new();
                self.follow_expression(&attribute.value, place, budget, &mut owners);
                if owners.is_empty() && is_self(&attribute.value) {
                    owners.extend(self.class_path(place));
                }
                for owner in owners {
                    self.follow_path(&format!("{owner}.{}", attribute.attr), budget, found);
                }
            }
            Expr::Subscript(subscript) => self.follow_expression(&subscript.value, place, budget, found),
            Expr::Named(named) => self.follow_expression(&named.value, place, budget, found),
            Expr::If(choice) => {
                self.follow_expression(&choice.body, place, budget, found);
                self.follow_expression(&choice.orelse, place, budget, found);
            }
            Expr::BoolOp(choice) => {
                choice.values.iter().for_each(|value| self.follow_expression(value, place, budget, found));
            }
            Expr::Call(call) => self.follow_call(call, place, budget, found),
            _ => {}
        }
    }

    /// `getattr(module, "name")` and `import_module("path")`.
    fn follow_call(&self, call: &ExprCall, place: Place, budget: Budget<'_>, found: &mut Vec<String>) {
        let Expr::Name(name) = &*call.func else { return self.follow_loader(call, place, budget, found) };
        let [owner, attribute, ..] = &*call.arguments.args else {
            return self.follow_loader(call, place, budget, found);
        };
        if name.id.as_str() == "getattr" {
            let mut owners = Vec::new();
            self.follow_expression(owner, place, budget, &mut owners);
            for text in self.plain_texts_within(attribute, place, budget) {
                for owner in &owners {
                    self.follow_path(&format!("{owner}.{text}"), budget, found);
                }
            }
        }
    }

    fn follow_loader(&self, call: &ExprCall, place: Place, budget: Budget<'_>, found: &mut Vec<String>) {
        let Some(path) = call.arguments.args.first() else { return };
        if !matches!(&*call.func, Expr::Name(_))
            && !matches!(&*call.func, Expr::Attribute(method) if method.attr.as_str() == "import_module")
        {
            return;
        }
        let mut loaders = Vec::new();
        self.follow_expression(&call.func, place, budget, &mut loaders);
        if loaders.iter().any(|loader| loader == "importlib.import_module" || loader == "__import__") {
            self.plain_texts_within(path, place, budget).iter().for_each(|path| self.follow_path(path, budget, found));
        }
    }

    fn follow_name(&self, name: &str, place: Place, budget: Budget<'_>, found: &mut Vec<String>) {
        let reading = self.reading(place.file);
        let Some((bindings, scope)) = reading.find(name, place.scope) else {
            return self.follow_stars(name, place.file, budget, found);
        };
        for binding in bindings {
            match *binding {
                Binding::Import(path) => self.follow_path(path, budget, found),
                Binding::Value(value, scope) => {
                    self.follow_value(name, value, Place { file: place.file, scope }, budget, found);
                }
                Binding::Class(..) | Binding::Function(..) => {
                    found.push(self.path_of(name, Place { file: place.file, scope }));
                }
                _ => {}
            }
        }
    }

    /// An alias stands for what it names; any other value of a file or a class for itself.
    fn follow_value(&self, name: &str, value: &Expr, place: Place, budget: Budget<'_>, found: &mut Vec<String>) {
        let before = found.len();
        let Some(budget) = budget.deeper() else { return };
        let named = matches!(value, Expr::Name(bound) if bound.id.as_str() == name);
        if !named && !matches!(value, Expr::Subscript(_)) {
            self.follow_expression(value, place, budget, found);
        }
        if found.len() == before && !matches!(self.reading(place.file).scopes[place.scope].holder, Holder::Function(_))
        {
            found.push(self.path_of(name, place));
        }
    }

    fn follow_stars(&self, name: &str, file: usize, budget: Budget<'_>, found: &mut Vec<String>) {
        let before = found.len();
        for star in &self.reading(file).scopes[0].stars {
            let inside = self.is_inside(star);
            let path = format!("{star}.{name}");
            if !inside && !DATABASE.contains(&star.split('.').next().unwrap_or(star)) {
                continue;
            }
            let Some(budget) = budget.deeper() else { return };
            let reached = found.len();
            self.follow_path(&path, budget, found);
            if inside && found.len() > reached && found[reached..].iter().all(|end| *end == path) {
                let known = self.split(&path).is_some_and(|(file, mut rest)| {
                    rest.next().is_some_and(|name| self.reading(file).scopes[0].names.contains_key(name))
                });
                if !known {
                    found.truncate(reached);
                }
            }
        }
        if found.len() == before && matches!(name, "__import__" | "getattr") {
            found.push(name.to_owned());
        }
    }

    fn follow_path(&self, path: &str, budget: Budget<'_>, found: &mut Vec<String>) {
        let Some(budget) = budget.deeper() else { return };
        let Some((file, mut rest)) = self.split(path) else { return found.push(path.to_owned()) };
        let Some(name) = rest.next() else { return found.push(path.to_owned()) };
        let after: Vec<&str> = rest.collect();
        let mut ends = Vec::new();
        self.follow_name(name, Place { file, scope: 0 }, budget, &mut ends);
        let own = format!("{}.{name}", self.sources[file].dotted);
        if ends.is_empty() {
            return found.push(path.to_owned());
        }
        for end in ends {
            let whole = if after.is_empty() { end.clone() } else { format!("{end}.{}", after.join(".")) };
            if end == own || after.is_empty() {
                found.push(whole);
            } else {
                self.follow_path(&whole, budget, found);
            }
        }
    }

    /// The path of a name that is bound in a scope, through the classes around it.
    pub fn path_of(&self, name: &str, place: Place) -> String {
        let reading = self.reading(place.file);
        let mut parts = vec![name];
        let mut at = Some(place.scope);
        while let Some(here) = at {
            if let Holder::Class(class) = reading.scopes[here].holder {
                parts.push(&class.name);
            }
            at = reading.scopes[here].parent;
        }
        parts.push(&reading.source.dotted);
        parts.reverse();
        parts.join(".")
    }

    /// The path of the class around a place.
    pub(super) fn class_path(&self, place: Place) -> Option<String> {
        let reading = self.reading(place.file);
        let scope = reading.class_around(place.scope)?;
        let Holder::Class(class) = reading.scopes[scope].holder else { return None };
        Some(self.path_of(&class.name, Place { file: place.file, scope: reading.scopes[scope].parent? }))
    }
}

/// The libraries from which a star is taken to bring what it is asked for.
const DATABASE: [&str; 4] = ["sqlalchemy", "sqlmodel", "alembic", "fastapi"];

/// Whether an expression is the object or the class that a method belongs to.
pub(super) fn is_self(expression: &Expr) -> bool {
    matches!(expression, Expr::Name(name) if matches!(name.id.as_str(), "self" | "cls"))
}
