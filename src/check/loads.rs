//! Names of modules that are given as text, to whatever takes them: what imports, patches, runs, finds or reads.

use std::path::Path;

use ruff_python_ast::{Expr, ExprCall, FStringPart, InterpolatedStringElement, Operator};

use crate::check::callees::{
    callee_of, from_list, is_made_here, is_of_this_file, is_part_of_patch, level, unpacked, wraps_importer,
};
use crate::check::effort::MOST;
use crate::check::imports::climb;
use crate::check::layout::Place;
use crate::check::resolve::{At, Resolver, callee, elements, keyword};

/// What imports a module when it is called with its name.
pub(super) const IMPORTERS: [&str; 8] = [
    "import_module",
    "__import__",
    "resolve_name",
    "import_string",
    "load_module",
    "run_module",
    "locate",
    "importorskip",
];

/// What takes the name of a module, or of something in it, as text and replaces or finds it.
const NAMERS: [&str; 6] = ["patch", "setattr", "delattr", "find_spec", "reload", "import_object"];

/// What reads the files of a package that it is given by its name.
const READERS: [&str; 11] = [
    "files",
    "get_data",
    "read_text",
    "read_binary",
    "open_text",
    "open_binary",
    "path",
    "contents",
    "is_resource",
    "iter_modules",
    "walk_packages",
];

/// What loads a module from the path of its file, and which argument that is.
const LOADERS: [(&str, usize); 5] =
    [("spec_from_file_location", 1), ("SourceFileLoader", 1), ("load_source", 1), ("run_path", 0), ("importfile", 0)];

/// The keywords under which a name of a module is given.
pub(super) const NAMES: [&str; 6] = ["name", "modname", "import_name", "mod_name", "target", "anchor"];

impl<'p, 'a> Resolver<'p, 'a> {
    /// The modules that a call such as `import_module("a.b")` loads, as far as that can be told.
    pub fn imported(&self, call: &'a ExprCall, at: At<'p, 'a>) -> Vec<String> {
        if !self.is_importer(&call.func, at) {
            return Vec::new();
        }
        let argument = call.arguments.args.first().or_else(|| keyword(call, &NAMES)).or_else(|| unpacked(call));
        let argument = match argument {
            Some(Expr::Starred(list)) => elements(&list.value).first(),
            other => other,
        };
        let Some(argument) = argument else { return Vec::new() };
        let mut names = self.texts(at.other(argument));
        if names.is_empty() {
            names.extend(self.beginning(at.other(argument)));
        }
        let mut loaded = Vec::new();
        for name in names {
            if let Some(level) = level(call) {
                loaded.extend(climb(at.reading.source.package(), level, &name));
            } else if name.starts_with('.') {
                loaded.extend(self.relative(&name, call, at));
            } else if !name.is_empty() {
                loaded.push(name.replace(':', "."));
            }
        }
        // `__import__("app", fromlist=["modules"])` and `from app import modules` are the same statement.
        if callee(call) == Some("__import__") && from_list(call).is_some() {
            let taken: Vec<String> = from_list(call).map(|list| self.items(at.other(list))).unwrap_or_default();
            loaded = loaded
                .iter()
                .flat_map(|base| taken.iter().map(move |name| format!("{base}.{name}")))
                .chain(loaded.iter().cloned())
                .collect();
        }
        loaded.truncate(MOST);
        loaded
    }

    /// Whatever a call names in the project as text; `at` is what is called, and `imports` whether the file imports by
    /// name at all.
    pub fn told(&self, call: &'a ExprCall, at: At<'p, 'a>, imports: bool) -> Vec<String> {
        let mut found = Vec::new();
        if imports {
            found.extend(self.imported(call, at));
            found.extend(self.handed_to_importer(call, at));
        }
        let Some(name) = callee(call).filter(|_| !is_of_this_file(&call.func, at)) else { return found };
        let first = call.arguments.args.first().or_else(|| keyword(call, &NAMES));
        let is_namer = NAMERS.contains(&name) && self.replaces(&call.func, at) || is_part_of_patch(&call.func);
        if let (true, Some(named)) = (is_namer, first) {
            for text in self.texts(at.other(named)) {
                let relative = text.starts_with('.');
                found.extend(if relative { self.relative(&text, call, at) } else { vec![text] });
            }
        }
        if let (true, Some(package)) = (READERS.contains(&name) && self.is_of_the_language(&call.func, at), first) {
            // What lies in a package is its inside, even where the package itself is a door's.
            found.extend(self.texts(at.other(package)).iter().map(|package| format!("{package}.*")));
        }
        if let Some((_, place)) = LOADERS.iter().find(|(loader, _)| *loader == name) {
            let path = call.arguments.args.get(*place).or_else(|| keyword(call, &["location", "path", "path_name"]));
            let paths = path.map(|path| self.texts(at.other(path))).unwrap_or_default();
            found.extend(paths.iter().filter_map(|path| self.of_file(path)));
        }
        found
    }

    /// What a call hands to something that imports, as in `to_thread(import_module, "app.modules.auth.models")`.
    fn handed_to_importer(&self, call: &'a ExprCall, at: At<'p, 'a>) -> Vec<String> {
        let mut arguments = call.arguments.args.iter();
        if !arguments.any(|argument| !argument.is_call_expr() && self.is_importer(argument, at)) {
            return Vec::new();
        }
        let names = |argument| [self.texts(at.other(argument)), self.items(at.other(argument))].concat();
        let given = call.arguments.keywords.iter().map(|given| &given.value);
        arguments.chain(given).flat_map(names).collect()
    }

