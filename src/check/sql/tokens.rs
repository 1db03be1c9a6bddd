//! SQL as tokens: words, quoted names, strings, dollar-quoted bodies and symbols; comments are gone.
//!
//! It reads what `PostgreSQL`, `MySQL` and `SQLite` have in common and never refuses: what it does not know is a symbol.
//! What a program fills in later (`{}`, `%s`, `${name}`, a part of an f-string) makes the name that it stands in unknown.

/// Stands in a text for what is not known before the program runs.
pub(in crate::check) const HOLE: char = '\u{fffc}';

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A bare name or a keyword.
    Word,
    /// A name in double quotes or backticks.
    Quoted,
    /// A string.
    Text,
    /// What stands between two dollar quotes.
    Body,
    /// A bound parameter or a number: never a name.
    Value,
    /// Any other character.
    Symbol,
}

/// One token: its kind, its text without quotes, and where that text begins.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token<'a> {
    pub kind: Kind,
    pub text: &'a str,
    pub at: usize,
    /// Whether a part of it is filled in later.
    pub open: bool,
}

impl Token<'_> {
    /// Whether this is the bare word `word`, in any case.
    pub fn is(&self, word: &str) -> bool {
        self.kind == Kind::Word && self.text.eq_ignore_ascii_case(word)
    }

    /// Whether this is one of these bare words.
    pub fn is_one(&self, words: &[&str]) -> bool {
        self.kind == Kind::Word && words.iter().any(|word| self.text.eq_ignore_ascii_case(word))
    }

    /// Whether this is the symbol `symbol`.
    pub fn symbol(&self, symbol: &str) -> bool {
        self.kind == Kind::Symbol && self.text == symbol
    }
}

/// Splits SQL into tokens.
pub(super) fn tokens(sql: &str) -> Vec<Token<'_>> {
    let mut reader = Reader { sql, at: 0, found: Vec::new() };
    while reader.at < sql.len() {
        reader.step();
    }
    reader.found
}

struct Reader<'a> {
    sql: &'a str,
    at: usize,
    found: Vec<Token<'a>>,
}

impl<'a> Reader<'a> {
    fn rest(&self) -> &'a str {
        &self.sql[self.at..]
    }

    fn step(&mut self) {
        let rest = self.rest();
        let Some(first) = rest.chars().next() else { return };
        match first {
            _ if first.is_whitespace() => self.at += first.len_utf8(),
            '-' if rest.starts_with("--") => self.at += rest.find('\n').unwrap_or(rest.len()),
            '/' if rest.starts_with("/*") => self.at += comment(rest),
            '\'' => self.quoted(Kind::Text, '\'', false),
            '"' => self.quoted(Kind::Quoted, '"', false),
            '`' => self.quoted(Kind::Quoted, '`', false),
            'e' | 'E' if rest[1..].starts_with('\'') => {
                self.at += 1;
                self.quoted(Kind::Text, '\'', true);
            }
            ':' if rest.starts_with("::") => self.push(Kind::Symbol, 0, 2, 0, false),
            ':' if rest[1..].starts_with(begins_name) => {
                let length = 1 + rest[1..].find(|c| !continues_name(c)).unwrap_or(rest.len() - 1);
                self.push(Kind::Value, 0, length, 0, false);
            }
            '0'..='9' => {
                let length = rest.find(|c: char| !c.is_alphanumeric() && c != '.').unwrap_or(rest.len());
                self.push(Kind::Value, 0, length, 0, false);
            }
            '$' if dollar_tag(rest).is_some() => self.body(),
            _ if begins_name(first) || placeholder(rest).is_some() => self.word(),
            _ => self.push(Kind::Symbol, 0, first.len_utf8(), 0, false),
        }
    }

    /// Takes a token of `length` bytes that begins `before` bytes on and is followed by `after` bytes of quotes.
    fn push(&mut self, kind: Kind, before: usize, length: usize, after: usize, open: bool) {
        let at = self.at + before;
        self.found.push(Token { kind, text: &self.sql[at..at + length], at, open });
        self.at = at + length + after;
    }

    fn quoted(&mut self, kind: Kind, quote: char, escapes: bool) {
        let inside = &self.rest()[1..];
        let mut characters = inside.char_indices().peekable();
        while let Some((at, character)) = characters.next() {
            if escapes && character == '\\' {
                characters.next();
            } else if character == quote && characters.next_if(|next| next.1 == quote).is_none() {
                let open = inside[..at].contains([HOLE, '{']);
                return self.push(kind, 1, at, 1, open);
            }
        }
        self.push(kind, 1, inside.len(), 0, true);
    }

    fn body(&mut self) {
        let rest = self.rest();
        let tag = dollar_tag(rest).unwrap_or_default();
        let inside = &rest[tag.len()..];
        match inside.find(tag) {
            Some(end) => self.push(Kind::Body, tag.len(), end, tag.len(), false),
            None => self.push(Kind::Body, tag.len(), inside.len(), 0, false),
        }
    }

    fn word(&mut self) {
        let rest = self.rest();
        let mut length = 0;
        let mut open = false;
        while let Some(character) = rest[length..].chars().next() {
            if let Some(filled) = placeholder(&rest[length..]) {
                open = true;
                length += filled;
            } else if continues_name(character) {
                open |= character == HOLE;
                length += character.len_utf8();
            } else {
                break;
            }
        }
        self.push(Kind::Word, 0, length, 0, open);
    }
}

fn begins_name(character: char) -> bool {
    character.is_alphabetic() || character == '_' || character == HOLE
}

fn continues_name(character: char) -> bool {
    begins_name(character) || character.is_numeric() || character == '$'
}

/// The length of a comment that may hold others.
fn comment(text: &str) -> usize {
    let mut depth = 0_usize;
    let mut at = 0;
    while at < text.len() {
        let rest = &text[at..];
        if rest.starts_with("/*") {
            depth += 1;
            at += 2;
        } else if rest.starts_with("*/") {
            depth -= 1;
            at += 2;
            if depth == 0 {
                return at;
            }
        } else {
            at += rest.chars().next().map_or(1, char::len_utf8);
        }
    }
    text.len()
}

/// The dollar quote that a text begins with: `$$` or `$name$`.
fn dollar_tag(text: &str) -> Option<&str> {
    let inside = text.strip_prefix('$')?;
    let end = inside.find(|c: char| !c.is_alphanumeric() && c != '_')?;
    let named = !inside.starts_with(|c: char| c.is_numeric());
    (named && inside[end..].starts_with('$')).then(|| &text[..end + 2])
}

/// The length of what a program fills in and a text begins with.
fn placeholder(text: &str) -> Option<usize> {
    let closed = |open: &str, close: &str| {
        let inside = text.strip_prefix(open)?;
        let end = inside.find(close)?;
        (!inside[..end].contains(char::is_whitespace)).then_some(open.len() + end + close.len())
    };
    match text.as_bytes() {
        [b'{', ..] => closed("{", "}"),
        [b'$', b'{', ..] => closed("${", "}"),
        [b'%', b'(', ..] => closed("%(", ")s"),
        [b'%', b's', rest @ ..] if !rest.first().is_some_and(u8::is_ascii_alphabetic) => Some(2),
        _ => None,
    }
}
