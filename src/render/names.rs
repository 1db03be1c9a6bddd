//! The names that Python code uses, told from its words: what is a comment, a docstring, an attribute, a keyword or a
//! parameter uses nothing. Debug builds hold the answer to what the parser says.

/// Those of `names` that `code` uses; a string that is one counts as a use (`__all__`).
pub fn used<'n>(code: &str, names: impl Iterator<Item = &'n str> + Clone) -> Vec<&'n str> {
    let unseen = Words::of(code, names.clone().collect()).walk();
    names.filter(|name| !unseen.contains(name)).collect()
}

/// What the parser says to the same question.
#[cfg(debug_assertions)]
pub fn parsed(code: &str) -> std::collections::HashSet<String> {
    use std::collections::HashSet;

    use ruff_python_ast::Expr;
    use ruff_python_ast::visitor::{Visitor, walk_body, walk_expr};

    struct Names(HashSet<String>);
    impl Visitor<'_> for Names {
        fn visit_expr(&mut self, expression: &Expr) {
            match expression {
                Expr::Name(name) => drop(self.0.insert(name.id.to_string())),
                Expr::StringLiteral(string) => drop(self.0.insert(string.value.to_str().to_owned())),
                _ => {}
            }
            walk_expr(self, expression);
        }
    }
    let mut names = Names(HashSet::new());
    if let Ok(parsed) = ruff_python_parser::parse_module(code) {
        walk_body(&mut names, &parsed.syntax().body);
    }
    names.0
}

/// A walk over code, in search of names.
struct Words<'c, 'n> {
    code: &'c str,
    at: usize,
    /// How many brackets are open.
    depth: usize,
    /// How many brackets are open where the parameters of a `def` stand.
    signature: Option<usize>,
    /// The names that were not met yet.
    unseen: Vec<&'n str>,
}

impl<'c, 'n> Words<'c, 'n> {
    fn of(code: &'c str, names: Vec<&'n str>) -> Self {
        Self { code, at: 0, depth: 0, signature: None, unseen: names }
    }

    /// Goes through the code, or as far as there are names to look for; gives those that it did not meet.
    fn walk(mut self) -> Vec<&'n str> {
        while let Some(&byte) = self.code.as_bytes().get(self.at).filter(|_| !self.unseen.is_empty()) {
            self.step(byte);
        }
        self.unseen
    }

    fn step(&mut self, byte: u8) {
        match byte {
            b'#' => self.at += length_until(self.rest(), |byte| byte == b'\n'),
            b'"' | b'\'' => self.string(false),
            _ if is_of_word(byte) => self.word(),
            _ => {
                match byte {
                    b'(' | b'[' | b'{' => self.depth += 1,
                    b')' | b']' | b'}' => {
                        self.signature = self.signature.filter(|depth| *depth != self.depth);
                        self.depth = self.depth.saturating_sub(1);
                    }
                    _ => {}
                }
                self.at += 1;
            }
        }
    }

    fn rest(&self) -> &'c str {
        &self.code[self.at..]
    }

    fn word(&mut self) {
        let start = self.at;
        let word = &self.rest()[..length_until(self.rest(), |byte| !is_of_word(byte))];
        self.at += word.len();
        match word {
            _ if self.rest().starts_with(['"', '\'']) => self.string(word.contains(['f', 'F'])),
            // What a function imports for itself, it has from there.
            "from" | "import" if self.opens_line(start) => {
                self.at += length_until(self.rest(), |byte| byte == b'\n');
            }
            "def" => self.signature = Some(self.depth + 1),
            _ if self.unseen.contains(&word) && self.is_expression(start) => self.meet(word),
            _ => {}
        }
    }

    /// Whether nothing but spaces stands before a word on its line.
    fn opens_line(&self, start: usize) -> bool {
        let before = self.code[..start].trim_end_matches(' ');
        before.is_empty() || before.ends_with('\n')
    }

    /// Whether the word that was just read is no attribute, keyword, parameter or name of a definition.
    fn is_expression(&self, start: usize) -> bool {
        let before = self.code[..start].trim_end_matches(' ');
        let previous = &before[before.len() - before.bytes().rev().take_while(|byte| is_of_word(*byte)).count()..];
        let after = self.rest().trim_start_matches(' ');
        let is_keyword = self.depth > 0 && after.starts_with('=') && !after.starts_with("==");
        let is_parameter = self.signature == Some(self.depth) && before.trim_end().ends_with(['(', ',', '*']);
        !before.ends_with('.') && !matches!(previous, "def" | "class") && !is_keyword && !is_parameter
    }

    fn meet(&mut self, name: &str) {
        self.unseen.retain(|unseen| *unseen != name);
    }

    /// A string, with the walk at its first quote.
    fn string(&mut self, formatted: bool) {
        let rest = self.rest();
        let quotes = if rest.starts_with("\"\"\"") || rest.starts_with("'''") { &rest[..3] } else { &rest[..1] };
        let inside = &rest[quotes.len()..];
        let inside = &inside[..length_of_string(inside, quotes)];
        self.at += inside.len() + 2 * quotes.len();
        if formatted {
            let values = inside.split('{').skip(1).filter_map(|value| value.split(['}', '!']).next());
            for value in values {
                self.unseen = Words::of(value, std::mem::take(&mut self.unseen)).walk();
            }
        } else {
            self.meet(inside);
        }
    }
}

