//! Who imports a module: the places that keep it from being removed.

use crate::error::Result;
use crate::plan::Plan;
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
    let mut sources = project.python()?;
    for (path, file) in plan.writes() {
        match file {
            Some(file) if is_python(&path) => drop(sources.insert(path, file.content.clone())),
            Some(_) => {}
            None => drop(sources.remove(&path)),
        }
    }
    let own = |path: &str| {
        modules.iter().any(|module| {
            let name = module.snake();
            path.starts_with(&format!("app/modules/{name}/")) || path.starts_with(&format!("tests/{name}/"))
        })
    };
    let others = sources.iter().filter(|(path, _)| !own(path) && !goes(path));
    Ok(others
        .flat_map(|(path, content)| {
            let lines = lines_importing(&String::from_utf8_lossy(content), modules);
            lines.into_iter().map(move |line| format!("{path}:{line}"))
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

/// The numbers of the lines that import one of the modules, or name one in a dotted path.
fn lines_importing(source: &str, modules: &[ModuleName]) -> Vec<usize> {
    let imports = |line: &str| {
        let line = line.trim_start();
        modules.iter().any(|module| {
            names(line, &format!("app.modules.{}", module.snake()))
                || line.strip_prefix("from app.modules import ").is_some_and(|rest| names(rest, module.snake()))
        })
    };
    let lines = source.lines().enumerate().filter(|(_, line)| !line.trim_start().starts_with('#') && imports(line));
    lines.map(|(at, _)| at + 1).collect()
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
    use crate::spec::ModuleName;

    #[test]
    fn an_import_is_told_from_a_longer_name_and_from_a_comment() {
        let tags = [ModuleName::parse("tags").unwrap()];
        let source = "\
from app.modules.tags.gateway import TagsGateway
from app.modules.tags_records import x
from app.modules import articles, tags
# from app.modules.tags import y
import my.app.modules.tags
module = import_module(\"app.modules.tags.models\")
";
        assert_eq!(lines_importing(source, &tags), [1, 3, 6]);
    }
}
