//! Tables that a call makes: `Table("users", metadata, ...)`, and in a migration `op.create_table("users", ...)`.

use ruff_python_ast::ExprCall;
use ruff_text_size::{Ranged, TextRange};

use super::{argument, owner_of, schema};
use crate::check::bindings::{Called, Names, Place};

/// A table that a call makes.
pub(super) struct Made {
    pub owner: String,
    pub name: String,
    pub schema: Option<String>,
    pub place: Place,
    pub range: TextRange,
}

/// Gives the tables that are made by calls in the modules and the kernel. What is read from the database is none.
pub(super) fn tables(names: &Names<'_>) -> Vec<Made> {
    let mut found = Vec::new();
    for (file, source) in names.sources.iter().enumerate() {
        let Some(owner) = owner_of(source).filter(|_| source.speaks_of_tables) else { continue };
        for &Called { call, place, callee } in names.calls(file) {
            if !callee.may_be(|name| matches!(name, "Table" | "create_table")) {
                continue;
            }
            let migration = is_migration(names, call, place, "create_table");
            if !migration && (!is_declared(names, call, place) || is_reflected(call)) {
                continue;
            }
            let Some(first) = argument(call, if migration { "table_name" } else { "name" }, 0) else { continue };
            let schema =
                if migration { schema::of_keyword(names, call, place) } else { schema::of_table(names, call, place) };
            for name in names.plain_texts(first, place) {
                let owner = owner.to_owned();
                found.push(Made { owner, name, schema: schema.clone(), place, range: first.range() });
            }
        }
    }
    found
}

/// Whether a call is `Table(...)` of SQLAlchemy.
pub(in crate::check) fn is_declared(names: &Names<'_>, call: &ExprCall, place: Place) -> bool {
    let is = |path: &String| path.starts_with("sqlalchemy") && path.ends_with(".Table");
    names.callee(&call.func, place).may_be(|name| name == "Table") && names.paths(&call.func, place).iter().any(is)
}

/// Whether the columns of a table are read from the database.
pub(in crate::check) fn is_reflected(call: &ExprCall) -> bool {
    ["autoload_with", "autoload"].iter().any(|keyword| call.arguments.find_keyword(keyword).is_some())
}

/// Whether a call is an operation of a migration.
pub(in crate::check) fn is_migration(names: &Names<'_>, call: &ExprCall, place: Place, operation: &str) -> bool {
    names.callee(&call.func, place).may_be(|name| name == operation)
        && names.paths(&call.func, place).iter().any(|path| *path == format!("alembic.op.{operation}"))
}
