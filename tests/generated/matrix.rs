//! Every option, and options together, held to what the default project is held to: lint, format, types for all cases
//! of the matrix, and for those that show each value twice an environment of their own and their tests, on the real
//! services.

use std::panic::AssertUnwindSafe;
use std::sync::Mutex;
use std::time::Instant;

use crate::machine::{Environment, directory, program, run, server, walls, write};
use crate::support::cases::{Case, cases, telling};
use crate::support::draws::drawn;

/// How many cases are installed and tested at the least.
const INSTALLED: usize = 12;

#[test]
#[ignore = "needs uv"]
fn every_case_is_linted_formatted_and_compiles() {
    let all = directory();
    let count = cases().len();
    for (number, case) in cases().iter().enumerate() {
        write(all.path(), &format!("p{number}"), &drawn(number as u64, case));
    }
    let environment = Environment::shared(0);
    let linted = run(environment.program("ruff", all.path()).args(["check", "--no-cache"]));
    assert!(!linted.contains("warning"), "{linted}");
    let formatted = run(environment.program("ruff", all.path()).args(["format", "--check", "--no-cache"]));
    let files: usize = formatted.split(' ').next().and_then(|count| count.parse().ok()).expect("it counts the files");
    assert!(files > 100 * count, "{formatted}");
    run(environment.program("python", all.path()).args(["-W", "error", "-m", "compileall", "-q", "-j", "2", "."]));
}

#[test]
#[ignore = "needs uv"]
fn every_case_is_typed() {
    let telling = telling(INSTALLED);
    let others = cases().into_iter().filter(|case| !telling.contains(case)).collect();
    let failed = by_two(others, |worker, number, case| {
        let here = directory();
        let root = write(here.path(), "project", &drawn(number as u64, case));
        run(&mut Environment::shared(worker).program("mypy", &root));
    });
    assert!(failed.is_empty(), "mypy finds something in {failed:#?}");
}

#[test]
#[ignore = "needs uv, PostgreSQL, MariaDB, Redis, RabbitMQ and NATS"]
fn telling_cases_are_installed_and_pass_their_tests() {
    let failed = by_two(telling(INSTALLED), |_, number, case| {
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

/// Does something with each case, two at a time, and gives the cases in which that failed: one does not hide the others.
fn by_two(cases: Vec<Case>, what: impl Fn(usize, usize, &Case) + Sync) -> Vec<String> {
    let (queue, failed) = (Mutex::new(cases.into_iter().enumerate()), Mutex::new(Vec::new()));
    std::thread::scope(|scope| {
        for worker in 0..2 {
            let (queue, failed, what) = (&queue, &failed, &what);
            scope.spawn(move || {
                while let Some((number, case)) = { queue.lock().expect("nobody fails while it is held").next() } {
                    let begun = Instant::now();
                    let ended = std::panic::catch_unwind(AssertUnwindSafe(|| what(worker, number, &case)));
                    println!("{number}: {case}: {} s", begun.elapsed().as_secs());
                    if ended.is_err() {
                        failed.lock().expect("nobody fails while it is held").push(format!("{number}: {case}"));
                    }
                }
            });
        }
    });
    failed.into_inner().expect("nobody fails while it is held")
}
