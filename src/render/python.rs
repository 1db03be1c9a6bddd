//! Python as `ruff format` and ruff's import sorter would write it, for any names.
//!
//! Import order and line wrap depend on names (`article` can be clean where `user` is not), so templates are
//! written freely and brought into shape here, with ruff's own formatter. A template states every import that it
//! could need; the ones that the rendered file does not use are dropped.

use std::fmt;

use ruff_formatter::LineWidth;
use ruff_python_ast::{PySourceType, PythonVersion};
use ruff_python_formatter::{FormatModuleError, PyFormatOptions, format_module_source};
use ruff_python_parser::ParseError;

use crate::render::imports;

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

impl From<ParseError> for Unformattable {
    fn from(error: ParseError) -> Self {
        Self(error.to_string())
    }
}

/// Sorts the imports at the head of `source`, drops those that nothing uses, and formats it.
pub fn tidy(source: &str) -> Result<String, Unformattable> {
    let source = imports::sort_exports(&imports::organise(source)?)?;
    let options = PyFormatOptions::from_source_type(PySourceType::Python)
        .with_target_version(PythonVersion::PY311)
        .with_line_width(LineWidth::try_from(LINE_LENGTH).expect("a legal line length"));
    Ok(format_module_source(&source, options)?.into_code())
}

#[cfg(test)]
mod tests {
    use super::tidy;

    #[test]
    fn what_is_too_long_is_wrapped_and_what_fits_is_joined() {
        let long = "x".repeat(95);
        assert_eq!(tidy("f( 1,2 )\n").unwrap(), "f(1, 2)\n");
        assert_eq!(tidy(&format!("call(first, {long})\n")).unwrap(), format!("call(\n    first,\n    {long},\n)\n"));
    }

    #[test]
    fn broken_python_is_an_error() {
        assert!(tidy("def f(:\n").is_err());
    }
}
