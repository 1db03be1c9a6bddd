//! Lines as a list of entries: imports, elements of a list, definitions, YAML keys, rows of a table.
//!
//! Told from the lines alone, because the place is a piece of a file that nothing can parse. Whoever brings entries
//! together has the whole result parsed afterwards.

/// What the entries of a place are. Entries of different kinds are never mixed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// `import` and `from ... import` in Python.
    Import,
    /// An element of a Python list, tuple or dictionary, or an argument, that ends with a comma.
    Element,
    /// A function or a class in Python.
    Definition,
    /// A field or a constant in Python: `name: type = value`, `NAME = value`.
    Field,
    /// A key of a YAML mapping, with what is under it.
    Key,
    /// An item of a YAML list or of a list in Markdown.
    Item,
    /// A row of a table in Markdown.
    Row,
    /// A line of a file in which each line stands for itself.
    Line,
}

/// How a file is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    /// `.py`
    Python,
    /// `.yaml`
    Yaml,
    /// `.md`
    Markdown,
    /// `.gitignore`, `.dockerignore`
    Patterns,
    /// `.env.example`: settings, most of them behind a `#`
    Settings,
}

/// One entry: what it is known by, and its lines with the comments and empty lines around them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry<'a> {
    /// What it is known by: no list holds two entries with one key.
    pub key: String,
    /// What it says, without comments and empty lines around it.
    pub body: String,
    /// All of its lines.
    pub lines: Vec<&'a str>,
}

/// The entries of a place.
#[derive(Debug)]
pub struct Entries<'a> {
    /// What they are, and how deep they are indented; none where there is no entry.
    pub shape: Option<(Kind, usize)>,
    /// In their order.
    pub entries: Vec<Entry<'a>>,
}

impl Language {
    /// How the file at that path is read; none where lines have no entries that we know of.
    pub fn of(path: &str) -> Option<Self> {
        let name = path.rsplit('/').next().unwrap_or(path);
        match name.rsplit('.').next()? {
            "py" | "pyi" => Some(Self::Python),
            "yaml" | "yml" => Some(Self::Yaml),
            "md" => Some(Self::Markdown),
            "gitignore" | "dockerignore" | "gitattributes" => Some(Self::Patterns),
            _ if name.starts_with(".env") => Some(Self::Settings),
            _ => None,
        }
    }

    /// The entries of these lines; none where they are anything else, or two are known by the same.
    pub fn entries<'a>(self, lines: &[&'a str]) -> Option<Entries<'a>> {
        let indent = lines.iter().filter(|line| !self.is_aside(line)).map(|line| indent(line)).min();
        let Some(indent) = indent else {
            return lines.is_empty().then_some(Entries { shape: None, entries: Vec::new() });
        };
        let mut split = Split { language: self, indent, lead: Vec::new(), found: Vec::new() };
        for line in lines {
            split.add(line)?;
        }
        split.end()
    }

    /// Whether a line is empty or a comment.
    fn is_aside(self, line: &str) -> bool {
        let line = line.trim();
        match self {
            Self::Markdown => line.is_empty(),
            Self::Settings => line.is_empty() || line.starts_with('#') && setting(line).is_none(),
            Self::Python | Self::Yaml | Self::Patterns => line.is_empty() || line.starts_with('#'),
        }
    }

    /// What an entry that begins with this line is.
    fn kind(self, line: &str) -> Option<Kind> {
        let begins = |words: &[&str]| words.iter().any(|word| line.starts_with(word));
        match self {
            Self::Python if begins(&["import ", "from "]) => Some(Kind::Import),
            Self::Python if begins(&["def ", "async def ", "class ", "@"]) => Some(Kind::Definition),
            Self::Python if field(line).is_some() => Some(Kind::Field),
            Self::Python => Some(Kind::Element),
            Self::Yaml | Self::Markdown if begins(&["- ", "* "]) => Some(Kind::Item),
            Self::Yaml => line.contains(':').then_some(Kind::Key),
            // A line below the head of a table would make one table of two.
            Self::Markdown => (begins(&["|"]) && line.contains(char::is_alphanumeric)).then_some(Kind::Row),
            // What is excepted depends on the patterns before it.
            Self::Patterns => (!begins(&["!"])).then_some(Kind::Line),
            Self::Settings => Some(Kind::Line),
        }
    }
}

/// Lines on their way to entries.
struct Split<'a> {
    language: Language,
    indent: usize,
    /// Comments and empty lines whose entry is still to come.
    lead: Vec<&'a str>,
    found: Vec<(Kind, Vec<&'a str>, Vec<&'a str>)>,
}

