//! Functions of the project that import what they are given, and what they are given where they are called.

use ruff_python_ast::{Expr, ExprCall, Parameters};

use crate::check::callees::may_import;
use crate::check::names::{Function, Reading, ScopeId};
use crate::check::project::Project;
use crate::check::resolve::{At, Resolver, callee, keyword};
use crate::check::source::Source;

/// Words of which a file holds one that has such a function.
const WORDS: [&str; 4] = ["import_module", "__import__", "resolve_name", "import_string"];

/// A function that imports by what it is given.
#[derive(Debug, Clone, Copy)]
pub struct Importing<'a> {
    /// The file.
    source: usize,
    /// The function.
    function: Function<'a>,
    /// What imports, in which scope, and the name that it is given there.
    call: &'a ExprCall,
    scope: ScopeId,
    name: &'a Expr,
}

/// The texts of the parameters of a function, for one call of it.
pub struct Frame<'a> {
    /// Where the function lies.
    pub source: usize,
    /// Its own scope.
    pub inside: ScopeId,
    /// The parameters that the call tells.
    pub given: Vec<(&'a str, Vec<String>)>,
}

impl<'a> Project<'a> {
    /// The functions of the project that import what they are given.
    pub fn importing(&self) -> &[Importing<'a>] {
        self.importing.get_or_init(|| {
            let may = |source: &&Source| source.is_dynamic && WORDS.iter().any(|word| source.text.contains(word));
            self.sources.iter().filter(may).flat_map(|source| self.importing_of(source)).collect()
        })
    }

    fn importing_of(&self, source: &'a Source) -> Vec<Importing<'a>> {
        let reading = self.reading(source);
        let mut found = Vec::new();
        for &(scope, call) in &reading.calls {
            let resolver = Resolver::new(self);
            let at = At { reading, scope, expr: &call.func };
            if !may_import(call, at) {
                continue;
            }
            let name = call.arguments.args.first().or_else(|| keyword(call, &["name"]));
            let Some(name) = name.filter(|_| resolver.is_importer(&call.func, at)) else { continue };
            if resolver.texts(at.other(name)).is_empty()
                && let Some(function) = around(reading, scope)
            {
                found.push(Importing { source: source.at, function, call, scope, name });
            }
        }
        found
    }

    /// What a call of such a function makes it import.
    pub fn imported_by(&self, call: &'a ExprCall, at: At<'_, 'a>) -> Vec<String> {
        let Some(name) = callee(call) else { return Vec::new() };
        let named = self.importing().iter().filter(|importing| importing.function.def.name.id == *name);
        let meant: Vec<&Importing<'a>> = named.filter(|importing| self.is_called(importing, call, at)).collect();
        meant.into_iter().flat_map(|importing| self.given_to(importing, call, at)).collect()
    }

    fn is_called(&self, importing: &Importing<'a>, call: &'a ExprCall, at: At<'_, 'a>) -> bool {
        let here = importing.source == at.reading.source.at;
        let own = |expr: &Expr| matches!(expr, Expr::Name(name) if matches!(name.id.as_str(), "self" | "cls"));
        match &*call.func {
            Expr::Name(name) if here => {
                at.reading.find(&name.id, at.scope).is_some_and(|(scope, _)| scope == importing.function.outside)
            }
            Expr::Attribute(method) if here && own(&method.value) => true,
            function => {
                let whole = format!("{}.{}", self.sources[importing.source].dotted, importing.function.def.name);
                let paths = self.paths(at.reading, at.scope, function);
                paths.iter().any(|path| *path == whole || self.follow(path).contains(&whole))
            }
        }
    }

    fn given_to(&self, importing: &Importing<'a>, call: &'a ExprCall, at: At<'_, 'a>) -> Vec<String> {
        let reading = self.reading(&self.sources[importing.source]);
        let resolver = Resolver::new(self);
        let mut given = resolver.given_by(reading, importing.function, call, at);
        given.retain(|(_, texts)| !texts.is_empty());
        let frame = Frame { source: importing.source, inside: importing.function.inside, given };
        if frame.given.is_empty() {
            return Vec::new();
        }
        let resolver = Resolver::new(self).within(frame);
        let func = At { reading, scope: importing.scope, expr: &importing.call.func };
        let told = !resolver.texts(func.other(importing.name)).is_empty();
        if told { resolver.imported(importing.call, func) } else { Vec::new() }
    }
}

/// The parameters of a function, with their defaults.
pub(super) fn parameters(parameters: &Parameters) -> impl Iterator<Item = (&str, Option<&Expr>)> {
    parameters.iter_non_variadic_params().map(|parameter| (parameter.name().as_str(), parameter.default()))
}

/// The function around a scope.
fn around<'a>(reading: &Reading<'a>, scope: ScopeId) -> Option<Function<'a>> {
    let mut at = Some(scope);
    while let Some(here) = at {
        if let Some(function) = reading.functions.iter().find(|function| function.inside == here) {
            return Some(*function);
        }
        at = reading.scopes[here].parent;
    }
    None
}
