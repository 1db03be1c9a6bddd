//! YAML: it parses, and no mapping holds a key twice, no list a word.

use std::collections::BTreeSet;

use saphyr_parser::{Event, Parser};

use crate::merge::validate::Findings;

/// What is wrong in a YAML file, which may hold several documents.
pub fn findings(source: &str) -> Findings {
    let mut reader = Reader::default();
    for event in Parser::new_from_str(source) {
        let (event, _) = event.map_err(|error| error.to_string())?;
        reader.read(&event);
    }
    Ok(reader.told)
}

/// What is open, and what was found.
#[derive(Default)]
struct Reader {
    open: Vec<Open>,
    told: BTreeSet<String>,
}

/// A mapping or a list that is being read.
struct Open {
    is_mapping: bool,
    /// The last key of a mapping; empty for a key that is no scalar.
    key: String,
    /// Whether that key waits for its value.
    waits: bool,
    seen: BTreeSet<String>,
}

impl Reader {
    fn read(&mut self, event: &Event<'_>) {
        match event {
            Event::Scalar(text, ..) => self.node(text),
            Event::Alias(_) => self.node(""),
            Event::MappingStart(..) | Event::SequenceStart(..) => {
                self.node("");
                let is_mapping = matches!(event, Event::MappingStart(..));
                self.open.push(Open { is_mapping, key: String::new(), waits: false, seen: BTreeSet::new() });
            }
            Event::MappingEnd | Event::SequenceEnd => drop(self.open.pop()),
            _ => {}
        }
    }

    /// A key, a value or an element: its text, or nothing where it is more than a scalar.
    fn node(&mut self, text: &str) {
        let Some((open, around)) = self.open.split_last_mut() else { return };
        if std::mem::take(&mut open.waits) {
            return;
        }
        if open.is_mapping {
            text.clone_into(&mut open.key);
            open.waits = true;
        }
        if !text.is_empty() && !open.seen.insert(text.to_owned()) {
            let mut path: Vec<&str> =
                around.iter().map(|open| open.key.as_str()).filter(|key| !key.is_empty()).collect();
            self.told.insert(if open.is_mapping {
                path.push(text);
                format!("the key `{}` stands twice", path.join("."))
            } else {
                format!("`{text}` stands twice in the list `{}`", path.join("."))
            });
        }
    }
}
