//! The walls of a generated project: what its guards must refuse is planted, and what they must let pass.

use crate::attacks::CONDUIT;
use crate::machine::{Environment, directory, run, scaffold_new, script_path};

/// Runs those of the planted tests that an expression of pytest chooses; two of these take as long as one.
fn planted(chosen: &str) {
    let here = directory();
    let root = scaffold_new(here.path(), CONDUIT);
    let mut pytest = Environment::shared().program("python", here.path());
    pytest.args(["-B", "-m", "pytest", "-q", "-p", "no:cacheprovider", "-k", chosen]);
    println!("{}", run(pytest.arg(script_path("planted_test.py")).env("PROJECT", &root)));
}

#[test]
#[ignore = "needs uv"]
fn the_scripts_and_import_linter_refuse_what_is_planted() {
    planted("not test_pytest");
}

#[test]
#[ignore = "needs uv"]
fn the_tests_of_a_project_refuse_what_is_planted() {
    planted("test_pytest");
}
