//! The formatting that an owner has chosen in `[tool.ruff]`, where it is not ours.
//!
//! Whoever sets another line length or another quote and runs `ruff format` changes most lines of every file. Before a
//! three-way merge both of our sides are brought into that formatting, so that only what was truly edited differs.

use ruff_formatter::{IndentStyle, IndentWidth, LineWidth};
use ruff_python_ast::{PySourceType, PythonVersion};
use ruff_python_formatter::{DocstringCode, MagicTrailingComma, PyFormatOptions, QuoteStyle, format_module_source};
use serde::Deserialize;

use crate::render::python::LINE_LENGTH;

/// What ruff takes where `line-length` is not set.
const RUFF_LINE_LENGTH: u16 = 88;

/// A way of formatting Python that is not ours.
pub struct Formatting {
    settings: Settings,
}

#[derive(Deserialize)]
struct Document {
    #[serde(default)]
    tool: Tool,
}

#[derive(Default, Deserialize)]
struct Tool {
    #[serde(default)]
    ruff: Settings,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
struct Settings {
    line_length: Option<u16>,
    indent_width: Option<u8>,
    #[serde(default)]
    format: FormatTable,
}

#[derive(Default, PartialEq, Deserialize)]
#[serde(rename_all = "kebab-case")]
struct FormatTable {
    quote_style: Option<String>,
    indent_style: Option<String>,
    #[serde(default)]
    skip_magic_trailing_comma: bool,
    #[serde(default)]
    docstring_code_format: bool,
}

impl Formatting {
    /// The formatting that a `pyproject.toml` asks for; none where it is ours, or can't be told.
    pub fn of(pyproject: &str) -> Option<Self> {
        let Document { tool: Tool { ruff: settings } } = toml::from_str(pyproject).ok()?;
        let is_ours = settings.line_length == Some(LINE_LENGTH)
            && settings.indent_width.is_none_or(|width| width == 4)
            && settings.format == FormatTable::default();
        (!is_ours).then_some(Self { settings })
    }

    /// A source in this formatting; none where it is no Python, or a setting is none of ruff's.
    pub fn apply(&self, source: &str) -> Option<String> {
        let Settings { line_length, indent_width, format } = &self.settings;
        let mut options = PyFormatOptions::from_source_type(PySourceType::Python)
            .with_target_version(PythonVersion::PY311)
            .with_line_width(LineWidth::try_from(line_length.unwrap_or(RUFF_LINE_LENGTH)).ok()?);
        if let Some(width) = indent_width {
            options = options.with_indent_width(IndentWidth::try_from(*width).ok()?);
        }
        match format.quote_style.as_deref() {
            None | Some("double") => {}
            Some("single") => options = options.with_quote_style(QuoteStyle::Single),
            Some("preserve") => options = options.with_quote_style(QuoteStyle::Preserve),
            Some(_) => return None,
        }
        if format.indent_style.as_deref() == Some("tab") {
            options = options.with_indent_style(IndentStyle::Tab);
        }
        if format.skip_magic_trailing_comma {
            options = options.with_magic_trailing_comma(MagicTrailingComma::Ignore);
        }
        if format.docstring_code_format {
            options = options.with_docstring_code(DocstringCode::Enabled);
        }
        Some(format_module_source(source, options).ok()?.into_code())
    }
}

#[cfg(test)]
mod tests {
    use super::Formatting;

    #[test]
    fn our_own_settings_are_no_other_formatting() {
        assert!(Formatting::of("[tool.ruff]\nline-length = 100\n").is_none());
        assert!(Formatting::of("[tool.ruff\n").is_none());
    }

    #[test]
    fn quotes_and_width_are_the_owners() {
        let formatting = Formatting::of("[tool.ruff]\nline-length = 20\n[tool.ruff.format]\nquote-style = 'single'\n");
        let formatted = formatting.unwrap().apply("call(\"one\", \"two\", x)\n").unwrap();
        assert_eq!(formatted, "call(\n    'one', 'two', x\n)\n");
    }
}
