//! The projects that people are shown, in full, and the first hour of somebody who has read the README.

use crate::machine::{Environment, SCAFFOLD, directory, postgres, program, run, scaffold_new, script, walls};

/// Everything that a project promises about itself, in an environment that only this project's own `uv sync` made.
fn check_as_a_newcomer_would(arguments: &[&str]) {
    let here = directory();
    let root = scaffold_new(here.path(), arguments);
    let uv = |arguments: &[&str]| run(program("uv", &root).args(arguments));
    uv(&["sync", "--quiet"]);
    uv(&["run", "ruff", "check"]);
    uv(&["run", "ruff", "format", "--check"]);
    uv(&["run", "mypy"]);
    uv(&["run", "lint-imports"]);
    walls(&root);
    uv(&["run", "manage", "serve", "--check"]);
    uv(&["run", "pytest", "-q", "-W", "error"]);
}

#[test]
#[ignore = "needs uv"]
fn conduit_is_clean_in_an_environment_of_its_own() {
    check_as_a_newcomer_would(&["conduit", "Auth", "Articles", "Comments"]);
}

#[test]
#[ignore = "needs uv"]
fn a_project_without_auth_is_clean_in_an_environment_of_its_own() {
    check_as_a_newcomer_would(&["notes-api", "Notes", "Tags", "--uses", "tags=notes", "--no-git"]);
}

#[test]
#[ignore = "needs uv and PostgreSQL"]
fn the_other_examples_are_clean() {
    let here = directory();
    let environment = Environment::shared();
    for words in [
        "ecommerce-api Auth Products Orders Payments",
        "saas-platform Auth Tenants Billing Notifications",
        "social-api Auth Users Posts Messages",
    ] {
        let root = scaffold_new(here.path(), &words.split(' ').collect::<Vec<_>>());
        environment.check(&root, Some(postgres()), &[]);
    }
}

#[test]
#[ignore = "needs uv"]
fn the_first_hour_needs_no_database() {
    let here = directory();
    run(script("first_hour.py", here.path()).arg(SCAFFOLD).arg(here.path()));
}

#[test]
#[ignore = "needs uv and PostgreSQL"]
fn the_first_hour_works_with_a_database_of_ones_own() {
    let here = directory();
    let database = crate::machine::Database::empty();
    run(script("first_hour.py", here.path()).arg(SCAFFOLD).arg(here.path()).arg(database.url()));
}
