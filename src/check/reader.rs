//! Reads a file once from top to bottom: binds names, and notes what may reach elsewhere.
//!
//! Only files that could reach elsewhere by more than their import statements are read this far.

use ruff_python_ast::visitor::{Visitor, walk_expr, walk_parameters, walk_pattern, walk_stmt};
use ruff_python_ast::{
    Comprehension, ExceptHandler, Expr, ExprContext, Parameters, Pattern, Stmt, StmtAnnAssign, StmtFor, TypeParams,
};
use ruff_text_size::Ranged;
use rustc_hash::FxHashMap;

use crate::check::names::{Binding, Class, Part, Reading, Scope, ScopeId, ScopeKind, TOP, Value};
use crate::check::source::Source;

/// Reads a file.
pub fn read(source: &Source) -> Reading<'_> {
    let reading = Reading { source, scopes: Vec::new(), uses: Vec::new(), calls: Vec::new(), classes: Vec::new() };
    let mut reader = Reader { reading, scope: TOP, elsewhere: Vec::new() };
    reader.open(ScopeKind::File);
    reader.visit_body(&source.syntax().body);
    reader.reading
}

struct Reader<'a> {
    reading: Reading<'a>,
    scope: ScopeId,
    /// Names that a `global` or `nonlocal` binds in another scope than the one that says so.
    elsewhere: Vec<(ScopeId, &'a str, ScopeId)>,
}

