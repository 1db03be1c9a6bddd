//! The files of a project: found as git sees them, and read. The only place of this room that touches the disk.
//!
//! Nothing that lies in the way is passed over in silence: what is skipped is named with the reason, and what can't be
//! opened is a fault of the file. Links are followed, as Python follows them.
#![allow(clippy::disallowed_methods, reason = "the check reads the project from here")]

use std::collections::VecDeque;
use std::fs::{self, DirEntry};
use std::path::{Path, PathBuf};

use ignore::gitignore::{Gitignore, GitignoreBuilder};

use crate::check::report::Skipped;
use crate::error::{Error, Result};

/// Directories that hold no source of the project, whatever git thinks of them.
const NEVER: [&str; 2] = ["__pycache__", "node_modules"];

/// The manifest of a packaged module.
const MANIFEST: &str = "module.toml";

/// How deep a package may lie below the root, and how many directories are looked at to find it.
const DEEPEST: usize = 3;
const MOST: usize = 4_000;

/// What lies below a root.
#[derive(Debug, Default)]
pub struct Found {
    /// The root as paths are shown: what was typed, or the directory above it where that is the package.
    pub root: PathBuf,
    /// The package with `core` and `modules`, relative to the root.
    pub package: Option<String>,
    /// The packages that are modules of their own, relative to the root.
    pub externals: Vec<String>,
    /// The Python files of the packages and their tests, relative to the root, `/` between the parts, sorted.
    pub files: Vec<String>,
    /// The links among them and among their directories, with what they lead to below the root.
    pub links: Vec<(String, String)>,
    /// What was not looked at.
    pub skipped: Vec<Skipped>,
    /// What could not be opened, and why.
    pub closed: Vec<(String, String)>,
}

/// Finds what lies below `root`. Where `root` is the package itself, with `core` and `modules` in it, its parent is
/// the root. Only packages and tests are looked at. Refuses what is no directory.
pub fn find(root: &Path) -> Result<Found> {
    let real = root.canonicalize().ok().filter(|real| real.is_dir());
    let Some(real) = real else {
        return Err(Error::usage(format!("`{}` is not a directory", root.display()))
            .hint("name the project, or the package that holds `core` and `modules`"));
    };
    let name = real.file_name().and_then(|name| name.to_str());
    let (shown, top, mut found) = match (name, real.parent()) {
        (Some(name), Some(parent)) if is_package(&real) => {
            (above(root, &real), parent, Found { package: Some(name.to_owned()), ..Found::default() })
        }
        _ => (root.to_owned(), &*real, scout(&real)?),
    };
    found.root = shown;
    let base = found.package.as_deref().and_then(|package| package.rsplit_once('/')).map_or("", |(base, _)| base);
    let tests = [joined(base, "tests"), "tests".to_owned()];
    let wanted = found.package.iter().chain(&found.externals).cloned().chain(tests).collect();
    let mut walk = Walk { wanted, found: &mut found, ignores: Vec::new(), trail: Vec::new() };
    walk.directory(top, "");
    found.files.sort_unstable();
    Ok(found)
}

/// Looks for packages below a root, near to it first, in the order of their names. Refuses where several projects lie
/// below it, equally near.
fn scout(root: &Path) -> Result<Found> {
    let mut found = Found::default();
    let mut waiting = VecDeque::from([(root.to_owned(), String::new(), 0)]);
    let mut looked = 0;
    while let Some((dir, relative, depth)) = waiting.pop_front() {
        looked += 1;
        if depth > 0 && is_package(&dir) {
            match &found.package {
                None => {
                    found.package = Some(relative);
                    continue;
                }
                Some(first) if is_of_another(first, &relative) => {
                    let message = format!("several projects lie there: `{first}` and `{relative}` among them");
                    return Err(Error::usage(message).hint("check them one by one: name the project"));
                }
                Some(_) => {}
            }
        }
        if dir.join(MANIFEST).is_file() {
            found.externals.push(relative);
            continue;
        }
        if depth == DEEPEST || looked > MOST || dir.join("pyvenv.cfg").exists() {
            continue;
        }
        let mut below: Vec<(PathBuf, String, usize)> = fs::read_dir(&dir)
            .into_iter()
            .flatten()
            .flatten()
            .filter(|entry| {
                entry.file_type().is_ok_and(|kind| kind.is_dir() || kind.is_symlink() && entry.path().is_dir())
            })
            .filter_map(|entry| {
                let name = entry.file_name().into_string().ok()?;
                let is_source = !name.starts_with('.') && !NEVER.contains(&&*name);
                is_source.then(|| (entry.path(), joined(&relative, &name), depth + 1))
            })
            .collect();
        // The usual name comes first among its neighbours.
        below.sort_by(|a, b| {
            (!a.1.ends_with("/app") && a.1 != "app", &a.1).cmp(&(!b.1.ends_with("/app") && b.1 != "app", &b.1))
        });
        waiting.extend(below);
    }
    found.externals.retain(|dir| !dir.is_empty());
    found.externals.sort();
    Ok(found)
}

/// Whether a package lies as deep as another one, and in another directory.
fn is_of_another(first: &str, package: &str) -> bool {
    let parts = |path: &str| path.matches('/').count();
    let parent = |path: &str| path.rsplit_once('/').map(|(parent, _)| parent.to_owned());
    parts(first) == parts(package) && parent(first) != parent(package)
}

/// The nearest directory, from `start` upwards, that is a project or its package.
pub fn nearest(start: &Path) -> Option<PathBuf> {
    let real = start.canonicalize().ok()?;
    let fits = |dir: &&Path| is_package(dir) || has_package(dir);
    let at = real.ancestors().find(fits)?;
    Some(if at == real { start.to_owned() } else { at.to_owned() })
}

