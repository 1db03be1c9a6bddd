//! The machine on which generated projects are tried: programs, an environment of Python, PostgreSQL.

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::fmt::Display;
use std::panic::AssertUnwindSafe;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Mutex, OnceLock};
use std::time::Instant;

use scaffold::check::Options;
use scaffold::spec::Spec;
use tempfile::TempDir;

use crate::support::cases::cases;
use crate::support::draws::drawn;
use crate::support::{project, write_tree};

/// The program under test.
pub const SCAFFOLD: &str = env!("CARGO_BIN_EXE_scaffold");

/// What the surroundings of whoever runs the tests must not tell a generated project.
const FOREIGN: &[&str] =
    &["DATABASE_URL", "ENVIRONMENT", "LOG_LEVEL", "APP_NAME", "PYTHONPATH", "PYTHONWARNINGS", "VIRTUAL_ENV"];

/// A directory of its own, gone with the value. Not below this repository, whose `.gitignore` would hide it from ruff.
pub fn directory() -> TempDir {
    tempfile::Builder::new().prefix("scaffold-").tempdir().expect("there is room for temporary files")
}

/// Writes the project of a spec below a directory, and gives its root.
pub fn write(parent: &Path, folder: &str, spec: &Spec) -> PathBuf {
    let root = parent.join(folder);
    write_tree(&root, &project(spec));
    root
}

/// Runs `scaffold new` with these arguments in a directory, and gives the root of the project.
pub fn scaffold_new(parent: &Path, arguments: &[&str]) -> PathBuf {
    run(Command::new(SCAFFOLD).arg("new").args(arguments).current_dir(parent));
    parent.join(arguments[0])
}

/// A program in a directory; what it is started with of the environment is no setting of a generated project.
pub fn program(name: impl AsRef<OsStr>, directory: &Path) -> Command {
    let mut command = Command::new(name);
    command.current_dir(directory).env("UV_PYTHON_DOWNLOADS", "never").env("NO_COLOR", "1");
    for name in FOREIGN {
        command.env_remove(name);
    }
    command
}

/// One of the scripts beside this file, run with the Python of the machine.
pub fn script(name: &str, directory: &Path) -> Command {
    let mut command = program("python3", directory);
    command.arg("-B").arg(script_path(name));
    command
}

/// Where a script beside this file is.
pub fn script_path(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/generated").join(name)
}

/// Runs a command to its end and gives what it said; one that fails ends the test with all of that.
pub fn run(command: &mut Command) -> String {
    let output = finish(command);
    let said = text(&output);
    assert!(
        output.status.success(),
        "{command:?} in {:?} ended with {}\n{said}",
        command.get_current_dir(),
        output.status
    );
    said
}

fn finish(command: &mut Command) -> Output {
    command.output().unwrap_or_else(|error| panic!("{command:?} can't be started: {error}"))
}

