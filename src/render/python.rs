//! Python as `ruff format` and ruff's import sorter would write it, for any names.
//!
//! Import order and line wrap depend on names (`article` can be clean where `user` is not), so templates are
//! written freely and brought into shape here, with ruff's own formatter. A template states every import that it
//! could need; the ones that the rendered file does not use are dropped.

use std::borrow::Cow;
use std::fmt;

use ruff_formatter::LineWidth;
use ruff_python_ast::{PySourceType, PythonVersion};
use ruff_python_formatter::{FormatModuleError, PyFormatOptions, format_module_source};

use crate::render::imports;
use crate::render::shape::is_in_shape;

/// The line length of the projects that we write, in columns (`[tool.ruff] line-length`).
pub const LINE_LENGTH: u16 = 100;

/// Why rendered Python could not be brought into shape.
#[derive(Debug)]
pub struct Unformattable(String);

impl fmt::Display for Unformattable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<FormatModuleError> for Unformattable {
    fn from(error: FormatModuleError) -> Self {
        Self(error.to_string())
    }
}

/// Sorts the imports at the head of `source`, drops those that nothing uses, sorts `__all__`, and formats it; `template`
/// is the text that it came out of.
pub fn tidy(source: &str, template: &str) -> Result<String, Unformattable> {
    let mut source = match source.trim_end() {
        trimmed if trimmed.len() + 1 == source.len() => Cow::Borrowed(source),
        trimmed => Cow::Owned(format!("{trimmed}\n")),
    };
    for mend in [imports::organise, imports::sort_exports] {
        if let Some(mended) = mend(&source) {
            source = Cow::Owned(mended);
        }
    }
    let is_in_shape = is_in_shape(&source, template);
    if is_in_shape && !cfg!(debug_assertions) {
        return Ok(source.into_owned());
    }
    let formatted = format(&source)?;
    debug_assert!(!is_in_shape || formatted == source, "it was thought to be in shape:\n{source}");
    Ok(formatted)
}

fn format(source: &str) -> Result<String, Unformattable> {
    let options = PyFormatOptions::from_source_type(PySourceType::Python)
        .with_target_version(PythonVersion::PY311)
        .with_line_width(LineWidth::try_from(LINE_LENGTH).expect("a legal line length"));
    Ok(format_module_source(source, options)?.into_code())
}

#[cfg(test)]
mod tests {
    use super::Unformattable;

    fn tidy(source: &str) -> Result<String, Unformattable> {
        super::tidy(source, "")
    }

    #[test]
    fn what_is_too_long_is_wrapped_and_what_fits_is_joined() {
        let long = "x".repeat(95);
        assert_eq!(tidy("f(\n    1, 2\n)\n").unwrap(), "f(1, 2)\n");
        assert_eq!(tidy(&format!("call(first, {long})\n")).unwrap(), format!("call(\n    first,\n    {long},\n)\n"));
    }

    #[test]
    fn broken_python_is_an_error() {
        assert!(tidy("def f(:\n").is_err());
    }
}
