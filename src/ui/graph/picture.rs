//! The picture of a graph: boxes and arrows as SVG, and a page around it that answers the pointer.

use std::fmt::Write;

use crate::check::{Graph, Use, Way};
use crate::ui::graph::layout::{Box, HEIGHT, Layout};
use crate::ui::graph::{doors, ways};

const LEGEND: f64 = 34.0;

const STYLE: &str = "\
svg{font:14px ui-sans-serif,system-ui,sans-serif;background:#fff;color:#1f2933}
.box rect{fill:#f5f7fa;stroke:#52606d;stroke-width:1.2}
.box text{fill:#1f2933;text-anchor:middle}
.use{fill:none;stroke:#7b8794;stroke-width:1.4;opacity:.75}
.use.events{stroke:#0b7285;stroke-dasharray:5 4}
.use.broken{stroke:#d11a2a;stroke-width:2.2;opacity:1}
.legend text{fill:#52606d;font-size:12px}
marker path{fill:context-stroke}
.dim .use{opacity:.08}.dim .box{opacity:.3}
.dim .use.on{opacity:1;stroke-width:2.2}.dim .box.on{opacity:1}
@media (prefers-color-scheme:dark){
svg{background:#16191d}.box rect{fill:#23282e;stroke:#9aa5b1}.box text{fill:#e4e7eb}
.use{stroke:#9aa5b1}.use.events{stroke:#4fd1c5}.use.broken{stroke:#ff6b6b}.legend text{fill:#9aa5b1}}
";

const SCRIPT: &str = "\
const svg=document.querySelector('svg');
for(const box of svg.querySelectorAll('.box')){
  const name=box.dataset.name;
  box.addEventListener('pointerenter',()=>{
    svg.classList.add('dim');box.classList.add('on');
    for(const use of svg.querySelectorAll('.use'))if(use.dataset.from===name||use.dataset.to===name){
      use.classList.add('on');
      for(const other of svg.querySelectorAll('.box'))
        if(other.dataset.name===use.dataset.from||other.dataset.name===use.dataset.to)other.classList.add('on');
    }
  });
  box.addEventListener('pointerleave',()=>{
    svg.classList.remove('dim');svg.querySelectorAll('.on').forEach(on=>on.classList.remove('on'));
  });
}
";

/// The picture by itself.
pub fn svg(graph: &Graph) -> String {
    let layout = Layout::of(graph);
    // What leads upwards is drawn beside the boxes, and needs room there.
    let (width, height) = (layout.width.max(480.0) + 60.0, layout.height + LEGEND);
    let mut text = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width:.0} {height:.0}\" width=\"{width:.0}\" \
         height=\"{height:.0}\" role=\"img\" aria-label=\"which modules use which\">\n<style>\n{STYLE}</style>\n\
         <defs><marker id=\"tip\" viewBox=\"0 0 8 8\" refX=\"7\" refY=\"4\" markerWidth=\"7\" markerHeight=\"7\" \
         orient=\"auto-start-reverse\"><path d=\"M0 0L8 4L0 8z\"/></marker></defs>\n"
    );
    let place = |name: &str| graph.modules.iter().position(|module| module == name).map(|at| &layout.boxes[at]);
    for (one, way) in ways(graph) {
        if let (Some(from), Some(to)) = (place(&one.from), place(&one.to)) {
            text += &arrow(one, way, from, to);
        }
    }
    for (name, at) in graph.modules.iter().zip(&layout.boxes) {
        let (left, middle) = (at.x - at.width / 2.0, at.y + HEIGHT / 2.0 + 5.0);
        let _ = writeln!(
            text,
            "<g class=\"box\" data-name=\"{name}\"><title>{}</title><rect x=\"{left:.1}\" y=\"{:.1}\" width=\"{:.1}\" \
             height=\"{HEIGHT:.0}\" rx=\"7\"/><text x=\"{:.1}\" y=\"{middle:.1}\">{name}</text></g>",
            about(graph, name),
            at.y,
            at.width,
            at.x,
        );
    }
    text + &legend(height) + "</svg>\n"
}

/// A page with the picture; nothing in it is fetched from anywhere.
pub fn html(graph: &Graph) -> String {
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>Modules</title>\n<style>\n\
         :root{{color-scheme:light dark}}body{{margin:0;display:grid;place-items:center;min-height:100vh}}\n\
         svg{{max-width:100%;height:auto}}\n</style>\n</head>\n<body>\n{}<script>\n{SCRIPT}</script>\n</body>\n</html>\n",
        svg(graph)
    )
}

/// An arrow: downwards from side to side, upwards or along a row in a bow on the right.
fn arrow(one: &Use, way: Way, from: &Box, to: &Box) -> String {
    // Two ways between the same boxes run beside one another.
    let shift = match way {
        Way::Gateway => 0.0,
        Way::Events => 10.0,
        Way::Inside => -10.0,
    };
    let path = if to.row > from.row {
        let (x1, y1, x2, y2) = (from.x + shift, from.y + HEIGHT, to.x + shift, to.y - 2.0);
        let bend = (y2 - y1) / 2.0;
        format!("M{x1:.1} {y1:.1}C{x1:.1} {:.1} {x2:.1} {:.1} {x2:.1} {y2:.1}", y1 + bend, y2 - bend)
    } else {
        let (x1, y1) = (from.x + from.width / 2.0, from.y + HEIGHT / 2.0 + shift);
        let (x2, y2) = (to.x + to.width / 2.0 + 2.0, to.y + HEIGHT / 2.0 + shift);
        let out = x1.max(x2) + 46.0 + shift;
        format!("M{x1:.1} {y1:.1}C{out:.1} {y1:.1} {out:.1} {y2:.1} {x2:.1} {y2:.1}")
    };
    let mut class = "use".to_owned();
    if way == Way::Events {
        class += " events";
    }
    if one.breaks(way) {
        class += " broken";
    }
    let (first, count) = (&one.places[0], one.places.len());
    let more = if count > 1 { format!(" and {} more", count - 1) } else { String::new() };
    format!(
        "<path class=\"{class}\" data-from=\"{from}\" data-to=\"{to}\" marker-end=\"url(#tip)\" d=\"{path}\"><title>{from} \
         uses {to} by {by}: {place}:{line}{more}</title></path>\n",
        from = one.from,
        to = one.to,
        by = doors(one).join(", "),
        place = escaped(&first.path),
        line = first.line,
    )
}

/// What a box says when it is pointed at.
fn about(graph: &Graph, name: &str) -> String {
    let list = |names: Vec<&str>| if names.is_empty() { "nothing".to_owned() } else { names.join(", ") };
    let to = graph.uses.iter().filter(|one| one.from == name).map(|one| one.to.as_str()).collect();
    let by = graph.uses.iter().filter(|one| one.to == name).map(|one| one.from.as_str()).collect();
    format!("{name} uses {}; it is used by {}", list(to), list(by))
}

fn legend(height: f64) -> String {
    let y = height - 20.0;
    let entries = [("", "gateway"), (" events", "events"), (" broken", "breaks a wall")];
    let mut text = "<g class=\"legend\">".to_owned();
    let mut x = 24.0;
    for (class, name) in entries {
        let (end, label) = (x + 34.0, x + 42.0);
        let _ = write!(
            text,
            "<path class=\"use{class}\" marker-end=\"url(#tip)\" d=\"M{x:.0} {y:.0}H{end:.0}\"/>\
             <text x=\"{label:.0}\" y=\"{:.0}\">{name}</text>",
            y + 4.0
        );
        x += 132.0;
    }
    text + "</g>\n"
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;")
}
