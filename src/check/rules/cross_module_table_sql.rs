//! `cross-module-table-sql`: no SQL of a module names the table of another, nor does a table that is read or made.

mod made;
mod receivers;
mod revisions;
mod statements;
mod words;

use ruff_python_ast::{Expr, ExprAttribute, ExprCall, ExprSubscript};
use ruff_text_size::Ranged;

use crate::check::bindings::{Called, Names, Place, Text, elements, last_name};
use crate::check::report::Finding;
use crate::check::rules::Rule;
use crate::check::rules::crossing::{Crossing, qualified, taken_findings};
use crate::check::rules::takers::{Taken, Taker};
use crate::check::sql::is_sql;
use crate::check::tables::{
    APPLICATION, KERNEL, Tables, argument, asker_of, is_declared, is_reflected, schema_of_table,
};
use made::Made;
use receivers::{Receiver, Run, sounds_like_database};
use words::{copies, inspects, named_by, runs_sql, takes_schema, takes_sql, takes_table};

/// The libraries whose functions are meant.
const LIBRARIES: [&str; 6] = ["sqlalchemy", "sqlmodel", "alembic", "psycopg", "psycopg2", "pandas"];

/// Words in the name of what has the operations of a migration.
const OPERATIONS: [&str; 5] = ["op", "ops", "operations", "batch", "alembic"];

/// A finding for every table of another module that the SQL of a module or the kernel names.
pub(super) fn findings<'a>(names: &Names<'a>, tables: &Tables) -> Vec<Finding> {
    let (mut found, mut takers, mut made) = (Vec::new(), Vec::new(), Made::default());
    for (file, source) in names.sources.iter().enumerate() {
        let Some(owner) = asker_of(source).filter(|_| source.speaks_of_tables) else { continue };
        let reading = names.reading(file);
        let crossing = Crossing::new(names, file, owner, Rule::CrossModuleTableSql);
        let mut sql = Sql::new(tables, crossing);
        for called in names.calls(file) {
            sql.call(called);
        }
        for &(subscript, scope) in &reading.subscripts {
            sql.entry(subscript, Place { file, scope });
        }
        for stray in tables.strays.iter().filter(|stray| stray.place.file == file) {
            let message = sql.crossing.says("table", &stray.table, &stray.owner);
            sql.crossing.at(stray.range, message, &stray.owner);
        }
        found.append(&mut sql.crossing.found);
        takers.append(&mut sql.takers);
        made.append(sql.made);
    }
    let mut tell = |crossing: Crossing<'_, 'a>, taken: Vec<Taken>| {
        let mut sql = Sql::new(tables, crossing);
        for Taken { text, range, place, is_sure } in &taken {
            if *is_sure || is_sql(&text.whole()) {
                sql.statement(text, *range, *place, None);
            }
        }
        made.append(sql.made);
        sql.crossing.found
    };
    let taken = taken_findings(names, &takers, Rule::CrossModuleTableSql, |(), crossing, taken| tell(crossing, taken));
    found.extend(taken);
    found.extend(made.findings());
    found.extend(revisions::findings(names));
    found
}

/// The SQL of one file.
struct Sql<'n, 'a> {
    tables: &'n Tables,
    crossing: Crossing<'n, 'a>,
    /// The functions that run what they are given.
    takers: Vec<Taker<'a, ()>>,
    /// What its statements make, and what they name by a name alone.
    made: Made,
}

impl<'n, 'a> Sql<'n, 'a> {
    fn new(tables: &'n Tables, crossing: Crossing<'n, 'a>) -> Self {
        Self { tables, crossing, takers: Vec::new(), made: Made::default() }
    }

    fn call(&mut self, called: &Called<'a>) {
        let Called { call, place, callee } = *called;
        self.kept(call, place);
        match &*call.func {
            Expr::Attribute(method) if self.method(call, method, place) => {}
            Expr::Name(_) | Expr::Attribute(_) => match last_name(&call.func).and_then(named_by) {
                Some(at) if self.is_operation(&call.func, place) => self.operation(call, at, place),
                None if callee.may_be(|name| takes_sql(name) || takes_table(name) || takes_schema(name)) => {
                    self.function(call, place);
                }
                _ => {}
            },
            _ => {}
        }
    }

    /// What is handed to something together with what will run it: `partial(session.execute, "…")`.
    fn kept(&mut self, call: &'a ExprCall, place: Place) {
        for pair in call.arguments.args.windows(2) {
            let [function, given] = pair else { continue };
            let run = match function {
                Expr::Attribute(method) if runs_sql(&method.attr) => {
                    Some(Run { object: &method.value, method: &method.attr, place })
                }
                Expr::Name(_) if self.takes_sql(function, place) => None,
                _ => continue,
            };
            let all = if elements(given).is_empty() { std::slice::from_ref(given) } else { elements(given) };
            for given in all {
                self.sql(given, place, run);
            }
        }
    }

