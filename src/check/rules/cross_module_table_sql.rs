//! `cross-module-table-sql`: no SQL of a module names the table of another, nor does a table that is read or made.

use ruff_python_ast::{Expr, ExprCall, ExprSubscript};
use ruff_text_size::Ranged;

use crate::check::bindings::{Holder, Names, Place, Text, last_name};
use crate::check::report::Finding;
use crate::check::rules::Rule;
use crate::check::rules::crossing::{Crossing, qualified};
use crate::check::sql::{Named, Reference, references, references_of_table};
use crate::check::tables::{Tables, argument, is_declared, is_reflected, owner_of, schema_of_table};

/// What takes SQL: functions of libraries.
const TAKES_SQL: [&str; 7] = ["text", "TextClause", "DDL", "literal_column", "tstring", "SQL", "execute"];
/// These, and the functions that take the name of a table.
const FUNCTIONS: [&str; 11] = [
    "text",
    "TextClause",
    "DDL",
    "literal_column",
    "tstring",
    "SQL",
    "execute",
    "table",
    "Table",
    "TableClause",
    "read_sql_table",
];
/// What takes SQL: methods of connections, cursors, sessions and frames, whatever they are called on.
const METHODS: [&str; 20] = [
    "exec_driver_sql",
    "execute",
    "executemany",
    "executescript",
    "fetch",
    "fetchrow",
    "fetchval",
    "fetch_all",
    "fetch_one",
    "fetch_val",
    "iterate",
    "prepare",
    "cursor",
    "scalar",
    "scalars",
    "stream",
    "stream_scalars",
    "read_sql",
    "read_sql_query",
    "read_database",
];
/// The operations of a migration by which argument names the table.
const OPERATIONS: [(&str, usize); 18] = [
    ("add_column", 0),
    ("drop_column", 0),
    ("alter_column", 0),
    ("drop_table", 0),
    ("rename_table", 0),
    ("batch_alter_table", 0),
    ("create_table_comment", 0),
    ("drop_table_comment", 0),
    ("create_index", 1),
    ("drop_index", 1),
    ("create_unique_constraint", 1),
    ("create_check_constraint", 1),
    ("create_primary_key", 1),
    ("create_exclude_constraint", 1),
    ("drop_constraint", 1),
    ("copy_records_to_table", 0),
    ("copy_to_table", 0),
    ("copy_from_table", 0),
];
/// The libraries whose functions are meant.
const LIBRARIES: [&str; 6] = ["sqlalchemy", "sqlmodel", "alembic", "psycopg", "psycopg2", "pandas"];

/// A finding for every table of another module that the SQL of a module or the kernel names.
pub(super) fn findings(names: &Names<'_>, tables: &Tables) -> Vec<Finding> {
    let mut found = Vec::new();
    for (file, source) in names.sources.iter().enumerate() {
        let Some(owner) = owner_of(source).filter(|_| names.speaks_of_tables(file)) else { continue };
        let reading = names.reading(file);
        let mut sql = Sql { tables, crossing: Crossing::new(names, file, owner, Rule::CrossModuleTableSql) };
        for &(call, scope) in &reading.calls {
            sql.call(call, Place { file, scope });
        }
        for &(subscript, scope) in &reading.subscripts {
            sql.entry(subscript, Place { file, scope });
        }
        for stray in tables.strays.iter().filter(|stray| stray.place.file == file) {
            let message = sql.crossing.says("table", &stray.table, &stray.owner);
            sql.crossing.at(stray.range, message, &stray.owner);
        }
        found.append(&mut sql.crossing.found);
    }
    found
}

/// The SQL of one file.
struct Sql<'n, 'a> {
    tables: &'n Tables,
    crossing: Crossing<'n, 'a>,
}

