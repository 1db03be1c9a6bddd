//! The names of projects, modules and entities: checked once, here, then valid wherever they stand.

use heck::{ToKebabCase, ToTitleCase, ToUpperCamelCase};

use crate::error::Result;
use crate::spec::word::{self, Thing};
use crate::spec::{inflect, reserved};

/// The name of the module that `--auth jwt` brings along.
const AUTH: &str = "auth";

/// The name of a project: `saas-platform`, which is also its folder and its distribution.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProjectName {
    kebab: String,
}

/// The name of a module: `order_items`, which is also its package, its schema and, as `order-items`, its route.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ModuleName {
    snake: String,
}

/// The noun of a module's records: `OrderItem`, `order_item`, `order_items`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entity {
    pascal: String,
    one: String,
    many: String,
}

impl ProjectName {
    /// Parses what a person typed: `SaasPlatform`, `saas_platform` and `saas-platform` mean the same.
    pub fn parse(typed: &str) -> Result<Self> {
        let checked = word::snake(typed).and_then(|snake| match reserved::project(&snake) {
            Some(why) => Err(why),
            None => Ok(snake),
        });
        match checked {
            Ok(snake) => Ok(Self { kebab: snake.to_kebab_case() }),
            Err(why) => {
                let near = word::nearest(typed);
                let instead = [near.clone(), format!("my_{near}"), "shop_api".to_owned()];
                let legal = |name: &String| word::snake(name).is_ok() && reserved::project(name).is_none();
                let instead = instead.into_iter().find(legal).map(|name| name.to_kebab_case());
                Err(Thing::Project.refuse(typed, &why, instead))
            }
        }
    }

    /// `saas-platform`
    pub fn kebab(&self) -> &str {
        &self.kebab
    }

    /// `saas_platform`
    pub fn snake(&self) -> String {
        self.kebab.replace('-', "_")
    }

    /// `Saas Platform`
    pub fn title(&self) -> String {
        self.kebab.to_title_case()
    }
}

impl ModuleName {
    /// Parses what a person typed: `OrderItems`, `order-items` and `order_items` mean the same.
    pub fn parse(typed: &str) -> Result<Self> {
        let checked = word::snake(typed).and_then(|snake| match reserved::module(&snake) {
            Some(why) => Err(why),
            None => Ok(snake),
        });
        match checked {
            Ok(snake) => Ok(Self { snake }),
            Err(why) => {
                let near = word::nearest(typed);
                let plural = inflect::plural(&near);
                let longer = [format!("{near}_records"), format!("my_{near}"), "articles".to_owned()];
                let instead = [near, plural].into_iter().chain(longer);
                let legal = |name: &String| word::snake(name).is_ok() && reserved::module(name).is_none();
                Err(Thing::Module.refuse(typed, &why, { instead }.find(legal)))
            }
        }
    }

    /// The name of the module that `--auth jwt` brings along.
    pub fn auth() -> Self {
        Self { snake: AUTH.to_owned() }
    }

    /// Whether this is the module that `--auth jwt` brings along.
    pub fn is_auth(&self) -> bool {
        self.snake == AUTH
    }

    /// `order_items`
    pub fn snake(&self) -> &str {
        &self.snake
    }

    /// `order-items`
    pub fn kebab(&self) -> String {
        self.snake.replace('_', "-")
    }

    /// `OrderItems`
    pub fn pascal(&self) -> String {
        self.snake.to_upper_camel_case()
    }

    /// `Order Items`
    pub fn title(&self) -> String {
        self.snake.to_title_case()
    }
}

impl Entity {
    /// The entity that a module's name tells: `articles` → `Article`.
    ///
    /// A noun that generated code needs for itself gets a suffix: `pages` → `PageItem`.
    pub fn of(module: &ModuleName) -> Self {
        let one = inflect::singular(module.snake());
        if reserved::entity(&one).is_some() {
            return Self::with(format!("{one}_item"));
        }
        let mut entity = Self::with(one);
        // The plural is what the owner calls it, where the name is one: `axes` stays `axes`.
        if module.snake() != entity.one && reserved::table(module.snake()).is_none() {
            module.snake().clone_into(&mut entity.many);
        }
        entity
    }

    /// Parses what the owner named.
    pub fn parse(typed: &str) -> Result<Self> {
        let checked = word::snake(typed).and_then(|snake| match reserved::entity(&snake) {
            Some(why) => Err(why),
            None => Ok(snake),
        });
        match checked {
            Ok(one) => Ok(Self::with(one)),
            Err(why) => {
                let near = word::nearest(typed);
                let instead = [near.clone(), format!("{near}_item"), "article".to_owned()];
                let legal = |name: &String| word::snake(name).is_ok() && reserved::entity(name).is_none();
                let instead = instead.into_iter().find(legal).map(|name| name.to_upper_camel_case());
                Err(Thing::Entity.refuse(typed, &why, instead))
            }
        }
    }

    fn with(one: String) -> Self {
        let plural = inflect::plural(&one);
        // Generated code has both words side by side, so that one word for both would not do.
        let usable = plural != one && reserved::table(&plural).is_none();
        let many = if usable { plural } else { format!("{one}_items") };
        Self { pascal: one.to_upper_camel_case(), one, many }
    }

    /// The entity of these nouns, where they are what an entity could be: what a lock remembers.
    pub(super) fn remembered(one: &str, many: &str) -> Option<Self> {
        let legal = one != many && [one, many].iter().all(|noun| is_identifier(noun));
        legal.then(|| Self { pascal: one.to_upper_camel_case(), one: one.to_owned(), many: many.to_owned() })
    }

    /// `OrderItem`
    pub fn pascal(&self) -> &str {
        &self.pascal
    }

    /// How it is written down: as `OrderItem`, unless that would be read as other words (`item_a_b` is `ItemAB`).
    pub fn written(&self) -> &str {
        match Self::parse(&self.pascal) {
            Ok(read) if read.one == self.one => &self.pascal,
            _ => &self.one,
        }
    }

    /// `order_item`
    pub fn one(&self) -> &str {
        &self.one
    }

    /// `order_items`; never the same as `one`.
    pub fn many(&self) -> &str {
        &self.many
    }
}

/// Whether a noun is made of the characters of one. It may be longer than people may type: we add suffixes.
fn is_identifier(noun: &str) -> bool {
    noun.starts_with(|first: char| first.is_ascii_lowercase())
        && noun.len() <= 2 * word::LONGEST
        && noun.chars().all(|letter| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '_')
}
