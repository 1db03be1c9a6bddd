//! Whole generated projects, compared file by file.
//!
//! `SNAPSHOTS=overwrite cargo test --test snapshots` rewrites them; the diff is the review.
#![allow(clippy::disallowed_methods, reason = "this test reads and writes snapshots")]

mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use scaffold::pack::{choices, styles};
use scaffold::spec::{Draft, Spec};
use similar::TextDiff;
use support::{project, tree_on_disk, write_tree};

fn snapshot(case: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("snapshots").join(case)
}

/// What each snapshot is made of.
struct Case {
    name: &'static str,
    modules: &'static [&'static str],
    options: &'static str,
    uses: &'static [&'static str],
    styles: &'static [&'static str],
    fields: &'static [&'static str],
}

/// Between them they show every layer, which a test holds.
const CASES: &[Case] = &[
    // One module, and all away that can be away: the least that a project is.
    Case { name: "minimal", modules: &["Notes"], options: "ci=none docker=none", uses: &[], styles: &[], fields: &[] },
    // The project of the README, as it is without a word: fields of the common kinds, a module that belongs to another.
    Case {
        name: "conduit",
        modules: &["Auth", "Articles", "Comments"],
        options: "",
        uses: &["comments=articles"],
        styles: &[],
        fields: &[
            "Articles=title:str!,body:text,published_at:datetime?,status:draft|published,author:ref(auth)",
            "Comments=body:text",
        ],
    },
    // Decimals, enums, refs, and every kind of field that the others do not show; events over RabbitMQ, mails, traces.
    Case {
        name: "shop",
        modules: &["Auth", "Products", "Orders", "Payments"],
        options: "email=smtp outbox=on broker=rabbitmq observability=on",
        uses: &[],
        styles: &[],
        fields: &[
            "Products=name:str,sku:str!,price:decimal,weight:float?,stock:int,active:bool,released_on:date?,attributes:json",
            "Orders=number:int!,status:pending|paid|shipped|cancelled,customer:ref(auth),product:ref(products),note:text?",
            "Payments=amount:decimal,method:card|transfer?,paid_at:datetime?,external_id:uuid!,order:ref(orders)",
        ],
    },
    // Machines call machines, on MySQL, Redis and NATS; deployed by GitLab to Kubernetes, installed by pip.
    Case {
        name: "saas-platform",
        modules: &["Auth", "Tenants", "Billing", "Notifications"],
        options: "database=mysql auth=api-key cache=redis outbox=on broker=nats rate-limit=on tasks=taskiq ci=gitlab k8s=on \
                  package-manager=pip python=3.14",
        uses: &["billing=tenants"],
        styles: &[],
        fields: &["Tenants=name:str!,plan:free|paid,owner:ref(auth)", "Billing=amount:decimal,due_on:date"],
    },
    // People of an outside issuer; mails without an outbox, a development container.
    Case {
        name: "social-api",
        modules: &["Auth", "Profiles", "Posts", "Messages"],
        options: "auth=oauth2 cache=redis email=smtp tasks=taskiq devcontainer=on python=3.12",
        uses: &["posts=profiles", "messages=profiles"],
        styles: &[],
        fields: &["Profiles=handle:str!,about:text?,person:ref(auth)!", "Posts=body:text,published_at:datetime?"],
    },
    // All in one file, on one machine.
    Case {
        name: "logbook",
        modules: &["Entries", "Tags"],
        options: "database=sqlite outbox=on tasks=taskiq observability=on k8s=on devcontainer=on python=3.13",
        uses: &["tags=entries"],
        styles: &[],
        fields: &["Entries=text:text,at:datetime,mood:good|bad?,weight:decimal?,data:json"],
    },
    // The broker that is not on this machine.
    Case {
        name: "ledger",
        modules: &["Accounts", "Bookings"],
        options: "outbox=on broker=kafka",
        uses: &["bookings=accounts"],
        styles: &[],
        fields: &["Accounts=number:str!,kind:asset|debt", "Bookings=amount:decimal,booked_on:date,reference:uuid!"],
    },
    // Modules of each style beside one another, with every kind of field.
    Case {
        name: "library",
        modules: &["Auth", "Authors", "Books", "Loans", "Fines"],
        options: "tasks=taskiq",
        uses: &["books=authors", "fines=loans"],
        styles: &["books=feature", "loans=ddd", "fines=ddd"],
        fields: &[
            "Authors=name:str!,born_on:date?",
            "Books=title:str,isbn:str!,price:decimal,pages:int,weight:float?,state:new|worn|lost,at_hand:bool,notes:text?,\
             printed_on:date,arrived_at:datetime?,extra:json,shelf:uuid?",
            "Loans=book:ref(books),reader:ref(auth)?,due_on:date,returned_at:datetime?,number:str!,renewals:int,\
             deposit:decimal,state:open|late|returned,weight:float?,damaged:bool,note:text?,extra:json,token:uuid",
            "Fines=amount:decimal,paid_on:date?",
        ],
    },
];

impl Case {
    fn spec(&self) -> Spec {
        let owned = |words: &[&str]| words.iter().map(|&word| word.to_owned()).collect();
        let options = self.options.split_whitespace().filter_map(|option| option.split_once('='));
        let draft = Draft {
            name: self.name.to_owned(),
            modules: owned(self.modules),
            options: options.map(|(key, value)| (key.to_owned(), value.to_owned())).collect(),
            fields: owned(self.fields),
            uses: owned(self.uses),
            styles: owned(self.styles),
            ..Draft::default()
        };
        Spec::parse(&draft).unwrap_or_else(|error| panic!("{}: {error}", self.name))
    }
}

#[test]
fn snapshots_are_what_the_templates_give() {
    for case in CASES {
        check(case.name, &case.spec());
    }
    let folders = std::fs::read_dir(snapshot("")).unwrap().map(|entry| entry.unwrap().file_name());
    for folder in folders {
        assert!(CASES.iter().any(|case| *case.name == folder), "nothing makes snapshots/{}", folder.display());
    }
}

/// A folder of an option is a layer; `jwt+email=smtp` is one only where mails are sent as well.
#[test]
fn every_layer_is_shown() {
    let templates = Path::new(env!("CARGO_MANIFEST_DIR")).join("templates");
    let specs: Vec<Spec> = CASES.iter().map(Case::spec).collect();
    for choice in choices() {
        for entry in std::fs::read_dir(templates.join(&choice.folder)).unwrap() {
            let entry = entry.unwrap();
            let name = entry.file_name().into_string().unwrap();
            let shown = |spec: &Spec| choice.applies(&name, |key| spec.options.get(key));
            let is_layer = entry.path().is_dir();
            assert!(!is_layer || specs.iter().any(shown), "no snapshot shows {}/{name}", choice.folder);
        }
    }
    for style in styles() {
        let shown = specs.iter().flat_map(|spec| &spec.modules).any(|module| module.style == style.name);
        assert!(shown, "no snapshot shows the style {}", style.name);
    }
}

fn check(case: &str, spec: &Spec) {
    let rendered = project(spec);
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
