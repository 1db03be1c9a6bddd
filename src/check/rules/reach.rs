//! Who may reach what. Two rules speak of it: `internal-import`, and `core-imports-module` for the kernel.
//!
//! | from | the kernel | a door of a module | the rest of a module | what puts the application together |
//! |---|---|---|---|---|
//! | the kernel | yes | no | no | no |
//! | a module | yes | yes | its own | no |
//! | the registry, `main` and their like | yes | yes | manifest and routers | yes |
//! | tests of a module | yes | yes | its own | yes |
//! | tests of the kernel | yes | no | no | yes |
//! | other tests | yes | yes | no | yes |

use crate::check::edges::{Edge, Kind};
use crate::check::exports::DOORS;
use crate::check::layout::Place;
use crate::check::project::Project;
use crate::check::report::Finding;
use crate::check::rules::Rule;
use crate::check::source::Source;

/// What those who put the application together may use of a module, beside its doors.
const WIRING: [&str; 5] = ["module", "routers", "router", "routes", "listeners"];

/// What every module of Python has and tells nothing by. Its `__dict__` and its `__path__` lead inside.
const OF_ALL: [&str; 6] = ["__name__", "__doc__", "__file__", "__package__", "__spec__", "__version__"];

/// How many names of a door a hint tells.
const NAMES: usize = 4;

/// What is wrong with reaching something.
struct Problem {
    rule: Rule,
    /// Follows the verb, as in `app.modules.auth.models`, which is private to `auth`.
    what: String,
    hints: Vec<String>,
}

impl Problem {
    fn internal(what: String, hint: impl Into<String>) -> Self {
        Self { rule: Rule::InternalImport, what, hints: vec![hint.into()] }
    }

    fn kernel(what: String) -> Self {
        let hint = "let the caller pass what the kernel needs; the kernel knows no module";
        Self { rule: Rule::CoreImportsModule, what, hints: vec![hint.to_owned()] }
    }
}

/// What a file reaches and must not, once for each place.
pub fn findings(project: &Project, source: &Source, rule: Rule) -> Vec<Finding> {
    let judge = Judge { project, place: &source.place };
    let edges = &project.edges[source.at];
    let judged: Vec<(&Edge, Option<(Problem, String)>)> = edges.iter().map(|edge| (edge, judge.edge(edge))).collect();
    let refused: Vec<&Edge> = judged
        .iter()
        .filter(|(edge, problem)| problem.is_some() && matches!(edge.kind, Kind::Import | Kind::Text))
        .map(|(edge, _)| *edge)
        .collect();
    // What leads through the name that a refused import binds is refused with it.
    let is_refused = |edge: &Edge| {
        // What is taken from a module that was loaded by its name is refused with the name.
        let of_text = |named: &&&Edge| {
            named.call.is_some_and(|call| edge.range.contains_range(call)) && is_below(&edge.target, &named.target)
        };
        let Some(root) = &edge.root else {
            return edge.kind == Kind::Attribute && refused.iter().any(|it| of_text(&it));
        };
        let bound =
            |range| source.imports.iter().find(|import| import.range == range).and_then(|import| import.binds.as_ref());
        let is_imported = source.imports.iter().any(|import| import.binds.as_ref() == Some(root));
        refused.iter().filter(|refused| refused.kind == Kind::Import).any(|import| {
            is_below(&edge.target, import.target.trim_end_matches(".*"))
                && (!is_imported || bound(import.range) == Some(root))
        })
    };
    let mut found: Vec<Finding> = Vec::new();
    for (edge, problem) in &judged {
        let Some((problem, verb)) = problem else { continue };
        if problem.rule != rule || is_refused(edge) {
            continue;
        }
        let message = format!("{} {verb} {}", judge.who(source), problem.what);
        let finding = source.finding(rule, edge.range, message);
        let finding = problem.hints.iter().fold(finding, |finding, hint| finding.hint(hint.as_str()));
        if !found.iter().any(|other| other.spot.line == finding.spot.line && other.message == finding.message) {
            found.push(finding);
        }
    }
    found
}