/// The bytes of a file, or why there are none.
pub fn read(root: &Path, path: &str) -> Result<Vec<u8>, String> {
    fs::read(root.join(path)).map_err(|error| error.to_string())
}

fn is_package(dir: &Path) -> bool {
    dir.join("core").is_dir() && dir.join("modules").is_dir()
}

fn has_package(dir: &Path) -> bool {
    let children = |dir: &Path| fs::read_dir(dir).into_iter().flatten().flatten().map(|entry| entry.path());
    children(dir).any(|child| is_package(&child)) || children(&dir.join("src")).any(|child| is_package(&child))
}

/// The directory above, as it would be typed.
fn above(root: &Path, real: &Path) -> PathBuf {
    let named = root.file_name().is_some_and(|name| name != "..");
    let typed = if named { root.parent() } else { None };
    typed.or_else(|| real.parent()).unwrap_or(root).to_owned()
}

/// One walk from the root downwards.
struct Walk<'a> {
    /// The directories that are looked at.
    wanted: Vec<String>,
    found: &'a mut Found,
    ignores: Vec<Gitignore>,
    /// The real directories on the way here, so that a link to one of them is no way on.
    trail: Vec<PathBuf>,
}

impl Walk<'_> {
    fn directory(&mut self, dir: &Path, relative: &str) {
        let entries = match fs::read_dir(dir).and_then(Iterator::collect::<Result<Vec<DirEntry>, _>>) {
            Ok(entries) => entries,
            Err(error) => return self.found.closed.push((format!("{relative}/"), error.to_string())),
        };
        if entries.iter().any(|entry| entry.file_name() == "pyvenv.cfg") {
            return self.skip(format!("{relative}/"), "a virtual environment");
        }
        let ignores = entries.iter().any(|entry| entry.file_name() == ".gitignore");
        if ignores {
            let mut builder = GitignoreBuilder::new(dir);
            builder.add(dir.join(".gitignore"));
            self.ignores.push(builder.build().unwrap_or_else(|_| Gitignore::empty()));
        }
        for entry in &entries {
            self.entry(entry, relative);
        }
        if ignores {
            self.ignores.pop();
        }
    }

    fn entry(&mut self, entry: &DirEntry, above: &str) {
        let name = entry.file_name();
        let Some(name) = name.to_str() else {
            let shown = joined(above, &name.to_string_lossy());
            return self.found.closed.push((shown, "its name is not UTF-8".to_owned()));
        };
        let Ok(kind) = entry.file_type() else { return };
        let path = entry.path();
        let wanted = is_source(name);
        let is_dir = kind.is_dir() || kind.is_symlink() && path.is_dir();
        if !is_dir && !wanted || is_dir && (name.starts_with('.') || NEVER.contains(&name)) {
            return;
        }
        let relative = joined(above, name);
        let is_below = |path: &str, above: &str| {
            path.strip_prefix(above).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        if !self.wanted.iter().any(|wanted| is_below(&relative, wanted) || is_dir && is_below(wanted, &relative)) {
            return;
        }
        if self.is_ignored(&path, is_dir) {
            return self.skip(if is_dir { relative + "/" } else { relative }, "ignored by git");
        }
        if kind.is_symlink()
            && let Some(target) = self.target(&path)
        {
            self.found.links.push((relative.clone(), target));
        }
        if !is_dir {
            // What is no file of bytes, as a pipe, may never come to its end.
            let is_file =
                kind.is_file() || kind.is_symlink() && fs::metadata(&path).map_or(true, |found| found.is_file());
            return if is_file {
                self.found.files.push(relative);
            } else {
                self.found.closed.push((relative, "it is no regular file".to_owned()));
            };
        }
        if kind.is_symlink() && !self.leads_on(&path) {
            return self.skip(relative + "/", "a link to a directory above it");
        }
        self.trail.push(path.clone());
        self.directory(&path, &relative);
        self.trail.pop();
    }

    /// Whether a link to a directory leads anywhere but back to where we come from, or above the project.
    fn leads_on(&self, link: &Path) -> bool {
        let real = |path: &Path| path.canonicalize().ok();
        let Some(target) = real(link) else { return false };
        let root = self.trail.first().and_then(|first| first.parent()).and_then(real);
        root.is_none_or(|root| !root.starts_with(&target))
            && !self.trail.iter().filter_map(|path| real(path)).any(|above| above == target)
    }

    /// What a link leads to, relative to the root.
    fn target(&self, link: &Path) -> Option<String> {
        let root = self.trail.first()?.parent()?.canonicalize().ok()?;
        let target = link.canonicalize().ok()?;
        let parts: Option<Vec<&str>> = target.strip_prefix(root).ok()?.iter().map(|part| part.to_str()).collect();
        Some(parts?.join("/"))
    }

    fn is_ignored(&self, path: &Path, is_dir: bool) -> bool {
        let verdicts = self.ignores.iter().rev().map(|ignore| ignore.matched(path, is_dir));
        verdicts.into_iter().find(|verdict| !verdict.is_none()).is_some_and(|verdict| verdict.is_ignore())
    }

    fn skip(&mut self, path: String, reason: &'static str) {
        self.found.skipped.push(Skipped { path, reason });
    }
}

/// Whether a file of that name holds Python.
pub fn is_source(name: &str) -> bool {
    Path::new(name).extension().is_some_and(|extension| extension == "py" || extension == "pyi")
}

fn joined(above: &str, name: &str) -> String {
    if above.is_empty() { name.to_owned() } else { format!("{above}/{name}") }
}
