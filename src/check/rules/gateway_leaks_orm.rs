//! `gateway-leaks-orm`: what passes through a gateway or an event is plain data.
//!
//! Read are the public functions of a door, the public methods and fields of its public classes, and what its `__all__`
//! hands on; behind them the fields of the data classes that the module keeps elsewhere.

mod forms;
mod inferred;
mod offered;

use ruff_python_ast::{Expr, Stmt, StmtClassDef, StmtFunctionDef};
use ruff_text_size::{Ranged, TextRange};
use rustc_hash::FxHashSet;

use crate::check::bindings::{Definition, Mention, Names, Place};
use crate::check::report::Finding;
use crate::check::rules::Rule;
use crate::check::tables::Tables;

/// How the names of files begin in which classes do the work of a module.
const AT_WORK: [&str; 4] = ["repositor", "service", "domain", "application"];

/// The files of a module that others may use.
const DOORS: [&str; 2] = ["gateway", "events"];
/// The libraries whose types stand for a database, a request or an answer.
const LIBRARIES: [&str; 11] = [
    "sqlalchemy",
    "sqlmodel",
    "alembic",
    "asyncpg",
    "psycopg",
    "psycopg2",
    "aiosqlite",
    "sqlite3",
    "fastapi",
    "starlette",
    "databases",
];
/// What of these libraries is plain all the same.
const PLAIN: [&str; 2] = ["sqlmodel.SQLModel", "sqlmodel.Field"];
/// Methods that put an object together, and are not called by others.
const MAKES: [&str; 6] =
    ["__init__", "__new__", "__post_init__", "__init_subclass__", "__class_getitem__", "__set_name__"];
const HINT: &str =
    "take and give Pydantic models, dataclasses and builtins; fill them from the row inside of the module";

/// A finding for everything that passes through a door and is not plain data.
pub(super) fn findings(names: &Names<'_>, tables: &Tables) -> Vec<Finding> {
    let mut found = Vec::new();
    for module in &names.layout.modules {
        for door in DOORS {
            let Some(file) = names.file(&format!("{}.modules.{module}.{door}", names.layout.package)) else { continue };
            let mut door = Door { names, tables, module, file, read: FxHashSet::default(), found: Vec::new() };
            door.read();
            found.append(&mut door.found);
        }
    }
    found
}

/// One door, and what was found in it.
struct Door<'n, 'a> {
    names: &'n Names<'a>,
    tables: &'n Tables,
    module: &'n str,
    file: usize,
    /// The classes that were read, by their paths; data classes may hold one another.
    read: FxHashSet<String>,
    found: Vec<Finding>,
}

