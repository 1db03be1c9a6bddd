//! `rename-module` and the history of the module: the owner's revisions come along, and one behind them renames the
//! schema.
#![allow(clippy::disallowed_methods, reason = "this test reads and edits projects")]

mod binary;
mod support;

use std::path::PathBuf;

use binary::{Place, Ran};
use support::tree_on_disk;

const SECOND: &str = "revision = \"0002_add_a_subtitle\"\ndown_revision = \"0001_initial\"\n";

/// A project of two modules, in which the owner has put a revision and a test beside ours.
fn conduit(more: &[&str]) -> (Place, PathBuf) {
    let place = Place::new();
    let made = place.run(&[&["new", "conduit", "Articles", "Comments", "--uses", "comments=articles"], more].concat());
    assert_eq!(made.code, Some(0), "{}", made.stderr);
    let root = place.path().join("conduit");
    std::fs::write(root.join("app/modules/articles/migrations/versions/0002_add_a_subtitle.py"), SECOND).unwrap();
    let own = "from app.modules.articles.models import Article\n";
    std::fs::write(root.join("tests/articles/unit/test_own.py"), own).unwrap();
    (place, root)
}

fn rename(place: &Place, old: &str, new: &str) -> Ran {
    place.run(&["-C", "conduit", "rename-module", old, new, "--yes"])
}

#[test]
fn the_schema_is_renamed_behind_the_revisions_of_the_owner() {
    let (place, root) = conduit(&[]);
    let ran = rename(&place, "Articles", "Posts");
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    let said = format!("{}{}", ran.stdout, ran.stderr);
    assert!(said.contains("renames the schema `articles` to `posts`"), "{said}");
    assert!(said.contains("`articles` is still named at tests/posts/unit/test_own.py:1"), "{said}");

    let files = tree_on_disk(&root);
    let text = |path: &str| String::from_utf8(files[path].clone()).unwrap();
    let versions = "app/modules/posts/migrations/versions";
    assert_eq!(text(&format!("{versions}/0002_add_a_subtitle.py")), SECOND);
    assert!(text(&format!("{versions}/0001_initial.py")).contains("schema=\"articles\""));
    let third = text(&format!("{versions}/0003_rename_from_articles.py"));
    assert!(third.contains("down_revision = \"0002_add_a_subtitle\"\n"), "{third}");
    assert!(third.contains("renamed_from = \"articles\"\n"), "{third}");
    assert!(text("app/modules/posts/models/article.py").contains("__tablename__ = \"articles\""));
    assert!(
        text("scaffold.toml").contains("table = \"articles\"") && text("scaffold.toml").contains("uses = [\"posts\"]")
    );
    assert!(!text("scaffold.lock").contains("0003_rename"), "the revision is the owner's");
    assert!(files.keys().all(|path| !path.contains("modules/articles/") && !path.contains("tests/articles/")));
    let status = place.run(&["-C", "conduit", "status"]);
    assert!(status.stdout.contains("no file that scaffold wrote was changed"), "{}", status.stdout);
}

#[test]
fn what_the_owner_edited_in_other_modules_learns_the_new_name() {
    let (place, root) = conduit(&[]);
    let edited = ["app/modules/comments/module.py", "app/modules/comments/services/comments.py"];
    for path in edited {
        let text = std::fs::read_to_string(root.join(path)).unwrap();
        std::fs::write(root.join(path), text + "\n\nMINE = 1\n").unwrap();
    }
    let ran = rename(&place, "Articles", "Posts");
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    for path in edited {
        let text = std::fs::read_to_string(root.join(path)).unwrap();
        assert!(text.ends_with("\n\nMINE = 1\n"), "{path}: {text}");
        assert!(text.contains("posts") && !text.contains("modules.articles"), "{path}: {text}");
    }
}

#[cfg(unix)]
#[test]
fn a_symbolic_link_in_the_module_is_spoken_of() {
    let (place, root) = conduit(&[]);
    std::os::unix::fs::symlink("gateway.py", root.join("app/modules/articles/door.py")).unwrap();
    let ran = rename(&place, "Articles", "Posts");
    let words = "`app/modules/articles/door.py` is a symbolic link and stays where it is";
    assert!(ran.code == Some(0) && ran.stderr.contains(words), "{ran:?}");
}

#[test]
fn a_second_rename_follows_the_first_and_may_lead_back() {
    let (place, root) = conduit(&[]);
    for (old, new) in [("Articles", "Posts"), ("Posts", "Articles")] {
        let ran = rename(&place, old, new);
        assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    }
    let last = root.join("app/modules/articles/migrations/versions/0004_rename_from_posts.py");
    let last = std::fs::read_to_string(last).unwrap();
    assert!(last.contains("down_revision = \"0003_rename_from_articles\"\n"), "{last}");
    let manifest = std::fs::read_to_string(root.join("scaffold.toml")).unwrap();
    assert!(!manifest.contains("table ="), "{manifest}");
}

#[test]
fn it_can_be_taken_back() {
    let (place, root) = conduit(&[]);
    let ours = || {
        let mut files = tree_on_disk(&root);
        files.retain(|path, _| !path.starts_with(".git/") && !path.starts_with(".scaffold/"));
        files
    };
    let before = ours();
    assert_eq!(rename(&place, "Articles", "Posts").code, Some(0));
    let undone = place.run(&["-C", "conduit", "undo", "--yes"]);
    assert_eq!(undone.code, Some(0), "{}", undone.stderr);
    assert!(ours() == before, "undo left something of the rename");
}

#[test]
fn a_project_whose_core_cannot_rename_is_to_be_updated_first() {
    let (place, root) = conduit(&["--release", "0.1.0"]);
    let before = tree_on_disk(&root);
    let ran = rename(&place, "Articles", "Posts");
    assert_eq!(ran.code, Some(3), "{}", ran.stdout);
    assert!(ran.stderr.contains("hint: `scaffold update`"), "{}", ran.stderr);
    assert!(tree_on_disk(&root) == before, "something was written");
}

#[test]
fn a_history_with_two_ends_is_to_be_mended_first() {
    let (place, root) = conduit(&[]);
    let other = "revision = \"0002_other\"\ndown_revision = \"0001_initial\"\n";
    std::fs::write(root.join("app/modules/articles/migrations/versions/0002_other.py"), other).unwrap();
    let before = tree_on_disk(&root);
    let ran = rename(&place, "Articles", "Posts");
    assert_eq!(ran.code, Some(3), "{}", ran.stdout);
    assert!(ran.stderr.contains("`0002_add_a_subtitle`, `0002_other`"), "{}", ran.stderr);
    assert!(tree_on_disk(&root) == before, "something was written");
}
