//! TOML brought together by key: the owner's document, with what the template changed put into it.
//!
//! Order and comments are the owner's; lists of requirements are sets by package, other lists are sets by value, tables
//! in a list are known by their `id` or `name`. Where both sides changed the same value, the three documents that one
//! gets by taking either side there differ in nothing else, so that a merge by line marks just that value.

mod arrays;
mod identity;
mod order;
mod tables;

use toml_edit::DocumentMut;

use crate::merge::contents::Names;
use crate::merge::text::{self, Text};
use identity::same_tables;
pub use identity::{of_table as known_by, package};
pub use tables::is_requirements;
use tables::{Merge, Side};

/// Brings the three together; `None` where a side is no TOML, or something of the owner would be lost on the way: lines
/// will have to do then.
pub fn merge([base, ours, theirs]: [&str; 3], names: &Names<'_>) -> Option<Text> {
    let [b, o, t] = [base, ours, theirs].map(|side| side.parse::<DocumentMut>().ok());
    let sides = [&b?, &o?, &t?];
    let (merged, clashes) = taking(sides, Side::Ours)?;
    let text = if clashes == 0 {
        // Where a merge by line says the same, it is better: it has the comments of both sides.
        let lines = text::merge([base, ours, theirs], names, |_| None);
        if lines.places == 0 && says_the_same(&lines.text, &merged) { lines } else { Text { text: merged, places: 0 } }
    } else {
        let (before, _) = taking(sides, Side::Base)?;
        let (wanted, _) = taking(sides, Side::Theirs)?;
        text::merge([&before, &merged, &wanted], names, |_| None)
    };
    keeps_comments(base, ours, &text.text).then_some(text)
}

fn says_the_same(a: &str, b: &str) -> bool {
    let [a, b] = [a, b].map(|text| text.parse::<DocumentMut>().ok());
    a.zip(b).is_some_and(|(a, b)| same_tables(a.as_table(), b.as_table()))
}

/// The merged document, with one side taken where both changed the same value, and how often that was.
fn taking([base, ours, theirs]: [&DocumentMut; 3], side: Side) -> Option<(String, usize)> {
    let mut merged = ours.clone();
    let mut merge = Merge { side, clashes: 0 };
    merge.tables(&[], merged.as_table_mut(), Some(base.as_table()), theirs.as_table());
    order::restore(&mut merged, ours, theirs);
    let text = merged.to_string();
    // The order of tables can change what they say: `[x.y]` belongs to the last `[[x]]` before it.
    let read = text.parse::<DocumentMut>().ok()?;
    same_tables(read.as_table(), merged.as_table()).then_some((text, merge.clashes))
}

/// Whether every comment that the owner wrote is in the result. A table that goes takes its comments along.
pub fn keeps_comments(base: &str, ours: &str, merged: &str) -> bool {
    let comments = |text: &'_ str| -> Vec<String> {
        text.lines().filter_map(|line| Some(line[line.find('#')?..].trim_end().to_owned())).collect()
    };
    let (known, kept) = (comments(base), comments(merged));
    comments(ours).iter().all(|comment| known.contains(comment) || kept.contains(comment))
}

#[cfg(test)]
mod tests {
    use super::merge;
    use crate::merge::contents::Names;

    const NAMES: Names<'_> = Names { ours: "yours", base: "before", theirs: "scaffold" };

    fn merged(base: &str, ours: &str, theirs: &str) -> String {
        let text = merge([base, ours, theirs], &NAMES).expect("TOML");
        assert_eq!(text.places, 0, "{}", text.text);
        text.text
    }

    #[test]
    fn new_keys_and_tables_stand_behind_their_neighbours() {
        assert_eq!(
            merged(
                "a = 1\nb = 2\n[x]\n[y]\n",
                "b = 2\na = 1 # one\n[x]\nz = 1\n[y]\n",
                "a = 1\nm = 3\nb = 2\n[x]\n[n]\nv = 1\n[y]\n"
            ),
            "b = 2\na = 1 # one\nm = 3\n[x]\nz = 1\n[n]\nv = 1\n[y]\n"
        );
    }

