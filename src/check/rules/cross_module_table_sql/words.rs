//! What takes SQL or the name of a table, by its name.

/// Whether a function of a library takes SQL.
pub fn takes_sql(name: &str) -> bool {
    matches!(name, "text" | "TextClause" | "DDL" | "literal_column" | "tstring" | "SQL" | "execute" | "CheckConstraint")
}

/// Whether a function of a library takes the name of a table.
pub fn takes_table(name: &str) -> bool {
    matches!(name, "table" | "Table" | "TableClause" | "read_sql_table")
}

/// Whether a class of a library makes or drops the schema that it is given.
pub fn takes_schema(name: &str) -> bool {
    matches!(name, "CreateSchema" | "DropSchema")
}

/// Whether a method of a connection, a cursor, a session or a frame takes SQL.
pub fn runs_sql(name: &str) -> bool {
    matches!(
        name,
        "exec_driver_sql"
            | "execute"
            | "executemany"
            | "executescript"
            | "prepare"
            | "cursor"
            | "iterate"
            | "copy"
            | "copy_expert"
            | "fetch"
            | "fetchrow"
            | "fetchmany"
            | "copy_from_query"
            | "mogrify"
            | "fetchval"
            | "fetch_all"
            | "fetch_one"
            | "fetch_val"
            | "scalar"
            | "scalars"
            | "stream"
            | "stream_scalars"
            | "read_sql"
            | "read_sql_query"
            | "read_database"
    )
}

/// Whether a method that takes SQL is called so by nothing but databases.
pub fn is_of_databases(name: &str) -> bool {
    let others = ["execute", "prepare", "cursor", "iterate", "copy", "fetch", "scalar", "stream"];
    runs_sql(name) && !others.contains(&name)
}

/// Whether a method of an inspector tells of a table.
pub fn inspects(name: &str) -> bool {
    matches!(
        name,
        "get_columns"
            | "get_foreign_keys"
            | "get_indexes"
            | "get_pk_constraint"
            | "get_unique_constraints"
            | "get_check_constraints"
            | "has_table"
            | "reflect_table"
    )
}

/// Which argument of a method of a cursor names the table, behind the file.
pub fn copies(name: &str) -> bool {
    matches!(name, "copy_from" | "copy_to")
}

/// Which argument of an operation of a migration names the table.
pub fn named_by(operation: &str) -> Option<usize> {
    match operation {
        "add_column"
        | "drop_column"
        | "alter_column"
        | "drop_table"
        | "rename_table"
        | "batch_alter_table"
        | "create_table_comment"
        | "drop_table_comment"
        | "copy_records_to_table"
        | "copy_to_table"
        | "copy_from_table" => Some(0),
        "create_index"
        | "drop_index"
        | "create_unique_constraint"
        | "create_check_constraint"
        | "create_primary_key"
        | "create_exclude_constraint"
        | "drop_constraint" => Some(1),
        _ => None,
    }
}
