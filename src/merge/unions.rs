//! Places that both sides changed, settled because they are lists: each side's new entries are taken.
//!
//! Two people who each add a module, an import or a service touch the same line and mean no harm. What both changed
//! otherwise is left to the owner.

use crate::merge::brackets::Bracketed;
use crate::merge::entries::{Entries, Entry, Kind, Language};
use crate::merge::imports;
use crate::merge::text::Clash;
use crate::merge::weave::{follow, weave};

/// The lines of a place in the file at that path that both sides changed; none where that is not for a program to say.
pub fn settle(path: &str, clash: Clash<'_, '_>) -> Option<Vec<String>> {
    let language = Language::of(path)?;
    let sides = [clash.base, clash.ours, clash.theirs];
    match sides.map(Bracketed::read) {
        [Some(base), Some(ours), Some(theirs)] if language == Language::Python => {
            let same =
                [&base, &theirs].iter().all(|side| (side.head, side.tail.trim()) == (ours.head, ours.tail.trim()));
            let elements = same.then(|| unite(language, [&base.lines(), &ours.lines(), &theirs.lines()]))??;
            Some([vec![format!("{}\n", ours.head)], elements, vec![format!("{}\n", ours.tail)]].concat())
        }
        _ => unite(language, sides),
    }
}

/// The entries of the three sides brought together.
fn unite(language: Language, sides: [&[&str]; 3]) -> Option<Vec<String>> {
    let [base, ours, theirs] = sides.map(|lines| language.entries(lines));
    let [base, ours, theirs] = [base?, ours?, theirs?];
    let shape = ours.shape.or(theirs.shape)?;
    let alike = [&base, &ours, &theirs].into_iter().all(|side| side.shape.is_none_or(|other| other == shape));
    if alike { join(shape.0, &base, &ours, &theirs) } else { None }
}

/// The entries of ours, with what theirs changed since the base.
fn join(kind: Kind, base: &Entries<'_>, ours: &Entries<'_>, theirs: &Entries<'_>) -> Option<Vec<String>> {
    if kind != Kind::Import && is_replaced_twice(base, ours, theirs) {
        return None;
    }
    let mut kept: Vec<(String, String)> =
        ours.entries.iter().map(|entry| (entry.key.clone(), entry.lines.concat())).collect();
    let mut new: Vec<(String, String)> = Vec::new();
    let gone = base.entries.iter().filter(|entry| find(theirs, &entry.key).is_none());
    for key in theirs.entries.iter().chain(gone).map(|entry| &entry.key) {
        let sides @ [before, there, wanted] = [base, ours, theirs].map(|side| find(side, key));
        if is_same(before, wanted) || is_same(there, wanted) {
            continue;
        }
        let untouched = before.map(|entry| &entry.lines) == there.map(|entry| &entry.lines);
        let at = kept.iter().position(|(other, _)| other == key);
        match (at, wanted) {
            (None, Some(wanted)) if untouched => new.push((key.clone(), wanted.lines.concat())),
            (Some(at), Some(wanted)) if untouched => kept[at].1 = wanted.lines.concat(),
            (Some(at), None) if untouched => drop(kept.remove(at)),
            (Some(at), Some(_)) if kind == Kind::Import => kept[at].1 = imports::join(sides)?,
            _ => return None,
        }
    }
    let is_new = |key: &String| new.iter().any(|(other, _)| other == key);
    let order: Vec<String> = kept.iter().map(|(key, _)| key.clone()).collect();
    let wanted: Vec<String> = theirs.entries.iter().map(|entry| entry.key.clone()).collect();
    let woven = match kind {
        Kind::Import | Kind::Element | Kind::Row | Kind::Line => weave(&order, &wanted, is_new),
        Kind::Definition | Kind::Field | Kind::Key | Kind::Item => follow(&order, &wanted, is_new),
    };
    let text = |key: &String| kept.iter().chain(&new).find(|(other, _)| other == key).map(|(_, text)| text.clone());
    woven.iter().map(text).collect()
}

/// Whether both sides put something else in the place of one entry: a number in a list, raised by either, is one number.
fn is_replaced_twice(base: &Entries<'_>, ours: &Entries<'_>, theirs: &Entries<'_>) -> bool {
    let is_gone = |entry: &Entry<'_>| find(ours, &entry.key).is_none() && find(theirs, &entry.key).is_none();
    let adds = |side: &Entries<'_>, other: &Entries<'_>| {
        side.entries.iter().any(|entry| find(base, &entry.key).is_none() && find(other, &entry.key).is_none())
    };
    base.entries.iter().any(is_gone) && adds(ours, theirs) && adds(theirs, ours)
}

fn find<'e, 'a>(side: &'e Entries<'a>, key: &str) -> Option<&'e Entry<'a>> {
    side.entries.iter().find(|entry| entry.key == key)
}

fn is_same(a: Option<&Entry<'_>>, b: Option<&Entry<'_>>) -> bool {
    a.map(|entry| &entry.body) == b.map(|entry| &entry.body)
}

#[cfg(test)]
mod tests {
    use super::settle;
    use crate::merge::text::{Clash, lines};

    fn settled(path: &str, base: &str, ours: &str, theirs: &str) -> Option<String> {
        let [base, ours, theirs] = [base, ours, theirs].map(lines);
        settle(path, Clash { base: &base, ours: &ours, theirs: &theirs }).map(|lines| lines.concat())
    }

