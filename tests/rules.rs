//! The pages of the rules are true: every case of every page in `docs/rules` is checked as a project of its own, and
//! what is found must be what is marked, line by line.
#![allow(clippy::disallowed_methods, clippy::disallowed_types, reason = "this test writes projects to check them")]

#[path = "rules/page.rs"]
mod page;

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use page::{Case, Content, File, Mark, Page};
use rayon::prelude::*;
use scaffold::check::{Finding, Options, Rule, check};

/// How many cases of each kind a page has at least.
const ENOUGH: usize = 5;

/// How many cases share one copy of the clean project, one after another.
const AT_ONCE: usize = 40;

fn home() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The pages by the names of their rules.
fn pages() -> Vec<(String, Page)> {
    let folder = home().join("docs/rules");
    let mut names: Vec<String> = fs::read_dir(&folder)
        .unwrap()
        .filter_map(|entry| entry.unwrap().file_name().to_str()?.strip_suffix(".md").map(str::to_owned))
        .filter(|name| name != "README")
        .collect();
    names.sort();
    let read = |name: String| {
        let text = fs::read_to_string(folder.join(format!("{name}.md"))).unwrap();
        let page = page::read(&format!("docs/rules/{name}.md"), &text);
        (name, page)
    };
    names.into_iter().map(read).collect()
}

/// The pages of what an adversary would try, and of honest code that looks like it, by their paths.
fn devious() -> Vec<(String, Page)> {
    let folder = "tests/rules/devious";
    let names = fs::read_dir(home().join(folder)).unwrap().map(|entry| entry.unwrap().file_name());
    let mut paths: Vec<String> = names.map(|name| format!("{folder}/{}", name.to_str().unwrap())).collect();
    paths.sort();
    let read = |path: String| {
        let page = page::read(&path, &fs::read_to_string(home().join(&path)).unwrap());
        (path, page)
    };
    paths.into_iter().map(read).collect()
}

/// The clean project that every case stands in.
fn small_project() -> Vec<File> {
    let root = home().join("tests/rules/project");
    let mut files = Vec::new();
    let mut folders = vec![root.clone()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let inside = path.strip_prefix(&root).unwrap().to_str().unwrap().replace('\\', "/");
            files.push(File { path: inside, content: Content::Bytes(fs::read(&path).unwrap()) });
        }
    }
    files
}

/// The clean project on disk, which lends itself to one case after another.
struct Ground<'s> {
    small: &'s [File],
    root: tempfile::TempDir,
}

impl<'s> Ground<'s> {
    fn new(small: &'s [File]) -> Self {
        let root = tempfile::Builder::new().prefix("case").tempdir().unwrap();
        for file in small {
            write(root.path(), file);
        }
        Self { small, root }
    }

    /// Lays the files of a case over the project, looks, and leaves the project as it was.
    fn with<T>(&self, case: &Case, look: impl FnOnce(&Path) -> T) -> T {
        let root = self.root.path();
        let mut added = Vec::new();
        for file in &case.files {
            let is_new = |path: &&Path| path.symlink_metadata().is_err();
            added.extend(root.join(&file.path).ancestors().take_while(is_new).last().map(Path::to_owned));
            write(root, file);
        }
        let seen = look(root);
        for path in added.into_iter().rev() {
            if path.is_dir() && !path.is_symlink() { fs::remove_dir_all(path) } else { fs::remove_file(path) }.unwrap();
        }
        for file in self.small.iter().filter(|file| case.files.iter().any(|other| other.path == file.path)) {
            write(root, file);
        }
        seen
    }
}

fn write(root: &Path, file: &File) {
    let path: PathBuf = root.join(&file.path);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    match &file.content {
        Content::Bytes(bytes) => fs::write(path, bytes).unwrap(),
        Content::Gone => fs::remove_file(path).unwrap(),
        Content::Link(target) => link(target, &path),
    }
}

#[cfg(unix)]
fn link(target: &str, path: &Path) {
    std::os::unix::fs::symlink(target, path).unwrap();
}

#[cfg(windows)]
fn link(target: &str, path: &Path) {
    std::os::windows::fs::symlink_dir(target, path).unwrap();
}

/// What a finding has to be marked as: its own place, and for a circle all the others that belong to it.
fn marks_of(finding: &Finding) -> Vec<Mark> {
    let mark = |path: &str, line: usize| Mark {
        path: path.to_owned(),
        line,
        severity: finding.severity.as_str(),
        rule: finding.rule.id().to_owned(),
    };
    let edges = finding.related.iter().filter(|_| finding.rule == Rule::Cycle).map(|related| &related.spot);
    std::iter::once(&finding.spot).chain(edges).map(|spot| mark(&spot.path, spot.line)).collect()
}

