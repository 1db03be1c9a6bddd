//! `layer`: inside of a module, arrows point down, and only some layers go out to other modules.
//!
//! The style of a module is told by its folders: one with `domain/` is drawn by its domain, one with `service.py` and
//! `router.py` is flat, and the others are layered. What has no height here (schemas, events, settings) is free.

use rayon::iter::{IntoParallelRefIterator, ParallelIterator};

use crate::check::edges::{Edge, Kind};
use crate::check::layout::Layout;
use crate::check::project::Project;
use crate::check::report::Finding;
use crate::check::rules::Rule;
use crate::check::source::Source;

/// The layers of a layered or flat module, the highest first; those on one line stand beside one another.
const LAYERS: [&[&str]; 8] = [
    &["module"],
    &["routers", "listeners"],
    &["routes", "router"],
    &["gateway"],
    &["dependencies"],
    &["services", "service"],
    &["repositories", "repository"],
    &["models"],
];

/// The layers of a module that is drawn by its domain, with the layers that each may use.
const DOMAIN: [(&str, &[&str]); 4] = [
    ("interface", &["application", "domain", "infrastructure"]),
    ("application", &["domain"]),
    ("infrastructure", &["domain"]),
    ("domain", &[]),
];

/// What has to stay out of a domain, beside the layers around it.
const FRAMEWORKS: [&str; 8] =
    ["sqlalchemy", "sqlmodel", "pydantic", "pydantic_settings", "fastapi", "starlette", "httpx", "alembic"];

/// The layers that speak HTTP, and what is none of their business.
const AT_THE_DOOR: [&str; 4] = ["routers", "routes", "router", "interface"];
const ROWS: [&str; 2] = ["sqlalchemy", "sqlmodel"];

/// The layers that do not use the gateways of other modules.
const AT_HOME: [&str; 6] = ["models", "repositories", "repository", "schemas", "domain", "infrastructure"];

/// Imports that point up, and uses of other modules from layers that stay at home.
pub fn findings(project: &Project) -> Vec<Finding> {
    let of_modules = project.sources.par_iter().filter(|source| source.module.is_some());
    of_modules.flat_map_iter(|source| of_file(project, source)).collect()
}

fn of_file(project: &Project, source: &Source) -> Vec<Finding> {
    let Some((module, layer)) = project.module_of(&source.dotted).map(|(module, rest)| (module, first(rest))) else {
        return Vec::new();
    };
    let style = Style::of(project.layout, project, module);
    let is_judged = |edge: &&Edge| match edge.kind {
        Kind::Import | Kind::Text => true,
        Kind::Attribute | Kind::Value => is_only_reached(project, source, edge),
    };
    let edges = project.edges[source.at].iter().filter(is_judged);
    let mut found: Vec<Finding> = edges
        .filter_map(|edge| {
            let here = (module, layer);
            of_target(project, source, here, style, edge, &edge.target).or_else(|| {
                let handed_on = handed_on(project, here, style, &edge.target)?;
                of_target(project, source, here, style, edge, &handed_on)
            })
        })
        .collect();
    if style == Style::Domain {
        found.extend(frameworks(project, source, module, layer));
    }
    if AT_THE_DOOR.contains(&layer) {
        found.extend(statements(source, module, layer));
    }
    found.dedup_by_key(|finding| (finding.spot.line, finding.message.clone()));
    found
}

/// Whether something is reached by attributes alone: the import that the chain begins with names no layer yet.
fn is_only_reached(project: &Project, source: &Source, edge: &Edge) -> bool {
    let named = |target: &str| project.module_of(target).is_some_and(|(_, rest)| !rest.is_empty());
    let Some(root) = &edge.root else { return false };
    let mut binding = source.imports.iter().filter(|import| import.binds.as_ref() == Some(root));
    binding.all(|import| !import.whole || !named(&import.target))
}

/// What a path stands for that leads to a file of the module which has no height, and only hands on what it imports.
fn handed_on(project: &Project, (module, layer): (&str, &str), style: Style, path: &str) -> Option<String> {
    const FILES: usize = 8;
    let mut path = path.to_owned();
    for passed in 0..FILES {
        let (of, rest) = project.module_of(&path)?;
        if of != module || first(rest) == layer || style.has_height(first(rest)) {
            return (passed > 0).then_some(path);
        }
        let (file, rest) = project.find(&path)?;
        let (name, behind) = rest.split_once('.').map_or((rest, ""), |(name, _)| (name, &rest[name.len()..]));
        let import = file.imports.iter().find(|import| import.binds.as_deref() == Some(name))?;
        path = format!("{}{behind}", import.target);
    }
    None
}