fn text(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

/// The numbers of the caches of mypy that are in use.
static CACHES: Mutex<BTreeSet<usize>> = Mutex::new(BTreeSet::new());

/// An environment with everything that any generated project depends on, kept between runs.
pub struct Environment {
    root: PathBuf,
    cache: usize,
}

impl Environment {
    /// The environment, with a cache of mypy that nobody else has as long as the value lives: two runs at a time in one
    /// cache take each other's files for their own.
    pub fn shared() -> Self {
        static ROOT: OnceLock<PathBuf> = OnceLock::new();
        let root = ROOT.get_or_init(|| {
            let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join("environment");
            let project = directory();
            std::fs::write(project.path().join("pyproject.toml"), everything_needed()).expect("it can be written");
            let mut sync = program("uv", project.path());
            run(sync.args(["sync", "--quiet", "--no-install-project"]).env("UV_PROJECT_ENVIRONMENT", &root));
            root
        });
        let mut taken = CACHES.lock().expect("nobody fails while it is held");
        let cache = (0..=taken.len()).find(|number| !taken.contains(number)).expect("one of so many is free");
        taken.insert(cache);
        Self { root: root.clone(), cache }
    }

    /// A program of the environment, in a directory.
    pub fn program(&self, name: &str, directory: &Path) -> Command {
        let programs = self.root.join("bin");
        let mut command = program(programs.join(name), directory);
        let path = std::env::var_os("PATH").unwrap_or_default();
        let paths = std::env::join_paths(std::iter::once(programs).chain(std::env::split_paths(&path)));
        command
            .env("PATH", paths.expect("the paths have no colons"))
            .env("MYPY_CACHE_DIR", self.root.join(format!("mypy-{}", self.cache)))
            .env("VIRTUAL_ENV", &self.root);
        command
    }

    /// One of the scripts beside this file, run with the Python of the environment.
    pub fn script(&self, name: &str, directory: &Path) -> Command {
        let mut command = self.program("python", directory);
        command.arg("-B").arg(script_path(name));
        command
    }

    /// Everything that a project promises about itself: types, walls, tests.
    pub fn check(&self, project: &Path, database: Option<&str>, tests: &[&str]) {
        self.check_source(project);
        let mut pytest = self.program("python", project);
        pytest.args(["-m", "pytest", "-q", "-W", "error", "-p", "no:cacheprovider"]).args(tests);
        run(pytest.envs(database.map(|url| ("DATABASE_URL", url))));
    }

    /// Lints the projects in a directory, all at once: they are formatted too, and they compile.
    pub fn lint(&self, all: &Path, projects: usize) {
        let linted = run(self.program("ruff", all).args(["check", "--no-cache"]));
        assert!(!linted.contains("warning"), "{linted}");
        let formatted = run(self.program("ruff", all).args(["format", "--check", "--no-cache"]));
        let files: usize =
            formatted.split(' ').next().and_then(|count| count.parse().ok()).expect("it counts the files");
        assert!(files > 100 * projects, "{formatted}");
        run(self.program("python", all).args(["-W", "error", "-m", "compileall", "-q", "-j", "2", "."]));
    }

    fn check_source(&self, project: &Path) {
        run(self.program("ruff", project).args(["check", "--no-cache"]));
        run(self.program("ruff", project).args(["format", "--check", "--no-cache"]));
        run(&mut self.program("mypy", project));
        run(self.program("lint-imports", project).arg("--no-cache"));
        walls(project);
    }
}

impl Drop for Environment {
    fn drop(&mut self) {
        CACHES.lock().expect("nobody fails while it is held").remove(&self.cache);
    }
}

/// Does something with each of these, two at a time, and gives those with which it failed: one does not hide the others.
/// What is done learns the number of what it is done with.
pub fn by_two<T: Display + Send>(
    these: impl IntoIterator<Item = T, IntoIter: Send>,
    what: impl Fn(usize, &T) + Sync,
) -> Vec<String> {
    let (queue, failed) = (Mutex::new(these.into_iter().enumerate()), Mutex::new(Vec::new()));
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                while let Some((number, this)) = { queue.lock().expect("nobody fails while it is held").next() } {
                    let begun = Instant::now();
                    let ended = std::panic::catch_unwind(AssertUnwindSafe(|| what(number, &this)));
                    println!("{number}: {this}: {} s", begun.elapsed().as_secs());
                    if ended.is_err() {
                        failed.lock().expect("nobody fails while it is held").push(format!("{number}: {this}"));
                    }
                }
            });
        }
    });
    failed.into_inner().expect("nobody fails while it is held")
}

/// A project that depends on what the projects of all options depend on.
fn everything_needed() -> String {
    let mut requirements = BTreeSet::new();
    for case in cases() {
        let tree = project(&drawn(0, &case));
        let document = String::from_utf8_lossy(&tree["pyproject.toml"]).into_owned();
        let document: toml_edit::DocumentMut = document.parse().expect("it is TOML");
        let lists = [&document["project"]["dependencies"], &document["dependency-groups"]["dev"]];
        let listed = lists.into_iter().filter_map(toml_edit::Item::as_array).flatten();
        requirements.extend(listed.filter_map(toml_edit::Value::as_str).map(str::to_owned));
    }
    let requirements: Vec<String> =
        requirements.iter().map(|requirement| format!("    \"{requirement}\",\n")).collect();
    format!(
        "[project]\nname = \"everything\"\nversion = \"0\"\nrequires-python = \">=3.11\"\ndependencies = [\n{}]\n",
        requirements.concat()
    )
}

