//! Whole generated projects, compared file by file.
//!
//! `SNAPSHOTS=overwrite cargo test --test snapshots` rewrites them; the diff is the review.
#![allow(clippy::disallowed_methods, reason = "this test reads and writes snapshots")]

mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use scaffold::spec::{Draft, Spec};
use similar::TextDiff;
use support::{project, tree_on_disk, write_tree};

fn snapshot(case: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("snapshots").join(case)
}

fn draft(name: &str, modules: &[&str], auth: Option<&str>, fields: &[&str], uses: &[&str]) -> Draft {
    let owned = |words: &[&str]| words.iter().map(|&word| word.to_owned()).collect();
    Draft {
        name: name.to_owned(),
        modules: owned(modules),
        options: auth.map(|auth| ("auth".to_owned(), auth.to_owned())).into_iter().collect(),
        fields: owned(fields),
        uses: owned(uses),
        ..Draft::default()
    }
}

/// One module, no auth: the least that a project is.
#[test]
fn minimal() {
    check("minimal", &draft("minimal", &["Notes"], Some("none"), &[], &[]));
}

/// The project of the README: auth, fields of the common kinds, a module that belongs to another.
#[test]
fn conduit() {
    let fields = [
        "Articles=title:str!,body:text,published_at:datetime?,status:draft|published,author:ref(auth)",
        "Comments=body:text",
    ];
    check("conduit", &draft("conduit", &["Auth", "Articles", "Comments"], None, &fields, &["comments=articles"]));
}

/// Decimals, enums, refs, and every kind of field that the others do not show.
#[test]
fn shop() {
    let fields = [
        "Products=name:str,sku:str!,price:decimal,weight:float?,stock:int,active:bool,released_on:date?,attributes:json",
        "Orders=number:int!,status:pending|paid|shipped|cancelled,customer:ref(auth),product:ref(products),note:text?",
        "Payments=amount:decimal,method:card|transfer?,paid_at:datetime?,external_id:uuid!,order:ref(orders)",
    ];
    check("shop", &draft("shop", &["Auth", "Products", "Orders", "Payments"], None, &fields, &[]));
}

fn check(case: &str, draft: &Draft) {
    let rendered = project(&Spec::parse(draft).expect("the spec is legal"));
    let root = snapshot(case);
    if std::env::var("SNAPSHOTS").is_ok_and(|value| value == "overwrite") {
        write_tree(&root, &rendered);
    }
    let kept = tree_on_disk(&root);
    let differing = differences(&kept, &rendered);
    assert!(
        differing.is_empty(),
        "snapshots/{case} differs from what the templates give; `SNAPSHOTS=overwrite cargo test --test snapshots` \
         rewrites it, then read the diff\n{}",
        differing.join("\n")
    );
}

fn differences(kept: &BTreeMap<String, Vec<u8>>, rendered: &BTreeMap<String, Vec<u8>>) -> Vec<String> {
    let paths: BTreeSet<&String> = kept.keys().chain(rendered.keys()).collect();
    let text = |files: &BTreeMap<String, Vec<u8>>, path: &str| {
        String::from_utf8_lossy(files.get(path).map_or(&[], Vec::as_slice)).into_owned()
    };
    paths
        .into_iter()
        .filter(|path| kept.get(*path) != rendered.get(*path))
        .map(|path| {
            let (old, new) = (text(kept, path), text(rendered, path));
            TextDiff::from_lines(&old, &new).unified_diff().context_radius(2).header(path, path).to_string()
        })
        .collect()
}