impl<'a> Split<'a> {
    fn add(&mut self, line: &'a str) -> Option<()> {
        if self.language.is_aside(line) {
            self.lead.push(line);
            return Some(());
        }
        let text = line.trim();
        let goes_on = match self.found.last() {
            None => false,
            // What decorators stand above.
            Some((Kind::Definition, _, body)) if body.iter().all(|line| line.trim().starts_with('@')) => true,
            Some(_) => indent(line) > self.indent || text.starts_with([')', ']', '}']),
        };
        match self.found.last_mut() {
            Some((_, _, body)) if goes_on => {
                body.append(&mut self.lead);
                body.push(line);
            }
            _ if indent(line) > self.indent => return None,
            _ => self.found.push((self.language.kind(text)?, std::mem::take(&mut self.lead), vec![line])),
        }
        Some(())
    }

    fn end(mut self) -> Option<Entries<'a>> {
        let kind = self.found.first()?.0;
        let mut entries: Vec<Entry<'_>> = Vec::new();
        for (other, lead, body) in self.found {
            let text: Vec<&str> = body.iter().map(|line| line.trim_end()).collect();
            let text = text.join("\n");
            let ends_well = kind != Kind::Element || without_comment(text.lines().last()?).ends_with(',');
            let key = key(self.language, kind, &text);
            if other != kind || !ends_well || entries.iter().any(|entry| entry.key == key) {
                return None;
            }
            entries.push(Entry { key, body: text, lines: [lead, body].concat() });
        }
        entries.last_mut()?.lines.append(&mut self.lead);
        Some(Entries { shape: Some((kind, self.indent)), entries })
    }
}

/// What an entry is known by: its name, where it has one, else what it says.
fn key(language: Language, kind: Kind, body: &str) -> String {
    let first = body.trim_start().lines().next().unwrap_or_default();
    match kind {
        Kind::Import => body.split(" import ").next().unwrap_or(body).to_owned(),
        Kind::Element => named_element(first).unwrap_or_else(|| without_comment(body).trim_end_matches(',')).to_owned(),
        Kind::Definition => {
            let named = body.lines().map(str::trim_start).find(|line| !line.starts_with('@')).unwrap_or(first);
            named.trim_start_matches("async ").split(['(', ':']).next().unwrap_or(named).to_owned()
        }
        Kind::Field => field(first).unwrap_or(first).to_owned(),
        Kind::Key => first.split(':').next().unwrap_or(first).to_owned(),
        Kind::Row => first.split('|').nth(1).unwrap_or(first).trim().to_owned(),
        Kind::Line if language == Language::Settings => setting(first).unwrap_or(first).to_owned(),
        Kind::Item | Kind::Line => body.trim().to_owned(),
    }
}

/// The name of an argument, or the key of an entry of a dictionary.
fn named_element(line: &str) -> Option<&str> {
    let end = line.find(['=', ':'])?;
    let (name, rest) = (line[..end].trim_end(), &line[end..]);
    let plain = name.trim_matches(['"', '\'']).chars().all(|c| c.is_alphanumeric() || "_-.".contains(c));
    (plain && !name.is_empty() && !rest.starts_with("==")).then_some(name)
}

/// The name of a field or a constant. Other assignments are steps, and the order of steps is not for us to choose.
fn field(line: &str) -> Option<&str> {
    let end = line.find(|c: char| !c.is_alphanumeric() && c != '_').filter(|end| *end > 0)?;
    let (name, rest) = line.split_at(end);
    let typed = rest.strip_prefix(": ").is_some_and(|rest| !rest.trim().is_empty() && !rest.trim_end().ends_with(','));
    let constant = rest.starts_with(" = ") && !name.contains(char::is_lowercase);
    (typed && !is_keyword(name) || constant).then_some(name)
}

/// Whether a line that begins so and goes on with a colon is a statement.
fn is_keyword(word: &str) -> bool {
    matches!(word, "else" | "try" | "finally" | "lambda" | "except" | "match" | "case")
}

/// The name that a line of `.env` sets, be it behind a `#` or not.
pub fn setting(line: &str) -> Option<&str> {
    let (name, _) = line.trim_start_matches(['#', ' ']).split_once('=')?;
    let is_name = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_';
    (!name.is_empty() && name.chars().all(is_name)).then_some(name)
}

fn without_comment(line: &str) -> &str {
    line.split("  #").next().unwrap_or(line).trim_end()
}

fn indent(line: &str) -> usize {
    line.len() - line.trim_start().len()
}