impl<'a> Visitor<'a> for Reader<'a> {
    fn visit_stmt(&mut self, statement: &'a Stmt) {
        match statement {
            Stmt::FunctionDef(def) => {
                self.define(&def.name);
                def.decorator_list.iter().for_each(|decorator| self.visit_decorator(decorator));
                self.with_type_parameters(def.type_params.as_deref(), |reader| {
                    reader.visit_parameters(&def.parameters);
                    def.returns.iter().for_each(|returns| reader.visit_annotation(returns));
                    reader.inside(ScopeKind::Function, |reader| {
                        reader.bind_parameters(&def.parameters);
                        reader.visit_body(&def.body);
                    });
                });
            }
            Stmt::ClassDef(def) => {
                self.define(&def.name);
                def.decorator_list.iter().for_each(|decorator| self.visit_decorator(decorator));
                self.with_type_parameters(def.type_params.as_deref(), |reader| {
                    def.arguments.iter().for_each(|arguments| reader.visit_arguments(arguments));
                    let (outside, at) = (reader.scope, reader.reading.classes.len());
                    reader.reading.classes.push(Class { def, outside, inside: outside });
                    let inside = reader.inside(ScopeKind::Class, |reader| reader.visit_body(&def.body));
                    reader.reading.classes[at].inside = inside;
                });
            }
            Stmt::TypeAlias(alias) => {
                self.visit_expr(&alias.name);
                self.with_type_parameters(alias.type_params.as_deref(), |reader| reader.visit_expr(&alias.value));
            }
            Stmt::Import(_) | Stmt::ImportFrom(_) => self.import(statement),
            Stmt::Assign(assign) => {
                assign.targets.iter().for_each(|target| self.bind_target(target, &assign.value, Part::Whole));
                self.value(&assign.value, assign.targets.iter().all(Expr::is_name_expr));
            }
            Stmt::AnnAssign(assign) => self.annotated(assign),
            Stmt::For(StmtFor { target, iter, body, orelse, .. }) => {
                self.bind_target(target, iter, Part::Each);
                self.visit_expr(iter);
                self.visit_body(body);
                self.visit_body(orelse);
            }
            Stmt::Global(global) => {
                self.elsewhere.extend(global.names.iter().map(|name| (self.scope, name.as_str(), TOP)));
            }
            Stmt::Nonlocal(nonlocal) => {
                let parent = self.function_around();
                self.elsewhere.extend(nonlocal.names.iter().map(|name| (self.scope, name.as_str(), parent)));
            }
            other => walk_stmt(self, other),
        }
    }

    fn visit_annotation(&mut self, annotation: &'a Expr) {
        self.visit_expr(annotation);
        let range = annotation.range();
        for quoted in self.reading.source.quoted().iter().filter(|quoted| range.contains_range(quoted.range)) {
            self.visit_expr(&quoted.expr);
        }
    }

    fn visit_expr(&mut self, expr: &'a Expr) {
        match expr {
            Expr::Name(name) => match name.ctx {
                ExprContext::Load => self.reading.uses.push((self.scope, expr)),
                _ => self.bind(&name.id).is_defined = true,
            },
            Expr::Attribute(_) => {
                self.reading.uses.push((self.scope, expr));
                let mut inner = expr;
                while let Expr::Attribute(attribute) = inner {
                    inner = &attribute.value;
                }
                if !inner.is_name_expr() {
                    self.visit_expr(inner);
                }
            }
            Expr::Call(call) => {
                self.reading.calls.push((self.scope, call));
                self.reading.uses.push((self.scope, expr));
                let looked_up = matches!(&*call.func, Expr::Name(name) if name.id == "getattr");
                for (at, argument) in call.arguments.args.iter().enumerate() {
                    if !(looked_up && at == 0 && argument.is_name_expr()) {
                        self.visit_expr(argument);
                    }
                }
                call.arguments.keywords.iter().for_each(|keyword| self.visit_keyword(keyword));
                self.visit_expr(&call.func);
            }
            Expr::Subscript(_) => {
                self.reading.uses.push((self.scope, expr));
                walk_expr(self, expr);
            }
            Expr::Named(named) => {
                self.bind_target(&named.target, &named.value, Part::Whole);
                self.value(&named.value, true);
            }
            Expr::Lambda(lambda) => {
                lambda.parameters.iter().for_each(|parameters| self.visit_parameters(parameters));
                self.inside(ScopeKind::Function, |reader| {
                    lambda.parameters.iter().for_each(|parameters| reader.bind_parameters(parameters));
                    reader.visit_expr(&lambda.body);
                });
            }
            Expr::ListComp(comp) => self.comprehension(&comp.generators, [Some(&*comp.elt), None]),
            Expr::SetComp(comp) => self.comprehension(&comp.generators, [Some(&*comp.elt), None]),
            Expr::Generator(comp) => self.comprehension(&comp.generators, [Some(&*comp.elt), None]),
            Expr::DictComp(comp) => self.comprehension(&comp.generators, [comp.key.as_deref(), Some(&*comp.value)]),
            other => walk_expr(self, other),
        }
    }

    fn visit_parameters(&mut self, parameters: &'a Parameters) {
        walk_parameters(self, parameters);
    }

    fn visit_except_handler(&mut self, handler: &'a ExceptHandler) {
        let ExceptHandler::ExceptHandler(handler) = handler;
        handler.type_.iter().for_each(|kind| self.visit_expr(kind));
        if let Some(name) = &handler.name {
            self.define(name);
        }
        self.visit_body(&handler.body);
    }

    fn visit_pattern(&mut self, pattern: &'a Pattern) {
        let name = match pattern {
            Pattern::MatchAs(pattern) => pattern.name.as_ref(),
            Pattern::MatchStar(pattern) => pattern.name.as_ref(),
            Pattern::MatchMapping(pattern) => pattern.rest.as_ref(),
            _ => None,
        };
        if let Some(name) = name {
            self.define(name);
        }
        walk_pattern(self, pattern);
    }
}

impl<'a> Reader<'a> {
    fn open(&mut self, kind: ScopeKind) -> ScopeId {
        let parent = (!self.reading.scopes.is_empty()).then_some(self.scope);
        self.reading.scopes.push(Scope { parent, kind, names: FxHashMap::default(), stars: Vec::new() });
        self.reading.scopes.len() - 1
    }