/// Whether reaching something breaks one of the walls that this file is about.
pub fn is_refused(project: &Project, place: &Place, edge: &Edge) -> bool {
    Judge { project, place }.edge(edge).is_some()
}

struct Judge<'j, 'a> {
    project: &'j Project<'a>,
    place: &'j Place,
}

impl Judge<'_, '_> {
    fn who(&self, source: &Source) -> String {
        match self.place {
            Place::Kernel => "the kernel".to_owned(),
            Place::Module(module) => format!("module `{module}`"),
            Place::Registry | Place::Composition => format!("`{}`", source.dotted),
            Place::TestsOf(module) => format!("a test of `{module}`"),
            Place::KernelTests => "a test of the kernel".to_owned(),
            Place::Tests => "a test of no module".to_owned(),
            Place::External(name) => format!("packaged module `{name}`"),
        }
    }

    /// What is wrong with an edge: with the path itself, or with what it stands for.
    fn edge(&self, edge: &Edge) -> Option<(Problem, String)> {
        if matches!(self.place, Place::External(_)) {
            return None;
        }
        let verb = match edge.kind {
            Kind::Import => "imports",
            Kind::Attribute => "reaches",
            Kind::Text => "names",
            Kind::Value => "hands on",
        };
        let is_handed_on = edge.ends.iter().any(|end| *end != edge.target);
        // A name that a package hands on is judged by what it stands for.
        if !(is_handed_on && self.is_name_of_package(&edge.target))
            && let Some(problem) = self.problem(&edge.target, edge.kind)
        {
            return Some((problem, verb.to_owned()));
        }
        // The kernel's own files answer for what they hand on.
        let in_kernel = |path: &str| is_below(path, &format!("{}.core", self.project.layout.package));
        if !is_handed_on || *self.place == Place::Kernel && in_kernel(&edge.target) {
            return None;
        }
        let mut ends = edge.ends.iter().filter(|end| **end != edge.target);
        let mut problem = ends.find_map(|end| self.problem(end, edge.kind))?;
        problem.what = format!("`{}`, which hands on {}", edge.target, problem.what);
        Some((problem, verb.to_owned()))
    }

    fn is_name_of_package(&self, target: &str) -> bool {
        self.project.module_of(target).is_some_and(|(_, rest)| !rest.is_empty())
            && self.project.find(target).is_some_and(|(source, rest)| source.is_package && !rest.is_empty())
    }

    fn problem(&self, target: &str, kind: Kind) -> Option<Problem> {
        let package = &self.project.layout.package;
        let first = target.split('.').next().unwrap_or(target);
        if first == "tests" && first != package {
            return self.of_tests(target);
        }
        if first != package {
            return None;
        }
        if is_below(target, &format!("{package}.core")) {
            return None;
        }
        if self.project.is_container(target) {
            return self.of_container(target, kind);
        }
        match self.project.module_of(target) {
            Some((module, rest)) => self.of_module(target, module, rest, kind),
            None => self.of_the_rest(target),
        }
    }

    fn of_tests(&self, target: &str) -> Option<Problem> {
        if self.place.is_shipped() {
            let what = format!("`{target}`: the application does not reach its tests");
            return Some(Problem::internal(what, "move what is shared out of `tests`"));
        }
        let other = target.split('.').nth(1).filter(|other| self.project.layout.has_module(other))?;
        let is_own = matches!(self.place, Place::TestsOf(own) if own == other);
        (!is_own).then(|| {
            let what = format!("`{target}`, a test of another module");
            Problem::internal(what, format!("use what `tests.factories.{other}` offers"))
        })
    }

    /// The package or all modules: a star opens them, and so does whoever hands them on.
    fn of_container(&self, target: &str, kind: Kind) -> Option<Problem> {
        let package = &self.project.layout.package;
        let is_kernel = matches!(self.place, Place::Kernel | Place::KernelTests);
        let is_star = target.ends_with('*');
        let is_plain = matches!(kind, Kind::Import | Kind::Text) && !is_star;
        if is_plain && !(is_kernel && target.ends_with(".modules")) {
            return None;
        }
        let may = matches!(self.place, Place::Composition | Place::Registry | Place::Tests | Place::TestsOf(_));
        if may && !is_star {
            return None;
        }
        let what = format!("`{target}`, from where every module is in reach");
        if is_kernel {
            return Some(Problem::kernel(what));
        }
        Some(Problem::internal(what, format!("import what you need from `{package}.modules.<module>.gateway`")))
    }

