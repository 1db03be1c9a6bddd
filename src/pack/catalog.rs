//! What can be chosen in a project beside its modules: every folder of the templates with an `option.toml`.

use std::sync::OnceLock;

use include_dir::Dir;
use toml_edit::{Document, TableLike};

use crate::pack::TEMPLATES;

/// The file of a folder that makes it an option.
pub const FILE: &str = "option.toml";

/// The folder whose folders are features: options that a project can do without.
const FEATURES: &str = "features";

/// What an option is set to where a project does without it.
pub const NONE: &str = "none";

/// The folder of an option that stands for every value but `none`.
const ALL: &str = "all";

/// One thing that can be chosen, as in `database`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// What it is called in documents and on the command line: `rate-limit`.
    pub key: String,
    /// What it is, in a few words.
    pub about: String,
    /// How it is asked for, where `new` asks for each value: features are asked for in one list.
    pub question: String,
    /// Its folder in the templates: `features/cache`, in which each value has a folder.
    pub folder: String,
    /// What it is where nobody says: a value, or `none`.
    pub default: String,
    /// Whether it is one of the features, which are asked for with `--with`.
    pub is_feature: bool,
    /// The options that may not be `none` where this one is not.
    pub needs: Vec<String>,
    /// Its values, each with what it is in a few words, in the order in which they are offered.
    pub values: Vec<(String, String)>,
}

impl Choice {
    /// The words that it can be set to, `none` last where that is one of them.
    pub fn words(&self) -> impl Iterator<Item = &str> {
        let none = self.is_feature.then_some(NONE);
        self.values.iter().map(|(value, _)| value.as_str()).chain(none)
    }

    /// The word for the value, as long as the choice itself lives; none where it is no value of this option.
    pub fn word(&self, typed: &str) -> Option<&str> {
        self.words().find(|word| *word == typed)
    }

    /// The value that is meant where only the option is named: the first.
    pub fn usual(&self) -> &str {
        self.values.first().map_or(NONE, |(value, _)| value)
    }

    /// Whether a folder of this option is a layer of a project in which these values are chosen: that of its value, of
    /// every value that is not `none` (`all`), or of a combination with other options that holds (`jwt+email=smtp`,
    /// `on+database!=sqlite`).
    pub fn applies<'a>(&self, folder: &str, chosen: impl Fn(&str) -> &'a str) -> bool {
        let mut parts = folder.split('+');
        let (base, value) = (parts.next().unwrap_or_default(), chosen(&self.key));
        let holds = |condition: &str| match condition.split_once("!=") {
            Some((key, value)) => chosen(key) != value,
            None => condition.split_once('=').is_some_and(|(key, value)| chosen(key) == value),
        };
        (base == value || (base == ALL && value != NONE)) && parts.all(holds)
    }

    /// What a value is, in a few words.
    pub fn about(&self, value: &str) -> &str {
        self.values.iter().find(|(known, _)| known == value).map_or("", |(_, about)| about)
    }
}

/// Everything that can be chosen, sorted by folder.
///
/// # Panics
///
/// When an `option.toml` is broken: the binary was built wrong.
pub fn choices() -> &'static [Choice] {
    static CHOICES: OnceLock<Vec<Choice>> = OnceLock::new();
    CHOICES.get_or_init(|| {
        let mut choices = Vec::new();
        for dir in TEMPLATES.dirs() {
            choices.extend(read(dir));
            if name(dir) == FEATURES {
                choices.extend(dir.dirs().filter_map(read));
            }
        }
        choices.sort_by(|one, other| one.folder.cmp(&other.folder));
        choices
    })
}

/// The option of that name.
pub fn choice(key: &str) -> Option<&'static Choice> {
    choices().iter().find(|choice| choice.key == key)
}

fn read(dir: &'static Dir<'static>) -> Option<Choice> {
    let file = dir.files().find(|file| file.path().file_name().is_some_and(|name| name == FILE))?;
    let text = file.contents_utf8().expect("an option is UTF-8");
    let folder = dir.path().to_str().expect("a template path is UTF-8");
    let document = Document::parse(text).unwrap_or_else(|error| panic!("{folder}/{FILE}: {error}"));
    let string = |key: &str| document.get(key).and_then(toml_edit::Item::as_str).map(str::to_owned);
    let needs = document.get("needs").and_then(toml_edit::Item::as_array).into_iter().flatten();
    let values = document.get("values").and_then(toml_edit::Item::as_table_like).map(TableLike::iter);
    Some(Choice {
        key: string("key").unwrap_or_else(|| name(dir).to_owned()),
        about: string("about").unwrap_or_else(|| panic!("{folder}/{FILE} says what it is about")),
        question: string("question").unwrap_or_default(),
        folder: folder.to_owned(),
        default: string("default").unwrap_or_else(|| NONE.to_owned()),
        is_feature: folder.starts_with(FEATURES),
        needs: needs.filter_map(|need| need.as_str().map(str::to_owned)).collect(),
        values: values
            .into_iter()
            .flatten()
            .map(|(value, about)| (value.to_owned(), about.as_str().unwrap_or_default().to_owned()))
            .collect(),
    })
}

fn name(dir: &'static Dir<'static>) -> &'static str {
    dir.path().file_name().and_then(|name| name.to_str()).expect("a template path is UTF-8")
}

#[cfg(test)]
mod tests {
    use super::{NONE, choice, choices};
    use crate::pack::TEMPLATES;

    #[test]
    fn every_option_has_its_defaults_its_needs_and_a_folder_for_each_value() {
        for option in choices() {
            assert!(option.word(&option.default).is_some(), "{}: its default is no value", option.key);
            assert!(!option.values.is_empty(), "{}: nothing can be chosen", option.key);
            for need in &option.needs {
                assert!(choice(need).is_some(), "{} needs `{need}`, which is no option", option.key);
            }
            for (value, about) in &option.values {
                assert!(!about.is_empty(), "{}={value}: nothing is said of it", option.key);
                let folder = format!("{}/{value}", option.folder);
                assert!(TEMPLATES.get_dir(&folder).is_some(), "{folder} does not exist");
            }
        }
    }

    #[test]
    fn every_folder_of_an_option_is_a_value_of_it() {
        for option in choices() {
            for dir in TEMPLATES.get_dir(&option.folder).expect("it was read there").dirs() {
                let name = super::name(dir).split('+').next().unwrap_or_default();
                let known = option.word(name).is_some() || [NONE, super::ALL].contains(&name);
                assert!(known, "{}: `{name}` is no value", option.folder);
            }
        }
    }
}
