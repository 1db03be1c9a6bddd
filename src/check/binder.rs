//! Scopes, and what is bound in them, while a file is read.

use ruff_python_ast::visitor::Visitor;
use ruff_python_ast::{Comprehension, Expr, Parameters, Stmt, StmtAnnAssign, TypeParams};
use ruff_text_size::Ranged;
use rustc_hash::FxHashMap;

use crate::check::names::{Binding, Part, Scope, ScopeId, ScopeKind, TOP, Value};
use crate::check::reader::{Reader, own_attribute};
use crate::check::resolve::elements;
use crate::check::source::Source;

impl<'a> Reader<'a> {
    pub fn open(&mut self, kind: ScopeKind) -> ScopeId {
        let parent = (!self.reading.scopes.is_empty()).then_some(self.scope);
        self.reading.scopes.push(Scope {
            parent,
            kind,
            names: FxHashMap::default(),
            stars: Vec::new(),
            attributes: Vec::new(),
        });
        self.reading.scopes.len() - 1
    }

    pub fn inside(&mut self, kind: ScopeKind, read: impl FnOnce(&mut Self)) -> ScopeId {
        let outer = self.scope;
        let inner = self.open(kind);
        self.scope = inner;
        read(self);
        self.scope = outer;
        inner
    }

    /// Reads in a scope of their own what sees the type parameters; they hide what is called like them outside.
    pub fn with_type_parameters(&mut self, parameters: Option<&'a TypeParams>, read: impl FnOnce(&mut Self)) {
        let Some(parameters) = parameters else { return read(self) };
        self.inside(ScopeKind::Comprehension, |reader| {
            parameters.iter().for_each(|parameter| reader.define(parameter.name()));
            reader.visit_type_params(parameters);
            read(reader);
        });
    }

    /// The nearest scope around this one in which a `nonlocal` finds its names.
    pub fn function_around(&self) -> ScopeId {
        let mut at = self.reading.scopes[self.scope].parent.unwrap_or(TOP);
        while self.reading.scopes[at].kind == ScopeKind::Comprehension {
            at = self.reading.scopes[at].parent.unwrap_or(TOP);
        }
        at
    }

