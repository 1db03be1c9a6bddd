//! The revision that a renamed module gets, and the history that it is put behind.
//!
//! It is no part of the tree: like those that `manage migrate revision` writes, it is the owner's from the start.

use std::collections::BTreeSet;

use bytes::Bytes;
use ruff_python_ast::{Expr, Stmt};
use ruff_python_parser::parse_module;

use crate::error::{Error, Result};
use crate::pack::Pack;
use crate::render::templates;
use crate::spec::ModuleName;
use crate::tree::File;

/// The layer of the revisions that a command writes; a release that has none can't rename.
const LAYER: &str = "revisions";
const RENAME: &str = "revisions/rename.py.jinja";
/// Alembic keeps the id of a revision in a column of this width.
const ID_LENGTH: usize = 32;

/// Where the history of a module ends.
#[derive(Debug, PartialEq, Eq)]
pub struct Head {
    /// The id of the last revision.
    pub id: String,
    /// The number of the next one: ids begin with theirs.
    pub next: u32,
}

/// One revision of a history.
#[derive(Debug, PartialEq, Eq)]
pub struct Revision {
    /// Its id.
    pub id: String,
    /// The ids of those that it follows: several where it merges branches.
    pub follows: Vec<String>,
}

/// Reads the revision in a file; none where the file has no revision.
///
/// # Errors
///
/// When the file is no Python (exit 3).
pub fn read(path: &str, text: &str) -> Result<Option<Revision>> {
    let parsed =
        parse_module(text).map_err(|error| Error::refused(format!("`{path}` can't be read as Python: {error}")))?;
    let id = strings(parsed.suite(), "revision").into_iter().next();
    Ok(id.map(|id| Revision { id, follows: strings(parsed.suite(), "down_revision") }))
}

/// Finds the last revision among the files of a history, given by path and content; none where there are none.
///
/// # Errors
///
/// When a file is no Python, or when the revisions are not one line with one end (exit 3).
pub fn head<'a>(files: impl IntoIterator<Item = (&'a str, &'a str)>) -> Result<Option<Head>> {
    let (mut ids, mut followed) = (BTreeSet::new(), BTreeSet::new());
    for (path, text) in files {
        let Some(revision) = read(path, text)? else { continue };
        ids.insert(revision.id);
        followed.extend(revision.follows);
    }
    let number = |id: &String| id.chars().map_while(|c| c.to_digit(10)).fold(0, |all, digit| all * 10 + digit);
    let next = ids.iter().map(number).max().unwrap_or(0) + 1;
    let ends: Vec<&String> = ids.difference(&followed).collect();
    match &ends[..] {
        [] if ids.is_empty() => Ok(None),
        [end] => Ok(Some(Head { id: (*end).clone(), next })),
        several => {
            let several: Vec<String> = several.iter().map(|end| format!("`{end}`")).collect();
            let message = match several.len() {
                0 => "the revisions of the module follow one another in a circle".to_owned(),
                _ => format!("the module has several last revisions: {}", several.join(", ")),
            };
            Err(Error::refused(message).hint("let one follow the other by its `down_revision`"))
        }
    }
}

/// The path and the file of the revision that renames the schema of a module, behind the revision `head`.
///
/// # Errors
///
/// When the templates are of a release whose projects know no such revision (exit 3).
pub fn rename_revision(
    pack: &Pack,
    old: &ModuleName,
    new: &ModuleName,
    head: &str,
    number: u32,
) -> Result<(String, File)> {
    let Some((_, template)) = pack.layer(LAYER).find(|(path, _)| *path == RENAME) else {
        let release = pack.version();
        return Err(Error::refused(format!("projects on the templates of release {release} can't rename a module"))
            .hint("`scaffold update` moves the project to the templates of this release"));
    };
    let mut revision = format!("{number:04}_rename_from_{}", old.snake());
    revision.truncate(ID_LENGTH);
    let revision = revision.trim_end_matches('_');
    let source = String::from_utf8_lossy(template);
    let context = minijinja::context! { revision, head, old => old.snake() };
    let text = templates::environment().render_str(&source, context).map_err(|error| templates::faulty(&error))?;
    let path = format!("app/modules/{}/migrations/versions/{revision}.py", new.snake());
    let class = pack.class(&path);
    Ok((path, File { content: Bytes::from(text), executable: false, class }))
}

