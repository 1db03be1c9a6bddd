//! What `scaffold check` and `scaffold graph` promise to those who call them: exit codes, formats, what is looked at.
#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "this test writes projects and runs the binary"
)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use scaffold::check::{Options, Report, check};
use scaffold::ui::findings::{Format, view};
use serde_json::Value;

fn home() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// A copy of the small project of the pages, with these files in it.
fn project(files: &[(&str, &str)]) -> tempfile::TempDir {
    let root = tempfile::tempdir().unwrap();
    copy(&home().join("tests/rules/project"), root.path());
    for (path, text) in files {
        let path = root.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    root
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() { copy(&path, &target) } else { fs::write(target, fs::read(path).unwrap()).unwrap() }
    }
}

const BROKEN: (&str, &str) =
    ("app/modules/articles/services/pages.py", "é = 1; from app.modules.auth.models import User\n");

fn scaffold(root: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_scaffold")).args(arguments).current_dir(root).output().unwrap()
}

fn code(root: &Path, arguments: &[&str]) -> i32 {
    scaffold(root, arguments).status.code().unwrap()
}

fn checked(root: &Path) -> Report {
    check(root, &Options::default()).unwrap()
}

/// Asserts that a document fits a schema, and that the schema could refuse one.
fn assert_fits(schema_path: &str, document: &str) {
    // One pattern of the standard's own schema has a bracket too many.
    let text = fs::read_to_string(home().join(schema_path)).unwrap();
    let text = text.replace("^[a-zA-Z]{2}|^[a-zA-Z]{2}-[a-zA-Z]{2}]?$", "^[a-zA-Z]{2}(-[a-zA-Z]{2})?$");
    let schema: Value = serde_json::from_str(&text).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let document: Value = serde_json::from_str(document).unwrap();
    let errors: Vec<String> = validator.iter_errors(&document).map(|error| error.to_string()).collect();
    assert!(errors.is_empty(), "{errors:#?}");
    assert!(!validator.is_valid(&serde_json::json!({ "version": "none" })));
}

#[test]
fn a_fresh_project_has_no_finding() {
    for case in std::fs::read_dir(home().join("snapshots")).unwrap() {
        let case = case.unwrap().path();
        let report = checked(&case);
        assert_eq!(report.findings, [], "{}", case.display());
        assert!(report.checked > 80 && report.skipped.is_empty(), "{}", case.display());
    }
}

#[test]
fn the_exit_code_is_the_answer() {
    let clean = project(&[]);
    assert_eq!(code(clean.path(), &["check"]), 0);
    assert_eq!(code(clean.path(), &["check", "app"]), 0);
    let broken = project(&[BROKEN]);
    assert_eq!(code(broken.path(), &["check"]), 1);
    assert_eq!(code(broken.path(), &["check", "--rule", "cycle"]), 0);
    assert_eq!(code(broken.path(), &["check", "--rule", "no-such-rule"]), 2);
    assert_eq!(code(broken.path(), &["check", "nowhere"]), 2);
    assert_eq!(code(broken.path(), &["check", "app/core"]), 3);
    assert_eq!(code(broken.path(), &["check", "--baseline", "nowhere.json"]), 4);
    assert_eq!(code(broken.path(), &["explain", "cycle"]), 0);
    assert_eq!(code(broken.path(), &["explain", "circle"]), 2);
}

#[test]
fn a_warning_is_a_no_where_that_is_wanted() {
    let root = project(&[("app/modules/articles/services/pages.py", "x = 1  # scaffold: allow cycle -- once\n")]);
    assert_eq!(code(root.path(), &["check"]), 0);
    assert_eq!(code(root.path(), &["check", "--strict"]), 1);
}

#[test]
fn a_project_is_found_from_below() {
    let root = project(&[BROKEN]);
    let below = root.path().join("app/modules/articles");
    let output = scaffold(&below, &["check"]);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(code(Path::new("/"), &["check"]), 3);
}

#[test]
fn the_same_is_found_whatever_of_the_project_is_named() {
    let root = project(&[BROKEN]);
    let whole = checked(root.path());
    let package = checked(&root.path().join("app"));
    assert_eq!(whole.findings, package.findings);
    assert_eq!(whole.checked, package.checked);
}

