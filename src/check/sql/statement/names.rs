//! Names: what is taken for the name of a table, a schema or a routine, and whose it is not.

use super::super::tokens::{Kind, Token};
use super::super::{Left, Named, Reference};
use super::{Level, Reader};

/// Words that cannot be the name of a table where one is expected.
const RESERVED: [&str; 34] = [
    "all", "and", "as", "by", "case", "cross", "default", "delete", "do", "else", "end", "from", "group", "having",
    "if", "in", "inner", "insert", "is", "join", "left", "limit", "not", "null", "on", "order", "select", "set",
    "table", "union", "update", "using", "values", "where",
];
/// Functions that take the name of a table or a sequence as text.
const TAKES_NAME: [&str; 7] =
    ["nextval", "currval", "setval", "to_regclass", "pg_relation_size", "pg_total_relation_size", "lastval"];

/// A dotted name.
struct Path<'a> {
    parts: Vec<Token<'a>>,
}

impl<'a> Reader<'a> {
    /// One table, a group of joined ones, or, where `calls` says so, a function that gives rows.
    pub(super) fn item(&mut self, calls: bool) {
        while self.next_is(&["only", "lateral", "concurrently", "if", "not", "exists", "ignore", "low_priority"]) {
            self.at += 1;
        }
        if self.next_is_symbol("(") {
            let inside = self.peek(1);
            let query = |token: Token<'_>| token.is_one(&["select", "values", "with", "table", "insert", "update"]);
            if calls && self.may_enter() && !inside.is_some_and(|token| query(token) || token.symbol("(")) {
                self.at += 1;
                self.item(true);
                self.group(Level { reads: true, lists: true, ..Level::default() }, true);
            }
            return;
        }
        let Some(path) = self.path() else { return };
        let called = calls && self.next_is_symbol("(");
        match path.parts.len() {
            1 if called => {}
            _ if called => self.record(&path, Named::Routine),
            _ => self.record(&path, Named::Table),
        }
    }

    /// `INHERITS (a, b)`.
    pub(super) fn parents(&mut self) {
        while self.next_is_symbol("(") || self.next_is_symbol(",") {
            self.at += 1;
            self.item(false);
        }
        self.at += usize::from(self.next_is_symbol(")"));
    }