    /// Whether a name is that of a function of a library that takes SQL.
    fn takes_sql(&self, function: &'a Expr, place: Place) -> bool {
        let is_one = |path: &String| takes_sql(path.rsplit('.').next().unwrap_or(path)) && is_of_library(path);
        self.crossing.names.callee(function, place).may_be(takes_sql)
            && self.crossing.names.paths(function, place).iter().any(is_one)
    }

    /// A method, whatever it is called on. Gives whether it is one that is known.
    fn method(&mut self, call: &'a ExprCall, method: &'a ExprAttribute, place: Place) -> bool {
        let mut arguments = call.arguments.args.iter();
        match method.attr.as_str() {
            "prepare" if call.arguments.find_keyword("schema").is_some() => self.reflect(call, place),
            name if runs_sql(name) => {
                let sql = arguments.next().or_else(|| keyword(call, &["statement", "sql", "query", "command"]));
                if let Some(sql) = sql {
                    let object = connection(call, name).unwrap_or(&method.value);
                    self.sql(sql, place, Some(Run { object, method: name, place }));
                }
            }
            name if copies(name) && sounds_like_database(&method.value) => {
                if let Some(table) = argument(call, "table", 1) {
                    self.table(table, None, place);
                }
            }
            "select_from" | "join" | "outerjoin" => {
                for part in arguments {
                    self.part(part, place);
                }
            }
            "get" | "pop" if self.is_tables(&method.value, place) => {
                if let Some(key) = arguments.next() {
                    self.table(key, None, place);
                }
            }
            "reflect" => self.reflect(call, place),
            name if inspects(name) => {
                let schema = call.arguments.find_keyword("schema").map(|schema| &schema.value);
                if let Some(table) = argument(call, "table_name", 0) {
                    self.table(table, schema, place);
                }
            }
            _ => {
                self.routine(call, place);
                return false;
            }
        }
        true
    }

    /// A function of a library, whatever it is called here.
    fn function(&mut self, call: &'a ExprCall, place: Place) {
        let paths = self.crossing.names.paths(&call.func, place);
        let meant = paths.iter().filter(|path| is_of_library(path));
        for name in meant.filter_map(|path| path.rsplit('.').next()) {
            if takes_sql(name) {
                let sql = call.arguments.args.first().or_else(|| keyword(call, &["text", "statement", "sqltext"]));
                if let Some(sql) = sql {
                    self.sql(sql, place, None);
                }
            } else if matches!(name, "table" | "TableClause" | "read_sql_table") {
                let schema = call.arguments.find_keyword("schema").map(|schema| &schema.value);
                if let Some(table) = argument(call, "name", 0) {
                    self.table(table, schema, place);
                }
            } else if takes_schema(name) {
                self.schema(call, place);
            } else if name == "Table" && is_declared(self.crossing.names, call, place) && is_reflected(call) {
                self.reflected(call, place);
            }
        }
    }

    /// A table that is named by a text of its own, and its schema.
    fn table(&mut self, table: &'a Expr, schema: Option<&Expr>, place: Place) {
        let schemas = schema.map(|schema| self.crossing.names.plain_texts(schema, place)).unwrap_or_default();
        for text in self.crossing.names.texts(table, place) {
            let whole = text.whole();
            let (own, name) = qualified(&whole);
            let schema = schemas.first().map(|schema| schema.to_lowercase()).or(own);
            self.owned(&text, (schema, name), table, place);
        }
    }

    fn owned(&mut self, text: &Text, (schema, name): (Option<String>, Option<String>), whole: &Expr, place: Place) {
        let owner = self.tables.owner(schema.as_deref(), name.as_deref(), self.crossing.owner);
        let Some(owner) = owner.map(str::to_owned) else { return };
        let alone = name.clone().filter(|_| schema.is_none());
        let target: Vec<String> = [schema, name].into_iter().flatten().collect();
        let message = self.crossing.says("table", &target.join("."), &owner);
        self.tell(text, (0, text.len()), (whole.range(), place), (message, &owner), alone.as_deref());
    }

    /// `CreateSchema("auth")`. Whoever puts the application together makes all of them.
    fn schema(&mut self, call: &'a ExprCall, place: Place) {
        let is_module = !matches!(self.crossing.owner, KERNEL | APPLICATION);
        let Some(schema) = argument(call, "name", 0).filter(|_| is_module) else { return };
        for name in self.crossing.names.plain_texts(schema, place) {
            let owner = self.tables.owner(Some(&name.to_lowercase()), None, self.crossing.owner);
            if let Some(owner) = owner.map(str::to_owned) {
                let message = self.crossing.says("SQL names the schema", &name, &owner);
                self.crossing.at(schema.range(), message, &owner);
            }
        }
    }

