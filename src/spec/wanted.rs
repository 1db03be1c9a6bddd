//! What is wanted, in people's words, checked into a [`Spec`]; an error knows which word it is about.

use crate::error::Error;
use crate::pack::{self, NONE, Style};
use crate::spec::{AUTH, Entity, Field, Module, ModuleName, Options, ProjectName, Spec, field, graph, inflect, word};

/// What is wanted, in people's words.
#[derive(Debug, Default)]
pub(super) struct Wanted {
    pub name: String,
    /// Keys and values.
    pub options: Vec<(String, String)>,
    pub modules: Vec<WantedModule>,
}

/// One module that is wanted, in people's words.
#[derive(Debug, Default)]
pub(super) struct WantedModule {
    pub name: String,
    pub entity: Option<String>,
    pub table: Option<String>,
    pub style: Option<String>,
    pub uses: Vec<String>,
    pub fields: Vec<String>,
}

/// Which word an error is about: options, modules, uses and fields by their place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    Name,
    Option(usize),
    Module(usize),
    Entity(usize),
    Table(usize),
    Style(usize),
    Use(usize, usize),
    Field(usize, usize),
}

/// An error and the word that it is about.
#[derive(Debug)]
pub(super) struct Flaw {
    pub place: Place,
    pub error: Error,
}

type Checked<T> = std::result::Result<T, Flaw>;

impl Wanted {
    /// Checks all words, one by one and together.
    pub(super) fn check(&self) -> Checked<Spec> {
        let name = ProjectName::parse(&self.name).map_err(at(Place::Name))?;
        let options = self.options()?;
        let auth = options.get(AUTH) != NONE;
        let names = self.names(auth)?;
        if names.is_empty() && !auth {
            let error = Error::usage("a project has at least one module");
            return Err(Flaw { place: Place::Name, error: error.hint("`[modules.articles]` in scaffold.toml is one") });
        }
        let modules = (0..names.len()).map(|place| self.module(place, &names, auth)).collect::<Checked<Vec<_>>>()?;
        entities(&modules)?;
        let mut spec = Spec { name, options, modules };
        if let Some((place, error)) = graph::flaw(&spec) {
            return Err(Flaw { place: Place::Module(place), error });
        }
        spec.modules.sort_by(|one, other| one.name.cmp(&other.name));
        Ok(spec)
    }

    fn options(&self) -> Checked<Options> {
        let mut options = Options::default();
        for (place, (key, value)) in self.options.iter().enumerate() {
            options.set(key, value).map_err(at(Place::Option(place)))?;
        }
        let Some((key, error)) = options.flaw() else { return Ok(options) };
        let place = self.options.iter().position(|(known, _)| known == key);
        Err(Flaw { place: place.map_or(Place::Name, Place::Option), error })
    }

    fn names(&self, auth: bool) -> Checked<Vec<ModuleName>> {
        let mut names: Vec<ModuleName> = Vec::new();
        for (place, module) in self.modules.iter().enumerate() {
            let name = ModuleName::parse(&module.name).map_err(at(Place::Module(place)))?;
            let error = if name.is_auth() {
                Some(
                    Error::usage("`auth` is no module of your own")
                        .hint("ask for it with `auth = \"jwt\"` or `--auth jwt`"),
                )
            } else {
                let known = names.iter().cloned().chain(auth.then(ModuleName::auth));
                let twin = { known }.find(|known| likeness(known) == likeness(&name));
                twin.map(|twin| collision(&twin, &name))
            };
            if let Some(error) = error {
                return Err(Flaw { place: Place::Module(place), error });
            }
            names.push(name);
        }
        Ok(names)
    }

