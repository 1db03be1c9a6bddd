//! Which modules use which, as lists, as text that other programs draw, and as a picture.

mod layout;
mod picture;

use std::fmt::Write;
use std::path::Path;

use anstyle::{AnsiColor, Style};
use serde_json::{Value, json};

use crate::check::{Graph, Use, Way, names};
use crate::ui::findings::shown;

pub use picture::{html, svg};

const BROKEN: Style = AnsiColor::Red.on_default().bold();
const MODULE: Style = Style::new().bold();

/// The version of the JSON format.
const VERSION: u32 = 1;

/// Each module with what it uses, by which door, and where first.
pub fn text(graph: &Graph, root: &Path) -> String {
    let width = graph.modules.iter().map(String::len).max().unwrap_or_default();
    let mut text = String::new();
    for module in &graph.modules {
        let _ = writeln!(text, "{MODULE}{module}{MODULE:#}");
        for one in graph.uses.iter().filter(|one| one.from == *module) {
            let how = doors(one).join(", ");
            let first = &one.places[0];
            let more = match one.places.len() {
                1 => String::new(),
                number => format!(" and {} more", number - 1),
            };
            let place = format!("{}:{}{more}", shown(root, &first.path), first.line);
            let (to, style) = (&one.to, if one.is_broken() { BROKEN } else { Style::new() });
            let _ = writeln!(text, "  {style}-> {to:width$}  {how:24}{style:#} {place}");
        }
    }
    let circles = graph.circles();
    if !circles.is_empty() {
        let _ = writeln!(text, "\n{BROKEN}circles{BROKEN:#}");
        for circle in &circles {
            let _ = writeln!(text, "  {}", names(circle).join(" -> "));
        }
    }
    text
}

/// A flowchart. Events are dotted, what breaks a wall is red.
pub fn mermaid(graph: &Graph) -> String {
    let mut text = "flowchart TD\n".to_owned();
    let id = |name: &str| graph.modules.iter().position(|module| module == name).unwrap_or_default();
    for (at, module) in graph.modules.iter().enumerate() {
        let _ = writeln!(text, "    m{at}[\"{module}\"]");
    }
    let mut broken = Vec::new();
    for (at, (one, way)) in ways(graph).enumerate() {
        let arrow = if way == Way::Events { "-. events .->" } else { "-->" };
        let _ = writeln!(text, "    m{} {arrow} m{}", id(&one.from), id(&one.to));
        if one.breaks(way) {
            broken.push(at.to_string());
        }
    }
    if !broken.is_empty() {
        let _ = writeln!(text, "    linkStyle {} stroke:#d11,stroke-width:2px,color:#d11", broken.join(","));
    }
    text
}

/// A digraph. Events are dashed, what breaks a wall is red.
pub fn dot(graph: &Graph) -> String {
    let mut text = "digraph modules {\n    node [shape=box, style=rounded, fontname=\"sans-serif\"];\n".to_owned();
    for module in &graph.modules {
        let _ = writeln!(text, "    \"{module}\";");
    }
    for (one, way) in ways(graph) {
        let mut looks = Vec::new();
        if way == Way::Events {
            looks.push("style=dashed, label=\"events\"");
        }
        if one.breaks(way) {
            looks.push("color=red, fontcolor=red, penwidth=2");
        }
        let looks = if looks.is_empty() { String::new() } else { format!(" [{}]", looks.join(", ")) };
        let _ = writeln!(text, "    \"{}\" -> \"{}\"{looks};", one.from, one.to);
    }
    text + "}\n"
}

/// One object: modules, uses with every place, and circles. Within a version keys are only added.
pub fn json(graph: &Graph) -> String {
    let one = |one: &Use| {
        let places: Vec<Value> = one
            .places
            .iter()
            .map(|spot| json!({ "path": spot.path, "line": spot.line, "column": spot.column }))
            .collect();
        json!({
            "from": one.from,
            "to": one.to,
            "by": doors(one),
            "declared": one.declared,
            "circle": one.in_circle,
            "broken": one.is_broken(),
            "places": places,
        })
    };
    let circles = graph.circles();
    let document = json!({
        "version": VERSION,
        "modules": graph.modules,
        "uses": graph.uses.iter().map(one).collect::<Vec<_>>(),
        "circles": circles.iter().map(|circle| names(circle)).collect::<Vec<_>>(),
    });
    format!("{document:#}\n")
}

/// The arrows of a graph: one for each way in which a module is used.
fn ways(graph: &Graph) -> impl Iterator<Item = (&Use, Way)> {
    graph.uses.iter().flat_map(|one| {
        // The module as a whole, of which nothing is taken.
        let whole = one.by.is_empty().then_some(Way::Gateway);
        one.by.iter().copied().chain(whole).map(move |way| (one, way))
    })
}

fn doors(one: &Use) -> Vec<&'static str> {
    let name = |way: &Way| match way {
        Way::Gateway => "gateway",
        Way::Events => "events",
        Way::Inside => "inside",
    };
    one.by.iter().map(name).collect()
}
