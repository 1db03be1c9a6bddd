//! What the rules about tables have in common: where a finding stands, and what it says.

use ruff_text_size::TextRange;

use crate::check::bindings::{Names, Place, Text};
use crate::check::report::Finding;
use crate::check::rules::Rule;
use crate::check::rules::takers::{Taken, Taker};
use crate::check::sql::HOLE;
use crate::check::tables::{APPLICATION, KERNEL, asker_of};

/// A table as one would write it, in lower case: its schema and its name, each if it is named and known.
pub(super) fn qualified(table: &str) -> (Option<String>, Option<String>) {
    let known = |part: &str| (!part.is_empty() && !part.contains(HOLE)).then(|| part.to_lowercase());
    match table.rsplit_once('.') {
        Some((schema, name)) => (known(schema.rsplit('.').next().unwrap_or(schema)), known(name)),
        None => (None, known(table)),
    }
}

/// What stands before the last dot of each dotted name, and where: `Note` and `User` in `"Note.user_id == User.id"`.
pub(super) fn qualifiers(text: &str) -> Vec<(usize, &str)> {
    let is_name = |char: char| char.is_alphanumeric() || matches!(char, '_' | '.');
    let mut found = Vec::new();
    let mut start = 0;
    while let Some(from) = text[start..].find(is_name).map(|from| start + from) {
        let end = text[from..].find(|char| !is_name(char)).map_or(text.len(), |to| from + to);
        found.extend(text[from..end].rsplit_once('.').map(|(qualifier, _)| (from, qualifier)));
        start = end;
    }
    found
}

/// What functions name that hand on what they are given: by the defaults of their parameters, and where they are called.
pub(super) fn taken_findings<'n, 'a, K: Copy>(
    names: &'n Names<'a>,
    takers: &[Taker<'a, K>],
    rule: Rule,
    mut tell: impl FnMut(K, Crossing<'n, 'a>, Vec<Taken>) -> Vec<Finding>,
) -> Vec<Finding> {
    let mut found = Vec::new();
    let mut of_file = |file: usize, kind: K, taken: Vec<Taken>| {
        if let Some(owner) = asker_of(&names.sources[file]).filter(|_| !taken.is_empty()) {
            found.append(&mut tell(kind, Crossing::new(names, file, owner, rule), taken));
        }
    };
    for taker in takers {
        of_file(taker.file(), taker.kind, taker.by_default(names));
        let calls = format!("{}(", taker.name());
        for (file, source) in names.sources.iter().enumerate() {
            if asker_of(source).is_none() || !source.text.contains(&calls) {
                continue;
            }
            for &(call, scope) in &names.reading(file).calls {
                of_file(file, taker.kind, taker.by_call(names, call, Place { file, scope }));
            }
        }
    }
    found
}

/// The findings of one rule in one file.
pub(super) struct Crossing<'n, 'a> {
    pub names: &'n Names<'a>,
    /// Who owns the file.
    pub owner: &'n str,
    pub found: Vec<Finding>,
    file: usize,
    rule: Rule,
}

impl<'n, 'a> Crossing<'n, 'a> {
    pub fn new(names: &'n Names<'a>, file: usize, owner: &'n str, rule: Rule) -> Self {
        Self { names, owner, found: Vec::new(), file, rule }
    }

    /// What leads where: "foreign key to `auth.users`, a table of `auth`".
    pub fn says(&self, what: &str, target: &str, owner: &str) -> String {
        let target = target.replace(HOLE, "…");
        let from = match self.owner {
            KERNEL => "the kernel".to_owned(),
            APPLICATION => "the application".to_owned(),
            module => format!("`{module}`"),
        };
        format!("{what} `{target}`: it belongs to `{owner}`, and {from} must not know it")
    }

    /// A finding at a range of this file.
    pub fn at(&mut self, range: TextRange, message: String, owner: &str) {
        self.push(self.file, range, message, owner);
    }

    /// A finding at the part of a text that names something: where that was written, if the same module owns the place,
    /// else where it is used.
    pub fn told(
        &mut self,
        text: &Text,
        (start, end): (usize, usize),
        used: TextRange,
        place: Place,
        message: String,
        owner: &str,
    ) {
        let origin = text.origin(start, end, |file| self.names.text(file));
        let own = |file: usize| asker_of(&self.names.sources[file]) == Some(self.owner);
        match origin.filter(|(file, _)| own(*file)) {
            Some((file, range)) => self.push(file, range, message, owner),
            None => self.push(place.file, used, message, owner),
        }
    }

    fn push(&mut self, file: usize, range: TextRange, message: String, owner: &str) {
        let hint = match self.rule {
            Rule::CrossModuleFk => format!("keep a plain id, and ask the gateway of `{owner}` whether it exists"),
            _ => format!("ask the gateway of `{owner}` for many at once, and put the rows together in a service"),
        };
        let finding = self.names.sources[file].finding(self.rule, range, message).hint(hint);
        if !self.found.contains(&finding) {
            self.found.push(finding);
        }
    }
}