    fn of_module(&self, target: &str, module: &str, rest: &str, kind: Kind) -> Option<Problem> {
        if matches!(self.place, Place::Kernel | Place::KernelTests) {
            return Some(Problem::kernel(format!("`{target}`, which is of the module `{module}`")));
        }
        if self.place.is_home_of(module) {
            return None;
        }
        let (door, name) = rest.split_once('.').unwrap_or((rest, ""));
        if OF_ALL.contains(&door) {
            return None;
        }
        if rest.is_empty() {
            let what = format!("`{target}` as a whole, from where all of `{module}` is in reach");
            return (matches!(kind, Kind::Attribute | Kind::Value) && self.project.layout.has_module(module))
                .then(|| Problem::internal(what, self.use_door(module, "")));
        }
        if DOORS.contains(&door) {
            return self.through_door(module, door, name);
        }
        if matches!(self.place, Place::Composition | Place::Registry) && WIRING.contains(&door) {
            return None;
        }
        let name = rest.rsplit('.').next().unwrap_or(rest);
        Some(Problem::internal(format!("`{target}`, which is private to `{module}`"), self.use_door(module, name)))
    }

    /// A name of a door must be one that it offers, not one that it uses itself.
    fn through_door(&self, module: &str, door: &str, name: &str) -> Option<Problem> {
        let path = format!("{}.modules.{module}.{door}", self.project.layout.package);
        let source = self.project.source(&path)?;
        let name = name.split('.').next().unwrap_or(name);
        let reason = self.project.refuses(source, name)?;
        let what = match name {
            "*" => format!("everything in `{path}`, which offers less: {reason}"),
            name => format!("`{name}` from `{path}`, which does not offer it: {reason}"),
        };
        Some(Problem::internal(what, format!("{}; or let `{module}` offer it", self.use_door(module, name))))
    }

    /// What stands above the modules: it leads to all of them.
    fn of_the_rest(&self, target: &str) -> Option<Problem> {
        let is_below = matches!(self.place, Place::Kernel | Place::Module(_));
        let (file, rest) = self.project.find(target)?;
        let is_registry = file.place == Place::Registry;
        let leads_on = is_registry || file.place == Place::Composition && self.project.leaks(file);
        if !is_below || !leads_on || file.dotted == self.project.layout.package && !rest.is_empty() {
            return None;
        }
        let what = format!("`{target}`, which stands above the modules and knows all of them");
        if *self.place == Place::Kernel {
            return Some(Problem::kernel(what));
        }
        let package = &self.project.layout.package;
        Some(Problem::internal(
            what,
            format!("use the gateway of the module that you need; what is shared is in `{package}.core`"),
        ))
    }

    /// Names the door to use, and what it offers: first what sounds like the name that was wanted.
    fn use_door(&self, module: &str, wanted: &str) -> String {
        let path = format!("{}.modules.{module}.gateway", self.project.layout.package);
        let wanted = wanted.to_lowercase();
        let mut names = self.project.offered(module, "gateway");
        names.retain(|name| *name != wanted);
        names.sort_by_key(|name| {
            let is_like = !wanted.is_empty() && name.to_lowercase().contains(&wanted);
            let is_constant = !name.contains(char::is_lowercase);
            (!is_like, is_constant)
        });
        let offered: Vec<String> = names.iter().take(NAMES).map(|name| format!("`{name}`")).collect();
        let more = if names.len() > NAMES { " and more" } else { "" };
        if offered.is_empty() {
            return format!("import from `{path}`");
        }
        format!("import from `{path}`; it offers {}{more}", offered.join(", "))
    }
}

/// Whether a path is another one or leads through it.
fn is_below(path: &str, above: &str) -> bool {
    path.strip_prefix(above).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}
