//! The templates of the sheets, strict on unknown names.

use std::sync::OnceLock;

use minijinja::syntax::SyntaxConfig;
use minijinja::{Environment, Template, UndefinedBehavior, Value};

use crate::error::Result;
use crate::render::layers::Sheet;
use crate::render::plain::Plain;
use crate::render::{blocks, broken_pack, python};
use crate::tree;

/// An environment with the one syntax that all templates and facts share.
pub fn environment<'p>() -> Environment<'p> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_auto_escape_callback(|_| minijinja::AutoEscape::None);
    let syntax = SyntaxConfig::builder().keep_trailing_newline(true).trim_blocks(true).lstrip_blocks(true).build();
    environment.set_syntax(syntax.expect("jinja's own delimiters are legal"));
    environment
}

/// A template, read once.
pub struct Compiled<'p> {
    name: &'p str,
    text: &'p str,
    environment: &'p Environment<'p>,
    plain: Option<Plain<'p>>,
    /// What minijinja makes of it, from the start or once it is asked.
    full: OnceLock<Template<'p, 'p>>,
}

impl<'p> Compiled<'p> {
    /// Compiles the template of a sheet.
    pub fn of(environment: &'p Environment<'p>, sheet: &'p Sheet<'p>) -> Result<Self> {
        let text = std::str::from_utf8(sheet.content).map_err(broken_pack)?;
        let compiled = Self::later(environment, sheet.source, text);
        if compiled.plain.is_none() {
            compiled.full()?;
        }
        Ok(compiled)
    }

    /// A template that is compiled once it has to be.
    pub fn later(environment: &'p Environment<'p>, name: &'p str, text: &'p str) -> Self {
        Self { name, text, environment, plain: Plain::read(text), full: OnceLock::new() }
    }

    /// Renders a sheet; Python comes out formatted and with its imports sorted.
    pub fn render(&self, sheet: &Sheet<'_>, context: &Value) -> Result<String> {
        let text = blocks::settle(self.filled(context)?);
        if tree::is_python(&sheet.output) {
            python::tidy(&text, self.text).map_err(|error| broken_pack(format!("`{}`: {error}", self.name)))
        } else {
            Ok(text)
        }
    }

    /// The text, with everything put in, as it comes out.
    pub fn filled(&self, context: &Value) -> Result<String> {
        match self.plain.as_ref().and_then(|plain| plain.render(context)) {
            Some(text) if !cfg!(debug_assertions) => Ok(text),
            plain => {
                let text = self.full()?.render(context).map_err(|error| faulty(&error))?;
                debug_assert!(plain.is_none_or(|plain| plain == text), "`{}` was thought to be plain", self.name);
                Ok(text)
            }
        }
    }

    fn full(&self) -> Result<&Template<'p, 'p>> {
        if let Some(template) = self.full.get() {
            return Ok(template);
        }
        let template =
            self.environment.template_from_named_str(self.name, self.text).map_err(|error| faulty(&error))?;
        Ok(self.full.get_or_init(|| template))
    }
}

/// The fault of a template, with the template's name and line.
pub fn faulty(error: &minijinja::Error) -> crate::error::Error {
    broken_pack(format!("{error:#}"))
}
