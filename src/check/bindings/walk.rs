//! The walk over one file that fills its scopes.

use ruff_python_ast::visitor::{Visitor, walk_expr, walk_stmt};
use ruff_python_ast::{Comprehension, Expr, ExprContext, Parameters, Pattern, Stmt, StmtClassDef, StmtFunctionDef};
use rustc_hash::FxHashMap;

use super::scopes::{Binding, Holder, Reading, Scope};
use crate::check::source::Source;

/// Walks a file.
pub(super) fn read(source: &Source) -> Reading<'_> {
    let mut walk = Walk {
        reading: Reading {
            source,
            scopes: Vec::new(),
            calls: Vec::new(),
            subscripts: Vec::new(),
            annotated: Vec::new(),
            classes: Vec::new(),
            functions: Vec::new(),
            returns: Vec::new(),
            yields: Vec::new(),
            appended: Vec::new(),
        },
        scope: 0,
    };
    walk.open(None, Holder::Module);
    walk.visit_body(&source.syntax().body);
    walk.reading
}

pub(super) struct Walk<'a> {
    pub reading: Reading<'a>,
    pub scope: usize,
}

impl<'a> Visitor<'a> for Walk<'a> {
    fn visit_stmt(&mut self, statement: &'a Stmt) {
        match statement {
            Stmt::Import(import) => import.names.iter().for_each(|alias| self.import(alias)),
            Stmt::ImportFrom(import) => import.names.iter().for_each(|alias| self.import(alias)),
            Stmt::FunctionDef(function) => self.function(function),
            Stmt::ClassDef(class) => self.class(class),
            Stmt::Assign(assign) => {
                for target in &assign.targets {
                    self.assign(target, &assign.value);
                }
                self.visit_expr(&assign.value);
            }
            Stmt::AnnAssign(assign) => {
                self.reading.annotated.push((assign, self.scope));
                match &assign.value {
                    Some(value) => self.assign(&assign.target, value),
                    None if self.reading.scopes[self.scope].holds_fields() => {}
                    None => {
                        if let Expr::Name(name) = &*assign.target {
                            self.bind(&name.id, Binding::Parameter(Some(&assign.annotation), self.scope));
                        }
                    }
                }
                self.visit_expr(&assign.annotation);
                assign.value.iter().for_each(|value| self.visit_expr(value));
            }
            Stmt::AugAssign(assign) => {
                if let Expr::Name(name) = &*assign.target {
                    self.bind(&name.id, Binding::Added(&assign.value, self.scope));
                }
                self.visit_expr(&assign.value);
            }
            Stmt::TypeAlias(alias) => {
                self.assign(&alias.name, &alias.value);
                self.visit_expr(&alias.value);
            }
            Stmt::For(each) => {
                self.each(&each.target, &each.iter);
                walk_stmt(self, statement);
            }
            Stmt::With(with) => {
                for item in &with.items {
                    if let Some(Expr::Name(name)) = item.optional_vars.as_deref() {
                        self.bind(&name.id, Binding::Entered(&item.context_expr, self.scope));
                    }
                }
                walk_stmt(self, statement);
            }
            Stmt::Global(global) => self.outer(&global.names),
            Stmt::Nonlocal(outer) => self.outer(&outer.names),
            Stmt::Return(returned) => {
                if let Some(value) = &returned.value {
                    self.reading.returns.push((value, self.scope));
                }
                walk_stmt(self, statement);
            }
            _ => walk_stmt(self, statement),
        }
    }

    fn visit_expr(&mut self, expression: &'a Expr) {
        match expression {
            Expr::Name(name) if name.ctx == ExprContext::Store => self.bind_once(&name.id),
            Expr::Named(named) => {
                self.assign(&named.target, &named.value);
                self.visit_expr(&named.value);
            }
            Expr::Call(call) => {
                self.reading.calls.push((call, self.scope));
                self.append(call);
                walk_expr(self, expression);
            }
            Expr::Yield(given) => {
                let scope = self.scope;
                self.reading.yields.extend(given.value.iter().map(|value| (&**value, scope)));
                walk_expr(self, expression);
            }
            Expr::Subscript(subscript) => {
                self.reading.subscripts.push((subscript, self.scope));
                walk_expr(self, expression);
            }
            Expr::Lambda(lambda) => {
                lambda.parameters.iter().for_each(|parameters| self.visit_parameters(parameters));
                let outer = self.open(Some(self.scope), Holder::Function(None));
                lambda.parameters.iter().for_each(|parameters| self.bind_parameters(parameters, outer));
                self.visit_expr(&lambda.body);
                self.scope = outer;
            }
            Expr::ListComp(each) => self.comprehension(&each.generators, &[&each.elt]),
            Expr::SetComp(each) => self.comprehension(&each.generators, &[&each.elt]),
            Expr::Generator(each) => self.comprehension(&each.generators, &[&each.elt]),
            Expr::DictComp(each) => {
                let keys = each.key.as_deref();
                self.comprehension(&each.generators, &keys.into_iter().chain([&*each.value]).collect::<Vec<_>>());
            }
            _ => walk_expr(self, expression),
        }
    }

    fn visit_pattern(&mut self, pattern: &'a Pattern) {
        let name = match pattern {
            Pattern::MatchAs(bound) => bound.name.as_ref(),
            Pattern::MatchStar(bound) => bound.name.as_ref(),
            Pattern::MatchMapping(bound) => bound.rest.as_ref(),
            _ => None,
        };
        if let Some(name) = name {
            self.bind(name.as_str(), Binding::Opaque);
        }
        ruff_python_ast::visitor::walk_pattern(self, pattern);
    }

    fn visit_except_handler(&mut self, handler: &'a ruff_python_ast::ExceptHandler) {
        let ruff_python_ast::ExceptHandler::ExceptHandler(caught) = handler;
        caught.name.iter().for_each(|name| self.bind(name.as_str(), Binding::Opaque));
        ruff_python_ast::visitor::walk_except_handler(self, handler);
    }
}

