//! What a file hands on under its names, and what a gateway offers.

use ruff_python_ast::{Expr, Operator, Stmt};

use crate::check::names::{Part, TOP};
use crate::check::project::Project;
use crate::check::resolve::{At, Resolver};
use crate::check::source::Source;

/// The files of a module that others may use.
pub const DOORS: [&str; 2] = ["gateway", "events"];

/// What stands behind a door and never passes it, even where a gateway says `from .models import User as User`.
const INSIDE: [&str; 12] = [
    "models",
    "repositories",
    "services",
    "routes",
    "routers",
    "repository",
    "service",
    "router",
    "domain",
    "application",
    "infrastructure",
    "interface",
];

/// How many files may hand a name on to one another.
const MOST: usize = 64;

impl<'a> Project<'a> {
    /// What a path stands for at last, when files that only hand it on are seen through. A module's own files are not
    /// seen through, but for its `__init__.py`. Nothing where it stands for itself, as nearly all do.
    pub fn follow(&self, path: &str) -> Vec<String> {
        let mut waiting = self.onward(path);
        waiting.retain(|next| next != path);
        let mut ends: Vec<String> = Vec::new();
        let mut seen = 1;
        while let Some(path) = waiting.pop() {
            seen += 1;
            let onward = if seen < MOST { self.onward(&path) } else { Vec::new() };
            let onward: Vec<String> = onward.into_iter().filter(|next| *next != path).collect();
            if onward.is_empty() && !ends.contains(&path) {
                ends.push(path);
            }
            waiting.extend(onward);
        }
        ends
    }

    /// The names that a file offers with `__all__`; nothing where it has none.
    pub fn exported(&self, source: &'a Source) -> Option<Vec<String>> {
        let reading = self.reading(source);
        let at = |expr: &'a Expr| At { reading, scope: TOP, expr };
        let items = |expr: &'a Expr| Resolver::new(self).items(at(expr));
        let binding = reading.top("__all__")?;
        let mut names: Vec<String> = Vec::new();
        for value in binding.values.iter().filter(|value| value.part == Part::Whole) {
            names.extend(items(value.expr));
        }
        for statement in &source.syntax().body {
            match statement {
                Stmt::AugAssign(add) if is_all(&add.target) && add.op == Operator::Add => {
                    names.extend(items(&add.value));
                }
                Stmt::Expr(call) => {
                    if let Expr::Call(call) = &*call.value
                        && let Expr::Attribute(method) = &*call.func
                        && is_all(&method.value)
                        && let Some(argument) = call.arguments.args.first()
                    {
                        let texts = |expr| Resolver::new(self).texts(at(expr));
                        names.extend(if method.attr.as_str() == "append" { texts(argument) } else { items(argument) });
                    }
                }
                _ => {}
            }
        }
        Some(names)
    }

    /// Why a door does not offer a name that it has; nothing where it does, or has no such name.
    pub fn refuses(&self, door: &'a Source, name: &str) -> Option<String> {
        if name.is_empty() || name.starts_with("__") {
            return None;
        }
        let exported = self.exported(door);
        if let Some(exported) = &exported {
            let is_offered = name == "*" || exported.iter().any(|other| other == name);
            let has_it = || self.reading(door).top(name).is_some() || self.has_file(door, name);
            let is_there = || has_it() || self.hidden(door, name).is_some();
            return (!is_offered && is_there()).then(|| "it is not in its `__all__`".to_owned());
        }
        if name == "*" {
            let names = self.reading(door).scopes[TOP].names.keys();
            return names.filter(|name| !name.starts_with('_')).find_map(|name| self.borrowed(door, name));
        }
        if name.starts_with('_') {
            return self.reading(door).top(name).map(|_| "its name says that it is private".to_owned());
        }
        self.borrowed(door, name)
    }

    /// The names that a door offers, for a hint.
    pub fn offered(&self, module: &str, door: &str) -> Vec<String> {
        let path = format!("{}.modules.{module}.{door}", self.layout.package);
        let Some(source) = self.source(&path) else { return Vec::new() };
        if let Some(exported) = self.exported(source) {
            return exported;
        }
        let reading = self.reading(source);
        let defined = source.syntax().body.iter().filter_map(|statement| match statement {
            Stmt::ClassDef(def) => Some(def.name.as_str()),
            Stmt::FunctionDef(def) => Some(def.name.as_str()),
            _ => None,
        });
        let defined = defined.filter(|name| !name.starts_with('_') && reading.top(name).is_some());
        defined.map(str::to_owned).collect()
    }

