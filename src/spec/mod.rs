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
pub mod options;
mod reserved;
mod wanted;
mod word;

use crate::error::Result;
use crate::pack::NONE;

pub use draft::{Draft, by_reach};
pub use field::{Field, Kind};
pub use lock::Lock;
pub use names::{Entity, ModuleName, ProjectName};
pub use options::Options;

/// The option that brings a module `auth`.
pub(crate) const AUTH: &str = "auth";

/// The method of auth that a module `auth` means, where none is named.
pub(crate) const USUAL_AUTH: &str = "jwt";

/// What a project should be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spec {
    /// Its name, as in `ecommerce-api`.
    pub name: ProjectName,
    /// What is chosen beside the modules, as in `database`.
    pub options: Options,
    /// Its business modules, sorted by name. A method of auth brings a module `auth`, which is not listed.
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
    /// How it is built: the name of a style that the templates have.
    pub style: &'static str,
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

    /// Whether this is what was before, as it was, with nothing but more modules beside it.
    pub fn only_adds_to(&self, before: &Self) -> bool {
        let stands = |module: &Module| self.modules.contains(module);
        self.name == before.name && self.options == before.options && before.modules.iter().all(stands)
    }

    /// Whether callers prove who they are, for which there is a module `auth`.
    pub fn has_auth(&self) -> bool {
        self.options.get(AUTH) != NONE
    }

    /// The business module of that name.
    pub fn module(&self, name: &ModuleName) -> Option<&Module> {
        self.modules.iter().find(|module| module.name == *name)
    }
}
