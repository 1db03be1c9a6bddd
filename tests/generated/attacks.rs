//! Running projects under attack: by Schemathesis, which knows their description, and by what no description has.

use crate::machine::{Environment, directory, run, scaffold_new};

/// The project of the README.
pub const CONDUIT: &[&str] = &[
    "conduit",
    "Auth",
    "Articles",
    "Comments",
    "--no-git",
    "--uses",
    "comments=articles",
    "--fields",
    "Articles=title:str!,body:text,published_at:datetime?,status:draft|published,author:ref(auth)",
    "--fields",
    "Comments=body:text",
];

/// Every kind of field, references in a row, and what must be unique.
pub const SHOP: &[&str] = &[
    "shop",
    "Auth",
    "Products",
    "Orders",
    "Payments",
    "--no-git",
    "--fields",
    "Products=name:str,sku:str!,price:decimal,weight:float?,stock:int,active:bool,released_on:date?,attributes:json",
    "--fields",
    "Orders=number:int!,status:pending|paid|shipped,customer:ref(auth),product:ref(products),note:text?",
    "--fields",
    "Payments=amount:decimal,method:card|transfer?,paid_at:datetime?,external_id:uuid!,order:ref(orders)",
];

fn attack(by: &str, arguments: &[&str]) {
    let here = directory();
    let root = scaffold_new(here.path(), arguments);
    let said = run(Environment::shared(0).script(by, &root).arg(&root));
    println!("{said}");
}

#[test]
#[ignore = "needs uv"]
fn schemathesis_finds_nothing_in_conduit() {
    attack("fuzz.py", CONDUIT);
}

#[test]
#[ignore = "needs uv"]
fn schemathesis_finds_nothing_in_the_shop() {
    attack("fuzz.py", SHOP);
}

#[test]
#[ignore = "needs uv"]
fn nothing_hostile_makes_conduit_fail() {
    attack("hostile.py", CONDUIT);
}

#[test]
#[ignore = "needs uv"]
fn nothing_hostile_makes_the_shop_fail() {
    attack("hostile.py", SHOP);
}
