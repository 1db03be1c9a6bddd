//! What reaches a door from elsewhere in its module: bases with methods, functions that are handed on, and data classes
//! that a call makes.

use ruff_python_ast::{Expr, ExprCall, Stmt, StmtClassDef};

use super::Door;
use crate::check::bindings::{Definition, Place, elements, last_name};

/// Calls that make a data class out of names and types.
const MAKERS: [&str; 5] = ["TypedDict", "NamedTuple", "create_model", "make_dataclass", "make_class"];

impl<'a> Door<'_, 'a> {
    /// The methods that a class has from bases of its own module.
    pub(super) fn inherited(&mut self, class: &'a StmtClassDef, place: Place) {
        for base in class.arguments.iter().flat_map(|arguments| arguments.args.iter()) {
            let mentions = self.names.mentions(base, place);
            let plain = mentions.iter().filter(|mention| self.leak(mention).is_none());
            let paths: Vec<String> = plain.flat_map(|mention| mention.paths.clone()).collect();
            for path in paths.iter().filter(|path| self.names.module_of(path) == Some(self.module)) {
                for definition in self.names.definitions(path) {
                    if let Definition::Class(base, there, body) = definition {
                        self.class(base, there, body);
                    }
                }
            }
        }
    }

    /// A function that is handed on from another file of the module.
    pub(super) fn handed_on(&mut self, name: &str) {
        for path in self.names.paths_of_name(name, Place { file: self.file, scope: 0 }) {
            if self.names.module_of(&path) != Some(self.module) {
                continue;
            }
            for definition in self.names.definitions(&path) {
                if let Definition::Function(function, there, body) = definition
                    && there.file != self.file
                {
                    self.function(function, there, body, true);
                }
            }
        }
    }

    /// The data classes that the door makes by calls, as in `TypedDict("Page", {"items": list[Article]})`.
    pub(super) fn made(&mut self, is_public: impl Fn(&str) -> bool) {
        let place = Place { file: self.file, scope: 0 };
        for statement in &self.names.sources[self.file].syntax().body {
            let Stmt::Assign(assign) = statement else { continue };
            let (Expr::Call(call), [Expr::Name(name)]) = (&*assign.value, &*assign.targets) else { continue };
            if is_public(&name.id) && last_name(&call.func).is_some_and(|maker| MAKERS.contains(&maker)) {
                for field in fields(call) {
                    self.annotation(field, place, &format!("a field of `{}`", name.id));
                }
            }
        }
    }
}

/// The types that such a call gives its fields.
fn fields(call: &ExprCall) -> Vec<&Expr> {
    let mut found = Vec::new();
    let typed = |field: &'_ Expr, at: usize| elements(field).get(at).is_some();
    for argument in call.arguments.args.iter().skip(1) {
        match argument {
            Expr::Dict(fields) => found.extend(fields.items.iter().map(|field| &field.value)),
            list => {
                found.extend(elements(list).iter().filter(|field| typed(field, 1)).map(|field| &elements(field)[1]));
            }
        }
    }
    for keyword in call.arguments.keywords.iter().filter(|keyword| keyword.arg.is_some()) {
        found.push(elements(&keyword.value).first().unwrap_or(&keyword.value));
    }
    found
}
