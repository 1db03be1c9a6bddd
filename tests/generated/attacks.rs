//! Running projects under attack: by Schemathesis, which knows their description, and by what no description has.

use crate::machine::{Environment, MySql, directory, run, scaffold_new};

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

/// Callers with keys, on `MariaDB`.
const CLUB: &[&str] = &[
    "club",
    "Auth",
    "Members",
    "Visits",
    "--no-git",
    "--auth",
    "api-key",
    "--database",
    "mysql",
    "--fields",
    "Members=name:str,number:int!,joined_on:date,fee:decimal,standing:guest|full|former,invited_by:ref(auth)?",
    "--fields",
    "Visits=member:ref(members),came_at:datetime,note:text?,data:json",
];

/// Nobody has to say who they are, and all is in a file.
const NOTEBOOK: &[&str] = &[
    "notebook",
    "Notes",
    "Tags",
    "--no-git",
    "--database",
    "sqlite",
    "--fields",
    "Notes=title:str!,body:text?,pinned:bool,weight:float?,due:datetime?,day:date,kind:idea|task,data:json,token:uuid!",
    "--fields",
    "Tags=label:str!,worth:decimal?,rank:int,note:ref(notes)",
];

fn attack(by: &str, arguments: &[&str]) {
    attack_on(by, arguments, None);
}

/// Attacks a project on a database of this URL, or on the one that it has by itself.
fn attack_on(by: &str, arguments: &[&str], database: Option<&str>) {
    let here = directory();
    let root = scaffold_new(here.path(), arguments);
    let mut script = Environment::shared().script(by, &root);
    let said = run(script.arg(&root).envs(database.map(|url| ("DATABASE_URL", url))));
    println!("{said}");
}

#[test]
#[ignore = "needs uv and MariaDB"]
fn schemathesis_finds_nothing_on_mysql_with_keys() {
    attack_on("fuzz.py", CLUB, Some(&MySql::empty().url()));
}

#[test]
#[ignore = "needs uv"]
fn schemathesis_finds_nothing_on_sqlite_without_auth() {
    attack("fuzz.py", NOTEBOOK);
}

#[test]
#[ignore = "needs uv and MariaDB"]
fn nothing_hostile_makes_mysql_with_keys_fail() {
    attack_on("hostile.py", CLUB, Some(&MySql::empty().url()));
}

#[test]
#[ignore = "needs uv"]
fn nothing_hostile_makes_sqlite_without_auth_fail() {
    attack("hostile.py", NOTEBOOK);
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
