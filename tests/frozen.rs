//! Frozen packs: what a release wrote is rendered the same for ever, so that it can be told from what the owner wrote.
//!
//! At a release, `FROZEN=add cargo test --test frozen` freezes the templates under the crate's version and records the
//! digests of what they give; then the version of the crate goes up.
#![allow(clippy::disallowed_methods, reason = "this test reads and writes the archives and their digests")]

use std::fmt::Write;
use std::path::{Path, PathBuf};

use scaffold::pack::Pack;
use scaffold::render::render;
use scaffold::spec::{Draft, Spec};
use scaffold::tree;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn digests_of(version: &str) -> PathBuf {
    root().join("tests/frozen").join(format!("{version}.digests"))
}

/// Specs that between them show every layer and every kind of field.
fn specs() -> Vec<Spec> {
    let of = |name: &str, modules: &[&str], auth: &str, uses: &[&str], fields: &[&str]| {
        let owned = |words: &[&str]| words.iter().map(|&word| word.to_owned()).collect();
        let draft = Draft {
            name: name.to_owned(),
            modules: owned(modules),
            options: [("auth".to_owned(), auth.to_owned())].into(),
            uses: owned(uses),
            fields: owned(fields),
            ..Draft::default()
        };
        Spec::parse(&draft).expect("a legal spec")
    };
    let every_kind =
        "notes=a:str!,b:text?,c:int,d:float?,e:decimal,f:bool,g:date?,h:datetime,i:uuid!,j:json,k:new|old?";
    let long = "x".repeat(40);
    vec![
        of("minimal", &["Notes"], "none", &[], &[]),
        of("kinds", &["Notes"], "jwt", &[], &[every_kind]),
        of("conduit", &["Articles", "Comments", "Tags"], "jwt", &["comments=articles,tags"], &[]),
        of("refs", &["News", "People"], "jwt", &[], &["news=by:ref(people),editor:ref(auth)?,again:ref(people)"]),
        of(&long, &[&long, "B"], "none", &[&format!("b={long}")], &[&format!("b={long}:str!,c:aa|bb")]),
    ]
}

/// One line a spec: its name and one hash over all paths and contents.
fn digests(pack: &Pack) -> String {
    specs().iter().fold(String::new(), |mut text, spec| {
        let tree = render(pack, spec).unwrap_or_else(|error| panic!("{error}"));
        let lines: Vec<String> = tree.iter().map(|(path, file)| format!("{path} {}\n", file.blob_id())).collect();
        let all = lines.concat();
        writeln!(text, "{} {} {}", tree::blob_id(all.as_bytes()), tree.len(), spec.name.kebab()).unwrap();
        text
    })
}

#[test]
fn every_release_still_gives_what_it_gave() {
    if std::env::var("FROZEN").is_ok_and(|value| value == "add") {
        let pack = Pack::current();
        let archive = root().join("templates/frozen").join(format!("{}.tar.gz", pack.version()));
        assert!(!archive.exists(), "{} is frozen already; a release is never frozen twice", pack.version());
        std::fs::write(archive, pack.freeze()).unwrap();
        std::fs::write(digests_of(pack.version()), digests(&pack)).unwrap();
        return;
    }
    let releases = Pack::releases();
    assert_eq!(releases.first(), Some(&"0.1.0"), "the first release is kept");
    for version in releases {
        let pack = Pack::release(version).expect("a frozen pack");
        let recorded = std::fs::read_to_string(digests_of(version)).expect("its digests");
        assert_eq!(digests(&pack), recorded, "{version} no longer gives what it gave: updates would lose their base");
    }
}

#[test]
fn a_release_that_never_was_has_no_pack() {
    assert!(Pack::release("0.0.9").is_none() && Pack::release("../0.1.0").is_none());
}
