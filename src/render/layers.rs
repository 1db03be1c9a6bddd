//! Which layers a spec asks for, and the sheets in them: one sheet, one output file.

use bytes::Bytes;

use crate::pack::Pack;
use crate::spec::{Auth, Database, Field, Kind, Module, Spec};

/// One file of a layer on its way to one file of the project.
pub struct Sheet<'a> {
    /// Where the file stands in the pack; its name in messages.
    pub source: String,
    /// Where it goes in the project.
    pub output: String,
    /// What it holds.
    pub content: &'a Bytes,
    /// The module that it is written for, where it is.
    pub module: Option<&'a Module>,
}

impl Sheet<'_> {
    /// Whether the file is rendered; anything else is copied byte for byte.
    pub fn is_template(&self) -> bool {
        self.source.ends_with(SUFFIX)
    }
}

const SUFFIX: &str = ".jinja";

/// The layers of the project as a whole.
pub fn of_project(spec: &Spec) -> [&'static str; 3] {
    let database = match spec.database {
        Database::Postgres => "databases/postgres",
    };
    let auth = match spec.auth {
        Auth::Jwt => "auth/jwt",
        Auth::None => "auth/none",
    };
    ["project", database, auth]
}

/// The layers of one business module.
fn of_module(spec: &Spec, module: &Module) -> Vec<&'static str> {
    let fields = spec.fields_of(module);
    let any = |trait_of: fn(&Field) -> bool| fields.iter().any(trait_of);
    let filterable = |field: &Field| !matches!(field.kind, Kind::Text | Kind::Float | Kind::Datetime | Kind::Json);
    let layers = [
        ("module/layered", true),
        ("module/guarded", spec.auth != Auth::None),
        ("module/listeners", any(|field| field.belongs)),
        ("module/with-filters", any(filterable)),
        ("module/with-references", any(|field| matches!(field.kind, Kind::Ref(_)))),
        ("module/with-unique", any(|field| field.unique)),
    ];
    layers.into_iter().filter(|(_, chosen)| *chosen).map(|(layer, _)| layer).collect()
}

/// Every file that the project will have, before it is rendered.
pub fn sheets<'a>(pack: &'a Pack, spec: &'a Spec) -> Vec<Sheet<'a>> {
    let project = of_project(spec).into_iter().map(|layer| (layer, None));
    let modules = spec
        .modules
        .iter()
        .flat_map(|module| of_module(spec, module).into_iter().map(move |layer| (layer, Some(module))));
    project
        .chain(modules)
        .flat_map(|(layer, module)| {
            pack.layer(layer).map(move |(path, content)| Sheet {
                source: format!("{layer}/{path}"),
                output: output(path, module),
                content,
                module,
            })
        })
        .collect()
}

/// The output path of a template path: the two placeholders filled in, the suffix gone.
fn output(path: &str, module: Option<&Module>) -> String {
    let path = path.strip_suffix(SUFFIX).unwrap_or(path);
    match module {
        None => path.to_owned(),
        Some(module) => path.replace("__module__", module.name.snake()).replace("__entity__", module.entity.one()),
    }
}
