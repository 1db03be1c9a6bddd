//! Statements: in which positions of them a table stands.

mod names;

use super::tokens::{Kind, Token, tokens};
use super::{Left, Reference};

/// Words before which `UPDATE` and `TRUNCATE` name an event, a lock or a right.
const NOT_A_COMMAND: [&str; 13] =
    ["for", "on", "do", "key", "or", "before", "after", "grant", "revoke", "of", "no", "select", "insert"];
/// Words that end a list of tables.
const ENDS_LIST: [&str; 18] = [
    "where",
    "set",
    "group",
    "having",
    "order",
    "limit",
    "returning",
    "union",
    "intersect",
    "except",
    "window",
    "to",
    "cascade",
    "values",
    "for",
    "from",
    "conflict",
    "duplicate",
];
/// What rights are given on that isn't a table.
const NOT_TABLES: [&str; 15] = [
    "schema",
    "all",
    "sequence",
    "function",
    "database",
    "routine",
    "procedure",
    "type",
    "domain",
    "language",
    "large",
    "parameter",
    "foreign",
    "tablespace",
    "table",
];

/// What the statement around a token is, one for each depth of parentheses.
#[derive(Clone, Copy, Default)]
struct Level<'a> {
    /// The word that the statement begins with.
    verb: &'a str,
    /// Whether a `FROM` names tables here; it does not in `extract(year FROM x)`.
    reads: bool,
    /// Whether a comma is followed by a table.
    lists: bool,
    /// Whether the next `ON` is followed by a table.
    on: bool,
}

impl Level<'_> {
    fn is(&self, verbs: &[&str]) -> bool {
        verbs.iter().any(|verb| self.verb.eq_ignore_ascii_case(verb))
    }
}

/// Reads the tokens of a text once, from left to right.
pub(super) struct Reader<'a> {
    tokens: Vec<Token<'a>>,
    at: usize,
    /// Where the text begins in the one that holds it.
    offset: usize,
    /// The common tables that are in sight.
    hidden: Vec<String>,
    /// The tables that the text itself has made so far.
    made: Vec<String>,
    /// Those of them that outlast the text, by their names alone.
    pub(super) left: Vec<Left>,
    /// How many parentheses deep we are.
    nested: usize,
    /// How many bodies and dynamic statements deep this text stands.
    depth: usize,
    pub(super) found: Vec<Reference>,
}

impl<'a> Reader<'a> {
    pub(super) fn new(text: &'a str, offset: usize) -> Self {
        Self {
            tokens: tokens(text),
            at: 0,
            offset,
            hidden: Vec::new(),
            made: Vec::new(),
            left: Vec::new(),
            nested: 0,
            depth: 0,
            found: Vec::new(),
        }
    }

    /// Reads all statements.
    pub(super) fn statements(&mut self) {
        while self.at < self.tokens.len() {
            self.group(Level::default(), false);
        }
    }

    /// Reads a text that begins with a table.
    pub(super) fn as_table(&mut self) {
        self.item(true);
        self.group(Level { reads: true, lists: true, ..Level::default() }, false);
        self.statements();
    }

