//! The walls: one file of code and one page of prose each, and one table that lists them all.

pub mod core_imports_module;
mod cross_module_fk;
mod cross_module_table_sql;
mod crossing;
pub mod cycle;
pub mod external_imports_internal;
mod gateway_leaks_orm;
pub mod internal_import;
pub mod layer;
pub mod reach;
pub mod shared_base_in_external;
mod takers;
pub mod undeclared_dependency;
pub mod unreadable;

use crate::check::bindings::Names;
use crate::check::graph::Graph;
use crate::check::project::Project;
use crate::check::report::{Finding, Severity};
use crate::check::tables::Tables;

/// A rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rule {
    /// Of another module, only its gateway and its events are used.
    InternalImport,
    /// The kernel knows no module.
    CoreImportsModule,
    /// What a module uses is declared, and what is declared is used.
    UndeclaredDependency,
    /// Modules do not depend on one another in a circle.
    Cycle,
    /// Inside of a module, arrows point down.
    Layer,
    /// No key or relationship leads out of a module.
    CrossModuleFk,
    /// No SQL names the table of another module.
    CrossModuleTableSql,
    /// A gateway speaks plain data.
    GatewayLeaksOrm,
    /// A packaged module imports nothing of the application.
    ExternalImportsInternal,
    /// A packaged module has a declarative base of its own.
    SharedBaseInExternal,
    /// What can't be read is not taken for clean.
    Unreadable,
    /// A comment that allows something says why, and is needed.
    Allow,
}

/// What is known of a rule.
struct About {
    rule: Rule,
    id: &'static str,
    severity: Severity,
    summary: &'static str,
    page: &'static str,
}

macro_rules! about {
    ($rule:ident, $id:literal, $severity:ident, $summary:literal) => {
        About {
            rule: Rule::$rule,
            id: $id,
            severity: Severity::$severity,
            summary: $summary,
            page: include_str!(concat!("../../../docs/rules/", $id, ".md")),
        }
    };
}

const TABLE: [About; 12] = [
    about!(InternalImport, "internal-import", Error, "of another module, only its gateway and its events are used"),
    about!(CoreImportsModule, "core-imports-module", Error, "the kernel knows no module"),
    about!(UndeclaredDependency, "undeclared-dependency", Error, "what a module uses is declared in its `module.py`"),
    about!(Cycle, "cycle", Error, "modules do not depend on one another in a circle"),
    about!(Layer, "layer", Error, "inside of a module, arrows point down"),
    about!(CrossModuleFk, "cross-module-fk", Error, "no foreign key or relationship leads out of a module"),
    about!(CrossModuleTableSql, "cross-module-table-sql", Error, "no SQL names the table of another module"),
    about!(GatewayLeaksOrm, "gateway-leaks-orm", Error, "a gateway takes and returns plain data"),
    about!(
        ExternalImportsInternal,
        "external-imports-internal",
        Error,
        "a packaged module and the application do not import one another"
    ),
    about!(
        SharedBaseInExternal,
        "shared-base-in-external",
        Error,
        "a packaged module has a declarative base of its own"
    ),
    about!(Unreadable, "unreadable", Error, "what can't be read is not taken for clean"),
    about!(Allow, "allow", Warning, "a comment that allows something says why, and is needed"),
];

impl Rule {
    /// Every rule, in the order in which they are listed.
    pub fn all() -> impl Iterator<Item = Self> {
        TABLE.iter().map(|about| about.rule)
    }

    /// The rule of that name.
    pub fn parse(id: &str) -> Option<Self> {
        TABLE.iter().find(|about| about.id == id).map(|about| about.rule)
    }

    /// Its name, as in `internal-import`.
    pub fn id(self) -> &'static str {
        self.about().id
    }

    /// One line that says what it holds.
    pub fn summary(self) -> &'static str {
        self.about().summary
    }

    /// How bad its findings are, where they do not say otherwise.
    pub fn severity(self) -> Severity {
        self.about().severity
    }

    /// Its page: documentation and tests in one, Markdown.
    pub fn page(self) -> &'static str {
        self.about().page
    }

    /// What its page says before the cases.
    pub fn prose(self) -> &'static str {
        self.page().split("\n## ").next().unwrap_or_default().trim_end()
    }

    fn about(self) -> &'static About {
        TABLE.iter().find(|about| about.rule == self).expect("the table lists every rule")
    }
}

/// What the rules find that look at one project; those of comments and the baseline come later, over these.
pub fn findings(project: &Project) -> Vec<Finding> {
    let graph = Graph::of(project);
    let names = Names::of(project);
    let tables = Tables::of(&names);
    [
        unreadable::findings(project),
        internal_import::findings(project),
        core_imports_module::findings(project),
        undeclared_dependency::findings(project),
        cycle::findings(project, &graph),
        layer::findings(project),
        cross_module_fk::findings(&names, &tables),
        cross_module_table_sql::findings(&names, &tables),
        gateway_leaks_orm::findings(&names, &tables),
        external_imports_internal::findings(project),
        shared_base_in_external::findings(project),
    ]
    .concat()
}
