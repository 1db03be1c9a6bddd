//! Texts that functions return and that objects of a class hold: names that come over one more step.

use ruff_python_ast::statement_visitor::{StatementVisitor, walk_stmt};
use ruff_python_ast::{Expr, ExprCall, Stmt};

use crate::check::callees::{callee_of, is_property};
use crate::check::given::{Frame, parameters};
use crate::check::names::{Function, Reading, ScopeId, TOP};
use crate::check::resolve::{At, Resolver, keyword};

/// A function, and the file that it stands in.
type Found<'p, 'a> = (&'p Reading<'a>, Function<'a>);

impl<'p, 'a> Resolver<'p, 'a> {
    /// The texts that a call of a function of the project returns.
    pub fn returned(&self, call: &'a ExprCall, at: At<'p, 'a>) -> Vec<String> {
        let functions = self.functions(at.other(&call.func));
        functions.into_iter().flat_map(|function| self.returned_by(function, Some((call, at)))).collect()
    }

    /// The texts of an attribute of an object of a class of this file, properties included.
    pub fn held(&self, base: &'a Expr, name: &str, at: At<'p, 'a>) -> Vec<String> {
        let Some(class) = at.object(base) else { return Vec::new() };
        let scope = &at.reading.scopes[class];
        let bound = scope.names.get(name).into_iter().flat_map(|binding| &binding.values);
        let attributes = scope.attributes.iter().filter(|(other, _)| *other == name).map(|(_, value)| value);
        let mut found: Vec<String> = bound.chain(attributes).flat_map(|value| self.texts(at.value(*value))).collect();
        for function in functions_in(at.reading, class, name).filter(|(_, function)| is_property(function.def)) {
            found.extend(self.returned_by(function, None));
        }
        found
    }

    /// The functions that an expression stands for.
    fn functions(&self, at: At<'p, 'a>) -> Vec<Found<'p, 'a>> {
        let own = match at.expr {
            Expr::Name(name) => {
                let scope = at.reading.find(&name.id, at.scope).map(|(scope, _)| scope);
                scope.into_iter().flat_map(|scope| functions_in(at.reading, scope, &name.id)).collect()
            }
            Expr::Attribute(method) => {
                let class = at.object(&method.value).into_iter();
                class.flat_map(|class| functions_in(at.reading, class, &method.attr)).collect()
            }
            _ => Vec::new(),
        };
        if !own.is_empty() {
            return own;
        }
        let project = self.project();
        let ends = self.paths(at).into_iter().flat_map(|path| {
            let ends = project.follow(&path);
            if ends.is_empty() { vec![path] } else { ends }
        });
        let mut found = Vec::new();
        for end in ends {
            if let Some((source, name)) = project.find(&end).filter(|(_, rest)| !rest.is_empty()) {
                found.extend(functions_in(project.reading(source), TOP, name));
            }
        }
        found
    }

    /// What a function returns, for one call of it.
    fn returned_by(&self, (reading, function): Found<'p, 'a>, call: Option<(&'a ExprCall, At<'p, 'a>)>) -> Vec<String> {
        let mut returns = Returns::default();
        returns.visit_body(&function.def.body);
        let is_asked = call.filter(|_| parameters(&function.def.parameters).next().is_some());
        let given = is_asked.map(|(call, at)| self.given_by(reading, function, call, at)).unwrap_or_default();
        let values = returns.values.into_iter().map(|expr| At { reading, scope: function.inside, expr });
        if given.is_empty() {
            return values.flat_map(|value| self.texts(value)).collect();
        }
        let frame = Frame { source: reading.source.at, inside: function.inside, given };
        let inner = self.further(frame);
        let found = values.flat_map(|value| inner.texts(value)).collect();
        self.effort.take_back(&inner.effort);
        found
    }

    /// What the parameters of a function are, as far as a call of it tells.
    pub fn given_by(
        &self,
        reading: &'p Reading<'a>,
        function: Function<'a>,
        call: &'a ExprCall,
        at: At<'p, 'a>,
    ) -> Vec<(&'a str, Vec<String>)> {
        let is_method = reading.classes.iter().any(|class| class.inside == function.outside);
        let is_static = function.def.decorator_list.iter().any(|it| callee_of(&it.expression) == Some("staticmethod"));
        let skipped = usize::from(is_method && !is_static && call.func.is_attribute_expr());
        let given = parameters(&function.def.parameters).enumerate().map(|(place, (name, default))| {
            let argument = place.checked_sub(skipped).and_then(|place| call.arguments.args.get(place));
            let default = default.map(|expr| At { reading, scope: function.outside, expr });
            let meant = argument.or_else(|| keyword(call, &[name])).map(|argument| at.other(argument)).or(default);
            let texts = meant.map(|meant| self.texts(meant)).unwrap_or_default();
            (name, texts)
        });
        given.collect()
    }
}

impl At<'_, '_> {
    /// The scope of the class of this file of which something is an object, or which it is itself.
    fn object(self, base: &Expr) -> Option<ScopeId> {
        let class = |name: &str| self.reading.classes.iter().find(|class| class.def.name.id == *name);
        let made = |expr: &Expr| class(expr.as_call_expr()?.func.as_name_expr()?.id.as_str()).map(|class| class.inside);
        let Expr::Name(name) = base else { return made(base) };
        if matches!(name.id.as_str(), "self" | "cls") {
            return self.reading.class_around(self.scope);
        }
        let (_, binding) = self.reading.find(&name.id, self.scope)?;
        if binding.is_defined && binding.values.is_empty() {
            return class(&name.id).map(|class| class.inside);
        }
        binding.values.iter().find_map(|value| made(value.expr))
    }
}

fn functions_in<'p, 'a>(
    reading: &'p Reading<'a>,
    scope: ScopeId,
    name: &str,
) -> impl Iterator<Item = Found<'p, 'a>> + use<'p, 'a> {
    let all = reading.functions.iter();
    let meant: Vec<_> = all.filter(|it| it.outside == scope && it.def.name.id == *name).copied().collect();
    meant.into_iter().map(move |function| (reading, function))
}

/// What a function returns, but not the functions in it.
#[derive(Default)]
struct Returns<'a> {
    values: Vec<&'a Expr>,
}

impl<'a> StatementVisitor<'a> for Returns<'a> {
    fn visit_stmt(&mut self, statement: &'a Stmt) {
        match statement {
            Stmt::Return(returned) => self.values.extend(returned.value.as_deref()),
            Stmt::FunctionDef(_) | Stmt::ClassDef(_) => {}
            other => walk_stmt(self, other),
        }
    }
}
