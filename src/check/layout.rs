//! Where things are: the package, its modules, its tests and the packaged modules beside it, told by the paths alone.

use std::collections::BTreeSet;

use crate::check::sources::{Found, is_source};

/// The files directly in `modules` that put the modules together.
const REGISTRY: [&str; 2] = ["__init__", "registry"];

/// Where things are in a project.
#[derive(Debug, Clone, Default)]
pub struct Layout {
    /// The package, as it is imported: `app`.
    pub package: String,
    /// The directory that the package lies in, relative to the root; ends in `/` unless it is the root.
    base: String,
    /// The modules, sorted.
    pub modules: Vec<String>,
    /// The packages beside the application that are modules of their own, as they are imported, with their directory.
    pub externals: Vec<(String, String)>,
    /// The links in the project, each with what it leads to, relative to the root.
    pub links: Vec<(String, String)>,
}

/// Where a file stands, which decides what it may reach.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// `app/core`.
    Kernel,
    /// `app/modules/<module>`.
    Module(String),
    /// `app/modules/registry.py`, and the `__init__.py` beside it.
    Registry,
    /// The rest of the package, such as `app/main.py`: it puts the application together.
    Composition,
    /// The tests of one module.
    TestsOf(String),
    /// The tests of the kernel.
    KernelTests,
    /// What the tests share, and those of several modules.
    Tests,
    /// A packaged module.
    External(String),
}

impl Place {
    /// The module that the file belongs to: its code, not its tests.
    pub fn module(&self) -> Option<&str> {
        match self {
            Self::Module(module) => Some(module),
            _ => None,
        }
    }

    /// Whether the file is shipped with the application.
    pub fn is_shipped(&self) -> bool {
        matches!(self, Self::Kernel | Self::Module(_) | Self::Registry | Self::Composition)
    }

    /// Whether the file may reach into a module: the tests of one may, and its factories.
    pub fn is_home_of(&self, module: &str) -> bool {
        matches!(self, Self::Module(own) | Self::TestsOf(own) if own == module)
    }
}

/// A file that is checked, by its path.
#[derive(Debug, Clone)]
pub struct Addressed {
    /// Relative to the root.
    pub path: String,
    /// As it is imported.
    pub dotted: String,
    /// Whether it is the `__init__.py` of a package.
    pub is_package: bool,
    /// Where it stands.
    pub place: Place,
}

impl Layout {
    /// The layout of what was found; nothing where there is neither a package with `core` and `modules` nor a packaged
    /// module.
    pub fn of(found: &Found) -> Option<Self> {
        let named = |dir: &String| (dir.rsplit('/').next().unwrap_or(dir).to_owned(), dir.clone());
        let externals: Vec<(String, String)> = found.externals.iter().map(named).collect();
        let Some(path) = &found.package else {
            let alone = Self { package: "app".to_owned(), externals, ..Self::default() };
            return (!alone.externals.is_empty()).then_some(alone);
        };
        let (base, package) = path.rsplit_once('/').unwrap_or(("", path));
        let base = if base.is_empty() { String::new() } else { format!("{base}/") };
        let modules = modules(found, &format!("{path}/modules/"));
        Some(Self { package: package.to_owned(), base, modules, externals, links: found.links.clone() })
    }

    /// The files that are checked.
    pub fn addressed(&self, files: &[String]) -> Vec<Addressed> {
        files.iter().filter(|path| is_source(path)).filter_map(|path| self.address(path)).collect()
    }

    /// The module of that name.
    pub fn has_module(&self, name: &str) -> bool {
        self.modules.binary_search_by(|module| module.as_str().cmp(name)).is_ok()
    }

    /// The module that a path below the root leads into, and what is left of the path there.
    pub fn module_at<'p>(&self, path: &'p str) -> Option<(&'p str, &'p str)> {
        let inside = path.strip_prefix(&self.directory())?.strip_prefix("/modules/")?;
        let (module, rest) = inside.split_once('/')?;
        self.has_module(module).then_some((module, rest))
    }

    /// The directory of the package, relative to the root.
    pub fn directory(&self) -> String {
        format!("{}{}", self.base, self.package)
    }

    fn address(&self, path: &str) -> Option<Addressed> {
        let stem = path.rsplit_once('.').map_or(path, |(stem, _)| stem);
        let at_base = stem.strip_prefix(&self.base);
        let (parts, place) = if let Some(inside) = at_base.filter(|inside| is_below(inside, &self.package)) {
            let parts: Vec<&str> = inside.split('/').collect();
            let place = self.place_in_package(&parts[1..]);
            (parts, place)
        } else if let Some((name, inside)) = self.external(stem) {
            (inside.split('/').collect(), Place::External(name.to_owned()))
        } else {
            let inside = at_base.filter(|inside| is_below(inside, "tests")).unwrap_or(stem);
            let parts: Vec<&str> = inside.split('/').collect();
            if parts[0] != "tests" {
                return None;
            }
            let place = self.place_in_tests(&parts[1..]);
            (parts, place)
        };
        let is_package = parts.last() == Some(&"__init__");
        let named = if is_package { &parts[..parts.len() - 1] } else { &parts[..] };
        Some(Addressed { path: path.to_owned(), dotted: named.join("."), is_package, place })
    }

    fn external<'a>(&self, stem: &'a str) -> Option<(&str, &'a str)> {
        self.externals.iter().find_map(|(name, dir)| {
            let above = dir.strip_suffix(name.as_str())?;
            let inside = stem.strip_prefix(above)?;
            is_below(inside, name).then_some((name.as_str(), inside))
        })
    }

    fn place_in_package(&self, inside: &[&str]) -> Place {
        match inside {
            ["core", ..] => Place::Kernel,
            ["modules", file] if REGISTRY.contains(file) => Place::Registry,
            ["modules", module, within @ ..] if self.has_module(module) => {
                let (module, dirs) = ((*module).to_owned(), &within[..within.len().saturating_sub(1)]);
                if dirs.contains(&"tests") { Place::TestsOf(module) } else { Place::Module(module) }
            }
            ["modules", ..] => Place::Registry,
            _ => Place::Composition,
        }
    }

    /// Tests belong to the module that a directory on their path is named after, or the file itself.
    fn place_in_tests(&self, inside: &[&str]) -> Place {
        let named = inside.iter().map(|part| part.strip_prefix("test_").unwrap_or(part));
        match named.into_iter().find(|part| self.has_module(part)) {
            Some(module) => Place::TestsOf(module.to_owned()),
            None if inside.first() == Some(&"core") => Place::KernelTests,
            None => Place::Tests,
        }
    }
}

/// Every directory and stray file in `modules` that holds Python.
fn modules(found: &Found, above: &str) -> Vec<String> {
    let inside = found.files.iter().filter(|path| is_source(path)).filter_map(|path| path.strip_prefix(above));
    let names = inside.map(|path| path.split_once('/').map_or_else(|| stem(path), |(name, _)| name));
    let names: BTreeSet<&str> = names.filter(|name| !REGISTRY.contains(name)).collect();
    names.into_iter().map(str::to_owned).collect()
}

fn stem(file: &str) -> &str {
    file.rsplit_once('.').map_or(file, |(stem, _)| stem)
}

fn is_below(inside: &str, name: &str) -> bool {
    inside.strip_prefix(name).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}