#[test]
fn github_gets_one_command_a_finding() {
    let root = project(&[BROKEN]);
    let mut report = checked(root.path());
    report.root = PathBuf::from(".");
    let text = view(&report, Format::Github);
    let first = text.lines().next().unwrap();
    let expected = "::error file=app/modules/articles/services/pages.py,line=1,endLine=1,col=44,endColumn=48,\
                    title=internal-import::module `articles` imports `app.modules.auth.models.User`, which is private to \
                    `auth`%0Ahint: ";
    assert!(first.starts_with(expected), "{first}");
    assert_eq!(text.lines().filter(|line| line.starts_with("::")).count(), report.findings.len());
}

#[test]
fn json_keeps_to_its_schema() {
    let cycle = ("app/modules/auth/services/back.py", "from app.modules.articles.gateway import ArticleDTO\n");
    let root = project(&[BROKEN, cycle, (".gitignore", "app/old/\n"), ("app/old/x.py", "")]);
    let report = checked(root.path());
    assert!(report.findings.iter().any(|finding| !finding.related.is_empty()));
    assert_eq!(report.skipped.len(), 1);
    assert_fits("docs/schemas/check-1.json", &view(&report, Format::Json));
    let empty = checked(project(&[]).path());
    assert_fits("docs/schemas/check-1.json", &view(&empty, Format::Json));
}

#[test]
fn sarif_keeps_to_the_standard() {
    let cycle = ("app/modules/auth/services/back b%.py", "from app.modules.articles.gateway import ArticleDTO\n");
    let root = project(&[BROKEN, cycle, (".gitignore", "app/old/\n"), ("app/old/x.py", "")]);
    let text = view(&checked(root.path()), Format::Sarif);
    assert_fits("tests/schemas/sarif-2.1.0.json", &text);
    let log: Value = serde_json::from_str(&text).unwrap();
    let results = log["runs"][0]["results"].as_array().unwrap();
    let one = results.iter().find(|result| result["ruleId"] == "internal-import").unwrap();
    let region = &one["locations"][0]["physicalLocation"]["region"];
    assert_eq!(
        (&region["startLine"], &region["startColumn"], &region["endColumn"]),
        (&1.into(), &44.into(), &48.into())
    );
    assert!(text.contains("back%20b%25.py"));
}

#[test]
fn a_baseline_knows_what_was_there_and_tells_what_is_gone() {
    let root = project(&[BROKEN]);
    assert_eq!(code(root.path(), &["check", "--baseline", "walls.json", "--write-baseline"]), 0);
    assert_eq!(code(root.path(), &["check", "--baseline", "walls.json"]), 0);
    // A line above does not make an old finding new; a second one of its kind is new.
    fs::write(root.path().join(BROKEN.0), format!("\n\n{}", BROKEN.1)).unwrap();
    assert_eq!(code(root.path(), &["check", "--baseline", "walls.json"]), 0);
    fs::write(root.path().join(BROKEN.0), format!("{}{}", BROKEN.1, BROKEN.1)).unwrap();
    assert_eq!(code(root.path(), &["check", "--baseline", "walls.json"]), 1);
    fs::write(root.path().join(BROKEN.0), "").unwrap();
    let output = scaffold(root.path(), &["check", "--baseline", "walls.json"]);
    assert!(String::from_utf8_lossy(&output.stdout).contains("stale in the baseline: app/modules/articles"));
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(code(root.path(), &["check", "--baseline", "walls.json", "--strict"]), 1);
    // Who looks at one rule only can't tell what is gone.
    assert_eq!(code(root.path(), &["check", "--baseline", "walls.json", "--strict", "--rule", "cycle"]), 0);
}

#[test]
fn what_is_no_source_is_passed_over_and_what_git_ignores_is_named() {
    let inside = "from app.modules.auth.models import User\n";
    let root = project(&[
        (".gitignore", "generated/\n"),
        ("app/modules/articles/generated/x.py", inside),
        ("app/modules/articles/__pycache__/x.py", inside),
        ("app/modules/articles/.cache/x.py", inside),
        ("app/modules/articles/env/pyvenv.cfg", ""),
        ("app/modules/articles/env/lib/x.py", inside),
        (".venv/lib/app/modules/articles/x.py", inside),
        ("build/lib/app/modules/articles/x.py", inside),
        ("scripts/report.py", inside),
    ]);
    let report = checked(root.path());
    assert_eq!(report.findings, []);
    let skipped: Vec<(&str, &str)> = report.skipped.iter().map(|one| (one.path.as_str(), one.reason)).collect();
    let expected =
        [("app/modules/articles/env/", "a virtual environment"), ("app/modules/articles/generated/", "ignored by git")];
    assert_eq!(skipped.len(), 2);
    assert!(expected.iter().all(|one| skipped.contains(one)), "{skipped:?}");
}

