//! The fields of an entity, and the short way to write them: `title:str!,body:text,status:draft|published`.

use heck::ToSnakeCase;

use crate::error::{Error, Result};
use crate::spec::word::{self, Thing};
use crate::spec::{ModuleName, reserved};

/// The most fields that a module may have.
const MOST: usize = 30;

/// What a field holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// A line of text, up to 200 characters.
    Str,
    /// A long text.
    Text,
    /// A whole number of 32 bits.
    Int,
    /// A finite floating-point number.
    Float,
    /// An exact decimal number, 18 digits with 4 of them behind the point.
    Decimal,
    /// True or false.
    Bool,
    /// A day.
    Date,
    /// An instant.
    Datetime,
    /// A UUID.
    Uuid,
    /// A JSON object.
    Json,
    /// One of the given words.
    Enum(Vec<String>),
    /// The id of another module's entity, as a plain id.
    Ref(ModuleName),
}

/// One field of an entity.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    /// Its name as the owner wrote it: `author` for a ref, whose column is `author_id`.
    pub name: String,
    /// What it holds.
    pub kind: Kind,
    /// Whether it may be null (`?`).
    pub nullable: bool,
    /// Whether no two living records may share a value (`!`).
    pub unique: bool,
    /// Whether the record belongs to the one that it refers to, and goes when that one goes (an implied ref of `uses`).
    pub belongs: bool,
}

impl Field {
    /// Parses a list of fields, as in `title:str!,body:text,published_at:datetime?,author:ref(auth)`.
    pub fn parse_list(typed: &str) -> Result<Vec<Self>> {
        let parts = if typed.trim().is_empty() { vec![] } else { typed.split(',').collect() };
        let fields = parts.into_iter().map(Self::parse).collect::<Result<Vec<_>>>()?;
        match fault(&fields) {
            Some((_, error)) => Err(error),
            None if fields.is_empty() => Err(Error::usage("there is no field in the list").hint(GRAMMAR)),
            None => Ok(fields),
        }
    }

    /// Parses one field, as in `title:str!`.
    pub fn parse(typed: &str) -> Result<Self> {
        let typed = typed.trim();
        let Some((name, kind)) = typed.split_once(':') else {
            let name = if word::not_snake(typed).is_none() { typed } else { "title" };
            return Err(Error::usage(format!("the field `{}` has no type", word::shown(typed)))
                .hint(format!("write the type behind a colon, as in `{name}:str`"))
                .hint(GRAMMAR));
        };
        let (name, kind) = (name.trim(), kind.trim());
        if let Some(why) = word::not_snake(name).or_else(|| reserved::field(name)) {
            return Err(refuse_name(name, &why));
        }
        let bare = kind.trim_end_matches(['?', '!']);
        let marks = &kind[bare.len()..];
        let (nullable, unique) = (marks.contains('?'), marks.contains('!'));
        if marks.len() > usize::from(nullable) + usize::from(unique) {
            return Err(Error::usage(format!("the field `{}` has a mark twice", word::shown(typed)))
                .hint("`?` lets it be null and `!` makes it unique; each stands once"));
        }
        let field =
            Self { name: name.to_owned(), kind: Kind::parse(bare.trim_end())?, nullable, unique, belongs: false };
        match field.misfit() {
            Some(error) => Err(error),
            None => Ok(field),
        }
    }

    /// What is wrong with the parts of a field together.
    fn misfit(&self) -> Option<Error> {
        let name = &self.name;
        // One record a choice is what an enum would allow, and text is too long for an index.
        if self.unique && matches!(self.kind, Kind::Text | Kind::Json | Kind::Float | Kind::Bool | Kind::Enum(_)) {
            let kind = self.kind.word();
            return Some(
                Error::usage(format!("the field `{name}` can't be unique: it is of type `{kind}`"))
                    .hint(format!("leave the `!` away, or give `{name}` another type")),
            );
        }
        let is_ref = matches!(self.kind, Kind::Ref(_));
        if let Some(stem) = name.strip_suffix("_id").filter(|stem| is_ref && !stem.is_empty()) {
            return Some(
                Error::usage(format!("the reference `{name}` would be the column `{name}_id`"))
                    .hint(format!("`_id` is appended to it: write `{stem}:{}`", self.written_kind())),
            );
        }
        reserved::field(&self.column()).map(|why| refuse_name(&self.column(), &why))
    }

    /// The name of the column and of the attribute: `author_id` for a ref, else the field's name.
    pub fn column(&self) -> String {
        match self.kind {
            Kind::Ref(_) => format!("{}_id", self.name),
            _ => self.name.clone(),
        }
    }

    /// The field as one writes it: `author:ref(auth)?`.
    pub fn written(&self) -> String {
        format!("{}:{}", self.name, self.written_kind())
    }

