//! The templates of the sheets, strict on unknown names.

use minijinja::syntax::SyntaxConfig;
use minijinja::{Environment, Template, UndefinedBehavior, Value};

use crate::error::Result;
use crate::render::layers::Sheet;
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

/// Compiles the template of a sheet.
pub fn compile<'e, 'p>(environment: &'e Environment<'p>, sheet: &'p Sheet<'p>) -> Result<Template<'e, 'p>> {
    let text = std::str::from_utf8(sheet.content).map_err(broken_pack)?;
    environment.template_from_named_str(sheet.source, text).map_err(|error| faulty(&error))
}

/// Renders a sheet; Python comes out formatted and with its imports sorted.
pub fn render(template: &Template<'_, '_>, sheet: &Sheet<'_>, context: &Value) -> Result<String> {
    let text = blocks::settle(template.render(context).map_err(|error| faulty(&error))?);
    if tree::is_python(&sheet.output) {
        python::tidy(&text, template.source()).map_err(|error| broken_pack(format!("`{}`: {error}", sheet.source)))
    } else {
        Ok(text)
    }
}

/// The fault of a template, with the template's name and line.
pub fn faulty(error: &minijinja::Error) -> crate::error::Error {
    broken_pack(format!("{error:#}"))
}
