//! The templates of the sheets, compiled once and strict on unknown names.

use std::collections::HashSet;

use minijinja::syntax::SyntaxConfig;
use minijinja::{Environment, UndefinedBehavior, Value};

use crate::error::Result;
use crate::render::layers::Sheet;
use crate::render::{blocks, broken_pack, python};

/// Compiled templates, by the path of their source.
pub struct Templates<'p> {
    environment: Environment<'p>,
}

/// An environment with the one syntax that all templates and facts share.
pub fn environment<'p>() -> Environment<'p> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_auto_escape_callback(|_| minijinja::AutoEscape::None);
    let syntax = SyntaxConfig::builder().keep_trailing_newline(true).trim_blocks(true).lstrip_blocks(true).build();
    environment.set_syntax(syntax.expect("jinja's own delimiters are legal"));
    environment
}

impl<'p> Templates<'p> {
    /// Compiles the templates of these sheets, each source once.
    pub fn compile(sheets: impl Iterator<Item = &'p Sheet<'p>>) -> Result<Self> {
        let mut environment = environment();
        let mut seen = HashSet::new();
        for sheet in sheets {
            if seen.insert(&sheet.source) {
                let text = std::str::from_utf8(sheet.content).map_err(broken_pack)?;
                environment.add_template(&sheet.source, text).map_err(|error| faulty(&error))?;
            }
        }
        Ok(Self { environment })
    }

    /// Renders a sheet; Python comes out formatted and with its imports sorted.
    pub fn render(&self, sheet: &Sheet<'_>, context: &Value) -> Result<String> {
        let template = self.environment.get_template(&sheet.source).map_err(|error| faulty(&error))?;
        let text = blocks::settle(template.render(context).map_err(|error| faulty(&error))?);
        match std::path::Path::new(&sheet.output).extension() {
            Some(extension) if extension == "py" => {
                python::tidy(&text).map_err(|error| broken_pack(format!("`{}`: {error}", sheet.source)))
            }
            _ => Ok(text),
        }
    }
}

/// The fault of a template, with the template's name and line.
pub fn faulty(error: &minijinja::Error) -> crate::error::Error {
    broken_pack(format!("{error:#}"))
}
