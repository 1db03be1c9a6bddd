//! Reads a page of a rule: its cases, their files as bytes, and the marks in them. Refuses what it doesn't understand,
//! so that no case is silently left out. `docs/rules/README.md` describes the format.

/// A page of Markdown with cases.
pub struct Page {
    /// What stands above the cases.
    pub prose: String,
    /// The cases, in order.
    pub cases: Vec<Case>,
}

/// Files that are laid over the clean project, and what has to be found in them.
pub struct Case {
    pub title: String,
    /// The line of the heading, for messages.
    pub line: usize,
    /// Whether nothing may be found.
    pub fine: bool,
    pub files: Vec<File>,
    pub marks: Vec<Mark>,
}

/// One block of a case.
pub struct File {
    pub path: String,
    pub content: Content,
}

/// What a block makes of its path.
pub enum Content {
    Bytes(Vec<u8>),
    Link(String),
    Gone,
}

/// What has to be found, and where; ordered as it is shown.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Mark {
    pub path: String,
    pub line: usize,
    pub severity: &'static str,
    pub rule: String,
}

/// Reads the page `text` that is called `name`.
pub fn read(name: &str, text: &str) -> Page {
    let mut page = Page { prose: String::new(), cases: Vec::new() };
    let mut fine = None;
    let mut lines = text.lines().zip(1..);
    while let Some((line, number)) = lines.next() {
        if let Some(info) = line.strip_prefix("```") {
            let body: Vec<&str> = lines.by_ref().map(|(line, _)| line).take_while(|line| *line != "```").collect();
            let Some(case) = page.cases.last_mut() else { continue };
            add(case, info, &body).unwrap_or_else(|problem| panic!("{name}:{number}: {problem}"));
        } else if let Some(title) = line.strip_prefix("### ") {
            let fine = fine.unwrap_or_else(|| panic!("{name}:{number}: a case above `## Violations`"));
            let (files, marks) = (Vec::new(), Vec::new());
            page.cases.push(Case { title: title.to_owned(), line: number, fine, files, marks });
        } else if let Some(heading) = line.strip_prefix("## ") {
            fine = Some(match heading {
                "Violations" => false,
                "Fine" => true,
                _ => panic!("{name}:{number}: a heading other than `Violations` and `Fine`"),
            });
        } else if fine.is_none() {
            page.prose.push_str(line);
            page.prose.push('\n');
        }
    }
    page
}

fn add(case: &mut Case, info: &str, body: &[&str]) -> Result<(), String> {
    let mut words = info.split(' ');
    let (Some(language), Some(path)) = (words.next(), words.next()) else {
        return Err("a block of a case needs a language and a path".to_owned());
    };
    let mut code = String::new();
    for (line, number) in body.iter().zip(1..) {
        let (kept, found) = unmarked(line);
        code.push_str(kept);
        code.push('\n');
        let mark = |(severity, rule)| Mark { path: path.to_owned(), line: number, severity, rule };
        case.marks.extend(found.into_iter().map(mark));
    }
    let content = match language {
        "gone" => Content::Gone,
        "link" => Content::Link(code.trim_end().to_owned()),
        _ => Content::Bytes(encoded(&code, words)?),
    };
    case.files.push(File { path: path.to_owned(), content });
    Ok(())
}

/// The line without its marks, and the marks as severity and rule.
fn unmarked(mut line: &str) -> (&str, Vec<(&'static str, String)>) {
    let mut found = Vec::new();
    while let Some((severity, at, rules)) = last_mark(line) {
        found.extend(rules.split(", ").map(|rule| (severity, rule.to_owned())));
        line = line[..at].trim_end();
    }
    (line, found)
}

fn last_mark(line: &str) -> Option<(&'static str, usize, &str)> {
    let is_rules = |text: &str| text.bytes().all(|byte| byte.is_ascii_lowercase() || b"-, ".contains(&byte));
    ["error", "warning"]
        .into_iter()
        .filter_map(|severity| {
            let word = format!("# {severity}: ");
            let at = line.rfind(&word)?;
            let rules = &line[at + word.len()..];
            is_rules(rules).then_some((severity, at, rules))
        })
        .max_by_key(|(_, at, _)| *at)
}

fn encoded<'a>(code: &str, words: impl Iterator<Item = &'a str>) -> Result<Vec<u8>, String> {
    let mut bytes = code.as_bytes().to_vec();
    for word in words {
        bytes = match word {
            "escaped" => unescaped(&bytes),
            "crlf" => code.replace('\n', "\r\n").into_bytes(),
            "cr" => code.replace('\n', "\r").into_bytes(),
            _ => return Err(format!("`{word}` is no word of a block")),
        };
    }
    Ok(bytes)
}

/// Makes one byte of each `\xNN`.
fn unescaped(bytes: &[u8]) -> Vec<u8> {
    let mut found = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    while let [first, tail @ ..] = rest {
        let digits = rest.strip_prefix(br"\x").and_then(|rest| rest.get(..2));
        let byte = digits.and_then(|digits| u8::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok());
        found.push(byte.unwrap_or(*first));
        rest = if byte.is_some() { &rest[4..] } else { tail };
    }
    found
}