    /// The module in a file of the project, by the path of the file.
    fn of_file(&self, path: &str) -> Option<String> {
        let layout = &self.project().layout;
        let inside = path.find(&format!("{}/modules/", layout.package)).map(|start| &path[start..])?;
        let inside = Path::new(inside).with_extension("");
        let parts: Vec<&str> = inside.iter().filter_map(|part| part.to_str()).collect();
        Some(parts.join("."))
    }

    /// Whether something that is called `patch` or `setattr` is that of a test. Outside of tests, others are called so.
    fn replaces(&self, function: &'a Expr, at: At<'p, 'a>) -> bool {
        let source = at.reading.source;
        let in_tests = matches!(source.place, Place::Tests | Place::TestsOf(_) | Place::KernelTests);
        let says_so = |expr: &Expr| callee_of(expr).is_some_and(|name| name.contains("mock") || name.contains("patch"));
        match function {
            Expr::Attribute(method) if matches!(method.attr.as_str(), "patch" | "setattr" | "delattr") => {
                in_tests || says_so(&method.value)
            }
            Expr::Name(_) => in_tests || !self.paths(at.other(function)).is_empty(),
            _ => true,
        }
    }

    /// Whether what is called is of the standard library.
    fn is_of_the_language(&self, function: &'a Expr, at: At<'p, 'a>) -> bool {
        let of = ["importlib", "pkgutil", "importlib_resources"];
        self.paths(at.other(function)).iter().any(|path| of.contains(&path.split('.').next().unwrap_or(path)))
    }

    /// The beginning of a name of which only the end is not known, as far as it leads behind the doors of a module.
    fn beginning(&self, at: At<'p, 'a>) -> Vec<String> {
        let known = match at.expr {
            Expr::FString(string) => {
                let mut known = vec![String::new()];
                let parts = string.value.iter().flat_map(|part| match part {
                    FStringPart::Literal(literal) => vec![Ok(literal.value.to_string())],
                    FStringPart::FString(string) => string
                        .elements
                        .iter()
                        .map(|element| match element {
                            InterpolatedStringElement::Literal(literal) => Ok(literal.value.to_string()),
                            InterpolatedStringElement::Interpolation(part) => Err(&*part.expression),
                        })
                        .collect(),
                });
                for part in parts {
                    let texts = part.map_or_else(|expr| self.texts(at.other(expr)), |text| vec![text]);
                    let Some(text) = texts.first() else { break };
                    for known in &mut known {
                        known.push_str(text);
                    }
                }
                known
            }
            Expr::BinOp(sum) if sum.op == Operator::Add => {
                let left = self.texts(at.other(&sum.left));
                if left.is_empty() { self.beginning(at.other(&sum.left)) } else { left }
            }
            _ => Vec::new(),
        };
        let behind = |name: &String| {
            let (_, rest) = self.project().module_of(name)?;
            // The last part may go on where nobody can see it.
            let (whole, _) = rest.rsplit_once('.')?;
            Some(name[..name.len() - (rest.len() - whole.len())].to_owned())
        };
        known.iter().filter_map(behind).collect()
    }

    /// Whether an expression is something that imports what it is told.
    pub fn is_importer(&self, expr: &'a Expr, at: At<'p, 'a>) -> bool {
        // A name may be made of itself, as in `load = cache(load)`.
        self.effort.once(expr, || self.imports(expr, at))
    }

    fn imports(&self, expr: &'a Expr, at: At<'p, 'a>) -> bool {
        let is_one = |path: &String| IMPORTERS.contains(&path.rsplit('.').next().unwrap_or(path));
        let leads_there = || self.paths(at.other(expr)).iter().any(is_one);
        match expr {
            Expr::Attribute(attribute) if IMPORTERS.contains(&attribute.attr.as_str()) => {
                !is_made_here(&attribute.value, &attribute.attr, at)
            }
            Expr::Name(name) => {
                let bound = at.reading.find(&name.id, at.scope);
                bound.is_some_and(|(_, binding)| binding.values.iter().any(|value| wraps_importer(value.expr)))
                    || leads_there()
            }
            Expr::Attribute(attribute) => {
                at.of_class(&attribute.value, &attribute.attr).iter().any(|value| wraps_importer(value.expr))
                    || leads_there()
            }
            Expr::Subscript(_) => leads_there(),
            Expr::Call(_) => wraps_importer(expr) || leads_there(),
            _ => false,
        }
    }

    /// A relative name is seen from `package=`.
    fn relative(&self, name: &str, call: &'a ExprCall, at: At<'p, 'a>) -> Vec<String> {
        let anchor = call.arguments.args.get(1).or_else(|| keyword(call, &["package"]));
        let Some(anchor) = anchor else { return Vec::new() };
        let stripped = name.trim_start_matches('.');
        let level = u32::try_from(name.len() - stripped.len()).unwrap_or(u32::MAX);
        let packages = self.texts(at.other(anchor));
        let climbed: Vec<String> = packages.iter().filter_map(|package| climb(package, level, stripped)).collect();
        // What was taken from a table is found there again under the name that it stands for.
        let mut entries = self.entries.borrow_mut();
        let of_table = entries.iter().find(|(entry, _)| entry == name).map(|(_, at)| *at);
        entries.extend(of_table.into_iter().flat_map(|at| climbed.iter().map(move |path| (path.clone(), at))));
        climbed
    }
}
