//! Laws of a merge, over the files of real projects and whatever an owner may have made of them.

mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use proptest::collection::vec;
use proptest::prelude::{Just, ProptestConfig, Strategy, any, prop_assert, prop_assert_eq, prop_oneof, proptest};
use proptest::sample::select;
use scaffold::merge::contents::{Merged, Names, contents};
use scaffold::merge::style;
use scaffold::merge::validate::{flaw, has_markers};
use scaffold::spec::{Draft, Spec};
use toml_edit::{DocumentMut, Item, Value};

const NAMES: Names<'_> = Names { ours: "yours", base: "before", theirs: "scaffold" };

/// The byte order mark.
const MARK: &[u8] = b"\xef\xbb\xbf";

type Files = BTreeMap<String, Vec<u8>>;

fn rendered(modules: &[&str]) -> Files {
    let draft = Draft {
        name: "shop".to_owned(),
        modules: modules.iter().map(|name| (*name).to_owned()).collect(),
        ..Draft::default()
    }
    .with_option("auth", "jwt");
    support::project(&Spec::parse(&draft).unwrap())
}

/// The files that evolve with the project: those that differ between projects, and some that the owner is likely to edit.
static BEFORE: LazyLock<Files> = LazyLock::new(|| rendered(&["articles", "auth", "comments"]));
static AFTER: LazyLock<Files> = LazyLock::new(|| rendered(&["articles", "auth", "billing", "comments"]));
static OTHER: LazyLock<Files> = LazyLock::new(|| rendered(&["articles", "auth", "blog", "comments"]));
static BOTH: LazyLock<Files> = LazyLock::new(|| rendered(&["articles", "auth", "billing", "blog", "comments"]));

const PATHS: [&str; 11] = [
    ".env.example",
    ".github/workflows/ci.yml",
    ".gitignore",
    "Dockerfile",
    "app/core/application.py",
    "app/core/config.py",
    "app/main.py",
    "app/modules/registry.py",
    "compose.yaml",
    "docs/ARCHITECTURE.md",
    "pyproject.toml",
];

/// What owners write, and some things that nobody should.
const LINES: [&str; 18] = [
    "# mine",
    "    # mine, indented",
    "import os",
    "from app.core.config import Mine, Other",
    "from app.modules.mine.module import MODULE as MINE",
    "    MINE,",
    "    \"mine>=1\",",
    "mine = true",
    "[tool.mine]",
    "  mine:",
    "    image: mine",
    "| mine | – | `é` |",
    "MINE=1",
    "def mine(): ...",
    "    pass",
    "]",
    "",
    "<<<<<<< mine",
];

/// A content that is shown as text where a law does not hold.
#[derive(Clone)]
struct Text(Vec<u8>);

impl std::fmt::Debug for Text {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "\n{}\n", String::from_utf8_lossy(&self.0))
    }
}

impl std::ops::Deref for Text {
    type Target = [u8];
    fn deref(&self) -> &[u8] {
        &self.0
    }
}

