//! What a statement is handed to: a database, one of one's own in memory, or something else that carries out texts.

use ruff_python_ast::{Expr, ExprCall};
use ruff_text_size::Ranged;

use super::words::is_of_databases;
use crate::check::bindings::{Definition, Names, Origin, Place, last_name};
use crate::check::hints::is_library;
use crate::check::sql::{is_sql, may_be_sql};

/// How many objects lead to a connection.
const STEPS: usize = 6;

/// Libraries whose engines run within the program and read what lies there: frames, files, tables of their own.
const WITHIN: [&str; 4] = ["duckdb", "chdb", "datafusion", "polars"];

/// Words of which the name of a connection is made.
const CALLED: [&str; 22] = [
    "session",
    "sessions",
    "sess",
    "conn",
    "connection",
    "con",
    "cursor",
    "cur",
    "curs",
    "db",
    "database",
    "engine",
    "pool",
    "tx",
    "txn",
    "transaction",
    "sql",
    "sqlite",
    "pg",
    "postgres",
    "mysql",
    "begin",
];

/// Parts of the body of a function that hands a statement on.
const HANDS_ON: [&str; 6] = [".exec", "text(", ".fetch", ".scalar", ".stream", ".prepare"];

/// What a method is called on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Receiver {
    /// A connection, a cursor, a session of a library.
    Database,
    /// A database in memory, which only this file knows.
    Memory,
    /// A class of this project that has the method itself.
    Other,
    /// Nobody can tell.
    Unknown,
}

/// A method that is called with a statement, and on what.
#[derive(Clone, Copy)]
pub(super) struct Run<'a> {
    /// What it is called on.
    pub object: &'a Expr,
    /// Its name.
    pub method: &'a str,
    /// Where.
    pub place: Place,
}

impl<'a> Run<'a> {
    /// What the method is called on.
    pub fn receiver(&self, names: &Names<'a>) -> Receiver {
        self.of(names, self.object, self.place, STEPS)
    }

    /// Whether a text that an unknown object is handed is meant for a database.
    pub fn is_meant(&self, text: &str) -> bool {
        if is_of_databases(self.method) || sounds_like_database(self.object) { may_be_sql(text) } else { is_sql(text) }
    }

    /// Whether the class of this project that has the method hands on what it is given.
    pub fn is_handed_on(&self, names: &Names<'a>) -> bool {
        let homes = names.classes_of(self.object, self.place);
        let homes = homes.iter().filter_map(|class| names.class_with(class, self.method));
        let functions = homes.flat_map(|home| names.definitions(&format!("{home}.{}", self.method)));
        functions.into_iter().any(|definition| match definition {
            Definition::Function(function, there, _) => {
                let body = &names.text(there.file)[function.range()];
                HANDS_ON.iter().any(|part| body.contains(part))
            }
            _ => false,
        })
    }

    fn of(&self, names: &Names<'a>, object: &'a Expr, place: Place, steps: usize) -> Receiver {
        let Some(steps) = steps.checked_sub(1) else { return Receiver::Unknown };
        let kinds = names.origins(object, place).into_iter().map(|origin| match origin {
            Origin::Typed(paths) => self.typed(names, &paths),
            Origin::Given(Expr::Call(call), there) => self.called(names, call, there, steps),
            Origin::Given(..) => Receiver::Unknown,
        });
        let kinds: Vec<Receiver> = kinds.collect();
        let is = |kind: Receiver| kinds.contains(&kind);
        if is(Receiver::Memory) {
            Receiver::Memory
        } else if is(Receiver::Database) {
            Receiver::Database
        } else if !kinds.is_empty() && kinds.iter().all(|kind| *kind == Receiver::Other) {
            Receiver::Other
        } else {
            Receiver::Unknown
        }
    }

    fn typed(&self, names: &Names<'a>, paths: &[String]) -> Receiver {
        if paths.iter().any(|path| runs_within(path)) {
            return Receiver::Memory;
        }
        if paths.iter().any(|path| is_library(path)) {
            return Receiver::Database;
        }
        let mut classes = paths.iter().filter(|path| names.is_class(path)).peekable();
        if classes.peek().is_none() {
            return Receiver::Unknown;
        }
        let has_own = |class: &String| names.class_with(class, self.method).is_some();
        let is_of_library = |class: &String| names.line(class).iter().any(|base| is_library(base));
        match classes.clone().all(has_own) {
            true => Receiver::Other,
            false if classes.any(is_of_library) => Receiver::Database,
            false => Receiver::Unknown,
        }
    }

    /// What a call gives: a connection of a library, a cursor of one, an object of a class, what a function returns.
    fn called(&self, names: &Names<'a>, call: &'a ExprCall, place: Place, steps: usize) -> Receiver {
        let given = call.arguments.args.iter().chain(call.arguments.keywords.iter().map(|keyword| &keyword.value));
        let given: Vec<&Expr> = given.collect();
        let says_so = |text: String| {
            text.is_empty() || text.contains(":memory:") || text.contains("mode=memory") || text.ends_with("://")
        };
        let paths = names.paths(&call.func, place);
        if paths.iter().any(|path| runs_within(path)) {
            return Receiver::Memory;
        }
        if paths.iter().any(|path| is_library(path)) {
            let texts = given.iter().take(1).flat_map(|given| names.plain_texts(given, place));
            let is_memory = texts.into_iter().any(says_so) || self.any_in_memory(names, &given, place, steps);
            return if is_memory { Receiver::Memory } else { Receiver::Database };
        }
        if paths.iter().any(|path| names.is_class(path)) {
            return self.typed(names, &paths);
        }
        for definition in paths.iter().flat_map(|path| names.definitions(path)) {
            let Definition::Function(_, there, body) = definition else { continue };
            let returned: Vec<_> = names.reading(there.file).returns_of(body).collect();
            let kinds =
                returned.into_iter().map(|(value, scope)| self.of(names, value, Place { scope, ..there }, steps));
            if let Some(kind) = kinds.into_iter().find(|kind| *kind != Receiver::Unknown) {
                return kind;
            }
        }
        match &*call.func {
            Expr::Attribute(method) => match self.of(names, &method.value, place, steps) {
                Receiver::Other => Receiver::Unknown,
                kind => kind,
            },
            _ if self.any_in_memory(names, &given, place, steps) => Receiver::Memory,
            _ => Receiver::Unknown,
        }
    }

    /// Whether one of these is a database in memory, as in `closing(sqlite3.connect(":memory:"))`.
    fn any_in_memory(&self, names: &Names<'a>, given: &[&'a Expr], place: Place, steps: usize) -> bool {
        given.iter().any(|given| self.of(names, given, place, steps) == Receiver::Memory)
    }
}

/// Whether a path is of a library that keeps its tables within the program.
fn runs_within(path: &str) -> bool {
    WITHIN.contains(&path.split('.').next().unwrap_or(path))
}

/// Whether something is called as one would call a connection.
pub(super) fn sounds_like_database(object: &Expr) -> bool {
    let name = match object {
        Expr::Call(call) => {
            return last_name(&call.func).is_some_and(is_called_so)
                || matches!(&*call.func, Expr::Attribute(method) if sounds_like_database(&method.value));
        }
        Expr::Await(awaited) => return sounds_like_database(&awaited.value),
        other => last_name(other),
    };
    name.is_some_and(is_called_so)
}

fn is_called_so(name: &str) -> bool {
    name.to_lowercase().split('_').any(|word| CALLED.contains(&word))
}
