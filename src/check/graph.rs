//! Which modules use which, by what their files reach.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use ruff_text_size::TextRange;

use crate::check::edges::Edge;
use crate::check::exports::DOORS;
use crate::check::manifest::manifest;
use crate::check::project::Project;
use crate::check::report::Spot;
use crate::check::rules::reach;

/// By what a module is used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Way {
    /// Through its gateway.
    Gateway,
    /// Through its events.
    Events,
    /// Round its doors.
    Inside,
}

/// One module uses another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Use {
    /// Who uses.
    pub from: String,
    /// What is used.
    pub to: String,
    /// Every place where that happens, by path and line; told by [`Graph::placed`] only.
    pub places: Vec<Spot>,
    /// The same as files, by their numbers, and ranges in them.
    pub(super) at: Vec<(usize, TextRange)>,
    /// The ways that it goes anywhere; none where it takes nothing of the module.
    pub by: BTreeSet<Way>,
    /// Whether the manifest of who uses declares it; nothing where there is no manifest to tell.
    pub declared: Option<bool>,
    /// Whether it is part of a circle.
    pub in_circle: bool,
}

impl Use {
    /// Whether it breaks a wall.
    pub fn is_broken(&self) -> bool {
        self.by.contains(&Way::Inside) || self.in_circle || self.declared == Some(false)
    }

    /// Whether it breaks a wall by going this way: beside one that goes round the doors, others may be in order.
    pub fn breaks(&self, way: Way) -> bool {
        way == Way::Inside || self.in_circle || self.declared == Some(false)
    }
}

/// The modules of a project, and which of them use which.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Graph {
    /// The modules, sorted.
    pub modules: Vec<String>,
    /// The uses, by the names of both.
    pub uses: Vec<Use>,
}

/// The module that an edge reaches, if it reaches one.
pub fn reached<'e>(project: &Project, edge: &'e Edge) -> Option<&'e str> {
    let paths = std::iter::once(&edge.target).chain(&edge.ends);
    paths
        .filter_map(|path| project.module_of(path))
        .map(|(module, _)| module)
        .find(|module| project.layout.has_module(module))
}

impl Graph {
    /// The graph of a project.
    pub fn of(project: &Project) -> Self {
        let mut uses: BTreeMap<(&str, &str), Use> = BTreeMap::new();
        for source in project.sources {
            let Some(from) = source.module.as_deref() else { continue };
            for edge in &project.edges[source.at] {
                let Some(to) = reached(project, edge).filter(|to| *to != from) else { continue };
                let one = uses.entry((from, to)).or_insert_with(|| Use {
                    from: from.to_owned(),
                    to: to.to_owned(),
                    places: Vec::new(),
                    at: Vec::new(),
                    by: BTreeSet::new(),
                    declared: None,
                    in_circle: false,
                });
                one.at.push((source.at, edge.range));
                let door =
                    project.module_of(&edge.target).map_or("", |(_, rest)| rest.split('.').next().unwrap_or(rest));
                one.by.extend(match door {
                    _ if reach::is_refused(project, &source.place, edge) => Some(Way::Inside),
                    _ if door == DOORS[0] => Some(Way::Gateway),
                    _ if door == DOORS[1] => Some(Way::Events),
                    _ => None,
                });
            }
        }
        let mut uses: Vec<Use> = uses.into_values().collect();
        for one in &mut uses {
            one.at.sort_by_key(|(file, range)| (*file, range.start(), range.end()));
        }
        let mut graph = Self { modules: project.layout.modules.clone(), uses };
        let in_circles: BTreeSet<(String, String)> =
            graph.circles().concat().iter().map(|one| (one.from.clone(), one.to.clone())).collect();
        for one in &mut graph.uses {
            one.in_circle = in_circles.contains(&(one.from.clone(), one.to.clone()));
        }
        graph
    }

    /// The same graph, with every place as somebody would look it up.
    #[must_use]
    pub fn placed(mut self, project: &Project) -> Self {
        for one in &mut self.uses {
            one.places = one.at.iter().map(|(file, range)| project.sources[*file].spot(*range)).collect();
        }
        self
    }

    /// The same graph, with what the manifests declare.
    #[must_use]
    pub fn declared(mut self, project: &Project) -> Self {
        for module in &self.modules {
            let Some(uses) = manifest(project, module).and_then(|manifest| manifest.uses) else { continue };
            for one in self.uses.iter_mut().filter(|one| one.from == *module) {
                one.declared = Some(uses.iter().any(|(name, _)| *name == one.to));
            }
        }
        self
    }

    /// Every circle that is needed to show each use that is part of one, the shortest first. A circle begins with the
    /// module that comes first in the alphabet, and is told by its uses.
    pub fn circles(&self) -> Vec<Vec<&Use>> {
        let mut circles: Vec<Vec<&Use>> = self.uses.iter().filter_map(|one| self.circle(one)).collect();
        circles.sort_by(|a, b| (a.len(), names(a)).cmp(&(b.len(), names(b))));
        let mut shown: BTreeSet<(&str, &str)> = BTreeSet::new();
        circles.retain(|circle| {
            let fresh = circle.iter().filter(|one| !shown.contains(&(one.from.as_str(), one.to.as_str()))).count();
            shown.extend(circle.iter().map(|one| (one.from.as_str(), one.to.as_str())));
            fresh > 0
        });
        circles
    }

    /// The shortest circle that a use is part of.
    fn circle<'g>(&'g self, start: &'g Use) -> Option<Vec<&'g Use>> {
        let mut by: BTreeMap<&str, &Use> = BTreeMap::new();
        let mut waiting = VecDeque::from([start.to.as_str()]);
        while let Some(module) = waiting.pop_front() {
            if module == start.from {
                break;
            }
            for one in self.uses.iter().filter(|one| one.from == module) {
                if one.to != start.to && !by.contains_key(one.to.as_str()) {
                    by.insert(&one.to, one);
                    waiting.push_back(&one.to);
                }
            }
        }
        let mut circle = Vec::new();
        let mut at = start.from.as_str();
        while at != start.to {
            let one = by.get(at)?;
            circle.push(*one);
            at = &one.from;
        }
        circle.push(start);
        circle.reverse();
        let first = circle.iter().enumerate().min_by_key(|(_, one)| &one.from).map_or(0, |(at, _)| at);
        circle.rotate_left(first);
        Some(circle)
    }
}

/// The modules of a circle, the first one again at its end.
pub fn names<'g>(circle: &[&'g Use]) -> Vec<&'g str> {
    let froms = circle.iter().map(|one| one.from.as_str());
    froms.chain(circle.first().map(|one| one.from.as_str())).collect()
}
