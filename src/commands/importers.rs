//! Who imports what is to go: the places that keep it from being removed.

use crate::error::Result;
use crate::plan::{Action, Plan};
use crate::project::Project;
use crate::spec::ModuleName;
use crate::tree::is_python;

/// How many places are named; more would hide the first.
const SHOWN: usize = 5;

/// The places, as `path:line`, that import one of these modules once the plan is carried out. What belongs to the
/// modules themselves does not count, nor does a file that `goes` with them.
pub fn find(
    project: &Project,
    plan: &Plan,
    modules: &[ModuleName],
    goes: impl Fn(&str) -> bool,
) -> Result<Vec<String>> {
    let own = |path: &str| {
        modules.iter().any(|module| {
            let name = module.snake();
            path.starts_with(&format!("app/modules/{name}/")) || path.starts_with(&format!("tests/{name}/"))
        })
    };
    let packages: Vec<String> = modules.iter().map(|module| format!("app.modules.{}", module.snake())).collect();
    let places = of_packages(project, plan, &packages, |path| own(path) || goes(path))?;
    Ok(places.into_iter().map(|(place, _)| place).collect())
}

/// The Python modules, with their dots, that a plan takes away.
pub fn lost(plan: &Plan) -> Vec<String> {
    let deleted = plan.steps.iter().filter(|step| matches!(step.action, Action::Delete));
    let modules = deleted.filter_map(|step| step.path.strip_suffix(".py"));
    modules.map(|path| path.strip_suffix("/__init__").unwrap_or(path).replace('/', ".")).collect()
}

/// The places, as `path:line`, that import one of these packages once the plan is carried out, each with the first
/// package that it imports. Files that `go` do not count.
pub fn of_packages<'a>(
    project: &Project,
    plan: &Plan,
    packages: &'a [String],
    goes: impl Fn(&str) -> bool,
) -> Result<Vec<(String, &'a str)>> {
    let mut sources = project.python()?;
    for (path, file) in plan.writes() {
        match file {
            Some(file) if is_python(&path) => drop(sources.insert(path, file.content.clone())),
            Some(_) => {}
            None => drop(sources.remove(&path)),
        }
    }
    let others = sources.iter().filter(|(path, _)| !goes(path));
    Ok(others
        .flat_map(|(path, content)| {
            let lines = lines_importing(&String::from_utf8_lossy(content), packages);
            lines.into_iter().map(move |(line, package)| (format!("{path}:{line}"), package))
        })
        .collect())
}

/// The same as things are now.
pub fn of_modules(project: &Project, modules: &[ModuleName]) -> Result<Vec<String>> {
    find(project, &Plan::default(), modules, |_| false)
}

/// The first places in one line.
pub fn listed(places: &[String]) -> String {
    let more = places.len().saturating_sub(SHOWN);
    let shown = places[..places.len() - more].join(", ");
    if more == 0 { shown } else { format!("{shown} and {more} more") }
}

/// The numbers of the lines that import one of the packages, or name one in a dotted path; and which that is.
fn lines_importing<'a>(source: &str, packages: &'a [String]) -> Vec<(usize, &'a str)> {
    let imported = |line: &str| {
        let line = line.trim_start();
        packages.iter().map(String::as_str).find(|package| {
            let is_brought = || {
                let (parent, name) = package.rsplit_once('.')?;
                let brought = line.strip_prefix("from ")?.strip_prefix(parent)?.strip_prefix(" import ")?;
                Some(names(brought, name))
            };
            names(line, package) || is_brought() == Some(true)
        })
    };
    let lines = source.lines().enumerate().filter(|(_, line)| !line.trim_start().starts_with('#'));
    lines.filter_map(|(at, line)| Some((at + 1, imported(line)?))).collect()
}

/// Whether a line has these words, not as a part of longer ones.
fn names(line: &str, words: &str) -> bool {
    let is_part = |letter: char| letter.is_alphanumeric() || letter == '_';
    line.match_indices(words).any(|(at, _)| {
        !line[..at].ends_with(|letter| is_part(letter) || letter == '.')
            && !line[at + words.len()..].starts_with(is_part)
    })
}

#[cfg(test)]
mod tests {
    use super::lines_importing;

    #[test]
    fn an_import_is_told_from_a_longer_name_and_from_a_comment() {
        let tags = ["app.modules.tags".to_owned()];
        let source = "\
from app.modules.tags.gateway import TagsGateway
from app.modules.tags_records import x
from app.modules import articles, tags
# from app.modules.tags import y
import my.app.modules.tags
module = import_module(\"app.modules.tags.models\")
";
        let lines: Vec<usize> = lines_importing(source, &tags).into_iter().map(|(line, _)| line).collect();
        assert_eq!(lines, [1, 3, 6]);
    }
}
