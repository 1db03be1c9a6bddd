//! What paths and expressions of a project stand for, asked from outside of a question that is already going on.

use ruff_python_ast::Expr;

use crate::check::names::{Part, Reading, ScopeId, TOP};
use crate::check::project::Project;
use crate::check::resolve::{At, Resolver, elements};

impl<'p, 'a> Project<'a> {
    /// The dotted paths that an expression in a file may stand for.
    pub fn paths(&'p self, reading: &'p Reading<'a>, scope: ScopeId, expr: &'a Expr) -> Vec<String> {
        Resolver::new(self).paths(At { reading, scope, expr })
    }

    /// The texts that an expression in a file may fold to.
    pub fn texts(&'p self, reading: &'p Reading<'a>, scope: ScopeId, expr: &'a Expr) -> Vec<String> {
        Resolver::new(self).texts(At { reading, scope, expr })
    }

    /// Where the value of a dotted path is written, when that is a name at the top of a file: `app.core.names.AUTH`.
    pub fn values(&'p self, path: &str) -> Vec<At<'p, 'a>> {
        let Some((source, rest)) = self.find(path).filter(|(_, rest)| !rest.is_empty()) else { return Vec::new() };
        let reading = self.reading(source);
        let mut scope = TOP;
        let (classes, name) = rest.rsplit_once('.').map_or((None, rest), |(classes, name)| (Some(classes), name));
        for class in classes.into_iter().flat_map(|classes| classes.split('.')) {
            let is_it = |it: &&crate::check::names::Class| it.outside == scope && it.def.name.id == *class;
            let Some(inside) = reading.classes.iter().find(is_it).map(|class| class.inside) else { return Vec::new() };
            scope = inside;
        }
        let values = reading.scopes[scope].names.get(name).map_or(&[][..], |binding| &binding.values);
        let whole = values.iter().filter(|value| value.part == Part::Whole);
        whole.map(|value| At { reading, scope, expr: value.expr }).collect()
    }

    /// Whether a star of a file brings a name. What its `__all__` is made of is not looked up: it may be made of that of
    /// the file that asks.
    pub fn brings(&'p self, base: &str, name: &str) -> bool {
        let Some(source) = self.source(base) else { return false };
        let reading = self.reading(source);
        let lists = reading.top("__all__").map_or(&[][..], |binding| &binding.values);
        let mut listed = lists.iter().flat_map(|list| elements(list.expr)).filter_map(Expr::as_string_literal_expr);
        listed.any(|other| other.value.to_str() == name)
            || !name.starts_with('_') && (reading.top(name).is_some() || !reading.scopes[TOP].stars.is_empty())
    }
}
