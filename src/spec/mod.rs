//! What a project should be, parsed once: a [`Spec`] is valid because it exists.
//!
//! Names, fields and uses come in as people type them and leave as types; nothing above this room checks them again.

mod change;
mod document;
mod draft;
mod edit;
pub mod field;
mod graph;
pub mod inflect;
pub mod lock;
pub mod manifest;
pub mod names;
mod reserved;
mod wanted;
mod word;

use crate::error::Result;

pub use draft::Draft;
pub use field::{Field, Kind};
pub use lock::Lock;
pub use names::{Entity, ModuleName, ProjectName};

/// How people prove who they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Auth {
    /// Access and rotating refresh tokens, with a module `auth`.
    Jwt,
    /// Nobody does: every route is public.
    None,
}

impl Auth {
    /// Every way there is.
    pub const ALL: &[Self] = &[Self::Jwt, Self::None];

    /// The word for it in documents and on the command line: `jwt`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Jwt => "jwt",
            Self::None => "none",
        }
    }
}

/// The database that the project runs on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Database {
    /// PostgreSQL, one schema a module.
    Postgres,
}

impl Database {
    /// Every database there is.
    pub const ALL: &[Self] = &[Self::Postgres];

    /// The word for it in documents and on the command line: `postgres`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Postgres => "postgres",
        }
    }
}

/// What a project should be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spec {
    /// Its name, as in `ecommerce-api`.
    pub name: ProjectName,
    /// The database that it runs on.
    pub database: Database,
    /// How people prove who they are. With [`Auth::Jwt`] there is a module `auth`, which `modules` does not list.
    pub auth: Auth,
    /// Its business modules, sorted by name.
    pub modules: Vec<Module>,
}

/// One business module.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Module {
    /// Its name, as in `order_items`.
    pub name: ModuleName,
    /// The noun of its records, as in `OrderItem`.
    pub entity: Entity,
    /// Whether the entity was named by the owner (`--entity`) or follows from the module's name.
    pub entity_is_given: bool,
    /// What its table is called, where that is not the module's name: the name that the module had before.
    pub table: Option<ModuleName>,
    /// The modules whose gateways it uses, as the owner wrote them, sorted (`auth` among them where named).
    pub uses: Vec<ModuleName>,
    /// The fields as the owner wrote them; empty means the default ones.
    pub fields: Vec<Field>,
}

impl Spec {
    /// Checks a draft, once, and says what is wrong with the first thing that is.
    pub fn parse(draft: &Draft) -> Result<Self> {
        draft.wanted()?.check().map_err(|flaw| flaw.error)
    }

    /// The same, with the nouns that a project's tables were made with: a later release may know English better.
    #[must_use]
    pub fn remembering(mut self, before: &Self) -> Self {
        for module in self.modules.iter_mut().filter(|module| !module.entity_is_given) {
            let known = before.modules.iter().find(|known| known.name == module.name && !known.entity_is_given);
            if let Some(known) = known {
                module.entity = known.entity.clone();
            }
        }
        self
    }

    /// The business module of that name.
    pub fn module(&self, name: &ModuleName) -> Option<&Module> {
        self.modules.iter().find(|module| module.name == *name)
    }
}
