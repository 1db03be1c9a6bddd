//! Which layers a spec asks for, and the sheets in them: one sheet, one output file.

use bytes::Bytes;
use memchr::memmem;

use crate::pack::{self, Choice, Pack};
use crate::spec::{Field, Kind, Module, Spec};

/// One file of a layer on its way to one file of the project.
pub struct Sheet<'a> {
    /// Where the file stands in the pack; its name in messages.
    pub source: &'a str,
    /// Where it goes in the project.
    pub output: String,
    /// What it holds.
    pub content: &'a Bytes,
    /// The module that it is written for, where it is.
    pub module: Option<&'a Module>,
}

/// The names through which a template sees all modules of a project.
const OF_ALL_MODULES: [&str; 3] = ["modules", "styles", "example"];

impl Sheet<'_> {
    /// Whether the file comes out as it did in a project to which nothing but modules is added.
    pub fn is_as_in(&self, before: &Spec) -> bool {
        let was_there = self.module.is_none_or(|module| before.modules.contains(module));
        was_there && !(self.is_template() && self.sees_all_modules())
    }

    fn sees_all_modules(&self) -> bool {
        let sees = |tag: &[u8]| OF_ALL_MODULES.iter().any(|name| memmem::find(tag, name.as_bytes()).is_some());
        [("{{", "}}"), ("{%", "%}")].into_iter().any(|(opening, closing)| {
            memmem::find_iter(self.content, opening).any(|at| {
                let tag = &self.content[at..];
                sees(&tag[..memmem::find(tag, closing.as_bytes()).unwrap_or(tag.len())])
            })
        })
    }

    /// Whether the file is rendered; anything else is copied byte for byte.
    pub fn is_template(&self) -> bool {
        self.source.ends_with(SUFFIX)
    }
}

const SUFFIX: &str = ".jinja";

/// The key of a kind of field with what tells whether a value may be.
const RULE: &str = "rule";

/// What stands for the name of a module in the paths of templates.
const MODULE: &str = "__module__";

/// The layers of the project as a whole: what every project has, and what each option adds.
pub fn of_project<'a>(pack: &'a Pack, spec: &Spec) -> Vec<&'a str> {
    let options = pack::choices().iter().flat_map(|choice| of_option(pack, spec, choice));
    ["project"].into_iter().chain(options).collect()
}

/// The layers of one option.
fn of_option<'a>(pack: &'a Pack, spec: &Spec, choice: &Choice) -> Vec<&'a str> {
    let name = |layer: &'a str| layer.rsplit('/').next().unwrap_or_default();
    let applies = |layer: &&'a str| choice.applies(name(layer), |key| spec.options.get(key));
    pack.folders(&choice.folder).into_iter().filter(applies).collect()
}

/// The layers of one business module: what all have, its style, and what only some have; a `+` joins what must hold
/// together, as in `layered+listeners`.
fn of_module<'a>(pack: &'a Pack, spec: &Spec, module: &Module) -> Vec<&'a str> {
    let fields = spec.fields_of(module);
    let any = |trait_of: fn(&Field) -> bool| fields.iter().any(trait_of);
    let filterable = |field: &Field| !matches!(field.kind, Kind::Text | Kind::Float | Kind::Datetime | Kind::Json);
    let holds = |part: &str| match part {
        "all" => true,
        "guarded" => spec.has_auth(),
        "listeners" => any(|field| field.belongs),
        "with-filters" => any(filterable),
        "with-references" => any(|field| matches!(field.kind, Kind::Ref(_))),
        "with-rules" => fields.iter().any(|field| pack.says(field.kind.word(), RULE)),
        "with-unique" => any(|field| field.unique),
        style => style == module.style,
    };
    let applies = |layer: &&'a str| layer.rsplit('/').next().unwrap_or_default().split('+').all(holds);
    pack.folders(pack::MODULE).into_iter().filter(applies).collect()
}

/// The layer of the style of a module.
pub fn of_style(style: &str) -> String {
    format!("{}/{style}", pack::MODULE)
}

/// Every file that the project will have, before it is rendered.
pub fn sheets<'a>(pack: &'a Pack, spec: &'a Spec) -> Vec<Sheet<'a>> {
    let project = of_project(pack, spec).into_iter().flat_map(|layer| in_layer(pack, layer));
    let project = project.flat_map(|(source, path, content)| {
        // What a layer of the project has for modules, it has for each of them.
        let modules = if path.contains(MODULE) { spec.modules.iter().map(Some).collect() } else { vec![None] };
        modules.into_iter().map(move |module| (source, path, content, module))
    });
    let modules = spec.modules.iter().flat_map(|module| {
        let layers = of_module(pack, spec, module).into_iter().flat_map(|layer| in_layer(pack, layer));
        layers.map(move |(source, path, content)| (source, path, content, Some(module)))
    });
    let sheet = |(source, path, content, module)| Sheet { source, output: output(path, module), content, module };
    project.chain(modules).map(sheet).collect()
}

/// The files of a layer: where each stands in the pack, its path in the layer, and what it holds.
fn in_layer<'a>(pack: &'a Pack, layer: &'a str) -> impl Iterator<Item = (&'a str, &'a str, &'a Bytes)> {
    pack.layer(layer).map(move |(path, content)| (path, &path[layer.len() + "/".len()..], content))
}

/// The output path of a template path: the two placeholders filled in, the suffix gone.
fn output(path: &str, module: Option<&Module>) -> String {
    let path = path.strip_suffix(SUFFIX).unwrap_or(path);
    match module {
        None => path.to_owned(),
        Some(module) => path.replace(MODULE, module.name.snake()).replace("__entity__", module.entity.one()),
    }
}