    #[test]
    fn a_value_that_we_change_keeps_the_owners_comment() {
        assert_eq!(
            merged("a = 1\nb = 1\n", "# why\na = 1 # mine\nb = 2\n", "a = 2\nb = 1\n"),
            "# why\na = 2 # mine\nb = 2\n"
        );
    }

    #[test]
    fn several_requirements_go_and_the_owners_stays() {
        let base = "dependencies = [\n    \"a\",\n    \"b\",\n    \"c\",\n    \"d\",\n    \"e\",\n]\n";
        let ours = "dependencies = [\n    \"a\",\n    \"mine\",\n    \"b\",\n    \"c\",\n    \"d\",\n    \"e\",\n]\n";
        let theirs = "dependencies = [\n    \"a\",\n    \"c\",\n    \"e\",\n]\n";
        let expected = "dependencies = [\n    \"a\",\n    \"mine\",\n    \"c\",\n    \"e\",\n]\n";
        assert_eq!(merged(base, ours, theirs), expected);
    }

    #[test]
    fn requirements_are_a_set_by_package() {
        let base = "[project]\ndependencies = [\n    \"a>=1\",\n    \"c-c>=1\",\n]\n";
        let ours = "[project]\ndependencies = [\n    \"a>=1\",\n    \"b\", # mine\n    \"C_c >= 1\",\n]\n";
        let theirs = "[project]\ndependencies = [\n    \"a>=2\",\n    \"bb\",\n    \"c-c>=1\",\n]\n";
        let merged = merged(base, ours, theirs);
        assert_eq!(
            merged,
            "[project]\ndependencies = [\n    \"a>=2\",\n    \"b\", # mine\n    \"bb\",\n    \"C_c >= 1\",\n]\n"
        );
    }

    #[test]
    fn tables_in_a_list_are_known_by_their_id() {
        let contract = |id: &str, from: &str| format!("[[c]]\nid = \"{id}\"\nfrom = {from}\n\n");
        let base = contract("a", "[\"x\"]") + &contract("d", "[]");
        let ours = contract("a", "[\"x\", \"y\"]") + &contract("b", "[]") + &contract("d", "[]");
        let theirs = contract("a", "[\"w\", \"x\"]") + &contract("c", "[]") + &contract("d", "[]");
        let merged = merged(&base, &ours, &theirs);
        let expected = contract("a", "[\"w\", \"x\", \"y\"]") + &contract("b", "[]") + &contract("c", "[]");
        assert_eq!(merged, expected + &contract("d", "[]"));
    }

    #[test]
    fn a_value_that_both_changed_is_marked_alone() {
        let text = merge(["a = 1\nb = 1\n", "a = 2\nb = 1 # b\n", "a = 3\nb = 2\n"], &NAMES).unwrap();
        let marked = "<<<<<<< yours\na = 2\n||||||| before\na = 1\n=======\na = 3\n>>>>>>> scaffold\nb = 2 # b\n";
        assert_eq!((text.text.as_str(), text.places), (marked, 1));
    }

    #[test]
    fn what_goes_leaves_the_owners_comments() {
        let base = "a = [\n    \"x\",\n    \"y\",\n]\nb = 1\n";
        let ours = "a = [\n    \"x\", # why x\n    # why y\n    \"y\",\n    \"z\",\n]\nb = 1\n";
        let theirs = "a = [\n    \"x\",\n]\n";
        assert_eq!(merged(base, ours, theirs), "a = [\n    \"x\", # why x\n    # why y\n    \"z\",\n]\n");
        assert_eq!(merge(["[t]\na = 1\n", "[t]\n# mine\na = 1\n", ""], &NAMES), None);
    }
}