/// The strings that a name is given at the top of a file: one, or those of a tuple.
fn strings(body: &[Stmt], name: &str) -> Vec<String> {
    let is_named = |target: &Expr| target.as_name_expr().is_some_and(|target| target.id == name);
    let values = body.iter().filter_map(|statement| match statement {
        Stmt::Assign(assign) if assign.targets.iter().any(is_named) => Some(&*assign.value),
        Stmt::AnnAssign(assign) if is_named(&assign.target) => assign.value.as_deref(),
        _ => None,
    });
    let parts = values.flat_map(|value| match value {
        Expr::Tuple(tuple) => &tuple.elts[..],
        Expr::List(list) => &list.elts[..],
        one => std::slice::from_ref(one),
    });
    parts.filter_map(Expr::as_string_literal_expr).map(|string| string.value.to_str().to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::{Head, head, rename_revision};
    use crate::error::Exit;
    use crate::pack::Pack;
    use crate::render::python::tidy;
    use crate::spec::ModuleName;
    use crate::tree::Class;

    const FIRST: (&str, &str) = ("0001_initial.py", "revision = \"0001_initial\"\ndown_revision = None\n");

    fn module(name: &str) -> ModuleName {
        ModuleName::parse(name).unwrap()
    }

    #[test]
    fn the_head_is_the_revision_that_none_follows() {
        let second = ("b.py", "revision: str = '0007_body'\ndown_revision: str | None = '0001_initial'\n");
        let merged = ("a.py", "revision = \"merged\"\ndown_revision = (\"0007_body\", \"0001_initial\")\n");
        let found = |files: &[(&'static str, &'static str)]| head(files.iter().copied()).unwrap();
        assert_eq!(found(&[]), None);
        assert_eq!(found(&[("__init__.py", "")]), None);
        assert_eq!(found(&[FIRST]), Some(Head { id: "0001_initial".to_owned(), next: 2 }));
        assert_eq!(found(&[second, FIRST]), Some(Head { id: "0007_body".to_owned(), next: 8 }));
        assert_eq!(found(&[merged, second, FIRST]), Some(Head { id: "merged".to_owned(), next: 8 }));
    }

    #[test]
    fn a_history_without_one_end_is_refused() {
        let other = ("x.py", "revision = \"other\"\ndown_revision = None\n");
        let error = head([FIRST, other]).unwrap_err();
        assert_eq!(error.message, "the module has several last revisions: `0001_initial`, `other`");
        let circle = ("x.py", "revision = \"x\"\ndown_revision = \"x\"\n");
        assert_eq!(head([circle]).unwrap_err().exit, Exit::Refused);
        let broken = ("versions/x.py", "revision = (\n");
        assert!(head([broken]).unwrap_err().message.starts_with("`versions/x.py` can't be read as Python"));
    }

    #[test]
    fn a_rename_follows_the_head_and_is_in_shape() {
        let pack = Pack::current();
        let (path, file) = rename_revision(&pack, &module("Articles"), &module("Remarks"), "0002_body", 3).unwrap();
        assert_eq!(path, "app/modules/remarks/migrations/versions/0003_rename_from_articles.py");
        assert_eq!(file.class, Class::Once);
        let text = std::str::from_utf8(&file.content).unwrap();
        assert_eq!(tidy(text, "").unwrap(), text);
        assert!(text.contains("down_revision = \"0002_body\"\n") && text.contains("\nrenamed_from = \"articles\"\n"));
        let next = head([(&*path, text), ("0002.py", "revision = \"0002_body\"\ndown_revision = None\n")]);
        assert_eq!(next.unwrap(), Some(Head { id: "0003_rename_from_articles".to_owned(), next: 4 }));
    }

    #[test]
    fn an_id_fits_its_column_and_lines_fit_their_width_for_the_longest_name() {
        let long = module("a_name_of_a_module_that_is_forty_chars_x");
        let (path, file) = rename_revision(&Pack::current(), &long, &module("Remarks"), "0001_initial", 2).unwrap();
        assert!(path.ends_with("/0002_rename_from_a_name_of_a_mod.py"), "{path}");
        assert!(file.content.split(|byte| *byte == b'\n').all(|line| line.len() <= 100));
    }

    #[test]
    fn the_first_release_has_no_such_revision() {
        let pack = Pack::release("0.1.0").unwrap();
        let error = rename_revision(&pack, &module("Articles"), &module("Remarks"), "0001_initial", 2).unwrap_err();
        assert_eq!(error.exit, Exit::Refused);
        assert!(error.hints[0].starts_with("`scaffold update`"));
    }
}
