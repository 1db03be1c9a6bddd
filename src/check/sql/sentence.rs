//! Whether a text is SQL at all: what something carries out may be a sentence, such as `delete from users who left`.
//!
//! SQL begins with one of a few words, has others behind them, and never puts more than two names beside one another.

use super::tokens::{Kind, Token, tokens};

/// Words that statements begin with, and what has to follow somewhere behind.
const BEGINS: [(&str, &[&str]); 38] = [
    ("select", &[]),
    ("insert", &["into"]),
    ("replace", &["into"]),
    ("update", &["set"]),
    ("delete", &["from"]),
    ("merge", &["into"]),
    ("with", &["as"]),
    ("values", &[]),
    ("table", &[]),
    ("create", KINDS),
    ("alter", KINDS),
    ("drop", KINDS),
    ("rename", KINDS),
    ("comment", &["on"]),
    ("truncate", &[]),
    ("copy", &["to", "from"]),
    ("lock", &[]),
    ("grant", &["to"]),
    ("revoke", &["from"]),
    ("explain", &[]),
    ("describe", &[]),
    ("show", &["from"]),
    ("analyze", &[]),
    ("vacuum", &[]),
    ("cluster", &[]),
    ("refresh", &["view"]),
    ("reindex", KINDS),
    ("call", &[]),
    ("do", &[]),
    ("declare", &["for"]),
    ("prepare", &["as"]),
    ("execute", &[]),
    ("set", &["to", "local", "session"]),
    ("reset", &[]),
    ("begin", &[]),
    ("start", &["transaction"]),
    ("pragma", &[]),
    ("import", &["schema"]),
];

/// What is created, altered and dropped.
const KINDS: &[&str] = &[
    "table",
    "view",
    "index",
    "sequence",
    "trigger",
    "policy",
    "rule",
    "schema",
    "function",
    "procedure",
    "type",
    "database",
    "extension",
    "role",
    "user",
    "domain",
    "column",
];

/// Words of statements that are no names, so that any number of names may stand around them.
const WORDS: [&str; 84] = [
    "all",
    "and",
    "any",
    "as",
    "asc",
    "between",
    "by",
    "case",
    "cast",
    "collate",
    "conflict",
    "constraint",
    "cross",
    "current",
    "default",
    "delete",
    "desc",
    "distinct",
    "do",
    "duplicate",
    "else",
    "end",
    "escape",
    "except",
    "exists",
    "explain",
    "false",
    "fetch",
    "filter",
    "first",
    "following",
    "for",
    "from",
    "full",
    "group",
    "having",
    "ignore",
    "ilike",
    "in",
    "inner",
    "insert",
    "intersect",
    "interval",
    "into",
    "is",
    "join",
    "key",
    "last",
    "lateral",
    "left",
    "like",
    "limit",
    "locked",
    "matched",
    "materialized",
    "natural",
    "no",
    "not",
    "nothing",
    "null",
    "nulls",
    "offset",
    "on",
    "only",
    "or",
    "order",
    "outer",
    "over",
    "partition",
    "recursive",
    "returning",
    "right",
    "row",
    "rows",
    "select",
    "set",
    "skip",
    "then",
    "true",
    "union",
    "update",
    "using",
    "values",
    "when",
];

/// More of them, which begin a part of a statement.
const PARTS: [&str; 14] = [
    "where",
    "window",
    "with",
    "within",
    "replace",
    "share",
    "nowait",
    "of",
    "overriding",
    "preceding",
    "tablesample",
    "unbounded",
    "ordinality",
    "similar",
];

/// Whether a text may be SQL, as far as its words tell. What begins with something that is filled in later may.
pub(in crate::check) fn may_be_sql(text: &str) -> bool {
    let tokens = tokens(text);
    let statements = tokens.split(|token| token.symbol(";"));
    let mut statements = statements.filter(|statement| !statement.is_empty());
    statements.next().is_some_and(is_statement)
}

/// Whether a text can hardly be anything but SQL: it is also written as one writes SQL, in capitals or with signs.
pub(in crate::check) fn is_sql(text: &str) -> bool {
    let is_capital =
        |token: &Token| token.kind == Kind::Word && token.text.chars().all(|char| char.is_ascii_uppercase());
    let tokens = tokens(text);
    let begins = |token: &Token| BEGINS.iter().any(|(word, _)| token.is(word));
    let leads = |token: &Token| token.is_one(&["from", "into", "set", "table", "join"]);
    let in_capitals = tokens.iter().any(|token| begins(token) && is_capital(token))
        && tokens.iter().any(|token| (leads(token) || begins(token)) && is_capital(token))
        && !tokens.iter().any(|token| leads(token) && !is_capital(token));
    let with_signs = tokens.iter().any(|token| token.symbol("*") || token.symbol("="));
    (in_capitals || with_signs) && may_be_sql(text)
}

fn is_statement(statement: &[Token]) -> bool {
    let start = statement.iter().position(|token| !token.symbol("(")).unwrap_or_default();
    let Some((first, rest)) = statement[start..].split_first() else { return false };
    if first.open || !matches!(first.kind, Kind::Word) {
        return first.open || first.kind == Kind::Symbol;
    }
    let Some((verb, needs)) = BEGINS.iter().find(|(verb, _)| first.is(verb)) else { return false };
    let is_open = rest.iter().any(|token| token.open);
    let has_all = needs.is_empty() || is_open || rest.iter().any(|token| token.is_one(needs) || token.symbol("="));
    // What defines has words of its own in any number.
    let is_plain = !matches!(*verb, "select" | "insert" | "update" | "delete" | "merge" | "with" | "truncate" | "lock");
    has_all && (is_plain || !is_prose(rest))
}

/// Whether more than two names stand beside one another.
fn is_prose(tokens: &[Token]) -> bool {
    const MOST: usize = 2;
    let is_name =
        |token: &&Token| token.kind == Kind::Word && !token.open && !token.is_one(&WORDS) && !token.is_one(&PARTS);
    let mut run = 0;
    tokens.iter().any(|token| {
        run = if is_name(&token) { run + 1 } else { 0 };
        run > MOST
    })
}
