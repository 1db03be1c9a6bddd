//! What is chosen beside the modules: one value for each option that the templates have.

use std::collections::BTreeMap;

use crate::error::{Error, Result};
use crate::pack::{self, Choice, NONE};
use crate::spec::word;

/// A value for each option there is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options(BTreeMap<&'static str, &'static str>);

impl Default for Options {
    /// What a project has where nobody says otherwise.
    fn default() -> Self {
        Self(pack::choices().iter().map(|choice| (choice.key.as_str(), choice.default.as_str())).collect())
    }
}

impl Options {
    /// What an option is set to; `none` for one that does not exist.
    pub fn get(&self, key: &str) -> &'static str {
        self.0.get(key).copied().unwrap_or(NONE)
    }

    /// All options and their values, sorted by key.
    pub fn iter(&self) -> impl Iterator<Item = (&'static str, &'static str)> {
        self.0.iter().map(|(key, value)| (*key, *value))
    }

    /// Those that are not set to what they are by default.
    pub fn chosen(&self) -> impl Iterator<Item = (&'static str, &'static str)> {
        let default = |key| pack::choice(key).map(|choice| choice.default.as_str());
        self.iter().filter(move |(key, value)| default(key) != Some(*value))
    }

    /// Sets an option; refuses one that does not exist, and a value that it does not have.
    pub fn set(&mut self, key: &str, value: &str) -> Result<()> {
        let Some(choice) = pack::choice(key) else { return Err(unknown(key)) };
        let Some(value) = choice.word(value) else { return Err(not_a_value(choice, value)) };
        self.0.insert(&choice.key, value);
        Ok(())
    }

    /// The first option that lacks another which it needs, and the error that says so.
    pub(super) fn flaw(&self) -> Option<(&'static str, Error)> {
        let on = |key: &str| self.get(key) != NONE;
        let lacking = pack::choices().iter().filter(|choice| on(&choice.key)).find_map(|choice| {
            let need = choice.needs.iter().find(|need| !on(need))?;
            Some((choice, need))
        });
        let (choice, need) = lacking?;
        let usual = pack::choice(need).map_or(NONE, Choice::usual);
        let error = Error::usage(format!("`{}` needs `{need}`, which the project does not have", choice.key))
            .hint(format!("choose `{need}={usual}` too, or `{}=none`", choice.key));
        Some((&choice.key, error))
    }
}

/// Options as people chose them: a key, and a value.
///
/// # Errors
///
/// When one is chosen twice.
pub fn each_once(chosen: impl IntoIterator<Item = (String, String)>) -> Result<BTreeMap<String, String>> {
    let mut options = BTreeMap::new();
    for (key, value) in chosen {
        if options.insert(key.clone(), value).is_some() {
            return Err(
                Error::usage(format!("`{}` is chosen twice", word::shown(&key))).hint("choose each option once")
            );
        }
    }
    Ok(options)
}

/// The error about an option that does not exist.
pub(super) fn unknown(key: &str) -> Error {
    let keys = || pack::choices().iter().map(|choice| choice.key.as_str());
    let error = Error::usage(format!("there is no option `{}`", word::shown(key)));
    match word::closest(key, keys()) {
        Some(near) => error.hint(format!("did you mean `{near}`?")),
        None => error.hint(format!("the options are {}", word::listed(keys()))),
    }
}

fn not_a_value(choice: &Choice, value: &str) -> Error {
    let error = Error::usage(format!("`{}` can't be `{}`", choice.key, word::shown(value)));
    match word::closest(value, choice.words()) {
        Some(near) => error.hint(format!("did you mean `{near}`?")),
        None => error.hint(format!("it can be {}", word::listed(choice.words()))),
    }
}

#[cfg(test)]
mod tests {
    use super::Options;

    #[test]
    fn an_option_has_its_default_until_it_is_set() {
        let mut options = Options::default();
        assert_eq!((options.get("database"), options.get("auth"), options.chosen().count()), ("postgres", "none", 0));
        options.set("auth", "jwt").unwrap();
        assert_eq!(options.chosen().collect::<Vec<_>>(), [("auth", "jwt")]);
    }

    #[test]
    fn what_does_not_exist_is_refused_with_what_was_meant() {
        let mut options = Options::default();
        let error = options.set("databse", "postgres").unwrap_err();
        assert_eq!(
            (error.message.as_str(), error.hints[0].as_str()),
            ("there is no option `databse`", "did you mean `database`?")
        );
        let error = options.set("auth", "jwtt").unwrap_err();
        assert_eq!(
            (error.message.as_str(), error.hints[0].as_str()),
            ("`auth` can't be `jwtt`", "did you mean `jwt`?")
        );
    }
}