#[derive(Debug, Clone)]
enum Edit {
    Insert(usize, &'static str),
    Replace(usize, &'static str),
    Delete(usize, usize),
    Append(&'static str, usize),
    Style(u8),
}

fn edit() -> impl Strategy<Value = Edit> {
    let at = || any::<usize>();
    prop_oneof![
        5 => (at(), select(&LINES[..])).prop_map(|(at, line)| Edit::Insert(at, line)),
        2 => (at(), select(&LINES[..])).prop_map(|(at, line)| Edit::Replace(at, line)),
        2 => (at(), 1..4_usize).prop_map(|(at, count)| Edit::Delete(at, count)),
        1 => (select(vec!["  # mine", ",", " "]), at()).prop_map(|(what, at)| Edit::Append(what, at)),
        1 => (0..4_u8).prop_map(Edit::Style),
    ]
}

fn edited(content: &[u8], edits: &[Edit]) -> Vec<u8> {
    let mut text = String::from_utf8(content.to_vec()).unwrap();
    for edit in edits {
        let mut lines: Vec<String> = text.split_inclusive('\n').map(ToOwned::to_owned).collect();
        let count = lines.len() + 1;
        match edit {
            Edit::Insert(at, line) => lines.insert(at % count, format!("{line}\n")),
            Edit::Replace(at, line) if count > 1 => lines[at % (count - 1)] = format!("{line}\n"),
            Edit::Delete(at, many) => drop(lines.drain(at % count..(at % count + many).min(count - 1))),
            Edit::Append(what, at) if count > 1 => {
                let line = &mut lines[at % (count - 1)];
                *line = format!("{}{what}\n", line.trim_end());
            }
            Edit::Style(0) => lines = vec![text.replace("\r\n", "\n").replace('\n', "\r\n")],
            Edit::Style(1) => lines.insert(0, "\u{feff}".to_owned()),
            Edit::Style(2) => drop(lines.last_mut().map(|line| line.truncate(line.trim_end().len()))),
            _ => {}
        }
        text = lines.concat();
    }
    text.into_bytes()
}

/// A path, what we wrote there, what the owner made of it, what is wanted now.
fn sides() -> impl Strategy<Value = (&'static str, Text, Text, Text)> {
    let wanted = prop_oneof![3 => Just(None), 1 => vec(edit(), 1..4).prop_map(Some)];
    (select(&PATHS[..]), vec(edit(), 0..7), wanted, any::<bool>()).prop_map(|(path, edits, wanted, back)| {
        let (before, after) = if back { (&*AFTER, &*BEFORE) } else { (&*BEFORE, &*AFTER) };
        let (base, rendered) = (&before[path], &after[path]);
        let theirs = wanted.map_or_else(|| rendered.clone(), |edits| style::plain(&edited(base, &edits)).to_vec());
        (path, Text(base.clone()), Text(edited(base, &edits)), Text(theirs))
    })
}

fn lines(content: &[u8]) -> BTreeSet<String> {
    let plain = style::plain(content);
    // Nobody writes the spaces at the end of a line.
    String::from_utf8_lossy(&plain).lines().map(|line| line.trim_end().to_owned()).collect()
}

/// The words of a line: what counts of an import or of a TOML list, where names of both sides are joined in one line.
fn words(text: &str) -> BTreeSet<String> {
    text.split(|c: char| !c.is_alphanumeric() && c != '_').map(ToOwned::to_owned).collect()
}

/// What of the owner's is not in the result; a program may join names in a line, or give each its own, nothing else.
fn lost(path: &str, base: &[u8], ours: &[u8], result: &[u8]) -> Vec<String> {
    let (base, ours, result) = (lines(base), lines(ours), lines(result));
    let joins = |line: &str| path == "pyproject.toml" || line.starts_with("from ") || line.ends_with([')', ']']);
    let all: BTreeSet<String> = result.iter().flat_map(|line| words(line)).collect();
    let missing = ours.difference(&base).filter(|line| !result.contains(*line));
    missing.filter(|line| !joins(line) || !words(line).is_subset(&all)).cloned().collect()
}

/// Every value of a TOML document with where it stands; lists as sets.
fn values(text: &[u8]) -> Option<BTreeSet<String>> {
    fn collect(path: &str, item: &Item, into: &mut BTreeSet<String>) {
        match item {
            Item::Value(Value::Array(array)) => {
                into.extend(array.iter().map(|value| format!("{path} {}", value.clone().decorated("", ""))));
            }
            Item::ArrayOfTables(tables) => {
                for table in tables {
                    // Without an id it has no place of its own: others may come before it.
                    let id = table.get("id").and_then(Item::as_str).unwrap_or("?");
                    table.iter().for_each(|(key, item)| collect(&format!("{path}.{id}.{key}"), item, into));
                }
            }
            _ => match item.as_table_like() {
                Some(table) => table.iter().for_each(|(key, item)| collect(&format!("{path}.{key}"), item, into)),
                None => drop(into.insert(format!("{path} {}", item.as_value().unwrap().clone().decorated("", "")))),
            },
        }
    }
    let text = style::plain(text);
    let document: DocumentMut = std::str::from_utf8(&text).ok()?.parse().ok()?;
    let mut found = BTreeSet::new();
    for (key, item) in document.as_table() {
        collect(key, item, &mut found);
    }
    Some(found)
}

proptest! {
    // Sixteen times what PROPTEST_CASES says, or 4096: a merge is quick.
    #![proptest_config(ProptestConfig { cases: ProptestConfig::default().cases.saturating_mul(16), ..ProptestConfig::default() })]

    #[test]
    fn no_line_of_the_owner_is_lost_and_what_is_clean_is_whole((path, base, ours, theirs) in sides()) {
        match contents(path, &base, &ours, &theirs, &NAMES) {
            Merged::Clean(result) => {
                let lost = lost(path, &base, &ours, &result);
                prop_assert!(lost.is_empty(), "{lost:?} of\n{}", String::from_utf8_lossy(&result));
                let plain = [&*result, &*ours, &*theirs].map(style::plain);
                prop_assert_eq!(flaw(path, &plain[0], &plain[1], &plain[2]), None);
                if let (true, Some(base), Some(ours), Some(result)) =
                    (path == "pyproject.toml", values(&base), values(&ours), values(&result))
                {
                    // A table that has lost its id is none that the owner wrote.
                    let is_new = |value: &&String| value.split_once(".?.").is_none_or(|(tables, rest)| {
                        !base.iter().any(|known| known.starts_with(tables) && known.ends_with(&format!(".{rest}")))
                    });
                    let lost: Vec<_> =
                        ours.difference(&base).filter(|value| !result.contains(*value)).filter(is_new).collect();
                    prop_assert!(lost.is_empty(), "{:?}", lost);
                }
            }
            Merged::Marked { content, places } => {
                prop_assert!(places > 0 && has_markers(&content));
                let lost = lost(path, &base, &ours, &content);
                prop_assert!(lost.is_empty(), "{lost:?} of\n{}", String::from_utf8_lossy(&content));
            }
            Merged::Impossible(why) => prop_assert!(!why.is_empty() && !why.ends_with('.') && !why.contains('\n'), "{}", why),
        }
    }

    #[test]
    fn where_one_side_changed_nothing_the_other_is_taken((path, base, ours, theirs) in sides()) {
        let clean = |content: &[u8]| Merged::Clean(content.to_vec().into());
        prop_assert_eq!(contents(path, &base, &base, &theirs, &NAMES), clean(&theirs));
        prop_assert_eq!(contents(path, &base, &ours, &base, &NAMES), clean(&ours));
        prop_assert_eq!(contents(path, &base, &ours, &ours, &NAMES), clean(&ours));
    }

    #[test]
    fn the_style_of_the_owner_stays((path, base, ours, theirs) in sides()) {
        let with_returns = style::adopt(&ours, if ours.starts_with(MARK) { b"\xef\xbb\xbf\r\n" } else { b"\r\n" });
        let [one, other] = [&*ours, &with_returns].map(|ours| contents(path, &base, ours, &theirs, &NAMES));
        match (one, other) {
            (Merged::Clean(one), Merged::Clean(other)) => {
                prop_assert_eq!(style::plain(&one), style::plain(&other));
                prop_assert!(!other.windows(2).any(|pair| pair[1] == b'\n' && pair[0] != b'\r'));
            }
            (Merged::Marked { places, .. }, Merged::Marked { places: other, .. }) => prop_assert_eq!(places, other),
            (one, other) => prop_assert_eq!(one, other),
        }
    }

    #[test]
    fn whatever_the_bytes_are_nothing_panics(
        path in select(&PATHS[..]),
        sides in [vec(select(&b"ab =[],:#\"'\n\r-|(){}\xff\0"[..]), 0..40), vec(select(&b"ab =[],:#\"'\n\r-"[..]), 0..40), vec(select(&b"ab =[],:#\"'\n"[..]), 0..40)],
    ) {
        let [base, ours, theirs] = sides;
        if let Merged::Clean(result) = contents(path, &base, &ours, &theirs, &NAMES) {
            prop_assert!(lost(path, &base, &ours, &result).is_empty(), "{:?}", result);
        }
    }
}

#[test]
fn two_branches_that_each_add_a_module_give_the_project_with_both() {
    let one = [&["auth"][..], &["auth", "billing"], &["auth", "blog"], &["auth", "billing", "blog"]].map(rendered);
    let [before, after, other, both] = &one;
    for path in PATHS {
        let merged = contents(path, &BEFORE[path], &AFTER[path], &OTHER[path], &NAMES);
        assert_eq!(merged, Merged::Clean(BOTH[path].clone().into()), "{path}");
        let merged = contents(path, &before[path], &after[path], &other[path], &NAMES);
        assert_eq!(merged, Merged::Clean(both[path].clone().into()), "{path}, with one module before");
    }
}

#[test]
fn a_module_that_was_added_and_edited_around_can_be_taken_out_again() {
    for path in PATHS {
        let merged = contents(path, &BOTH[path], &BOTH[path], &OTHER[path], &NAMES);
        assert_eq!(merged, Merged::Clean(OTHER[path].clone().into()), "{path}");
        let merged = contents(path, &AFTER[path], &BOTH[path], &BEFORE[path], &NAMES);
        assert_eq!(merged, Merged::Clean(OTHER[path].clone().into()), "{path}");
    }
}
