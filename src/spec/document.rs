//! Reading a document of TOML strictly, and saying where in it something is wrong.

use std::ops::Range;

use toml_edit::{Document, Item, TableLike};

use crate::error::{Error, Result};
use crate::spec::word;

/// The text of a document and the name of its file.
#[derive(Clone, Copy)]
pub(super) struct Source<'a> {
    pub file: &'a str,
    pub text: &'a str,
}

/// A place in the text, in bytes. Values that came out of inline tables may have none.
pub(super) type Span = Option<Range<usize>>;

impl<'a> Source<'a> {
    /// The document, if the text is TOML.
    pub(super) fn parse(self) -> Result<Document<&'a str>> {
        Document::parse(self.text).map_err(|error| {
            let message = error.message().lines().collect::<Vec<_>>().join(", ");
            let said = self.fault(&error.span(), Error::usage(message.trim_end_matches('.')));
            if self.text.lines().any(|line| line.starts_with("<<<<<<<")) {
                said.hint(format!(
                    "git left conflict markers in `{}`: `scaffold apply` brings both sides together",
                    self.file
                ))
            } else {
                said
            }
        })
    }

    /// The same error with the place in front: file, line and column.
    pub(super) fn fault(self, span: &Span, mut error: Error) -> Error {
        let start = span.as_ref().map_or(0, |span| span.start).min(self.text.len());
        let before = self.text.get(..start).unwrap_or_default();
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
        error.message = format!("{}:{line}:{column}: {}", self.file, error.message);
        error
    }

    /// The table at a key, empty where it is left out.
    pub(super) fn table<'t>(self, root: &'t dyn TableLike, path: &str) -> Result<Option<&'t dyn TableLike>> {
        let Some(item) = root.get(last(path)) else { return Ok(None) };
        item.as_table_like().map(Some).ok_or_else(|| self.wrong_type(item, path, "a table"))
    }

    /// The string at a key, and where it is.
    pub(super) fn string(self, table: &dyn TableLike, path: &str) -> Result<Option<(String, Span)>> {
        let Some(item) = table.get(last(path)) else { return Ok(None) };
        let text = item.as_str().ok_or_else(|| self.wrong_type(item, path, "a string"))?;
        Ok(Some((text.to_owned(), item.span())))
    }

    /// The list of strings at a key, and where each is.
    pub(super) fn strings(self, table: &dyn TableLike, path: &str) -> Result<Vec<(String, Span)>> {
        let Some(item) = table.get(last(path)) else { return Ok(Vec::new()) };
        let list = item.as_array().ok_or_else(|| self.wrong_type(item, path, "a list of strings"))?;
        let text = |value: &toml_edit::Value| match value.as_str() {
            Some(text) => Ok((text.to_owned(), value.span())),
            None => Err(self.wrong_type(&Item::Value(value.clone()), path, "a list of strings")),
        };
        list.iter().map(text).collect()
    }

    /// Refuses the first key that is none of those that are known; `path` is the table's, empty for the document.
    pub(super) fn only(self, table: &dyn TableLike, path: &str, known: &[&str]) -> Result<()> {
        let Some((unknown, item)) = table.iter().find(|(key, _)| !known.contains(key)) else { return Ok(()) };
        let span = table.key(unknown).and_then(toml_edit::Key::span).or_else(|| item.span());
        let whole = if path.is_empty() { unknown.to_owned() } else { format!("{path}.{unknown}") };
        let error = Error::usage(format!("the key `{}` is not known", word::shown(&whole)));
        let error = match word::closest(unknown, known.iter().copied()) {
            Some(near) => error.hint(format!("did you mean `{near}`?")),
            None => error.hint(format!("the keys here are {}", word::listed(known.iter().copied()))),
        };
        Err(self.fault(&span, error))
    }

    fn wrong_type(self, item: &Item, path: &str, wanted: &str) -> Error {
        let error =
            Error::usage(format!("`{}` is of type {}, and must be {wanted}", word::shown(path), item.type_name()));
        let example = if wanted == "a list of strings" { "[\"one\", \"two\"]" } else { "\"one\"" };
        let error = if wanted == "a table" {
            error.hint(format!("write it as `[{}]` with keys below", word::shown(path)))
        } else {
            error.hint(format!("write it as `{} = {example}`", last(path)))
        };
        self.fault(&item.span(), error)
    }
}

/// The key itself, of a path of keys. A module's key may hold dots, so that only the last part is a plain word.
fn last(path: &str) -> &str {
    path.rsplit('.').next().unwrap_or(path)
}