/// What a project of that database is told of the server to be tested on; nothing where it has one of its own.
pub fn server(database: &str) -> Option<(&'static str, String)> {
    match database {
        "postgres" => Some(("DATABASE_URL", postgres().to_owned())),
        "mysql" => Some(("DATABASE_URL", format!("{MYSQL}/test"))),
        _ => None,
    }
}

/// The walls of a project, by its three scripts and by our own check.
pub fn walls(project: &Path) {
    sound(project);
    for (name, arguments) in [
        ("validate-boundaries.sh", &["app"][..]),
        ("validate-shared-kernel.sh", &["app/core", "app/modules"]),
        ("check-circular-deps.sh", &["app"]),
    ] {
        run(program(project.join("scripts").join(name), project).args(arguments));
    }
}

/// The URL of a PostgreSQL of this machine that may make databases, found by trying.
///
/// # Panics
///
/// When none answers: these tests need one.
pub fn postgres() -> &'static str {
    static URL: OnceLock<String> = OnceLock::new();
    URL.get_or_init(|| {
        let given = std::env::var("DATABASE_URL").ok();
        let usual = [
            "postgresql://postgres@127.0.0.1:5432/postgres",
            "postgresql://postgres:postgres@127.0.0.1:5432/postgres",
            "postgresql:///postgres",
        ];
        let mut urls = given.into_iter().chain(usual.map(str::to_owned));
        let answers = |url: &String| finish(psql(url).args(["-c", "SELECT 1"])).status.success();
        urls.find(answers).unwrap_or_else(|| {
            panic!("no PostgreSQL answers on port 5432; start one, or name one in DATABASE_URL whose user may make databases")
        })
    })
}

fn psql(url: &str) -> Command {
    let mut command = Command::new("psql");
    command.args(["--no-psqlrc", "--no-password", "-qAt", "-v", "ON_ERROR_STOP=1", url]).env("PGCONNECT_TIMEOUT", "5");
    command
}

/// An empty database of its own on the machine's PostgreSQL, dropped with the value.
pub struct Database {
    name: String,
}

impl Database {
    /// Makes one.
    pub fn empty() -> Self {
        static MADE: AtomicU32 = AtomicU32::new(0);
        let name = format!("scaffold_{}_{}", std::process::id(), MADE.fetch_add(1, Ordering::Relaxed));
        run(psql(postgres()).args(["-c", &format!("CREATE DATABASE {name}")]));
        Self { name }
    }

    /// Its URL.
    pub fn url(&self) -> String {
        let (server, _) = postgres().rsplit_once('/').expect("a URL names a database");
        format!("{server}/{}", self.name)
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        let _ = finish(psql(postgres()).args(["-c", &format!("DROP DATABASE {} WITH (FORCE)", self.name)]));
    }
}

/// An empty database of its own on the `MariaDB` of this machine, dropped with the value.
pub struct MySql {
    name: String,
}

impl MySql {
    /// Makes one.
    ///
    /// # Panics
    ///
    /// When no server answers: these tests need one.
    pub fn empty() -> Self {
        static MADE: AtomicU32 = AtomicU32::new(0);
        let name = format!("scaffold_{}_{}", std::process::id(), MADE.fetch_add(1, Ordering::Relaxed));
        run(mysql().arg(format!("--execute=CREATE DATABASE {name}")));
        Self { name }
    }

    /// Its URL.
    pub fn url(&self) -> String {
        format!("{MYSQL}/{}", self.name)
    }
}

impl Drop for MySql {
    fn drop(&mut self) {
        let _ = finish(mysql().arg(format!("--execute=DROP DATABASE {}", self.name)));
    }
}

/// The `MariaDB` on this machine, and an account of it that may make databases.
const MYSQL: &str = "mysql://root@127.0.0.1:3306";

fn mysql() -> Command {
    let mut command = Command::new("mysql");
    command.args(["--no-defaults", "--host=127.0.0.1", "--port=3306", "--user=root"]);
    command
}

/// Holds that `scaffold check` finds nothing, and reads everything.
pub fn sound(project: &Path) {
    let report = scaffold::check::check(project, &Options::default()).unwrap_or_else(|error| panic!("{error}"));
    assert!(report.findings.is_empty(), "{}: {:#?}", project.display(), report.findings);
    assert!(report.checked > 50, "{}: only {} files were read", project.display(), report.checked);
}