fn of_target(
    project: &Project,
    source: &Source,
    at: (&str, &str),
    style: Style,
    edge: &Edge,
    target: &str,
) -> Option<Finding> {
    let (module, layer) = at;
    let (target, rest) = project.module_of(target)?;
    let used = first(rest);
    if target != module {
        let stays = AT_HOME.contains(&layer) && used == "gateway";
        return stays.then(|| {
            let message = format!("`{layer}` of `{module}` uses the gateway of `{target}`");
            source.finding(Rule::Layer, edge.range, message).hint(
                "let a service call the gateway and pass plain data down; gateways of others are for services, routes, \
                 dependencies and gateways",
            )
        });
    }
    if used == layer || style.allows(layer, used) {
        return None;
    }
    let message = format!("`{layer}` of `{module}` uses `{used}`, which stands above it");
    Some(source.finding(Rule::Layer, edge.range, message).hint(style.hint(layer)))
}

/// A route takes parameters and gives answers: it has no statement of its own, and no session.
fn statements(source: &Source, module: &str, layer: &str) -> Vec<Finding> {
    let imports = source.imports.iter().filter(|import| ROWS.contains(&first(&import.target)));
    let findings = imports.map(|import| {
        let message = format!("`{layer}` of `{module}` imports `{}`", import.target);
        let hint = "let a route call one service, and let that read and write";
        source.finding(Rule::Layer, import.range, message).hint(hint)
    });
    findings.collect()
}

/// A domain imports nothing but itself and the standard library; none of its module uses the generic repository.
fn frameworks(project: &Project, source: &Source, module: &str, layer: &str) -> Vec<Finding> {
    let package = &project.layout.package;
    let (database, repository) = (format!("{package}.core.db"), format!("{package}.core.repository"));
    let is_of = |target: &str, above: &str| {
        target.strip_prefix(above).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
    };
    let refused = |target: &str| {
        let outer = layer == "domain" && (FRAMEWORKS.contains(&first(target)) || is_of(target, &database));
        if outer {
            return Some("a domain knows no framework: let `infrastructure` map what it holds");
        }
        is_of(target, &repository).then_some("give the aggregate a repository with methods of its own")
    };
    let imports = source.imports.iter().filter_map(|import| Some((import, refused(&import.target)?)));
    let findings = imports.map(|(import, hint)| {
        let message = format!("`{layer}` of `{module}` imports `{}`", import.target);
        source.finding(Rule::Layer, import.range, message).hint(hint)
    });
    findings.collect()
}

/// How a module is built.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Style {
    Layered,
    Domain,
}

impl Style {
    fn of(layout: &Layout, project: &Project, module: &str) -> Self {
        let folder = format!("{}/modules/{module}/domain/", layout.directory());
        let at = project.sources.partition_point(|source| source.path.as_str() < folder.as_str());
        let has_domain = project.sources.get(at).is_some_and(|source| source.path.starts_with(&folder));
        if has_domain { Self::Domain } else { Self::Layered }
    }

    /// Whether a layer may use another one.
    fn allows(self, layer: &str, used: &str) -> bool {
        match self {
            Self::Layered => match (height(layer), height(used)) {
                (Some(layer), Some(used)) => used > layer,
                _ => true,
            },
            Self::Domain => match DOMAIN.iter().find(|(name, _)| *name == layer) {
                Some((_, below)) => below.contains(&used) || !DOMAIN.iter().any(|(name, _)| *name == used),
                None => true,
            },
        }
    }

    /// Whether a layer stands above or below others.
    fn has_height(self, layer: &str) -> bool {
        match self {
            Self::Layered => height(layer).is_some(),
            Self::Domain => DOMAIN.iter().any(|(name, _)| *name == layer),
        }
    }

    fn hint(self, layer: &str) -> String {
        match self {
            Self::Layered => "routes use services, services use repositories, repositories use models".to_owned(),
            Self::Domain => match layer {
                "domain" => "state what the domain needs as a Protocol in `domain`, and fulfil it outside".to_owned(),
                _ => "`interface` uses `application` and `domain`; `application` and `infrastructure` use `domain`"
                    .to_owned(),
            },
        }
    }
}

fn height(layer: &str) -> Option<usize> {
    LAYERS.iter().position(|names| names.contains(&layer))
}

fn first(path: &str) -> &str {
    path.split('.').next().unwrap_or(path)
}