/// How far it is to these quotes, past what a backslash escapes.
fn length_of_string(text: &str, quotes: &str) -> usize {
    let mut end = 0;
    loop {
        end += length_until(&text[end..], |byte| byte == b'\\' || byte == quotes.as_bytes()[0]);
        let mut rest = text[end..].chars();
        match rest.next() {
            Some('\\') => end += 1 + rest.next().map_or(0, char::len_utf8),
            Some(_) if !text[end..].starts_with(quotes) => end += 1,
            _ => return end,
        }
    }
}

fn length_until(text: &str, end: impl Fn(u8) -> bool) -> usize {
    text.bytes().position(end).unwrap_or(text.len())
}

fn is_of_word(byte: u8) -> bool {
    OF_WORDS[usize::from(byte)]
}

/// Which bytes names are made of, as a table: it is asked for every byte of a project.
const OF_WORDS: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0_u8;
    loop {
        table[byte as usize] = byte.is_ascii_alphanumeric() || byte == b'_' || !byte.is_ascii();
        match byte.checked_add(1) {
            Some(next) => byte = next,
            None => break table,
        }
    }
};

#[cfg(test)]
mod tests {
    use super::used;

    fn uses(code: &str, name: &str) -> bool {
        !used(code, [name].into_iter()).is_empty()
    }

    #[test]
    fn a_name_is_used_wherever_it_is_an_expression() {
        for code in [
            "x\n",
            "f(x)\n",
            "a.b(y, x)\n",
            "@x\ndef f() -> None: ...\n",
            "def f(a: x) -> None: ...\n",
            "def f(a: int = x) -> None: ...\n",
            "def f(a: int) -> x: ...\n",
            "class A(x): ...\n",
            "y == x\n",
            "f(x == y)\n",
            "f(a=x)\n",
            "f\"{x}\"\n",
            "f\"{a} {x.y!r}\"\n",
            "__all__ = [\n    \"x\",\n]\n",
            "def f(\n    a: int,\n) -> None:\n    g(b, x)\n",
        ] {
            assert!(uses(code, "x"), "{code:?}");
        }
    }

    #[test]
    fn what_only_looks_like_it_uses_nothing() {
        for code in [
            "# x\n",
            "\"\"\"An x.\"\"\"\n",
            "a.x\n",
            "f(x=1)\n",
            "f(a, x = 1)\n",
            "def x() -> None: ...\n",
            "class A:\n    def x(self) -> None: ...\n",
            "def f(x: int, *, y: int) -> None: ...\n",
            "def f(\n    self,\n    x: int,\n) -> None: ...\n",
            "def f(*x: int) -> None: ...\n",
            "\"an x\"\n",
            "f\"x {a}\"\n",
            "def f() -> None:\n    from b import x\n",
            "\"\\\"x, \"\n",
            "xx\n",
        ] {
            assert!(!uses(code, "x"), "{code:?}");
        }
    }
}
