//! (pack, spec) → tree; pure and deterministic: no clock, no environment, no locale, no hash order.
//!
//! A project is made of layers. Which layers is decided in [`layers`]; what templates can ask is in [`context`];
//! Python is brought into the shape that `ruff format` and its import sorter would give it in [`python`].

mod blocks;
mod context;
mod fields;
pub mod formatting;
mod head;
mod imports;
mod layers;
mod names;
mod plain;
mod python;
pub mod revision;
mod shape;
mod templates;

use bytes::Bytes;
use minijinja::Environment;
use rayon::prelude::*;

use crate::error::{Error, Exit, Result};
use crate::pack::Pack;
use crate::spec::Spec;
use crate::tree::{File, Tree};
use context::Context;
use layers::Sheet;
use templates::Compiled;

/// Renders the whole project that `spec` asks for.
///
/// # Errors
///
/// When the pack does not have the style of a module. When a template is broken; that is a fault of the pack, and the
/// message names the template.
pub fn render(pack: &Pack, spec: &Spec) -> Result<Tree> {
    every_style_is_there(pack, spec)?;
    render_sheets(pack, spec, layers::sheets(pack, spec))
}

/// What is new in the project that `spec` asks for, which only adds modules to `before`: the files that may come out
/// otherwise than before or were not there, and the paths of all others.
///
/// # Errors
///
/// As [`render`].
pub fn render_beside(pack: &Pack, spec: &Spec, before: &Spec) -> Result<(Tree, Vec<String>)> {
    every_style_is_there(pack, spec)?;
    let (known, sheets): (Vec<_>, Vec<_>) =
        layers::sheets(pack, spec).into_iter().partition(|sheet| sheet.is_as_in(before));
    Ok((render_sheets(pack, spec, sheets)?, known.into_iter().map(|sheet| sheet.output).collect()))
}

fn render_sheets(pack: &Pack, spec: &Spec, mut sheets: Vec<Sheet<'_>>) -> Result<Tree> {
    sheets.sort_by_key(|sheet| sheet.source);
    let environment = templates::environment();
    let (context, sources) = rayon::join(
        || Context::of(pack, spec, &sheets),
        || {
            sheets
                .par_chunk_by(|one, other| one.source == other.source)
                .map(|of| Source::of(&environment, of))
                .collect()
        },
    );
    let (context, sources): (_, Result<Vec<Source<'_>>>) = (context?, sources);
    let files: Vec<Vec<(String, File)>> =
        sources?.into_par_iter().map(|source| source.files(&context, pack)).collect::<Result<_>>()?;
    one_author_a_path(files.into_iter().flatten())
}

/// The sheets that have one source, which is compiled once.
struct Source<'a> {
    template: Option<Compiled<'a>>,
    sheets: &'a [Sheet<'a>],
}

impl<'a> Source<'a> {
    fn of(environment: &'a Environment<'a>, sheets: &'a [Sheet<'a>]) -> Result<Self> {
        let template = sheets.first().filter(|sheet| sheet.is_template());
        let template = template.map(|sheet| Compiled::of(environment, sheet)).transpose()?;
        Ok(Self { template, sheets })
    }

    fn files(&self, context: &Context, pack: &Pack) -> Result<Vec<(String, File)>> {
        let file = |sheet: &Sheet<'_>| {
            let bytes = match &self.template {
                Some(template) => Bytes::from(template.render(sheet, context.of_sheet(sheet))?),
                None => sheet.content.clone(),
            };
            let executable = bytes.starts_with(b"#!");
            Ok((sheet.output.clone(), File { content: bytes, executable, class: pack.class(&sheet.output) }))
        };
        self.sheets.iter().map(file).collect()
    }
}

/// The two commands that start a project and test it, as its layers say.
pub fn commands(pack: &Pack, spec: &Spec) -> [String; 2] {
    let facts = pack.facts(&layers::of_project(pack, spec));
    let said = |which: &str| facts.table().get("commands")?.get(which)?.as_str().map(str::to_owned);
    // The first release had no such fact, and one way to run things.
    let usual = [("start", "uv run uvicorn app.main:app"), ("test", "uv run pytest")];
    usual.map(|(which, usual)| said(which).unwrap_or_else(|| usual.to_owned()))
}

/// Refuses a style that the templates do not have: those of an earlier release may have fewer.
fn every_style_is_there(pack: &Pack, spec: &Spec) -> Result<()> {
    let is_there = |style: &str| pack.layer(&layers::of_style(style)).next().is_some();
    let Some(module) = spec.modules.iter().find(|module| !is_there(module.style)) else { return Ok(()) };
    let (name, style, release) = (module.name.snake(), module.style, pack.version());
    let message = format!("the templates of release {release} have no style `{style}`, which `{name}` is to have");
    Err(Error::refused(message).hint("`scaffold update` moves a project to the templates of this release"))
}

fn one_author_a_path(files: impl Iterator<Item = (String, File)>) -> Result<Tree> {
    let mut files: Vec<(String, File)> = files.collect();
    files.sort_by(|(one, _), (other, _)| one.cmp(other));
    match files.windows(2).find(|pair| pair[0].0 == pair[1].0) {
        Some(pair) => Err(broken_pack(format!("two layers write `{}`", pair[0].0))),
        None => Ok(files.into_iter().collect()),
    }
}

/// A fault of the templates, which no user can mend.
fn broken_pack(what: impl std::fmt::Display) -> Error {
    Error::new(Exit::No, format!("the templates of this release are broken: {what}"))
        .hint("this is a bug of scaffold; please report it with the command that you ran")
}