    fn peek(&self, ahead: usize) -> Option<Token<'a>> {
        self.tokens.get(self.at + ahead).copied()
    }

    fn next_is(&self, words: &[&str]) -> bool {
        self.peek(0).is_some_and(|token| token.is_one(words))
    }

    fn next_is_symbol(&self, symbol: &str) -> bool {
        self.peek(0).is_some_and(|token| token.symbol(symbol))
    }

    /// The token that stands `back` before the one just read.
    fn before(&self, back: usize) -> Option<Token<'a>> {
        self.at.checked_sub(back + 1).and_then(|at| self.tokens.get(at)).copied()
    }

    fn was(&self, back: usize, words: &[&str]) -> bool {
        self.before(back).is_some_and(|token| token.is_one(words))
    }

    /// Whether a group that opens is read as one; no statement that runs is nested as deep as we go.
    fn may_enter(&self) -> bool {
        const MOST: usize = 200;
        self.nested < MOST
    }

    /// Reads up to the end of the text or, `inside` of parentheses, to the one that closes them.
    fn group(&mut self, mut level: Level<'a>, inside: bool) {
        self.nested += 1;
        let defined = self.hidden.len();
        while let Some(token) = self.peek(0) {
            self.at += 1;
            match token.kind {
                Kind::Symbol if token.text == "(" && self.may_enter() => self.group(Level::default(), true),
                Kind::Symbol if token.text == ")" && inside => break,
                Kind::Symbol if token.text == ";" => {
                    level = Level::default();
                    self.hidden.truncate(defined);
                }
                Kind::Symbol if token.text == "," && level.lists => self.item(true),
                Kind::Body if level.is(&["do", "create"]) => self.code(token),
                Kind::Text => self.text(token),
                Kind::Word | Kind::Quoted if self.next_is_symbol(".") => self.routine(),
                Kind::Symbol | Kind::Value | Kind::Body | Kind::Quoted => {}
                Kind::Word => {
                    if level.verb.is_empty() {
                        level.verb = token.text;
                    }
                    self.word(token, &mut level);
                }
            }
        }
        self.nested -= 1;
        if inside {
            self.hidden.truncate(defined);
        }
    }

    fn word(&mut self, token: Token<'a>, level: &mut Level<'a>) {
        let lower = token.text.to_ascii_lowercase();
        match lower.as_str() {
            "with" => self.common_tables(),
            "select" | "delete" | "show" => level.reads = true,
            "from" if self.was(1, &["distinct"]) && self.was(2, &["is", "not"]) => {}
            "from" if level.reads => self.list(level, true),
            "join" | "straight_join" => {
                level.lists = true;
                self.item(true);
            }
            "using" if level.is(&["delete", "merge", "with"]) && !self.next_is_symbol("(") => self.list(level, true),
            "using" if level.is(&["merge"]) => self.item(true),
            "into" => self.into(),
            "update" if self.is_command() => {
                level.reads = true;
                self.list(level, false);
            }
            "truncate" if self.is_command() && !self.next_is(&["table"]) => self.list(level, false),
            "references" | "inherit" => self.item(false),
            "inherits" if self.next_is_symbol("(") => self.parents(),
            "of" if self.was(1, &["partition"]) => self.item(false),
            "partition" if self.was(1, &["attach", "detach"]) => self.item(false),
            "table" | "view" | "sequence" => self.table(level),
            "index" | "trigger" | "policy" | "rule" if level.is(&["create", "drop", "alter", "comment"]) => {
                level.on = true;
            }
            "on" if level.on && !self.next_is(&["insert", "update", "delete", "select"]) => {
                level.on = false;
                self.item(false);
            }
            "on" if level.is(&["grant", "revoke"]) && !self.next_is(&NOT_TABLES) => self.list(level, false),
            "column" if level.is(&["comment"]) => self.column(),
            "copy" | "analyze" | "analyse" | "vacuum" | "cluster" | "lock" | "describe" if level.is(&[&lower]) => {
                while self.next_is(&["analyze", "verbose", "full", "freeze"]) {
                    self.at += 1;
                }
                let explained = self.next_is(&["table", "select", "insert", "update", "delete", "with"]);
                if !explained && !self.next_is_symbol("(") {
                    self.item(false);
                }
            }
            "like" if self.before(1).is_some_and(|before| before.symbol("(")) => self.item(false),
            // What follows is a statement of its own, in a block of code.
            "begin" | "then" | "else" | "loop" => level.verb = "",
            "schema" => self.schemas(),
            "search_path" if self.next_is(&["to"]) || self.next_is_symbol("=") => {
                self.at += 1;
                self.schemas();
            }
            _ if ENDS_LIST.contains(&lower.as_str()) => level.lists = false,
            _ => {}
        }
    }

    /// Whether the `UPDATE` or `TRUNCATE` just read does something to the table that follows.
    fn is_command(&self) -> bool {
        let listed = self.before(1).is_some_and(|before| before.symbol(","));
        !listed && !self.was(1, &NOT_A_COMMAND) && !self.next_is(&["set", "of", "on", "or"])
    }

    fn list(&mut self, level: &mut Level<'a>, calls: bool) {
        level.lists = true;
        self.item(calls);
    }

    /// `WITH a AS (…), b AS (…)`: a name is known behind its own text, and inside of it where it is `RECURSIVE`.
    fn common_tables(&mut self) {
        let recursive = self.next_is(&["recursive"]);
        self.at += usize::from(recursive);
        while let Some(body) = self.common_table().filter(|_| self.may_enter()) {
            let name = self.tokens[self.at].text.to_lowercase();
            self.at = body;
            if recursive {
                self.hidden.push(name.clone());
            }
            self.group(Level::default(), true);
            self.hidden.push(name);
            if !self.next_is_symbol(",") {
                break;
            }
            self.at += 1;
        }
    }

    /// Where the body of the common table begins whose name comes next, if one does.
    fn common_table(&self) -> Option<usize> {
        if !self.peek(0).is_some_and(|name| matches!(name.kind, Kind::Word | Kind::Quoted)) {
            return None;
        }
        let mut ahead = 1;
        if self.peek(ahead)?.symbol("(") {
            while !self.peek(ahead)?.symbol(")") {
                ahead += 1;
            }
            ahead += 1;
        }
        if !self.peek(ahead)?.is("as") {
            return None;
        }
        ahead += 1;
        while self.peek(ahead)?.is_one(&["not", "materialized"]) {
            ahead += 1;
        }
        self.peek(ahead)?.symbol("(").then_some(self.at + ahead + 1)
    }
}
