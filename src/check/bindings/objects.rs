//! What an object comes from: the class that an annotation names for it, or the call that gave it.

use std::cell::Cell;

use ruff_python_ast::{Expr, ExprName};

use super::budget::Budget;
use super::paths::{Definition, is_self};
use super::scopes::Binding;
use super::{Names, Place};

/// How many names lead to one object, and how many steps and expressions to all that its class is made of.
const STEPS: usize = 8;
const LINE: usize = 24;
const FUEL: usize = 600;

/// What an object comes from.
#[derive(Clone, Debug)]
pub(in crate::check) enum Origin<'a> {
    /// Something with one of these dotted paths, as its annotation says or because it is that itself.
    Typed(Vec<String>),
    /// What an expression gives that is no name.
    Given(&'a Expr, Place),
}

impl<'a> Names<'a> {
    /// Everything that an object may come from, as far as it is written in its file.
    pub fn origins(&self, object: &'a Expr, place: Place) -> Vec<Origin<'a>> {
        let mut found = Vec::new();
        self.follow_object(object, place, STEPS, &mut found);
        found
    }

    fn follow_object(&self, object: &'a Expr, place: Place, steps: usize, found: &mut Vec<Origin<'a>>) {
        let Some(steps) = steps.checked_sub(1) else { return };
        match object {
            Expr::Await(awaited) => self.follow_object(&awaited.value, place, steps, found),
            Expr::Named(named) => self.follow_object(&named.value, place, steps, found),
            Expr::If(choice) => {
                self.follow_object(&choice.body, place, steps, found);
                self.follow_object(&choice.orelse, place, steps, found);
            }
            Expr::BoolOp(choice) => {
                choice.values.iter().for_each(|value| self.follow_object(value, place, steps, found));
            }
            Expr::Name(name) => self.follow_object_name(object, name, place, steps, found),
            Expr::Attribute(attribute) => match &*attribute.value {
                own if is_self(own) => {
                    self.follow_attribute(&attribute.attr, place, steps, found);
                }
                _ => self.follow_paths(object, place, steps, found),
            },
            other => found.push(Origin::Given(other, place)),
        }
    }

    fn follow_object_name(
        &self,
        object: &'a Expr,
        name: &'a ExprName,
        place: Place,
        steps: usize,
        found: &mut Vec<Origin<'a>>,
    ) {
        let Some((bindings, _)) = self.reading(place.file).find(&name.id, place.scope) else { return };
        for binding in bindings {
            match *binding {
                Binding::Parameter(None, _) if is_self(object) => {
                    found.extend(self.class_path(place).map(|it| Origin::Typed(vec![it])));
                }
                Binding::Parameter(Some(annotation), scope) => {
                    found.push(self.typed(annotation, Place { scope, ..place }));
                }
                Binding::Value(value, scope) | Binding::Entered(value, scope) if !std::ptr::eq(value, object) => {
                    self.follow_object(value, Place { scope, ..place }, steps, found);
                }
                Binding::Import(_) => self.follow_paths(object, place, steps, found),
                Binding::Parameter(None, _) => found.push(Origin::Typed(Vec::new())),
                _ => {}
            }
        }
    }

    /// What the class around binds an attribute to, or annotates it as.
    fn follow_attribute(&self, name: &str, place: Place, steps: usize, found: &mut Vec<Origin<'a>>) {
        let reading = self.reading(place.file);
        let Some(class) = reading.class_around(place.scope) else { return };
        for &(_, value, scope) in reading.scopes[class].attributes.iter().filter(|(other, ..)| *other == name) {
            self.follow_object(value, Place { scope, ..place }, steps, found);
        }
        let is_it = |target: &Expr| matches!(target, Expr::Name(other) if other.id.as_str() == name);
        for &(field, scope) in &reading.annotated {
            if scope == class && is_it(&field.target) {
                found.push(self.typed(&field.annotation, Place { scope, ..place }));
            }
        }
        for definition in self.bound(place.file, class, name) {
            if let Definition::Value(value, there) = definition {
                self.follow_object(value, there, steps, found);
            }
        }
    }

    /// What a name of another file leads to, or of a library.
    fn follow_paths(&self, object: &'a Expr, place: Place, steps: usize, found: &mut Vec<Origin<'a>>) {
        let paths = self.paths(object, place);
        for path in &paths {
            for definition in self.definitions(path) {
                if let Definition::Value(value, there) = definition {
                    self.follow_object(value, there, steps, found);
                }
            }
        }
        found.push(Origin::Typed(paths));
    }

    fn typed(&self, annotation: &Expr, place: Place) -> Origin<'a> {
        let mentions = self.mentions(annotation, place).into_iter();
        Origin::Typed(mentions.flat_map(|mention| mention.paths).collect())
    }

    /// The class, of one and those that it is made of, whose body has a method.
    pub fn class_with(&self, class: &str, method: &str) -> Option<String> {
        self.line(class).into_iter().find(|class| {
            self.definitions(class).iter().any(|definition| match *definition {
                Definition::Class(_, there, body) => self.reading(there.file).scopes[body].names.contains_key(method),
                _ => false,
            })
        })
    }

    /// A class and all that it is made of, as paths; those of libraries too.
    pub fn line(&self, class: &str) -> Vec<String> {
        self.line_within(class, Budget::new(LINE, &Cell::new(FUEL)))
    }

    /// The same, within what is left of another question.
    pub(super) fn line_within(&self, class: &str, budget: Budget<'_>) -> Vec<String> {
        /// How many classes one may be made of.
        const MOST: usize = 32;
        let mut line = vec![class.to_owned()];
        let mut at = 0;
        while at < line.len() && line.len() < MOST {
            for definition in self.definitions(&line[at]) {
                let Definition::Class(class, there, _) = definition else { continue };
                let bases = class.arguments.iter().flat_map(|arguments| arguments.args.iter());
                let bases: Vec<String> = bases.flat_map(|base| self.paths_within(base, there, budget)).collect();
                line.extend(bases.into_iter().filter(|base| !line.contains(base)).collect::<Vec<_>>());
            }
            at += 1;
        }
        line
    }

    /// Whether a path is that of a class of this project.
    pub fn is_class(&self, path: &str) -> bool {
        self.definitions(path).iter().any(|definition| matches!(definition, Definition::Class(..)))
    }

    /// The classes of this project that an object may be of.
    pub fn classes_of(&self, object: &'a Expr, place: Place) -> Vec<String> {
        let paths = self.origins(object, place).into_iter().flat_map(|origin| match origin {
            Origin::Typed(paths) => paths,
            Origin::Given(Expr::Call(call), there) => self.paths(&call.func, there),
            Origin::Given(..) => Vec::new(),
        });
        paths.filter(|path| self.is_class(path)).collect()
    }
}