    fn written_kind(&self) -> String {
        let kind = match &self.kind {
            Kind::Enum(choices) => choices.join("|"),
            Kind::Ref(module) => format!("ref({})", module.snake()),
            plain => plain.word().to_owned(),
        };
        format!("{kind}{}{}", if self.nullable { "?" } else { "" }, if self.unique { "!" } else { "" })
    }

    /// What two fields of one entity may not share: classes and tests are named by it, without its underscores.
    pub(super) fn key(&self) -> String {
        self.column().replace('_', "")
    }
}

/// The first field of a list that can't stand where it stands, with its place.
pub(super) fn fault(fields: &[Field]) -> Option<(usize, Error)> {
    for (at, field) in fields.iter().enumerate() {
        if at == MOST {
            return Some((
                at,
                Error::usage(format!("a module has at most {MOST} fields, and these are {}", fields.len())),
            ));
        }
        if let Some(twin) = fields[..at].iter().find(|twin| twin.key() == field.key()) {
            let (one, other) = (twin.column(), field.column());
            let error = if one == other {
                Error::usage(format!("the field `{other}` is there twice"))
            } else {
                Error::usage(format!("the fields `{one}` and `{other}` differ in their underscores only"))
            };
            return Some((at, error.hint("give each field a name of its own")));
        }
    }
    None
}

fn refuse_name(name: &str, why: &str) -> Error {
    let near = word::nearest(name);
    let instead = [near.clone(), format!("{near}_value"), format!("the_{near}"), "title".to_owned()];
    let legal = |name: &String| word::not_snake(name).is_none() && reserved::field(name).is_none();
    Thing::Field.refuse(name, why, instead.into_iter().find(legal))
}

const GRAMMAR: &str = "fields are written `title:str!,body:text,due:date?,status:draft|published,author:ref(auth)`";

impl Kind {
    /// The kinds that are written as their word.
    const PLAIN: [Self; 10] = [
        Self::Str,
        Self::Text,
        Self::Int,
        Self::Float,
        Self::Decimal,
        Self::Bool,
        Self::Date,
        Self::Datetime,
        Self::Uuid,
        Self::Json,
    ];

    /// Parses the type of a field, without its marks: `str`, `draft|published`, `ref(auth)`.
    fn parse(typed: &str) -> Result<Self> {
        if let Some(kind) = Self::PLAIN.into_iter().find(|kind| kind.word() == typed) {
            return Ok(kind);
        }
        if typed.contains('|') {
            return choices(typed).map(Self::Enum);
        }
        if let Some(module) = typed.strip_prefix("ref(").and_then(|rest| rest.strip_suffix(')')) {
            return ModuleName::parse(module.trim()).map(Self::Ref);
        }
        let words = Self::PLAIN.each_ref().map(Self::word);
        let error = Error::usage(format!("`{}` is no type of a field", word::shown(typed)));
        let error = match word::closest(typed, words).or_else(|| synonym(typed)) {
            Some(word) => error.hint(format!("did you mean `{word}`?")),
            None => error,
        };
        Err(error.hint(format!("the types are {}, `one|of|these` and `ref(module)`", word::listed(words))))
    }

    /// The word that names the kind in packs: `str`, `enum`, `ref`.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Str => "str",
            Self::Text => "text",
            Self::Int => "int",
            Self::Float => "float",
            Self::Decimal => "decimal",
            Self::Bool => "bool",
            Self::Date => "date",
            Self::Datetime => "datetime",
            Self::Uuid => "uuid",
            Self::Json => "json",
            Self::Enum(_) => "enum",
            Self::Ref(_) => "ref",
        }
    }
}

/// The type that people mean by a word of another language.
fn synonym(typed: &str) -> Option<&'static str> {
    Some(match typed.to_lowercase().as_str() {
        "string" | "varchar" | "char" | "email" | "url" | "slug" => "str",
        "integer" | "bigint" | "number" | "long" => "int",
        "real" | "double" => "float",
        "money" | "numeric" | "price" => "decimal",
        "boolean" | "flag" => "bool",
        "timestamp" | "timestamptz" | "time" | "instant" => "datetime",
        "guid" | "id" => "uuid",
        "dict" | "object" | "jsonb" | "map" => "json",
        "enum" => "draft|published",
        "ref" | "fk" | "foreign_key" | "references" => "ref(module)",
        _ => return None,
    })
}

fn choices(typed: &str) -> Result<Vec<String>> {
    let choices: Vec<String> = typed.split('|').map(|choice| choice.trim().to_owned()).collect();
    for (at, choice) in choices.iter().enumerate() {
        if let Some(why) = word::not_snake(choice) {
            let near = Some(choice.to_snake_case()).filter(|near| word::not_snake(near).is_none());
            return Err(Thing::Choice.refuse(choice, &why, near));
        }
        if choices[..at].contains(choice) {
            return Err(Error::usage(format!("the choice `{choice}` is there twice in `{}`", word::shown(typed))));
        }
    }
    Ok(choices)
}
