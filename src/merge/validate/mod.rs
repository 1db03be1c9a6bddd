//! Whether a merged file is whole: a merge can be clean by line and still be broken, or hold something twice.
//!
//! Only what the merge broke counts. What was broken, or there twice, on either side before is not for us to judge.

mod python;
mod settings;
mod toml;
mod yaml;

use std::collections::BTreeSet;

use crate::merge::style;

/// What was found in a file: why it does not parse, or what stands in it twice, as clauses.
type Findings = Result<BTreeSet<String>, String>;

/// Whether conflict markers were left in a file.
///
/// A line of equal signs alone is no sign: titles are underlined so. All three have to be there, in their order.
pub fn has_markers(content: &[u8]) -> bool {
    let mut wanted = b"<=>".iter().peekable();
    for line in style::plain(content).split(|byte| *byte == b'\n') {
        wanted.next_if(|sign| is_marker(line, **sign));
    }
    wanted.peek().is_none()
}

/// Whether a line is a marker of this sign: git writes seven of them, and more where one merge is within another.
fn is_marker(line: &[u8], sign: u8) -> bool {
    let signs = line.iter().take_while(|byte| **byte == sign).count();
    signs >= 7 && matches!(line.get(signs), None | Some(b' '))
}

/// What is wrong with a merged file that was wrong with neither side, as a clause. None where it is whole.
pub fn flaw(path: &str, merged: &[u8], ours: &[u8], theirs: &[u8]) -> Option<String> {
    let find = finder(path)?;
    let look = |side: &[u8]| std::str::from_utf8(side).map_or_else(|error| Err(error.to_string()), find);
    let found = look(merged);
    if found.as_ref().is_ok_and(BTreeSet::is_empty) {
        return None;
    }
    let known = &look(ours).ok()? | &look(theirs).ok()?;
    match found {
        Err(broken) => Some(format!("the merge would not parse: {broken}")),
        Ok(doubles) => Some(format!("after the merge, {}", doubles.iter().find(|double| !known.contains(*double))?)),
    }
}

/// What looks into the file at that path.
fn finder(path: &str) -> Option<fn(&str) -> Findings> {
    let name = path.rsplit('/').next()?;
    match name.rsplit('.').next()? {
        "py" | "pyi" => Some(python::findings),
        "toml" => Some(toml::findings),
        "yaml" | "yml" => Some(yaml::findings),
        _ if name.starts_with(".env") => Some(settings::findings),
        _ => None,
    }
}

/// Those that come more than once, told by `tell`.
fn twice<K: Ord>(keys: impl Iterator<Item = K>, tell: impl Fn(&K) -> String) -> BTreeSet<String> {
    let mut once = BTreeSet::new();
    let mut told = BTreeSet::new();
    for key in keys {
        if once.contains(&key) {
            told.insert(tell(&key));
        }
        once.insert(key);
    }
    told
}

#[cfg(test)]
mod tests {
    use super::{flaw, has_markers};

    fn flaw_of(path: &str, merged: &str) -> Option<String> {
        flaw(path, merged.as_bytes(), b"", b"")
    }

    #[test]
    fn markers_are_found_in_their_order() {
        assert!(has_markers(b"a\n<<<<<<< yours\nb\n||||||| before\n=======\nc\n>>>>>>> scaffold\n"));
        assert!(has_markers(b"<<<<<<< yours\r\n=======\r\n>>>>>>> scaffold\r\n"));
        assert!(has_markers("\u{feff}<<<<<<< yours\n=======\n>>>>>>> scaffold\n".as_bytes()));
        assert!(has_markers(b"<<<<<<<< HEAD:a\nb\n========\nc\n>>>>>>>> theirs:d\n"), "both renamed the file");
        assert!(!has_markers(b"Title\n=======\n<<<<<<< quoted\n"));
        assert!(!has_markers(b""));
    }

    #[test]
    fn what_does_not_parse_is_a_flaw() {
        for (path, merged) in
            [("a.py", "def f(:\n"), ("a.toml", "[a]\n[a]\n"), ("a.yaml", "a: [\n"), ("compose.yml", "a: 1\n b: 2\n")]
        {
            assert!(flaw_of(path, merged).is_some_and(|flaw| flaw.contains("not parse")), "{merged}");
        }
    }

    #[test]
    fn what_stands_twice_is_a_flaw() {
        for (path, merged, named) in [
            ("a.py", "from a import b\nfrom a import b\n", "`b`"),
            ("a.py", "import a\nx = 1\nimport a\n", "`a`"),
            ("a.py", "def f(): ...\ndef f(): ...\n", "`f`"),
            ("a.py", "class A:\n    x: int\n    x: str\n", "`x`"),
            ("a.py", "ALL = (A, B, A)\n", "`A`"),
            ("a.py", "ALL = f([\"a\", \"a\"])\n", "`\"a\"`"),
            ("a.py", "f(a=1, a=2)\n", "`a`"),
            ("a.py", "x = {\"a\": 1, \"a\": 2}\n", "`\"a\"`"),
            ("a.py", "def f():\n    app.include(a)\n    app.include(a)\n", "`app.include(a)`"),
            ("pyproject.toml", "[project]\ndependencies = [\"a>1\", \"A\"]\n", "`a`"),
            ("a.toml", "[[x]]\nid = \"a\"\n[[x]]\nid = \"a\"\n", "`a`"),
            ("a.toml", "x = [\"a\", \"a\"]\n", "`a`"),
            ("a.yaml", "a:\n  b: 1\n  b: 2\n", "`a.b`"),
            ("a.yaml", "a: [x, x]\n", "`x`"),
            (".env.example", "# A=1\nA=2\n", "`A`"),
        ] {
            let flaw = flaw_of(path, merged);
            assert!(flaw.as_ref().is_some_and(|flaw| flaw.contains(named)), "{merged}: {flaw:?}");
            assert_eq!(super::flaw(path, merged.as_bytes(), merged.as_bytes(), b""), None, "the owner had it");
        }
    }

    #[test]
    fn what_is_whole_has_no_flaw() {
        for (path, merged) in [
            ("a.py", "import a.b\nimport a.c\nx = [1, 1, f(), f()]\ny = (0.5, 0.5)\n"),
            ("a.py", "if x:\n    import a\nelse:\n    import a\n"),
            ("a.yaml", "a: &x\n  k: !reset null\nb:\n  <<: *x\n---\na: 1\nc: [1, 2]\n? [p, q]\n: 1\n"),
            ("a.yaml", "- k: 1\n- k: 1\n"),
            ("a.toml", "x = [1, 1]\n[[t]]\nname = \"a\"\n[[t]]\nname = \"b\"\n"),
            ("a.md", "# A\n# A\n"),
            (".env", "A=1\nB=1\n"),
        ] {
            assert_eq!(flaw_of(path, merged), None, "{merged}");
        }
    }
}