    /// Whether a door has a name only because it imports it for itself.
    fn borrowed(&self, door: &'a Source, name: &str) -> Option<String> {
        let reading = self.reading(door);
        let home = door.dotted.rsplit_once('.').map_or("", |(home, _)| home);
        let Some(binding) = reading.top(name) else {
            let stars = reading.scopes[TOP].stars.iter();
            let from = stars.copied().find(|base| self.source(base).is_some_and(|other| self.defines(other, name)));
            let from = from.map(str::to_owned).or_else(|| self.hidden(door, name));
            return from.map(|base| format!("it comes there from `{base}`"));
        };
        if binding.is_defined || !binding.values.is_empty() {
            let aliased = binding.values.iter().find_map(|value| {
                let paths = self.paths(reading, value.scope, value.expr);
                paths.into_iter().find(|path| is_inside(path, home))
            });
            return aliased.map(|path| format!("it comes there from `{path}`"));
        }
        let path = binding.paths.first()?;
        let is_meant = door.imports.iter().any(|import| {
            import.binds.as_deref() == Some(name) && import.is_repeated && !is_inside(&import.target, home)
        });
        (!is_meant).then(|| format!("it imports that from `{path}` for itself"))
    }

    /// What a path leads on to: the bindings of a name in a file that is not a module's own.
    fn onward(&self, path: &str) -> Vec<String> {
        let Some((source, rest)) = self.find(path) else { return Vec::new() };
        if rest.is_empty() {
            return Vec::new();
        }
        let is_seen_through = match self.module_of(&source.dotted) {
            Some((_, inside)) => inside.is_empty() && source.is_package,
            None => self.leaks(source),
        };
        if !is_seen_through {
            return self.opening(source, rest);
        }
        let (name, more) = rest.split_once('.').unwrap_or((rest, ""));
        let reading = self.reading(source);
        let top = &reading.scopes[TOP];
        let stars = || top.stars.iter().map(|base| format!("{base}.{name}"));
        let mut found: Vec<String> = match top.names.get(name) {
            None if name == "*" => {
                let bound = top.names.values().flat_map(|binding| binding.paths.iter().map(|path| (*path).to_owned()));
                bound.chain(stars()).collect()
            }
            None => {
                let dynamic = self.lazily(source, name);
                stars().chain(dynamic).collect()
            }
            Some(binding) => {
                let values = binding.values.iter().flat_map(|value| self.paths(reading, value.scope, value.expr));
                binding.paths.iter().map(|path| (*path).to_owned()).chain(values).collect()
            }
        };
        if !more.is_empty() {
            for path in &mut found {
                *path = format!("{path}.{more}");
            }
        }
        found
    }

    /// Where a file of a module hands on another module as a whole, one of its doors, or all modules. What else it
    /// hands on is at home, for whoever let it in has answered for it.
    fn opening(&self, source: &'a Source, rest: &str) -> Vec<String> {
        if !self.hands_on(source, rest) {
            return Vec::new();
        }
        let (name, more) = rest.split_once('.').unwrap_or((rest, ""));
        let own = source.module.as_deref();
        let onward = source.imports.iter().filter_map(|import| {
            let target = match &import.binds {
                Some(bound) if bound == name && import.whole => import.target.clone(),
                None => format!("{}{name}", import.target.strip_suffix('*')?),
                _ => return None,
            };
            let leads_on = || {
                let (file, rest) = self.find(&target)?;
                Some(own.is_some() && file.module.as_deref() == own && self.hands_on(file, rest))
            };
            let is_meant = self.is_opening(&target, own) || leads_on().unwrap_or(false);
            is_meant.then(|| if more.is_empty() { target.clone() } else { format!("{target}.{more}") })
        });
        onward.collect()
    }

    pub(super) fn defines(&self, source: &'a Source, name: &str) -> bool {
        self.reading(source).top(name).is_some()
    }

    fn has_file(&self, package: &Source, name: &str) -> bool {
        package.is_package && self.source(&format!("{}.{name}", package.dotted)).is_some()
    }
}

fn is_all(expr: &Expr) -> bool {
    matches!(expr, Expr::Name(name) if name.id == "__all__")
}

/// Whether a path leads to what stands behind the doors of a module.
pub(super) fn is_inside(path: &str, home: &str) -> bool {
    let inside = path.strip_prefix(home).and_then(|rest| rest.strip_prefix('.'));
    inside.is_some_and(|rest| INSIDE.contains(&rest.split('.').next().unwrap_or(rest)))
}