    fn path(&mut self) -> Option<Path<'a>> {
        let first = self.part()?;
        let mut parts = vec![first];
        while self.next_is_symbol(".") {
            self.at += 1;
            match self.part() {
                Some(part) => parts.push(part),
                None => break,
            }
        }
        Some(Path { parts })
    }

    /// One part of a dotted name; brackets are the quotes of some dialects.
    fn part(&mut self) -> Option<Token<'a>> {
        let bracket = self.next_is_symbol("[");
        let token = self.peek(usize::from(bracket))?;
        let after_dot = self.at > 0 && self.tokens[self.at - 1].symbol(".");
        let name = match token.kind {
            Kind::Quoted => true,
            Kind::Word => after_dot || bracket || !token.is_one(&RESERVED),
            _ => false,
        };
        if !name {
            return None;
        }
        self.at += if bracket { 3 } else { 1 };
        self.at = self.at.min(self.tokens.len());
        Some(token)
    }

    /// `schema.function(…)` in an expression; the first part was just read.
    pub(super) fn routine(&mut self) {
        self.at -= 1;
        let begin = self.at;
        if let Some(path) = self.path()
            && path.parts.len() > 1
            && self.next_is_symbol("(")
        {
            self.record(&path, Named::Routine);
        }
        self.at = self.at.max(begin + 1);
    }

    pub(super) fn into(&mut self) {
        let writes = self.was(1, &["insert", "merge", "replace", "ignore", "overwrite"]);
        while self.next_is(&["temp", "temporary", "unlogged", "table", "strict"]) {
            self.at += 1;
        }
        if writes {
            self.item(false);
        } else {
            self.define();
        }
    }

    /// The name of a table that the text makes: of its own, unless a schema says whose.
    pub(super) fn define(&mut self) {
        let begin = self.at;
        while self.next_is(&["if", "not", "exists"]) {
            self.at += 1;
        }
        match self.path() {
            Some(path) if path.parts.len() == 1 => self.leave(&path.parts[0], begin),
            Some(path) => self.record(&path, Named::Table),
            None => {}
        }
    }

    /// Notes a table that is made; `begin` is where its statement has come to before its name.
    fn leave(&mut self, table: &Token<'a>, begin: usize) {
        /// `CREATE OR REPLACE GLOBAL TEMPORARY TABLE`, and `INTO TEMPORARY TABLE`.
        const FARTHEST: usize = 3;
        let name = table.text.to_lowercase();
        self.made.push(name.clone());
        let before = &self.tokens[begin.saturating_sub(FARTHEST)..begin];
        let is_temporary = before.iter().any(|token| token.is_one(&["temp", "temporary"]));
        if !table.open && (is_temporary || before.iter().any(|token| token.is("create"))) {
            self.left.push(Left { name, is_temporary });
        }
    }

    pub(super) fn table(&mut self, level: &mut Level<'a>) {
        if level.is(&["create"]) && !self.was(1, &["as"]) {
            return self.define();
        }
        if self.was(1, &["old", "new"]) {
            return;
        }
        level.lists = level.is(&["drop", "truncate", "lock", "grant", "revoke", "table"]);
        self.item(false);
    }

    pub(super) fn column(&mut self) {
        if let Some(mut path) = self.path() {
            path.parts.pop();
            self.record(&path, Named::Table);
        }
    }

    pub(super) fn schemas(&mut self) {
        while self.next_is(&["if", "not", "exists"]) {
            self.at += 1;
        }
        loop {
            match self.peek(0) {
                Some(token) if token.kind == Kind::Text => {
                    self.at += 1;
                    self.record(&Path { parts: vec![token] }, Named::Schema);
                }
                Some(token) if token.is("authorization") => return,
                _ => match self.path() {
                    Some(path) => self.record(&path, Named::Schema),
                    None => return,
                },
            }
            if !self.next_is_symbol(",") {
                return;
            }
            self.at += 1;
        }
    }

    /// A string: dynamic SQL behind `EXECUTE`, a name where it is read as one, else nothing.
    pub(super) fn text(&mut self, token: Token<'a>) {
        let cast = self.next_is_symbol("::") && self.peek(1).is_some_and(|kind| kind.is("regclass"));
        let is_argument = self.before(1).is_some_and(|before| before.symbol("(")) && self.was(2, &TAKES_NAME);
        if self.was(1, &["execute", "immediate", "prepare"]) {
            self.code(token);
        } else if cast || is_argument {
            let mut inner = Reader::new(token.text, self.offset + token.at);
            inner.item(false);
            self.found.append(&mut inner.found);
        }
    }

    /// The code of a function or a block, or a statement held in a string.
    pub(super) fn code(&mut self, token: Token<'a>) {
        const MOST: usize = 8;
        if self.depth == MOST {
            return;
        }
        let mut inner = Reader::new(token.text, self.offset + token.at);
        inner.made = [self.made.as_slice(), &self.hidden].concat();
        inner.depth = self.depth + 1;
        inner.statements();
        self.found.append(&mut inner.found);
    }

    fn record(&mut self, path: &Path<'a>, named: Named) {
        let (Some(first), Some(last)) = (path.parts.first(), path.parts.last()) else { return };
        let known = |token: &Token<'_>| (!token.open).then(|| token.text.to_lowercase());
        let (schema, name) = match (named, path.parts.as_slice()) {
            (Named::Schema, _) => (known(last), None),
            (_, [.., schema, name]) => (known(schema), known(name)),
            _ => (None, known(last)),
        };
        let plain = path.parts.len() == 1 && named == Named::Table;
        let own = |name: &String| self.hidden.contains(name) || self.made.contains(name);
        if plain && name.as_ref().is_some_and(own) || schema.is_none() && name.is_none() {
            return;
        }
        let start = self.offset + first.at;
        let end = self.offset + last.at + last.text.len();
        self.found.push(Reference { start, end, named, schema, name });
    }
}