/// How the findings of a case differ from its marks, as lines to read; none when they agree.
fn differences(ground: &Ground, case: &Case) -> String {
    let report = match ground.with(case, |root| check(root, &Options::default())) {
        Ok(report) => report,
        Err(error) => return format!("    could not be checked: {}\n", error.message),
    };
    let expected: BTreeSet<&Mark> = case.marks.iter().collect();
    let mut seen = BTreeSet::new();
    let mut text = String::new();
    for finding in &report.findings {
        for mark in marks_of(finding) {
            if !expected.contains(&mark) {
                let Mark { path, line, severity, rule } = &mark;
                writeln!(text, "    unmarked  {path}:{line} {severity} {rule}: {}", finding.message).unwrap();
            }
            seen.insert(mark);
        }
    }
    for Mark { path, line, severity, rule } in expected.into_iter().filter(|mark| !seen.contains(*mark)) {
        writeln!(text, "    missed    {path}:{line} {severity} {rule}").unwrap();
    }
    text
}

/// Runs the cases of a page that lies at `path`, and gives the differences of all.
fn run(path: &str, page: &Page) -> String {
    let small = small_project();
    let told: Vec<Vec<String>> = page
        .cases
        .par_chunks(AT_ONCE)
        .map(|cases| {
            let ground = Ground::new(&small);
            let told = cases.iter().map(|case| (case, differences(&ground, case)));
            told.filter(|(_, found)| !found.is_empty())
                .map(|(case, found)| format!("{path}:{}: {}\n{found}", case.line, case.title))
                .collect()
        })
        .collect();
    told.concat().concat()
}

#[test]
fn the_small_project_is_clean() {
    let report = check(&home().join("tests/rules/project"), &Options::default()).unwrap();
    assert_eq!(report.findings, []);
    assert!(report.checked >= 70, "only {} files were checked", report.checked);
}

#[test]
fn what_is_marked_wrongly_is_told() {
    let text = "## Violations\n\n### Here\n\n```python app/modules/auth/x.py\n\
                import os  # error: layer\ndef x(:\n```\n\n## Fine\n\n### There\n\n```gone app/main.py\n```\n";
    let told = run("a page", &page::read("a page", text));
    let lines: Vec<&str> = told.lines().collect();
    assert_eq!(lines[0], "a page:3: Here");
    assert!(lines[1].starts_with("    unmarked  app/modules/auth/x.py:2 error unreadable: "), "{told}");
    assert_eq!(lines[2..], ["    missed    app/modules/auth/x.py:1 error layer"]);
}

#[test]
fn every_case_is_found_as_marked() {
    let told: String = pages().iter().map(|(name, page)| run(&format!("docs/rules/{name}.md"), page)).collect();
    assert!(told.is_empty(), "{} differences\n\n{told}", told.lines().filter(|line| line.starts_with("  ")).count());
}

#[test]
fn the_planted_violations_are_found_as_marked() {
    let path = "tests/rules/planted.md";
    let told = run(path, &page::read(path, &fs::read_to_string(home().join(path)).unwrap()));
    assert!(told.is_empty(), "\n{told}");
}

#[test]
fn the_devious_cases_are_found_as_marked() {
    let told: String = devious().iter().map(|(path, page)| run(path, page)).collect();
    assert!(told.is_empty(), "{} differences\n\n{told}", told.lines().filter(|line| line.starts_with("  ")).count());
}

#[test]
fn every_rule_has_a_page_and_every_page_a_rule() {
    let rules: BTreeSet<String> = Rule::all().map(|rule| rule.id().to_owned()).collect();
    let pages: BTreeSet<String> = pages().into_iter().map(|(name, _)| name).collect();
    assert_eq!(rules, pages);
    let list = fs::read_to_string(home().join("docs/rules/README.md")).unwrap();
    for name in &pages {
        assert!(list.contains(&format!("[{name}]({name}.md)")), "docs/rules/README.md does not list `{name}`");
    }
}

#[test]
fn every_page_explains_and_has_enough_cases_of_both_kinds() {
    for (name, page) in pages() {
        assert!(page.prose.starts_with(&format!("# {name}\n")), "`{name}` does not begin with its name");
        assert!(page.prose.contains("**Why.**") && page.prose.contains("**Instead**"), "`{name}` explains too little");
        let (fine, wrong): (Vec<&Case>, Vec<&Case>) = page.cases.iter().partition(|case| case.fine);
        assert!(fine.len() >= ENOUGH && wrong.len() >= ENOUGH, "`{name}` has too few cases");
        for case in &page.cases {
            let place = format!("docs/rules/{name}.md:{}: {}", case.line, case.title);
            assert!(!case.files.is_empty(), "{place}: has no files");
            assert_eq!(case.fine, case.marks.is_empty(), "{place}: marks and `Fine` exclude one another");
            assert!(case.fine || case.marks.iter().any(|mark| mark.rule == name), "{place}: is not about `{name}`");
            for mark in &case.marks {
                assert!(Rule::parse(&mark.rule).is_some(), "{place}: `{}` is no rule", mark.rule);
            }
        }
    }
}

#[test]
fn half_of_the_cases_are_innocent() {
    let pages = pages();
    let cases: Vec<&Case> = pages.iter().flat_map(|(_, page)| &page.cases).collect();
    let fine = cases.iter().filter(|case| case.fine).count();
    assert!(cases.len() >= 300 && fine >= 150, "{} cases, {fine} innocent", cases.len());
}
