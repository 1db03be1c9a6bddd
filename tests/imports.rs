//! The imports that we see are those that Python sees: over its own standard library and whatever is installed beside
//! it, against the `ast` of the interpreter itself. And no file of all these makes the check fall over.
#![allow(clippy::disallowed_methods, clippy::disallowed_types, reason = "this test asks Python and reads its library")]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;

use rayon::prelude::*;
use scaffold::check::{Options, check, imports};

/// Prints a line of JSON for each file that this Python can parse: its path, its dotted name and what it imports.
const PYTHON: &str = r#"
import ast, json, pathlib, site, sys, sysconfig, warnings
warnings.simplefilter("ignore")
roots = [sysconfig.get_paths()["stdlib"], *site.getsitepackages()]
seen = set()
for root in map(pathlib.Path, roots):
    for path in sorted(root.rglob("*.py")):
        if path in seen:
            continue
        seen.add(path)
        try:
            tree = ast.parse(path.read_bytes())
        except (SyntaxError, ValueError, RecursionError):
            continue
        parts = list(path.relative_to(root).with_suffix("").parts)
        is_package = parts[-1] == "__init__"
        dotted = ".".join(parts[:-1] if is_package else parts)
        package = parts[:-1]
        found = []
        for node in ast.walk(tree):
            if isinstance(node, ast.Import):
                found += [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom):
                up = len(package) - node.level + 1
                if node.level and up <= 0:
                    continue
                base = [*package[:up], *([node.module] if node.module else [])] if node.level else [node.module]
                found += [".".join([*base, alias.name]) for alias in node.names]
        print(json.dumps([str(path), dotted, is_package, sorted(set(found))]))
"#;

type Seen = (PathBuf, String, bool, BTreeSet<String>);

#[test]
fn python_and_we_see_the_same_imports() {
    let output = Command::new("python3").args(["-c", PYTHON]).output().expect("python3 is installed");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8(output.stdout).unwrap();
    let seen: Vec<Seen> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert!(seen.len() > 500, "only {} files are installed", seen.len());
    let difference = |(path, dotted, is_package, theirs): &Seen| {
        let ours: BTreeSet<String> = imports(std::fs::read(path).unwrap(), dotted, *is_package).into_iter().collect();
        let difference: Vec<&String> = ours.symmetric_difference(theirs).collect();
        (!difference.is_empty()).then(|| format!("{}: {difference:?}", path.display()))
    };
    let deep = rayon::ThreadPoolBuilder::new().stack_size(1 << 27).build().unwrap();
    let differing: Vec<String> = deep.install(|| seen.par_iter().filter_map(difference).collect());
    assert!(differing.is_empty(), "{} files differ\n{}", differing.len(), differing.join("\n"));
}

#[cfg(unix)]
#[test]
fn the_standard_library_as_a_module_is_judged_to_its_end() {
    let code = "import sysconfig; print(sysconfig.get_paths()['stdlib'])";
    let output = Command::new("python3").args(["-c", code]).output().expect("python3 is installed");
    let library = PathBuf::from(String::from_utf8(output.stdout).unwrap().trim());
    let root = tempfile::tempdir().unwrap();
    let modules = root.path().join("app/modules");
    std::fs::create_dir_all(&modules).unwrap();
    std::fs::create_dir_all(root.path().join("app/core")).unwrap();
    std::os::unix::fs::symlink(&library, modules.join("library")).unwrap();
    let report = check(root.path(), &Options::default()).unwrap();
    let is_bad =
        |path: &str| Path::new(path).components().any(|part| part.as_os_str().to_string_lossy().contains("test"));
    let unread: Vec<&str> =
        report.findings.iter().map(|finding| finding.spot.path.as_str()).filter(|path| !is_bad(path)).collect();
    assert!(report.checked > 500, "only {} files were checked", report.checked);
    assert!(unread.iter().all(|path| path.contains("lib2to3") || path.contains("site-packages")), "{unread:?}");
}
