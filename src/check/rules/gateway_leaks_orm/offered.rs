//! What a door hands on by its `__all__`, and which of its functions FastAPI calls.

use ruff_python_ast::{Expr, ExprCall};
use ruff_text_size::{Ranged, TextRange};

use super::{Door, LIBRARIES};
use crate::check::bindings::{Binding, Definition, Place, elements, last_name};

/// How many entries one list of names has at most.
const STEPS: usize = 10_000;

impl Door<'_, '_> {
    /// The names in `__all__`, each where it stands, however they got there.
    pub(super) fn exported(&self) -> Vec<(String, TextRange)> {
        let reading = self.names.reading(self.file);
        let mut lists: Vec<&Expr> = Vec::new();
        for binding in reading.scopes[0].names.get("__all__").into_iter().flatten() {
            if let Binding::Value(value, _) | Binding::Added(value, _) = binding {
                lists.push(value);
            }
        }
        let is_all = |value: &Expr| matches!(value, Expr::Name(name) if name.id.as_str() == "__all__");
        for (call, _) in &reading.calls {
            if let Expr::Attribute(method) = &*call.func
                && is_all(&method.value)
                && matches!(method.attr.as_str(), "append" | "extend" | "insert")
            {
                lists.extend(call.arguments.args.iter());
            }
        }
        let mut found = Vec::new();
        let mut steps = STEPS;
        while let Some(list) = lists.pop().filter(|_| steps > 0) {
            steps -= 1;
            match list {
                Expr::StringLiteral(name) => found.push((name.value.to_str().to_owned(), name.range())),
                Expr::BinOp(sum) => lists.extend([&*sum.left, &*sum.right]),
                Expr::Starred(list) => lists.push(&list.value),
                other => lists.extend(elements(other)),
            }
        }
        found.extend(self.exported_elsewhere());
        found.sort_by_key(|(_, range)| range.start());
        found
    }

    /// The names in an `__all__` that the door has from another file of its module, told where it imports that.
    fn exported_elsewhere(&self) -> Vec<(String, TextRange)> {
        let source = &self.names.sources[self.file];
        let lists = source.imports.iter().filter(|import| import.target.ends_with(".__all__"));
        let mut found = Vec::new();
        for import in lists.filter(|import| self.names.module_of(&import.target) == Some(self.module)) {
            for definition in self.names.definitions(&import.target) {
                let Definition::Value(list, _) = definition else { continue };
                let names = elements(list).iter().filter_map(Expr::as_string_literal_expr);
                found.extend(names.map(|name| (name.value.to_str().to_owned(), import.range)));
            }
        }
        found
    }

    /// A name that is handed on: a type that may not pass, or a value that is made of one.
    pub(super) fn export(&mut self, name: &str, range: TextRange) {
        let place = Place { file: self.file, scope: 0 };
        let mentions = self.names.mentions_of_name(name, place, range);
        if mentions.iter().any(|mention| self.leak(mention).is_some()) || self.is_made_of_leak(name, place) {
            self.push(self.file, range, &format!("`{name}` is handed on, and is no plain data"));
        }
        for mention in &mentions {
            self.follow(mention, self.file);
        }
    }

    /// Whether a value that is handed on is an object of the database: an engine, a session, a statement.
    fn is_made_of_leak(&self, name: &str, place: Place) -> bool {
        const DATABASE: usize = 9;
        let definitions =
            self.names.paths_of_name(name, place).into_iter().flat_map(|path| self.names.definitions(&path));
        definitions
            .filter_map(|definition| match definition {
                Definition::Value(Expr::Call(call), there) => Some(self.names.paths(&call.func, there)),
                _ => None,
            })
            .flatten()
            .any(|path| {
                let library = path.split('.').next().unwrap_or(&path);
                // What FastAPI makes, such as `Depends(...)`, is how a door is used in routes.
                LIBRARIES[..DATABASE - 1].contains(&library)
            })
    }

    /// Whether FastAPI calls a function of this door, because a `Depends` names it, here or elsewhere.
    pub(super) fn is_injected(&self, function: &str) -> bool {
        let path = format!("{}.{function}", self.names.sources[self.file].dotted);
        let depends = |call: &ExprCall| matches!(last_name(&call.func), Some("Depends" | "Security"));
        let named = |file: usize| {
            self.names.reading(file).calls.iter().filter(|(call, _)| depends(call)).any(|&(call, scope)| {
                let given = call.arguments.find_argument_value("dependency", 0);
                given.is_some_and(|given| self.names.paths(given, Place { file, scope }).contains(&path))
            })
        };
        let others = self.names.sources.iter().filter(|source| {
            source.at != self.file && source.text.contains(function) && source.text.contains("Depends")
        });
        named(self.file) || others.into_iter().any(|source| named(source.at))
    }
}