    pub fn bind(&mut self, name: &'a str) -> &mut Binding<'a> {
        let elsewhere = self.elsewhere.iter().find(|(scope, other, _)| *scope == self.scope && *other == name);
        let scope = elsewhere.map_or(self.scope, |(_, _, owner)| *owner);
        self.reading.scopes[scope].names.entry(name).or_default()
    }

    pub fn define(&mut self, name: &'a str) {
        self.bind(name).is_defined = true;
    }

    /// Binds the names of an import statement to what was read from it before.
    pub fn import(&mut self, statement: &'a Stmt) {
        let source: &'a Source = self.reading.source;
        let range = statement.range();
        let first = source.imports.partition_point(|import| import.range.start() < range.start());
        for import in source.imports[first..].iter().take_while(|import| range.contains_range(import.range)) {
            let target = import.target.as_str();
            match &import.binds {
                Some(name) if import.whole => self.bind(name).paths.push(target),
                Some(name) => self.bind(name).paths.push(name),
                None => {
                    let stars = &mut self.reading.scopes[self.scope].stars;
                    stars.push(target.strip_suffix(".*").unwrap_or(target));
                }
            }
        }
    }

    pub fn bind_target(&mut self, target: &'a Expr, expr: &'a Expr, part: Part) {
        self.bind_target_in(target, expr, part, self.scope);
    }

    /// Binds a target to what an expression gives that is read in `scope`.
    pub fn bind_target_in(&mut self, target: &'a Expr, expr: &'a Expr, part: Part, scope: ScopeId) {
        let items = match target {
            Expr::Name(name) => return self.bind(&name.id).values.push(Value { expr, part, scope }),
            Expr::Attribute(_) if own_attribute(target).is_some() => {
                let class = self.reading.class_around(self.scope);
                let attribute = class.zip(own_attribute(target));
                return attribute.into_iter().for_each(|(class, name)| {
                    self.reading.scopes[class].attributes.push((name, Value { expr, part, scope }));
                });
            }
            Expr::Tuple(tuple) => &tuple.elts[..],
            Expr::List(list) => &list.elts[..],
            other => return self.visit_expr(other),
        };
        for (at, item) in items.iter().enumerate() {
            match (item, part) {
                (Expr::Name(_), Part::Whole) => self.bind_target_in(item, expr, Part::Item(at), scope),
                (Expr::Name(_), Part::Each) => self.bind_target_in(item, expr, Part::EachItem(at), scope),
                _ => self.visit_expr(item),
            }
        }
    }

    pub fn bind_parameters(&mut self, parameters: &'a Parameters) {
        for parameter in parameters {
            let name = parameter.name().as_str();
            // A default is read where the function is defined.
            let scope = self.reading.scopes[self.scope].parent.unwrap_or(TOP);
            let binding = self.bind(name);
            binding.is_defined = true;
            binding.values.extend(parameter.default().map(|expr| Value { expr, part: Part::Whole, scope }));
        }
    }

    pub fn annotated(&mut self, assign: &'a StmtAnnAssign) {
        self.visit_annotation(&assign.annotation);
        match &assign.value {
            Some(value) => {
                self.bind_target(&assign.target, value, Part::Whole);
                self.value(value, std::slice::from_ref(&*assign.target));
            }
            None => self.visit_expr(&assign.target),
        }
    }

    /// Reads what is assigned. A name that gets another name is no use of it: what comes of it is seen later.
    pub fn value(&mut self, value: &'a Expr, targets: &'a [Expr]) {
        let is_kept = |target: &Expr| target.is_name_expr() || own_attribute(target).is_some();
        if targets.iter().all(is_kept) {
            return self.aliased(value);
        }
        match targets {
            [target] if !elements(target).is_empty() && !elements(value).is_empty() => {
                for (at, item) in elements(value).iter().enumerate() {
                    match elements(target).get(at).is_some_and(is_kept) {
                        true => self.aliased(item),
                        false => self.visit_expr(item),
                    }
                }
            }
            _ => self.visit_expr(value),
        }
    }

    /// Reads what gets another name: a name or a chain of attributes is judged where that is used.
    pub fn aliased(&mut self, value: &'a Expr) {
        let mut base = value;
        while let Expr::Attribute(attribute) = base {
            base = &attribute.value;
        }
        match value {
            Expr::Name(_) => {}
            Expr::Attribute(_) if base.is_name_expr() => self.reading.aliases.push((self.scope, value)),
            _ => self.visit_expr(value),
        }
    }

    /// Reads what is looped over. Names that are given another name one by one are no use of them.
    pub fn looped(&mut self, target: &'a Expr, values: &'a Expr) {
        match elements(values) {
            [] => self.visit_expr(values),
            items if target.is_name_expr() => items.iter().for_each(|item| self.aliased(item)),
            items => items.iter().for_each(|item| self.visit_expr(item)),
        }
    }

    pub fn comprehension(&mut self, generators: &'a [Comprehension], made: [Option<&'a Expr>; 2]) {
        // The first iterable is read outside, before there are any names of the comprehension.
        let outside = self.scope;
        if let Some(first) = generators.first() {
            self.looped(&first.target, &first.iter);
        }
        self.inside(ScopeKind::Comprehension, |reader| {
            for (at, generator) in generators.iter().enumerate() {
                let scope = if at == 0 { outside } else { reader.scope };
                reader.bind_target_in(&generator.target, &generator.iter, Part::Each, scope);
                if at > 0 {
                    reader.looped(&generator.target, &generator.iter);
                }
                generator.ifs.iter().for_each(|test| reader.visit_expr(test));
            }
            made.into_iter().flatten().for_each(|made| reader.visit_expr(made));
        });
    }
}