    fn module(&self, place: usize, names: &[ModuleName], auth: bool) -> Checked<Module> {
        let (wanted, name) = (&self.modules[place], &names[place]);
        let given = wanted.entity.as_deref().map(Entity::parse).transpose().map_err(at(Place::Entity(place)))?;
        let entity_is_given = given.is_some();
        let entity = given.unwrap_or_else(|| Entity::of(name));
        let table = wanted.table.as_deref().map(ModuleName::parse).transpose().map_err(at(Place::Table(place)))?;
        let table = table.filter(|table| table != name);
        let style = wanted.style.as_deref().map_or_else(|| Ok(pack::usual_style()), style);
        let style = &style.map_err(at(Place::Style(place)))?.name;
        let mut uses = Vec::new();
        for (nth, typed) in wanted.uses.iter().enumerate() {
            let target = ModuleName::parse(typed)
                .and_then(|target| reachable(name, target, "uses", names, auth))
                .map_err(at(Place::Use(place, nth)))?;
            uses.push(target);
        }
        uses.sort();
        uses.dedup();
        let mut fields = Vec::new();
        for (nth, typed) in wanted.fields.iter().enumerate() {
            let field = Field::parse(typed)
                .and_then(|field| match &field.kind {
                    field::Kind::Ref(target) => {
                        reachable(name, target.clone(), "refers to", names, auth).map(|_| field.clone())
                    }
                    _ => Ok(field),
                })
                .map_err(at(Place::Field(place, nth)))?;
            fields.push(field);
        }
        if let Some((nth, error)) = field::fault(&fields).or_else(|| choice_fault(&entity, &fields)) {
            return Err(Flaw { place: Place::Field(place, nth), error });
        }
        Ok(Module { name: name.clone(), entity, entity_is_given, table, style, uses, fields })
    }
}

fn at(place: Place) -> impl Fn(Error) -> Flaw {
    move |error| Flaw { place, error }
}

/// The style of that name.
fn style(typed: &str) -> Result<&'static Style, Error> {
    let names = || pack::styles().iter().map(|style| style.name.as_str());
    pack::style(typed).ok_or_else(|| {
        let error = Error::usage(format!("there is no style `{}`", word::shown(typed)));
        match word::closest(typed, names()) {
            Some(near) => error.hint(format!("did you mean `{near}`?")),
            None => error.hint(format!("the styles are {}", word::listed(names()))),
        }
    })
}

/// What two names may not share: number, case and underscores are too little to tell modules apart by.
fn likeness(name: &ModuleName) -> String {
    inflect::singular(name.snake()).replace('_', "")
}

fn collision(one: &ModuleName, other: &ModuleName) -> Error {
    let (one, other) = (one.snake(), other.snake());
    let message = if one == other {
        format!("the module `{other}` is there twice")
    } else {
        format!("the modules `{one}` and `{other}` can't be told apart: they are one noun")
    };
    Error::usage(message).hint(format!("keep one of them, or give one another name, as in `{other}_records`"))
}

/// The module that another may use, which is any that is there, beside itself.
fn reachable(
    from: &ModuleName,
    target: ModuleName,
    verb: &str,
    names: &[ModuleName],
    auth: bool,
) -> Result<ModuleName, Error> {
    let sentence = format!("`{}` {verb} `{}`", from.snake(), target.snake());
    if target == *from {
        return Err(Error::usage(format!("{sentence}, which is itself")).hint("a module uses other modules only"));
    }
    if target.is_auth() {
        return if auth {
            Ok(target)
        } else {
            Err(Error::usage(format!("{sentence}, and the project has none")).hint("add it with `--auth jwt`"))
        };
    }
    if names.contains(&target) {
        return Ok(target);
    }
    Err(word::unknown_module(format!("{sentence}, which is not there"), &target, names))
}

/// An enum's choices are the class `StatusChoice`, beside that of the entity.
fn choice_fault(entity: &Entity, fields: &[Field]) -> Option<(usize, Error)> {
    let clashes =
        |field: &Field| matches!(field.kind, field::Kind::Enum(_)) && format!("{}_choice", field.name) == entity.one();
    let place = fields.iter().position(clashes)?;
    let (name, entity) = (&fields[place].name, entity.pascal());
    let error = Error::usage(format!("the choices of `{name}` and the entity would both be called `{entity}`"));
    Some((place, error.hint("give the field another name, or the entity with `--entity`")))
}

/// Entities name classes and operations of the API, so that each belongs to one module.
fn entities(modules: &[Module]) -> Checked<()> {
    for (place, module) in modules.iter().enumerate() {
        let likeness = |module: &Module| module.entity.one().replace('_', "");
        let Some(twin) = modules[..place].iter().find(|twin| likeness(twin) == likeness(module)) else { continue };
        let (one, other) = (twin.name.snake(), module.name.snake());
        let error =
            Error::usage(format!("`{one}` and `{other}` would both have the entity `{}`", module.entity.pascal()))
                .hint(format!("give one of them another, as in `--entity {other}={}Record`", module.entity.pascal()));
        let place = if module.entity_is_given { Place::Entity(place) } else { Place::Module(place) };
        return Err(Flaw { place, error });
    }
    Ok(())
}
