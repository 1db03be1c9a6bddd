//! Which output path is of which class, as `pack.toml` says.

use serde::Deserialize;

use crate::tree::Class;

/// The patterns of each class; a path that fits none is managed.
pub struct Classes {
    patterns: Vec<(String, Class)>,
}

#[derive(Deserialize)]
struct Document {
    classes: Table,
}

#[derive(Deserialize)]
struct Table {
    once: Vec<String>,
    seeded: Vec<String>,
}

impl Classes {
    /// Reads `pack.toml`.
    pub fn read(text: &str) -> Self {
        let Document { classes } = toml_edit::de::from_str(text).expect("pack.toml says the classes");
        let once = classes.once.into_iter().map(|pattern| (pattern, Class::Once));
        let seeded = classes.seeded.into_iter().map(|pattern| (pattern, Class::Seeded));
        Self { patterns: once.chain(seeded).collect() }
    }

    /// The class of an output path.
    pub fn of(&self, path: &str) -> Class {
        let found = self.patterns.iter().find(|(pattern, _)| fits(pattern, path));
        found.map_or(Class::Managed, |(_, class)| *class)
    }
}

/// Whether a path fits a pattern in which `*` stands for any characters.
fn fits(pattern: &str, path: &str) -> bool {
    match pattern.split_once('*') {
        None => pattern == path,
        Some((head, rest)) => path.strip_prefix(head).is_some_and(|tail| {
            tail.char_indices().map(|(at, _)| at).chain([tail.len()]).any(|at| fits(rest, &tail[at..]))
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::fits;

    #[test]
    fn a_star_stands_for_any_characters() {
        assert!(fits("app/modules/*/migrations/versions/*", "app/modules/auth/migrations/versions/0001_auth.py"));
        assert!(fits("tests/*", "tests/a/b.py"));
        assert!(!fits("tests/*", "app/tests/b.py"));
        assert!(!fits("README.md", "README.md.bak"));
    }
}