impl<'a> Sql<'_, 'a> {
    fn call(&mut self, call: &'a ExprCall, place: Place) {
        let Some(name) = last_name(&call.func) else { return };
        let method = call.func.is_attribute_expr();
        if method && METHODS.contains(&name) {
            let sql = call.arguments.args.first().or_else(|| keyword(call, &["statement", "sql", "query", "command"]));
            return sql.into_iter().for_each(|sql| self.sql(sql, place));
        }
        if method && matches!(name, "select_from" | "join" | "outerjoin") {
            return call.arguments.args.iter().for_each(|part| self.part(part, place));
        }
        if method && matches!(name, "get" | "pop") && is_tables(&call.func.as_attribute_expr().expect("a method").value)
        {
            return call.arguments.args.first().into_iter().for_each(|key| self.table(key, None, place));
        }
        if method && name == "reflect" {
            return self.reflect(call, place);
        }
        if let Some((_, at)) = OPERATIONS.iter().find(|(operation, _)| *operation == name) {
            return self.operation(call, *at, place);
        }
        if self.crossing.names.may_be(&call.func, place, &FUNCTIONS) {
            self.function(call, place);
        }
    }

    /// A function of a library, whatever it is called here.
    fn function(&mut self, call: &'a ExprCall, place: Place) {
        let paths = self.crossing.names.paths(&call.func, place);
        let meant = paths.iter().filter(|path| LIBRARIES.contains(&path.split('.').next().unwrap_or(path)));
        for name in meant.filter_map(|path| path.rsplit('.').next()) {
            if TAKES_SQL.contains(&name) {
                let sql = call.arguments.args.first().or_else(|| keyword(call, &["text", "statement", "sqltext"]));
                if let Some(sql) = sql {
                    self.sql(sql, place);
                }
            } else if matches!(name, "table" | "TableClause" | "read_sql_table") {
                let schema = call.arguments.find_keyword("schema").map(|schema| &schema.value);
                if let Some(table) = argument(call, "name", 0) {
                    self.table(table, schema, place);
                }
            } else if name == "Table" && is_declared(self.crossing.names, call, place) && is_reflected(call) {
                self.reflected(call, place);
            }
        }
    }

    /// The statement that an expression stands for. Where it is a parameter, what the function is called with.
    fn sql(&mut self, sql: &'a Expr, place: Place) {
        let texts = self.crossing.names.texts(sql, place);
        for text in &texts {
            self.named(text, &references(&text.whole()), sql, place);
        }
        if texts.is_empty() {
            for (given, there) in self.given(sql, place) {
                for text in self.crossing.names.texts(given, there) {
                    self.named(&text, &references(&text.whole()), given, there);
                }
            }
        }
    }

    /// What the functions of this file are given for the parameter that an expression names.
    fn given(&self, sql: &Expr, place: Place) -> Vec<(&'a Expr, Place)> {
        let reading = self.crossing.names.reading(place.file);
        let mut inner = sql;
        while let Expr::Call(call) = inner {
            match call.arguments.args.first() {
                Some(first) => inner = first,
                None => return Vec::new(),
            }
        }
        let Expr::Name(name) = inner else { return Vec::new() };
        let Some((_, scope)) = reading.find(&name.id, place.scope) else { return Vec::new() };
        let Holder::Function(Some(function)) = reading.scopes[scope].holder else { return Vec::new() };
        let mut parameters = function.parameters.iter_non_variadic_params();
        let Some(at) = parameters.position(|parameter| parameter.name().as_str() == name.id.as_str()) else {
            return Vec::new();
        };
        let of_class = reading.scopes[scope].parent.is_some_and(|outer| reading.is_class(outer));
        let at = at.saturating_sub(usize::from(of_class));
        let called = |call: &ExprCall| last_name(&call.func) == Some(function.name.as_str());
        let calls = reading.calls.iter().filter(|(call, _)| called(call));
        let given = calls.filter_map(|&(call, scope)| {
            Some((call.arguments.find_argument_value(&name.id, at)?, Place { scope, ..place }))
        });
        given.collect()
    }

    /// A text where a statement takes a table: `select_from(text("users"))`.
    fn part(&mut self, part: &'a Expr, place: Place) {
        let Expr::Call(call) = part else { return };
        if last_name(&call.func).is_none_or(|name| name != "text") {
            return;
        }
        for text in self.crossing.names.texts(part, place) {
            self.named(&text, &references_of_table(&text.whole()), part, place);
        }
    }

    /// The names of a statement, each where it was written.
    fn named(&mut self, text: &Text, references: &[Reference], whole: &Expr, place: Place) {
        let sql = text.whole();
        for reference in references {
            let name = reference.name.as_deref().filter(|_| reference.named == Named::Table);
            let schema = reference.schema.as_deref();
            let Some(owner) = self.tables.owner(schema, name, self.crossing.owner).map(str::to_owned) else { continue };
            let target = &sql[reference.start..reference.end];
            let what = match reference.named {
                Named::Table => "SQL names the table",
                Named::Schema => "SQL names the schema",
                Named::Routine => "SQL calls",
            };
            let message = self.crossing.says(what, target, &owner);
            self.crossing.told(text, (reference.start, reference.end), whole.range(), place, message, &owner);
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
        let target: Vec<String> = [schema, name].into_iter().flatten().collect();
        let message = self.crossing.says("table", &target.join("."), &owner);
        self.crossing.told(text, (0, text.len()), whole.range(), place, message, &owner);
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
        let Some(schema) = argument(call, "schema", 1) else { return };
        for text in self.crossing.names.texts(schema, place) {
            self.owned(&text, (text.known(), None), schema, place);
        }
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

    /// `metadata.tables["auth.users"]`.
    fn entry(&mut self, subscript: &'a ExprSubscript, place: Place) {
        if is_tables(&subscript.value) {
            self.table(&subscript.slice, None, place);
        }
    }
}

fn is_tables(expression: &Expr) -> bool {
    matches!(expression, Expr::Attribute(attribute) if attribute.attr.as_str() == "tables")
}

fn keyword<'a>(call: &'a ExprCall, names: &[&str]) -> Option<&'a Expr> {
    names.iter().find_map(|name| call.arguments.find_keyword(name)).map(|keyword| &keyword.value)
}