impl<'a> Walk<'a> {
    /// Opens a scope and gives the one that was open.
    fn open(&mut self, parent: Option<usize>, holder: Holder<'a>) -> usize {
        let names = FxHashMap::default();
        self.reading.scopes.push(Scope {
            parent,
            holder,
            names,
            stars: Vec::new(),
            attributes: Vec::new(),
            outer: Vec::new(),
        });
        std::mem::replace(&mut self.scope, self.reading.scopes.len() - 1)
    }

    pub(super) fn bind(&mut self, name: &'a str, binding: Binding<'a>) {
        let scope = &self.reading.scopes[self.scope];
        let at = if scope.outer.contains(&name) { 0 } else { self.scope };
        // Most names are bound once.
        let bound = self.reading.scopes[at].names.entry(name).or_insert_with(|| Vec::with_capacity(1));
        bound.push(binding);
    }

    /// Binds a name to something unknown, unless an assignment has just said what it is.
    fn bind_once(&mut self, name: &'a str) {
        if !self.reading.scopes[self.scope].names.contains_key(name) {
            self.bind(name, Binding::Opaque);
        }
    }

    fn outer(&mut self, names: &'a [ruff_python_ast::Identifier]) {
        let names = names.iter().map(ruff_python_ast::Identifier::as_str);
        self.reading.scopes[self.scope].outer.extend(names);
    }

    fn import(&mut self, alias: &'a ruff_python_ast::Alias) {
        let source = self.reading.source;
        let imports = &source.imports;
        let Ok(at) = imports.binary_search_by_key(&alias.range.start(), |import| import.range.start()) else { return };
        let import = &imports[at];
        match &import.binds {
            Some(name) if import.whole => self.bind(name, Binding::Import(&import.target)),
            Some(name) => self.bind(name, Binding::Import(name)),
            None => {
                let from = import.target.strip_suffix(".*").unwrap_or(&import.target);
                self.reading.scopes[self.scope].stars.push(from);
            }
        }
    }

    fn comprehension(&mut self, generators: &'a [Comprehension], results: &[&'a Expr]) {
        let outer = self.open(Some(self.scope), Holder::Function(None));
        for generator in generators {
            self.each(&generator.target, &generator.iter);
            self.visit_expr(&generator.iter);
            generator.ifs.iter().for_each(|condition| self.visit_expr(condition));
        }
        for result in results {
            self.visit_expr(result);
        }
        self.scope = outer;
    }

    fn function(&mut self, function: &'a StmtFunctionDef) {
        function.decorator_list.iter().for_each(|decorator| self.visit_decorator(decorator));
        let body = self.reading.scopes.len();
        self.bind(&function.name, Binding::Function(function, body));
        self.reading.functions.push((function, self.scope, body));
        let outer = self.open(Some(self.scope), Holder::Function(Some(function)));
        self.bind_type_parameters(function.type_params.as_deref());
        self.bind_parameters(&function.parameters, body);
        self.visit_parameters(&function.parameters);
        function.returns.iter().for_each(|returns| self.visit_annotation(returns));
        self.visit_body(&function.body);
        self.scope = outer;
    }

    fn bind_parameters(&mut self, parameters: &'a Parameters, scope: usize) {
        for parameter in parameters {
            let parameter = parameter.as_parameter();
            self.bind(&parameter.name, Binding::Parameter(parameter.annotation.as_deref(), scope));
        }
    }

    /// A type parameter stands for its bound.
    fn bind_type_parameters(&mut self, parameters: Option<&'a ruff_python_ast::TypeParams>) {
        for parameter in parameters.into_iter().flat_map(|parameters| parameters.type_params.iter()) {
            match parameter {
                ruff_python_ast::TypeParam::TypeVar(variable) => match variable.bound.as_deref() {
                    Some(bound) => self.bind(&variable.name, Binding::Value(bound, self.scope)),
                    None => self.bind(&variable.name, Binding::Opaque),
                },
                other => self.bind(other.name().as_str(), Binding::Opaque),
            }
        }
    }

    fn class(&mut self, class: &'a StmtClassDef) {
        class.decorator_list.iter().for_each(|decorator| self.visit_decorator(decorator));
        class.arguments.iter().for_each(|arguments| self.visit_arguments(arguments));
        let body = self.reading.scopes.len();
        self.bind(&class.name, Binding::Class(class, body));
        self.reading.classes.push((class, self.scope, body));
        let outer = self.open(Some(self.scope), Holder::Class(class));
        self.bind_type_parameters(class.type_params.as_deref());
        self.visit_body(&class.body);
        self.scope = outer;
    }
}

impl Scope<'_> {
    fn holds_fields(&self) -> bool {
        matches!(self.holder, Holder::Class(_))
    }
}

/// The elements of a tuple, a list or a set.
pub(in crate::check) fn elements(expression: &Expr) -> &[Expr] {
    match expression {
        Expr::Tuple(tuple) => &tuple.elts,
        Expr::List(list) => &list.elts,
        Expr::Set(set) => &set.elts,
        _ => &[],
    }
}