    #[test]
    fn imports_of_both_sides_stand_sorted() {
        let both = settled("a.py", "", "from app.b import B\nfrom app.d import D\n", "from app.c import C\n");
        assert_eq!(both.as_deref(), Some("from app.b import B\nfrom app.c import C\nfrom app.d import D\n"));
    }

    #[test]
    fn names_from_one_module_are_joined() {
        let both = settled("a.py", "from x import a, b\n", "from x import a, b, c\n", "from x import B, a\n");
        assert_eq!(both.as_deref(), Some("from x import B, a, c\n"));
    }

    #[test]
    fn elements_of_both_sides_stand_beside_one_another() {
        let both = settled("a.py", "", "    BLOG,  # mine\n", "    BILLING,\n");
        assert_eq!(both.as_deref(), Some("    BILLING,\n    BLOG,  # mine\n"));
        let both = settled("a.py", "    A,\n    B,\n", "    A,\n    # mine\n    A2,\n    B,\n", "    B,\n    C,\n");
        assert_eq!(both.as_deref(), Some("    # mine\n    A2,\n    B,\n    C,\n"));
        let both = settled("a.py", "", "    f(\n        1,\n    ),\n", "    x=2,\n");
        assert_eq!(both.as_deref(), Some("    f(\n        1,\n    ),\n    x=2,\n"));
    }

    #[test]
    fn a_list_in_one_line_is_the_same_list() {
        let both = settled("a.py", "ALL = (A,)\n", "ALL = (A, C)\n", "ALL = (\n    A,\n    B,\n)\n");
        assert_eq!(both.as_deref(), Some("ALL = (\n    A,\n    B,\n    C,\n)\n"));
        let both = settled("a.py", "x = [\"a\"]\n", "x = [\"a\", \"b\"]  # why\n", "x = [\"c\"]\n");
        assert_eq!(both, None);
        assert_eq!(settled("a.py", "x = [f(1, 2)]\n", "x = [f(1, 2), a]\n", "x = [f(1, 2), b]\n"), None);
        assert_eq!(settled("a.py", "x = [\"1,2\"]\n", "x = [\"1,2\", a]\n", "x = [\"1,2\", b]\n"), None);
    }

    #[test]
    fn what_both_sides_say_otherwise_is_not_settled() {
        assert_eq!(settled("a.py", "", "    x=1,\n", "    x=2,\n"), None);
        assert_eq!(settled("a.py", "    x=0,\n", "    x=1,\n", "    x=2,\n"), None);
        assert_eq!(settled("a.py", "    10,\n", "    20,\n", "    30,\n"), None);
        assert_eq!(settled("a.py", "    # old\n    A,\n", "    # mine\n    A,\n", ""), None);
        assert_eq!(settled("a.py", "", "    x = 1\n", "    y = 2\n"), None);
        assert_eq!(settled("a.yaml", "", "  a: 1\n", "    b: 1\n"), None);
        assert_eq!(settled("a.md", "", "One.\n", "Two.\n"), None);
        assert_eq!(settled(".gitignore", "", "!keep\n", "keep*\n"), None);
        assert_eq!(settled("Dockerfile", "", "RUN a\n", "RUN b\n"), None);
    }

    #[test]
    fn definitions_and_services_keep_their_empty_lines() {
        let both = settled("a.py", "", "\n\n@x\ndef a():\n    pass\n", "\n\ndef b():\n    pass\n");
        assert_eq!(both.as_deref(), Some("\n\n@x\ndef a():\n    pass\n\n\ndef b():\n    pass\n"));
        let both = settled("compose.yaml", "", "  redis:\n    image: redis\n\n", "  mail:\n    image: mail\n\n");
        assert_eq!(both.as_deref(), Some("  redis:\n    image: redis\n\n  mail:\n    image: mail\n\n"));
    }

    #[test]
    fn fields_are_declared_and_steps_are_not_mixed() {
        let both =
            settled("a.py", "", "    mine: str = Field(\n        default=1,\n    )\n", "    cache_url: str = \"\"\n");
        let expected = "    mine: str = Field(\n        default=1,\n    )\n    cache_url: str = \"\"\n";
        assert_eq!(both.as_deref(), Some(expected));
        assert_eq!(settled("a.py", "", "MINE = 1\n", "CACHE = 2\n").as_deref(), Some("MINE = 1\nCACHE = 2\n"));
        assert_eq!(settled("a.py", "", "    x = f()\n", "    y = g()\n"), None);
        assert_eq!(settled("a.py", "", "    mine: str\n", "    mine: int\n"), None);
        assert_eq!(settled("a.py", "", "    else: a\n", "    b: int\n"), None);
    }

    #[test]
    fn settings_and_patterns_are_entries_of_one_line() {
        let both = settled(".env.example", "", "# B_LIMIT=1\n", "# What it is.\n# A_LIMIT=1\n");
        assert_eq!(both.as_deref(), Some("# What it is.\n# A_LIMIT=1\n# B_LIMIT=1\n"));
        assert_eq!(settled(".env.example", "", "# A=1\n", "A=2\n"), None);
        assert_eq!(settled(".gitignore", "", "b/\n", "a/\n").as_deref(), Some("a/\nb/\n"));
    }

    #[test]
    fn rows_of_a_table_are_known_by_their_first_cell() {
        let both = settled("a.md", "", "| b | 1 |\n", "| a | 2 |\n");
        assert_eq!(both.as_deref(), Some("| a | 2 |\n| b | 1 |\n"));
        assert_eq!(settled("a.md", "", "| a | 1 |\n", "| a | 2 |\n"), None);
    }
}
