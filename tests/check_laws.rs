//! Laws of `check` over Python that nobody would write: real files, cut up and put together again at random.
//!
//! `PROPTEST_CASES=100000 cargo test --release --test check_laws` goes on for long.
#![allow(clippy::disallowed_methods, reason = "this test writes projects to check them")]

use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use proptest::prelude::*;
use scaffold::check::{Options, Report, check};
use scaffold::ui::findings::{Format, view};

/// What is put between the pieces: what the readers of imports, names, texts, SQL and comments look out for.
const SPICE: [&str; 40] = [
    "import app.modules.auth.models as m\n",
    "from app.modules import auth\n",
    "from ... import x\n",
    "from . import *\n",
    "importlib.import_module(",
    "__import__(\"app.modules.auth\" + ",
    "sys.modules[",
    "getattr(auth, ",
    "auth.models.User",
    "\"",
    "'''",
    "f\"{",
    "}\"",
    "t\"{x!r:>{y}}\"",
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    ":",
    "\\\n",
    "\n",
    "\r\n",
    "\r",
    "\t",
    "    ",
    "# scaffold: allow internal-import -- why\n",
    "# scaffold: allow\n",
    "def __getattr__(name): ",
    "class X(Base): ",
    "__all__ += [",
    "ForeignKey(\"auth.users.id\")",
    "text(\"SELECT * FROM auth.users u, (WITH c AS (",
    "async with ",
    "match x:\n case {**auth}: ",
    "lambda: ",
    "\u{feff}",
    "\u{0}",
    "日本=é ",
];

/// The files whose pieces are used: the snapshots and every case of every page.
static PIECES: LazyLock<Vec<Vec<u8>>> = LazyLock::new(|| {
    let home = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut waiting = vec![home.join("snapshots/conduit"), home.join("docs/rules"), home.join("tests/rules")];
    let mut pieces = Vec::new();
    while let Some(path) = waiting.pop() {
        if path.is_dir() {
            waiting.extend(fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path()));
        } else if path.extension().is_some_and(|extension| extension == "py" || extension == "md") {
            pieces.push(fs::read(path).unwrap());
        }
    }
    pieces.sort();
    pieces
});

/// A file of pieces of real files with spice between them, some bytes of it replaced.
fn file() -> impl Strategy<Value = Vec<u8>> {
    let piece = (any::<prop::sample::Index>(), 0.0..1.0_f64, 0_usize..400).prop_map(|(which, from, length)| {
        let piece = &PIECES[which.index(PIECES.len())];
        #[allow(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            clippy::cast_precision_loss,
            reason = "a place in a file"
        )]
        let start = (piece.len() as f64 * from) as usize;
        piece[start..piece.len().min(start + length)].to_vec()
    });
    let spice = prop::sample::select(&SPICE[..]).prop_map(|spice| spice.as_bytes().to_vec());
    let noise = prop::collection::vec(any::<u8>(), 0..6);
    let part = prop_oneof![5 => piece, 4 => spice, 1 => noise];
    prop::collection::vec(part, 0..24).prop_map(|parts| parts.concat())
}

const PLACES: [&str; 8] = [
    "app/modules/articles/gateway.py",
    "app/modules/articles/module.py",
    "app/modules/articles/models/__init__.py",
    "app/modules/articles/services/deep/x.py",
    "app/modules/auth/gateway.py",
    "app/modules/auth/__init__.py",
    "app/core/x.py",
    "tests/articles/test_x.py",
];

fn checked(files: &[Vec<u8>]) -> (tempfile::TempDir, Report) {
    let root = tempfile::tempdir().unwrap();
    fs::create_dir_all(root.path().join("app/core")).unwrap();
    for (path, content) in PLACES.iter().zip(files) {
        let path = root.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }
    let report = check(root.path(), &Options::default()).unwrap();
    (root, report)
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    /// It ends, it says the same thing twice, and what it says is in the files and in every format.
    #[test]
    fn whatever_is_written_the_check_comes_to_its_end(files in prop::collection::vec(file(), PLACES.len())) {
        let (root, report) = checked(&files);
        prop_assert_eq!(report.checked, PLACES.len());
        let again = check(root.path(), &Options::default()).unwrap();
        prop_assert_eq!(&report, &again);
        for finding in &report.findings {
            let at = PLACES.iter().position(|place| *place == finding.spot.path);
            prop_assert!(at.is_some_and(|at| finding.range.end <= files[at].len() * 3), "{:?}", finding);
            prop_assert!(finding.spot.line >= 1 && finding.spot.column >= 1);
            prop_assert!((finding.spot.line, finding.spot.column) <= (finding.spot.end_line, finding.spot.end_column));
        }
        for format in [Format::Text, Format::Github] {
            prop_assert!(!view(&report, format).is_empty());
        }
        for format in [Format::Json, Format::Sarif] {
            prop_assert!(serde_json::from_str::<serde_json::Value>(&view(&report, format)).is_ok());
        }
    }
}

/// Trees as deep as a file can make them are read, or said to be too deep.
#[test]
fn depth_is_no_way_to_fall() {
    let deep = |open: &str, middle: &str, close: &str, times: usize| {
        format!("x = {}{middle}{}\n", open.repeat(times), close.repeat(times)).into_bytes()
    };
    for times in [1_000, 30_000, 300_000] {
        for (open, middle, close) in [
            ("a + ", "a", ""),
            ("-", "a", ""),
            ("not ", "a", ""),
            ("(", "a", ")"),
            ("[", "a", "]"),
            ("a[", "a", "]"),
            ("f(", "a", ")"),
            ("", "a", ".b"),
            ("", "a", "()"),
            ("", "a", "[0]"),
            ("lambda: ", "a", ""),
            ("a if b else ", "a", ""),
            ("a ** ", "a", ""),
            ("await ", "a", ""),
        ] {
            let text = deep(open, middle, close, times);
            let (_, report) = checked(&[text.clone(), text]);
            assert_eq!(report.checked, 2, "{open}{middle}{close}");
        }
    }
}