    fn inside(&mut self, kind: ScopeKind, read: impl FnOnce(&mut Self)) -> ScopeId {
        let outer = self.scope;
        let inner = self.open(kind);
        self.scope = inner;
        read(self);
        self.scope = outer;
        inner
    }

    /// Reads in a scope of their own what sees the type parameters; they hide what is called like them outside.
    fn with_type_parameters(&mut self, parameters: Option<&'a TypeParams>, read: impl FnOnce(&mut Self)) {
        let Some(parameters) = parameters else { return read(self) };
        self.inside(ScopeKind::Comprehension, |reader| {
            parameters.iter().for_each(|parameter| reader.define(parameter.name()));
            reader.visit_type_params(parameters);
            read(reader);
        });
    }

    /// The nearest scope around this one in which a `nonlocal` finds its names.
    fn function_around(&self) -> ScopeId {
        let mut at = self.reading.scopes[self.scope].parent.unwrap_or(TOP);
        while self.reading.scopes[at].kind == ScopeKind::Comprehension {
            at = self.reading.scopes[at].parent.unwrap_or(TOP);
        }
        at
    }

    fn bind(&mut self, name: &'a str) -> &mut Binding<'a> {
        let elsewhere = self.elsewhere.iter().find(|(scope, other, _)| *scope == self.scope && *other == name);
        let scope = elsewhere.map_or(self.scope, |(_, _, owner)| *owner);
        self.reading.scopes[scope].names.entry(name).or_default()
    }

    fn define(&mut self, name: &'a str) {
        self.bind(name).is_defined = true;
    }

    /// Binds the names of an import statement to what was read from it before.
    fn import(&mut self, statement: &'a Stmt) {
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

    fn annotated(&mut self, assign: &'a StmtAnnAssign) {
        self.visit_annotation(&assign.annotation);
        match &assign.value {
            Some(value) => {
                self.bind_target(&assign.target, value, Part::Whole);
                self.value(value, assign.target.is_name_expr());
            }
            None => self.visit_expr(&assign.target),
        }
    }

    /// Reads what is assigned. A name that gets another name is no use of it: what comes of it is seen later.
    fn value(&mut self, value: &'a Expr, is_alias: bool) {
        if !(is_alias && value.is_name_expr()) {
            self.visit_expr(value);
        }
    }

    fn bind_target(&mut self, target: &'a Expr, expr: &'a Expr, part: Part) {
        let items = match target {
            Expr::Name(name) => {
                let scope = self.scope;
                return self.bind(&name.id).values.push(Value { expr, part, scope });
            }
            Expr::Tuple(tuple) => &tuple.elts[..],
            Expr::List(list) => &list.elts[..],
            other => return self.visit_expr(other),
        };
        for (at, item) in items.iter().enumerate() {
            match (item, part) {
                (Expr::Name(_), Part::Whole) => self.bind_target(item, expr, Part::Item(at)),
                (Expr::Name(_), Part::Each) => self.bind_target(item, expr, Part::EachItem(at)),
                _ => self.visit_expr(item),
            }
        }
    }

    fn bind_parameters(&mut self, parameters: &'a Parameters) {
        for parameter in parameters {
            let name = parameter.name().as_str();
            // A default is read where the function is defined.
            let scope = self.reading.scopes[self.scope].parent.unwrap_or(TOP);
            let binding = self.bind(name);
            binding.is_defined = true;
            binding.values.extend(parameter.default().map(|expr| Value { expr, part: Part::Whole, scope }));
        }
    }

    fn comprehension(&mut self, generators: &'a [Comprehension], made: [Option<&'a Expr>; 2]) {
        self.inside(ScopeKind::Comprehension, |reader| {
            for generator in generators {
                reader.bind_target(&generator.target, &generator.iter, Part::Each);
                reader.visit_expr(&generator.iter);
                generator.ifs.iter().for_each(|test| reader.visit_expr(test));
            }
            made.into_iter().flatten().for_each(|made| reader.visit_expr(made));
        });
    }
}
