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
        let Document { classes } = toml::from_str(text).expect("pack.toml says the classes");
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
    let Some((head, rest)) = pattern.split_once('*') else { return pattern == path };
    let Some(mut tail) = path.strip_prefix(head) else { return false };
    // The earliest place of each middle part leaves the most room for what follows.
    let mut parts = rest.split('*');
    let last = parts.next_back().unwrap_or_default();
    for part in parts {
        let Some(at) = tail.find(part) else { return false };
        tail = &tail[at + part.len()..];
    }
    tail.ends_with(last)
}

#[cfg(test)]
mod tests {
    use super::fits;

    #[test]
    fn a_star_stands_for_any_characters() {
        assert!(fits("app/modules/*/migrations/versions/*", "app/modules/auth/migrations/versions/0001_auth.py"));
        assert!(fits("tests/*", "tests/a/b.py"));
        assert!(fits("a*b*b", "a/b/b") && !fits("a*b*b", "a/b") && !fits("a*a", "a"));
        assert!(!fits("tests/*", "app/tests/b.py"));
        assert!(!fits("README.md", "README.md.bak"));
    }
}