#[cfg(unix)]
#[test]
fn links_are_followed_but_not_in_a_circle() {
    let root = project(&[("shared/x.py", "from app.modules.auth.models import User\n")]);
    let services = root.path().join("app/modules/articles/services");
    std::os::unix::fs::symlink(root.path().join("shared"), services.join("linked")).unwrap();
    std::os::unix::fs::symlink(root.path().join("app/modules"), services.join("again")).unwrap();
    let report = checked(root.path());
    let paths: Vec<&str> = report.findings.iter().map(|finding| finding.spot.path.as_str()).collect();
    assert_eq!(paths, ["app/modules/articles/services/linked/x.py"]);
    assert_eq!(report.skipped.len(), 1);
}

#[cfg(unix)]
#[cfg(unix)]
#[test]
fn a_link_above_the_project_and_a_pipe_are_not_read() {
    let root = project(&[]);
    let services = root.path().join("app/modules/articles/services");
    std::os::unix::fs::symlink("/", services.join("all")).unwrap();
    assert!(Command::new("mkfifo").arg(services.join("pipe.py")).status().unwrap().success());
    let report = checked(root.path());
    assert_eq!(report.skipped.len(), 1);
    let unread: Vec<&str> = report.findings.iter().map(|finding| finding.spot.path.as_str()).collect();
    assert_eq!(unread, ["app/modules/articles/services/pipe.py"]);
}

#[test]
fn what_nobody_can_read_counts_whichever_rule_is_asked() {
    let root = project(&[("app/modules/articles/services/pages.py", "def (\n")]);
    assert_eq!(code(root.path(), &["check", "--rule", "cycle"]), 1);
}

#[test]
fn of_two_projects_one_is_to_be_named() {
    let root = tempfile::tempdir().unwrap();
    for name in ["one", "two"] {
        copy(&home().join("tests/rules/project"), &root.path().join(name));
    }
    assert_eq!(code(root.path(), &["check", "."]), 2);
    assert_eq!(code(root.path(), &["check", "two"]), 0);
}

#[test]
fn a_link_to_nothing_is_no_file_that_is_clean() {
    let root = project(&[]);
    std::os::unix::fs::symlink("nowhere.py", root.path().join("app/modules/articles/services/gone.py")).unwrap();
    let report = checked(root.path());
    assert_eq!(report.findings.len(), 1);
    assert_eq!(report.findings[0].rule.id(), "unreadable");
}

#[test]
fn the_graph_is_told_in_every_format() {
    let cycle = ("app/modules/auth/services/back.py", "from app.modules.articles.gateway import ArticleDTO\n");
    let root = project(&[BROKEN, cycle]);
    let told = |format: &str| String::from_utf8(scaffold(root.path(), &["graph", "--format", format]).stdout).unwrap();
    assert!(told("text").contains("circles\n  articles -> auth -> articles"));
    assert!(told("mermaid").starts_with("flowchart TD\n") && told("mermaid").contains("linkStyle"));
    assert!(told("dot").contains("\"articles\" -> \"auth\" [color=red"));
    let graph: Value = serde_json::from_str(&told("json")).unwrap();
    assert_eq!(graph["circles"], serde_json::json!([["articles", "auth", "articles"]]));
    let uses = graph["uses"].as_array().unwrap();
    assert!(uses.iter().any(|one| one["from"] == "articles" && one["to"] == "auth" && one["broken"] == true));
    for format in ["svg", "html"] {
        let picture = told(format);
        assert!(picture.contains("data-name=\"billing\"") && picture.contains("use broken"));
        let fetched = picture.replace("http://www.w3.org/2000/svg", "");
        assert!(!fetched.contains("http") && !fetched.contains("src="), "the picture fetches something");
    }
}

#[test]
fn a_page_is_explained_without_its_cases_unless_they_are_wanted() {
    let told = |arguments: &[&str]| String::from_utf8(scaffold(home(), arguments).stdout).unwrap();
    let prose = told(&["explain", "layer"]);
    assert!(prose.starts_with("# layer\n") && !prose.contains("## Violations"));
    assert!(told(&["explain", "layer", "--cases"]).contains("## Violations"));
    assert_eq!(told(&["check", "--list-rules"]).lines().count(), 12);
}
