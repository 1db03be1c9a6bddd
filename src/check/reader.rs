//! Reads a file once from top to bottom: binds names, and notes what may reach elsewhere.
//!
//! Only files that could reach elsewhere by more than their import statements are read this far.

use ruff_python_ast::visitor::{Visitor, walk_expr, walk_pattern, walk_stmt};
use ruff_python_ast::{ExceptHandler, Expr, ExprCall, ExprContext, Operator, Parameters, Pattern, Stmt, StmtFor};
use ruff_text_size::{Ranged, TextRange};

use crate::check::names::{Class, Function, Part, Reading, ScopeId, ScopeKind, TOP, Value};
use crate::check::quoted::{is_generic, takes_types};
use crate::check::source::Source;

/// Functions that look up an attribute of what they are given first; that is no use of the whole.
const LOOK_UP: [&str; 5] = ["getattr", "hasattr", "setattr", "delattr", "vars"];

/// Reads a file.
pub fn read(source: &Source) -> Reading<'_> {
    let reading = Reading {
        source,
        scopes: Vec::new(),
        uses: Vec::new(),
        aliases: Vec::new(),
        calls: Vec::new(),
        classes: Vec::new(),
        functions: Vec::new(),
    };
    let mut reader = Reader { reading, scope: TOP, elsewhere: Vec::new(), is_quoted: false };
    reader.open(ScopeKind::File);
    reader.visit_body(&source.syntax().body);
    reader.reading
}

/// Reads one file.
pub(super) struct Reader<'a> {
    /// What was read.
    pub reading: Reading<'a>,
    /// The scope that is read.
    pub scope: ScopeId,
    /// Names that a `global` or `nonlocal` binds in another scope than the one that says so.
    pub elsewhere: Vec<(ScopeId, &'a str, ScopeId)>,
    /// Whether a type is read that is written as text.
    is_quoted: bool,
}

impl<'a> Visitor<'a> for Reader<'a> {
    fn visit_stmt(&mut self, statement: &'a Stmt) {
        match statement {
            Stmt::FunctionDef(def) => {
                self.define(&def.name);
                def.decorator_list.iter().for_each(|decorator| self.visit_decorator(decorator));
                let outside = self.scope;
                self.with_type_parameters(def.type_params.as_deref(), |reader| {
                    reader.visit_parameters(&def.parameters);
                    def.returns.iter().for_each(|returns| reader.visit_annotation(returns));
                    let at = reader.reading.functions.len();
                    reader.reading.functions.push(Function { def, outside, inside: outside });
                    let inside = reader.inside(ScopeKind::Function, |reader| {
                        reader.bind_parameters(&def.parameters);
                        reader.visit_body(&def.body);
                    });
                    reader.reading.functions[at].inside = inside;
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
                self.value(&assign.value, &assign.targets);
            }
            Stmt::AnnAssign(assign) => self.annotated(assign),
            Stmt::AugAssign(add) => {
                if let (Expr::Name(name), Operator::Add) = (&*add.target, add.op) {
                    let value = Value { expr: &add.value, part: Part::Whole, scope: self.scope };
                    self.bind(&name.id).added.push(value);
                }
                walk_stmt(self, statement);
            }
            Stmt::For(StmtFor { target, iter, body, orelse, .. }) => {
                self.bind_target(target, iter, Part::Each);
                self.looped(target, iter);
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
        self.quoted(annotation.range());
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
                self.arguments(call);
                match &*call.func {
                    Expr::Attribute(method) if dictionary(&method.value).is_some() => self.looked_into(&method.value),
                    function => self.visit_expr(function),
                }
                if takes_types(call) {
                    self.quoted(call.arguments.range);
                }
            }
            Expr::Subscript(subscript) => {
                self.reading.uses.push((self.scope, expr));
                self.looked_into(&subscript.value);
                self.visit_expr(&subscript.slice);
                if is_generic(&subscript.value) {
                    self.quoted(subscript.slice.range());
                }
            }
            Expr::Named(named) => {
                self.bind_target(&named.target, &named.value, Part::Whole);
                self.value(&named.value, std::slice::from_ref(&*named.target));
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
        for parameter in parameters {
            // A default that is a name gives the parameter another name for it, as an assignment does.
            parameter
                .default()
                .filter(|default| !default.is_name_expr())
                .into_iter()
                .for_each(|it| self.visit_expr(it));
            parameter.annotation().into_iter().for_each(|annotation| self.visit_annotation(annotation));
        }
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
    /// Reads arguments, but for what is only looked into.
    fn arguments(&mut self, call: &'a ExprCall) {
        let looks_up = matches!(&*call.func, Expr::Name(name) if LOOK_UP.contains(&name.id.as_str()));
        for (at, argument) in call.arguments.args.iter().enumerate() {
            if !(looks_up && at == 0 && argument.is_name_expr()) {
                self.visit_expr(argument);
            }
        }
        call.arguments.keywords.iter().for_each(|keyword| self.visit_keyword(keyword));
    }

    /// Reads what something is looked up in. The names of a module, as a dictionary, are no use of the whole module.
    fn looked_into(&mut self, value: &'a Expr) {
        match dictionary(value) {
            Some(module) if module.is_name_expr() => {}
            Some(module) => self.visit_expr(module),
            None => self.visit_expr(value),
        }
    }

    /// Reads the types that are written as text within a range. What stands in one of them is among them, so that
    /// nothing is looked for in it: where a text holds a text, both may have the same range.
    fn quoted(&mut self, range: TextRange) {
        if std::mem::replace(&mut self.is_quoted, true) {
            return;
        }
        let quoted = self.reading.source.quoted();
        let first = quoted.partition_point(|quoted| quoted.range.start() < range.start());
        for quoted in quoted[first..].iter().take_while(|quoted| quoted.range.start() < range.end()) {
            if range.contains_range(quoted.range) {
                self.visit_expr(&quoted.expr);
            }
        }
        self.is_quoted = false;
    }
}

/// The module whose names an expression gives as a dictionary: `vars(module)`, `module.__dict__`, and what a function
/// sees of its own, `function.__globals__`.
pub fn dictionary(expr: &Expr) -> Option<&Expr> {
    match expr {
        Expr::Call(call) => match (&*call.func, &*call.arguments.args) {
            (Expr::Name(name), [module]) if name.id == "vars" => Some(module),
            _ => None,
        },
        Expr::Attribute(attribute) if matches!(attribute.attr.as_str(), "__dict__" | "__globals__") => {
            Some(&attribute.value)
        }
        _ => None,
    }
}

/// The attribute that `self.name` names.
pub fn own_attribute(expr: &Expr) -> Option<&str> {
    let Expr::Attribute(attribute) = expr else { return None };
    matches!(&*attribute.value, Expr::Name(name) if name.id == "self").then_some(attribute.attr.as_str())
}
