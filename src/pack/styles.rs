//! The ways in which a module can be built: every folder of `module/` with a `style.toml`.

use std::sync::OnceLock;

use include_dir::Dir;
use toml_edit::{Document, Item};

use crate::pack::TEMPLATES;

/// The folder of the templates of modules.
pub const MODULE: &str = "module";

/// The file of a folder that makes it a style, and is not output.
pub const FILE: &str = "style.toml";

/// One way in which a module can be built, as in `layered`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Style {
    /// What it is called in documents and on the command line; the name of its folder.
    pub name: String,
    /// What it is, in a few words.
    pub about: String,
    /// What to consider before choosing it, where there is something.
    pub advice: Option<String>,
    /// Whether modules have it where nobody says otherwise.
    pub is_usual: bool,
}

/// Every style, the usual one first.
///
/// # Panics
///
/// When a `style.toml` is broken: the binary was built wrong.
pub fn styles() -> &'static [Style] {
    static STYLES: OnceLock<Vec<Style>> = OnceLock::new();
    STYLES.get_or_init(|| {
        let folders = TEMPLATES.dirs().filter(|dir| dir.path().as_os_str() == MODULE).flat_map(Dir::dirs);
        let mut styles: Vec<Style> = folders.filter_map(read).collect();
        styles.sort_by(|one, other| (!one.is_usual, &one.name).cmp(&(!other.is_usual, &other.name)));
        styles
    })
}

/// The style of that name.
pub fn style(name: &str) -> Option<&'static Style> {
    styles().iter().find(|style| style.name == name)
}

/// The style that modules have where nobody says otherwise.
///
/// # Panics
///
/// When no folder has a `style.toml`: the binary was built wrong.
pub fn usual_style() -> &'static Style {
    styles().first().expect("modules are built in some way")
}

fn read(dir: &'static Dir<'static>) -> Option<Style> {
    let file = dir.files().find(|file| file.path().file_name().is_some_and(|name| name == FILE))?;
    let text = file.contents_utf8().expect("a style is UTF-8");
    let folder = dir.path().to_str().expect("a template path is UTF-8");
    let document = Document::parse(text).unwrap_or_else(|error| panic!("{folder}/{FILE}: {error}"));
    let about = document.get("about").and_then(Item::as_str);
    Some(Style {
        name: folder.rsplit('/').next().unwrap_or(folder).to_owned(),
        about: about.unwrap_or_else(|| panic!("{folder}/{FILE} says what it is about")).to_owned(),
        advice: document.get("advice").and_then(Item::as_str).map(str::to_owned),
        is_usual: document.get("usual").and_then(Item::as_bool).unwrap_or_default(),
    })
}

#[cfg(test)]
mod tests {
    use super::styles;

    #[test]
    fn one_style_is_the_usual_one_and_something_is_said_of_each() {
        assert_eq!(styles().iter().filter(|style| style.is_usual).count(), 1);
        assert!(styles()[0].is_usual);
        assert!(styles().iter().all(|style| !style.about.is_empty()));
    }
}