impl<'a> Door<'_, 'a> {
    fn read(&mut self) {
        let top = Place { file: self.file, scope: 0 };
        let reading = self.names.reading(self.file);
        let exported = self.exported();
        let is_public = |name: &str| !name.starts_with('_') || exported.iter().any(|(other, _)| other == name);
        for &(function, scope, body) in reading.functions.iter().filter(|(_, scope, _)| *scope == 0) {
            if is_public(&function.name) {
                self.function(function, Place { scope, ..top }, body, true);
            }
        }
        for &(class, scope, body) in reading.classes.iter().filter(|(_, scope, _)| *scope == 0) {
            if is_public(&class.name) {
                self.class(class, Place { scope, ..top }, body);
            }
        }
        for &(assign, scope) in reading.annotated.iter().filter(|(_, scope)| *scope == 0) {
            if let Expr::Name(name) = &*assign.target
                && is_public(&name.id)
            {
                self.annotation(&assign.annotation, Place { scope, ..top }, &format!("`{}`", name.id));
            }
        }
        self.made(is_public);
        for (name, range) in &exported {
            self.export(name, *range);
            self.handed_on(name);
        }
    }

    /// A public function: what it returns, and what it takes unless FastAPI gives it that.
    fn function(&mut self, function: &'a StmtFunctionDef, place: Place, body: usize, may_be_injected: bool) {
        let name = function.name.as_str();
        match &function.returns {
            Some(returns) => self.annotation(returns, place, &format!("what `{name}` returns")),
            None => self.inferred(function, place, body),
        }
        let parameters = function.type_params.iter().flat_map(|parameters| parameters.type_params.iter());
        for bound in parameters.filter_map(|parameter| parameter.as_type_var()?.bound.as_deref()) {
            self.annotation(bound, place, &format!("a type of `{name}`"));
        }
        let before = self.found.len();
        for parameter in &function.parameters {
            let parameter = parameter.as_parameter();
            if let Some(annotation) = &parameter.annotation {
                self.annotation(annotation, place, &format!("`{}` of `{name}`", parameter.name));
            }
        }
        if may_be_injected && self.found.len() > before && self.is_injected(name) {
            self.found.truncate(before);
        }
    }

    /// A public class: its bases, its fields and its methods.
    fn class(&mut self, class: &'a StmtClassDef, place: Place, body: usize) {
        let path = self.names.path_of(&class.name, place);
        if !self.read.insert(path.clone()) {
            return;
        }
        if self.tables.is_model(&path) {
            return self.push(place.file, class.name.range(), &format!("`{}` is a mapped class", class.name));
        }
        self.inherited(class, place);
        for base in class.arguments.iter().flat_map(|arguments| arguments.args.iter()) {
            self.annotation(base, place, &format!("a base of `{}`", class.name));
        }
        let inside = Place { file: place.file, scope: body };
        let reading = self.names.reading(place.file);
        for &(function, scope, inner) in reading.functions.iter().filter(|(_, scope, _)| *scope == body) {
            let name = function.name.as_str();
            let special = name.starts_with("__") && name.ends_with("__") && !MAKES.contains(&name);
            if special || !name.starts_with('_') {
                self.function(function, Place { scope, ..inside }, inner, false);
            }
        }
        self.fields(class, inside);
        for &(nested, scope, inner) in reading.classes.iter().filter(|(_, scope, _)| *scope == body) {
            if !nested.name.starts_with('_') {
                self.class(nested, Place { scope, ..inside }, inner);
            }
        }
    }

    fn fields(&mut self, class: &'a StmtClassDef, inside: Place) {
        for statement in &class.body {
            if let Stmt::AnnAssign(field) = statement
                && let Expr::Name(name) = &*field.target
                && !name.id.starts_with('_')
            {
                self.annotation(&field.annotation, inside, &format!("`{}` of `{}`", name.id, class.name));
            }
        }
    }

    /// An annotation, at each type that it mentions.
    fn annotation(&mut self, annotation: &Expr, place: Place, what: &str) {
        let mentions = self.names.mentions(annotation, place);
        for mention in &mentions {
            if let Some(leak) = self.leak(mention) {
                self.push(place.file, mention.range, &format!("{what} is {leak}"));
            }
            self.follow(mention, place.file);
        }
    }

    /// Why a type may not pass, if it may not.
    fn leak(&self, mention: &Mention) -> Option<String> {
        let name = &mention.name;
        mention.paths.iter().find_map(|path| {
            let library = path.split('.').next().unwrap_or(path);
            if self.tables.is_model(path) {
                Some(format!("`{name}`, a mapped class"))
            } else if LIBRARIES.contains(&library) && !PLAIN.contains(&path.as_str()) {
                Some(format!("`{name}` of {library}"))
            } else if self.is_of_database(path) {
                Some(format!("`{name}`, which speaks to the database"))
            } else if self.is_inside(path) {
                Some(format!("`{name}`, which is no data but does the work inside"))
            } else {
                None
            }
        })
    }

    /// Whether a path is that of what the kernel speaks to the database with: its unit of work, for one.
    fn is_of_database(&self, path: &str) -> bool {
        let kernel = format!("{}.core.db.", self.names.layout.package);
        path.starts_with(&kernel) && self.is_at_work(path)
    }

    /// Whether a path is that of a class that is no data.
    fn is_at_work(&self, path: &str) -> bool {
        self.names.definitions(path).iter().any(|definition| match definition {
            Definition::Class(class, place, _) => !self.is_data(class, *place),
            _ => false,
        })
    }

    /// Whether a path is that of a repository, a service or an aggregate, and not of data that lies beside one.
    fn is_inside(&self, path: &str) -> bool {
        // A module may be called `services` itself: what counts is where in it the class stands.
        let modules = format!("{}.modules.", self.names.layout.package);
        let within = path.strip_prefix(&modules).and_then(|rest| rest.split_once('.')).map_or(path, |(_, rest)| rest);
        let file = within.rsplit_once('.').map_or("", |(file, _)| file);
        let at_work = file.split('.').any(|part| AT_WORK.iter().any(|begin| part.starts_with(begin)));
        at_work && self.is_at_work(path)
    }

    fn is_data(&self, class: &StmtClassDef, place: Place) -> bool {
        const DATA: [&str; 9] =
            ["BaseModel", "NamedTuple", "TypedDict", "Enum", "StrEnum", "IntEnum", "Protocol", "Exception", "str"];
        let decorated = class.decorator_list.iter().any(|decorator| {
            let function = decorator.expression.as_call_expr().map_or(&decorator.expression, |call| &*call.func);
            self.names.paths(function, place).iter().any(|path| path.ends_with("dataclass") || path.starts_with("attr"))
        });
        let bases = class.arguments.iter().flat_map(|arguments| arguments.args.iter());
        let named = bases.flat_map(|base| match base {
            Expr::Name(name) => vec![name.id.to_string()],
            other => self.names.paths(other, place),
        });
        let plain = |name: &String| {
            let last = name.rsplit('.').next().unwrap_or(name);
            DATA.contains(&last) || last.ends_with("Error") || last.ends_with("DTO") || last.ends_with("Model")
        };
        decorated || named.collect::<Vec<_>>().iter().any(plain)
    }

    /// The fields of a data class of this module that lies elsewhere, told where they stand.
    fn follow(&mut self, mention: &Mention, from: usize) {
        for path in &mention.paths {
            if self.names.module_of(path) != Some(self.module) || self.read.contains(path) {
                continue;
            }
            for definition in self.names.definitions(path) {
                let Definition::Class(class, place, body) = definition else { continue };
                if (place.file != from || place.file != self.file) && self.is_data(class, place) {
                    self.read.insert(path.clone());
                    self.fields(class, Place { file: place.file, scope: body });
                }
            }
        }
    }

    fn push(&mut self, file: usize, range: TextRange, what: &str) {
        let finding = self.names.sources[file].finding(Rule::GatewayLeaksOrm, range, what).hint(HINT);
        if !self.found.contains(&finding) {
            self.found.push(finding);
        }
    }
}