    /// `Table("users", metadata, schema="auth", autoload_with=connection)`.
    fn reflected(&mut self, call: &'a ExprCall, place: Place) {
        let Some(table) = argument(call, "name", 0) else { return };
        let schema = schema_of_table(self.crossing.names, call, place).map(|schema| schema.to_lowercase());
        for text in self.crossing.names.texts(table, place) {
            let name = text.known().map(|name| name.to_lowercase());
            self.owned(&text, (schema.clone(), name), table, place);
        }
    }

    /// `metadata.reflect(connection, schema="auth", only=["users"])`.
    fn reflect(&mut self, call: &'a ExprCall, place: Place) {
        let only = call.arguments.find_keyword("only").map(|only| elements(&only.value)).unwrap_or_default();
        let keyword = call.arguments.find_keyword("schema").map(|schema| &schema.value);
        match keyword.or_else(|| call.arguments.find_positional(1)) {
            Some(schema) => {
                for text in self.crossing.names.texts(schema, place) {
                    self.owned(&text, (text.known(), None), schema, place);
                }
            }
            None => only.iter().for_each(|table| self.table(table, None, place)),
        }
    }

    /// `func.auth.current_user_id()`.
    fn routine(&mut self, call: &'a ExprCall, place: Place) {
        let Expr::Attribute(routine) = &*call.func else { return };
        let Expr::Attribute(schema) = &*routine.value else { return };
        if last_name(&schema.value) != Some("func")
            || !self.crossing.names.paths(&schema.value, place).iter().any(|path| path.starts_with("sqlalchemy."))
        {
            return;
        }
        let owner = self.tables.owner(Some(&schema.attr.to_lowercase()), None, self.crossing.owner);
        if let Some(owner) = owner.map(str::to_owned) {
            let message = self.crossing.says("SQL calls", &format!("{}.{}", schema.attr, routine.attr), &owner);
            self.crossing.at(call.func.range(), message, &owner);
        }
    }

    /// Whether a function is one of a migration or copies by a driver; a table on the terminal has columns to add, too.
    fn is_operation(&self, function: &'a Expr, place: Place) -> bool {
        let is_called_so = |object: &Expr| {
            last_name(object).is_some_and(|name| name.to_lowercase().split('_').any(|word| OPERATIONS.contains(&word)))
        };
        last_name(function).is_some_and(|name| name.starts_with("copy_"))
            || matches!(function, Expr::Attribute(method) if is_called_so(&method.value))
            || self.crossing.names.paths(function, place).iter().any(|path| path.starts_with("alembic"))
    }

    /// An operation of a migration, or a copy by a driver.
    fn operation(&mut self, call: &'a ExprCall, at: usize, place: Place) {
        let keywords = ["table_name", "source_table", "old_table_name"];
        let table = call.arguments.find_positional(at).or_else(|| keyword(call, &keywords));
        let schema = keyword(call, &["schema", "schema_name"]);
        if let Some(table) = table {
            self.table(table, schema, place);
        }
    }

    /// Whether an expression is `metadata.tables`; a document has tables, too.
    fn is_tables(&self, expression: &'a Expr, place: Place) -> bool {
        let Expr::Attribute(tables) = expression else { return false };
        let run = Run { object: &tables.value, method: "tables", place };
        tables.attr.as_str() == "tables"
            && (last_name(&tables.value).is_some_and(|name| name.to_lowercase().contains("meta"))
                || run.receiver(self.crossing.names) == Receiver::Database)
    }

    /// `metadata.tables["auth.users"]`.
    fn entry(&mut self, subscript: &'a ExprSubscript, place: Place) {
        if self.is_tables(&subscript.value, place) {
            self.table(&subscript.slice, None, place);
        }
    }
}

fn is_of_library(path: &str) -> bool {
    LIBRARIES.contains(&path.split('.').next().unwrap_or(path))
}

/// The connection that a frame is read over: `pandas.read_sql("…", connection)`.
fn connection<'a>(call: &'a ExprCall, method: &str) -> Option<&'a Expr> {
    let names = ["con", "connection"];
    let given = || call.arguments.find_positional(1).or_else(|| keyword(call, &names));
    if method.starts_with("read_") { given() } else { None }
}

fn keyword<'a>(call: &'a ExprCall, names: &[&str]) -> Option<&'a Expr> {
    names.iter().find_map(|name| call.arguments.find_keyword(name)).map(|keyword| &keyword.value)
}
