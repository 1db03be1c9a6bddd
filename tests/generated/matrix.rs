//! Every option, and options together, held to what the default project is held to: lint, format, types for all cases
//! of the matrix, and for those that show each value twice an environment of their own and their tests, on the real
//! services.

use crate::machine::{Environment, by_two, directory, program, run, server, walls, write};
use crate::support::cases::{Case, cases, telling};
use crate::support::draws::drawn;

/// How many cases are installed and tested at the least.
const INSTALLED: usize = 12;

#[test]
#[ignore = "needs uv"]
fn every_case_is_linted_formatted_and_compiles() {
    let all = directory();
    for (number, case) in cases().iter().enumerate() {
        write(all.path(), &format!("p{number}"), &drawn(number as u64, case));
    }
    Environment::shared().lint(all.path(), cases().len());
}

#[test]
#[ignore = "needs uv"]
fn every_case_is_typed() {
    let telling = telling(INSTALLED);
    let others = cases().into_iter().filter(|case| !telling.contains(case));
    let failed = by_two(others, |number, case| {
        let here = directory();
        let root = write(here.path(), "project", &drawn(number as u64, case));
        run(&mut Environment::shared().program("mypy", &root));
    });
    assert!(failed.is_empty(), "mypy finds something in {failed:#?}");
}

#[test]
#[ignore = "needs uv, PostgreSQL, MariaDB, Redis, RabbitMQ and NATS"]
fn telling_cases_are_installed_and_pass_their_tests() {
    let failed = by_two(telling(INSTALLED), |number, case| {
        let here = directory();
        let root = write(here.path(), "project", &drawn(1000 + number as u64, case));
        install(&root, case);
        let tool = |name: &str, arguments: &[&str]| {
            let mut command = program(root.join(".venv/bin").join(name), &root);
            let path = std::env::var("PATH").unwrap_or_default();
            command.env("PATH", format!("{}:{path}", root.join(".venv/bin").display()));
            run(command.args(arguments).envs(server(case.0["database"])))
        };
        tool("ruff", &["check"]);
        tool("ruff", &["format", "--check"]);
        tool("mypy", &["--cache-dir", "/dev/null"]);
        tool("lint-imports", &["--no-cache"]);
        tool("manage", &["serve", "--check"]);
        walls(&root);
        tool("python", &["-m", "pytest", "-q", "-W", "error", "-p", "no:cacheprovider"]);
    });
    assert!(failed.is_empty(), "not clean: {failed:#?}");
}

/// Makes the environment of a project as its README says.
fn install(root: &std::path::Path, case: &Case) {
    if case.0["package-manager"] == "uv" {
        run(program("uv", root).args(["sync", "--quiet"]));
        return;
    }
    run(program("python3", root).args(["-m", "venv", ".venv"]));
    let pip = |arguments: &[&str]| run(program(root.join(".venv/bin/pip"), root).arg("install").args(arguments));
    pip(&["--quiet", "--upgrade", "pip"]);
    pip(&["--quiet", "--constraint", "constraints.txt", "--editable", ".", "--group", "dev"]);
}
