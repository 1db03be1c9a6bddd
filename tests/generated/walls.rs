//! The walls of a generated project: what its guards must refuse is planted, and what they must let pass.

use crate::attacks::CONDUIT;
use crate::machine::{Environment, directory, run, scaffold_new, script_path};

#[test]
#[ignore = "needs uv"]
fn the_guards_refuse_what_is_planted() {
    let here = directory();
    let root = scaffold_new(here.path(), CONDUIT);
    let environment = Environment::shared(0);
    let planted = script_path("planted_test.py");
    let mut pytest = environment.program("python", here.path());
    pytest.args(["-B", "-m", "pytest", "-q", "-p", "no:cacheprovider"]).arg(planted).env("PROJECT", &root);
    println!("{}", run(&mut pytest));
}
