//! Migrations up, down, three at a time and offline, on the machine's PostgreSQL and on the embedded one.

use crate::attacks::SHOP;
use crate::machine::{Environment, directory, postgres, run, scaffold_new};

fn migrate(server: &str) {
    let here = directory();
    let root = scaffold_new(here.path(), SHOP);
    run(Environment::shared().script("migrations.py", &root).arg(&root).arg(server));
}

#[test]
#[ignore = "needs uv and PostgreSQL"]
fn migrations_go_up_and_down_on_the_postgresql_of_this_machine() {
    migrate(postgres());
}

#[test]
#[ignore = "needs uv"]
fn migrations_go_up_and_down_on_the_embedded_postgresql() {
    migrate("embedded");
}
