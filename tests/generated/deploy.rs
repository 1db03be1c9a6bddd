//! Images, compose files, pipelines, manifests: judged for every case of the matrix, and the judge itself.

use std::path::Path;
use std::process::Command;

use crate::machine::{directory, program, run, script_path, write};
use crate::support::cases::{Case, cases, everything};
use crate::support::draws::drawn;

/// A script beside this file, in an environment of what it says it needs.
fn judge(name: &str, directory: &Path) -> Command {
    let mut command = program("uv", directory);
    command.args(["run", "--quiet", "--no-project"]).arg(script_path(name)).env("PYTHONDONTWRITEBYTECODE", "1");
    command
}

/// The options of a case, as the scripts take them.
fn options(case: &Case) -> impl Iterator<Item = String> {
    case.0.iter().map(|(key, value)| format!("{key}={value}"))
}

#[test]
#[ignore = "needs uv"]
fn every_case_is_deployed_and_checked_as_it_should_be() {
    let all = directory();
    let mut command = judge("deploy.py", all.path());
    for (number, case) in cases().iter().enumerate() {
        let root = write(all.path(), &format!("p{number}"), &drawn(number as u64, case));
        command.arg(root).args(options(case));
    }
    println!("{}", run(&mut command));
}

#[test]
#[ignore = "needs uv"]
fn what_is_planted_into_everything_is_found() {
    let with = |changes: &[(&'static str, &'static str)]| {
        let mut case = everything();
        case.0.extend(changes.iter().copied());
        case
    };
    let others = [("ci", "gitlab"), ("package-manager", "pip"), ("python", "3.12")];
    for case in [with(&[("auth", "jwt")]), with(&others)] {
        let here = directory();
        let root = write(here.path(), "project", &drawn(0, &case));
        println!("{}", run(judge("deploy_test.py", here.path()).arg(root).args(options(&case))));
    }
}
