//! Which tables, schemas and routines a piece of SQL names.
//!
//! It looks at positions, not at words: a name counts where SQL takes a table, so that aliases, columns, strings and
//! comments never do. A name that the text defines itself (`WITH users AS`, `CREATE TEMP TABLE users`) hides the table.

mod sentence;
mod statement;
#[cfg(test)]
mod tests;
mod tokens;

pub(super) use sentence::{is_sql, may_be_sql};
pub(super) use tokens::HOLE;

use statement::Reader;

/// What is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Named {
    /// A table, a view or a sequence.
    Table,
    /// A schema.
    Schema,
    /// A function that is named with its schema.
    Routine,
}

/// One name in a piece of SQL, in lower case.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Reference {
    /// Where the name begins, in bytes.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
    /// What is named.
    pub named: Named,
    /// The schema, if it is named and known.
    pub schema: Option<String>,
    /// The table or routine, if it is known.
    pub name: Option<String>,
}

/// A table or a view that a text makes and that is there for the next one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Left {
    /// Its name, in lower case.
    pub name: String,
    /// Whether it is gone with the connection.
    pub is_temporary: bool,
}

/// Gives what the SQL of `text` names, in order.
#[cfg(test)]
fn references(text: &str) -> Vec<Reference> {
    read(text).0
}

/// Gives what the SQL of `text` names, in order, and the tables that it makes by their names alone.
pub(super) fn read(text: &str) -> (Vec<Reference>, Vec<Left>) {
    let mut reader = Reader::new(text, 0);
    reader.statements();
    (sorted(reader.found), reader.left)
}

/// Gives what a text names that stands where SQL takes a table, as in `select_from(text("users"))`.
pub(super) fn references_of_table(text: &str) -> Vec<Reference> {
    let mut reader = Reader::new(text, 0);
    reader.as_table();
    sorted(reader.found)
}

fn sorted(mut found: Vec<Reference>) -> Vec<Reference> {
    found.sort();
    found.dedup();
    found
}
