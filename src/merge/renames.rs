//! Which file a template renamed: a path that is gone and a new one with the same content, or nearly the same.
//!
//! Both sides are what templates wrote, never what the owner edited, so alike means renamed.

use std::collections::{BTreeMap, HashMap};

/// How alike two files must be, in percent of the bytes of the longer one that stand in lines of both. git asks for 50;
/// we ask for more, because small files of a template are alike by birth (the modules' `__init__.py`, say).
const ALIKE: usize = 70;

/// Pairs the paths that are gone with new ones: equal content first, then the most alike; each path once, and only with
/// a file of the same extension. Sorted by the old path.
pub fn renames(gone: &BTreeMap<&str, &[u8]>, new: &BTreeMap<&str, &[u8]>) -> Vec<(String, String)> {
    let mut pairs: Vec<Pair<'_>> = Vec::new();
    let counted: Vec<_> = new.iter().map(|(path, content)| (*path, Counted::of(content))).collect();
    for (from, content) in gone.iter().filter(|(_, content)| !content.is_empty()) {
        let old = Counted::of(content);
        for (to, other) in counted.iter().filter(|(to, _)| extension(to) == extension(from)) {
            let alike = old.alike(other);
            if alike >= ALIKE {
                pairs.push(Pair { alike, same_name: name(from) == name(to), from, to });
            }
        }
    }
    // The most alike first; of equals those that keep their name, then the first by path.
    pairs.sort_by_key(|pair| (std::cmp::Reverse((pair.alike, pair.same_name)), pair.from, pair.to));
    let mut renamed: BTreeMap<String, String> = BTreeMap::new();
    for pair in pairs {
        let taken = renamed.contains_key(pair.from) || renamed.values().any(|to| to == pair.to);
        if !taken {
            renamed.insert(pair.from.to_owned(), pair.to.to_owned());
        }
    }
    renamed.into_iter().collect()
}

struct Pair<'a> {
    alike: usize,
    same_name: bool,
    from: &'a str,
    to: &'a str,
}

fn name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

/// What follows the last dot of the name; the whole name where there is none.
fn extension(path: &str) -> &str {
    name(path).rsplit('.').next().unwrap_or_default()
}

/// The lines of a file and how often each occurs.
struct Counted<'a> {
    content: &'a [u8],
    lines: HashMap<&'a [u8], usize>,
}

impl<'a> Counted<'a> {
    fn of(content: &'a [u8]) -> Self {
        let mut lines = HashMap::new();
        for line in content.split_inclusive(|byte| *byte == b'\n') {
            *lines.entry(line).or_default() += 1;
        }
        Self { content, lines }
    }

    /// How alike two files are, in percent; 100 only where they are equal.
    fn alike(&self, other: &Self) -> usize {
        if self.content == other.content {
            return 100;
        }
        let shared = self.lines.iter().filter_map(|(line, count)| Some(line.len() * count.min(other.lines.get(line)?)));
        (100 * shared.sum::<usize>() / self.content.len().max(other.content.len()).max(1)).min(99)
    }
}

#[cfg(test)]
mod tests {
    use super::renames;

    fn renamed(gone: &[(&str, &str)], new: &[(&str, &str)]) -> Vec<(String, String)> {
        let [gone, new] =
            [gone, new].map(|files| files.iter().map(|(path, content)| (*path, content.as_bytes())).collect());
        renames(&gone, &new)
    }

    fn pair(from: &str, to: &str) -> (String, String) {
        (from.to_owned(), to.to_owned())
    }

    const LONG: &str = "one line\nanother line\na third line\na fourth line\nthe last line\n";

    #[test]
    fn equal_content_is_renamed_and_so_is_nearly_equal_content() {
        let changed = LONG.replace("third", "3rd");
        assert_eq!(renamed(&[("a.py", LONG)], &[("b/c.py", LONG)]), [pair("a.py", "b/c.py")]);
        assert_eq!(renamed(&[("a.py", LONG)], &[("b.py", &changed)]), [pair("a.py", "b.py")]);
        assert_eq!(renamed(&[("a.py", LONG)], &[("b.py", &changed), ("c.py", LONG)]), [pair("a.py", "c.py")]);
    }

    #[test]
    fn what_is_not_alike_is_not_renamed() {
        assert_eq!(renamed(&[("a.py", LONG)], &[("b.py", "one line\nsomething else\n")]), []);
        assert_eq!(renamed(&[("a.py", LONG)], &[("a.md", LONG)]), []);
        assert_eq!(renamed(&[("a/__init__.py", "")], &[("b/__init__.py", "")]), []);
        assert_eq!(renamed(&[], &[("b.py", LONG)]), []);
    }

    #[test]
    fn each_file_is_renamed_once_and_keeps_its_name_where_it_can() {
        let both = renamed(&[("a/x.py", LONG), ("a/y.py", LONG)], &[("b/y.py", LONG), ("b/z.py", LONG)]);
        assert_eq!(both, [pair("a/x.py", "b/z.py"), pair("a/y.py", "b/y.py")]);
        assert_eq!(renamed(&[("a/x.py", LONG), ("a/y.py", LONG)], &[("b.py", LONG)]), [pair("a/x.py", "b.py")]);
    }
}
