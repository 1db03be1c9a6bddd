//! Where the boxes of a graph stand: those that use others above those that are used, in rows, with few crossings.
//!
//! The rows are longest paths, as in Sugiyama's method; the order within them follows the mean place of the neighbours
//! (the barycentre heuristic). Rows that grow too wide are broken into several.

use std::collections::BTreeMap;

use crate::check::Graph;

/// A box.
#[derive(Debug, Clone, PartialEq)]
pub struct Box {
    /// The middle, from the left.
    pub x: f64,
    /// The upper side.
    pub y: f64,
    /// How wide it is.
    pub width: f64,
    /// The row that it stands in.
    pub row: usize,
}

/// The boxes of a graph, in the order of its modules, and the size of the whole.
#[derive(Debug, Clone, PartialEq)]
pub struct Layout {
    /// The boxes.
    pub boxes: Vec<Box>,
    /// How wide the whole is.
    pub width: f64,
    /// How high.
    pub height: f64,
}

/// How high a box is.
pub const HEIGHT: f64 = 36.0;
const CHARACTER: f64 = 8.4;
const PADDING: f64 = 28.0;
const GAP: f64 = 26.0;
const ROW: f64 = 108.0;
const MARGIN: f64 = 32.0;
/// A row holds this many boxes at least before it is broken.
const ROW_AT_LEAST: usize = 6;
const SWEEPS: usize = 12;

impl Layout {
    /// The layout of a graph; the same graph has the same layout.
    #[allow(clippy::cast_precision_loss, reason = "a picture has far fewer rows and boxes than a float can count")]
    pub fn of(graph: &Graph) -> Self {
        let arrows = arrows(graph);
        let rows = broken(ordered(rows(graph.modules.len(), &arrows), &arrows), graph.modules.len());
        let widths: Vec<f64> =
            graph.modules.iter().map(|name| name.chars().count() as f64 * CHARACTER + PADDING).collect();
        let wide = |row: &Vec<usize>| row.iter().map(|&at| widths[at] + GAP).sum::<f64>() - GAP;
        let width = rows.iter().map(wide).fold(0.0, f64::max) + 2.0 * MARGIN;
        let mut boxes = vec![Box { x: 0.0, y: 0.0, width: 0.0, row: 0 }; graph.modules.len()];
        for (number, row) in rows.iter().enumerate() {
            let mut left = (width - wide(row)) / 2.0;
            for &at in row {
                let y = MARGIN + number as f64 * ROW;
                boxes[at] = Box { x: left + widths[at] / 2.0, y, width: widths[at], row: number };
                left += widths[at] + GAP;
            }
        }
        let height = rows.len().saturating_sub(1) as f64 * ROW + HEIGHT + 2.0 * MARGIN;
        Self { boxes, width, height }
    }
}

/// The uses as pairs of places among the modules.
fn arrows(graph: &Graph) -> Vec<(usize, usize)> {
    let places: BTreeMap<&str, usize> =
        graph.modules.iter().enumerate().map(|(at, name)| (name.as_str(), at)).collect();
    graph.uses.iter().filter_map(|one| Some((*places.get(one.from.as_str())?, *places.get(one.to.as_str())?))).collect()
}

/// The rows by longest paths; arrows that close a circle do not count.
fn rows(count: usize, arrows: &[(usize, usize)]) -> Vec<Vec<usize>> {
    let mut depth = vec![0; count];
    let mut done = vec![false; count];
    // Each round places what only placed ones use; where a circle leaves nobody, the first of it is placed.
    while let Some(first) = done.iter().position(|is| !is) {
        let is_free = |at: usize| !done[at] && arrows.iter().all(|&(from, to)| to != at || done[from] || from == at);
        let next = (0..count).find(|&at| is_free(at)).unwrap_or(first);
        done[next] = true;
        for &(from, to) in arrows {
            if from == next && !done[to] {
                depth[to] = depth[to].max(depth[next] + 1);
            }
        }
    }
    let mut rows = vec![Vec::new(); depth.iter().max().map_or(0, |deepest| deepest + 1)];
    (0..count).for_each(|at| rows[depth[at]].push(at));
    rows
}

/// The rows with their boxes near to those that they are connected with.
#[allow(clippy::cast_precision_loss, reason = "a picture has far fewer boxes than a float can count")]
fn ordered(mut rows: Vec<Vec<usize>>, arrows: &[(usize, usize)]) -> Vec<Vec<usize>> {
    for sweep in 0..SWEEPS {
        let mut place: BTreeMap<usize, f64> = BTreeMap::new();
        for row in &rows {
            place.extend(row.iter().enumerate().map(|(at, &one)| (one, (at as f64 + 0.5) / row.len() as f64)));
        }
        for row in &mut rows {
            let mean = |one: usize| {
                let down = sweep % 2 == 0;
                let near: Vec<f64> = arrows
                    .iter()
                    .filter_map(|&(from, to)| match (from == one, to == one) {
                        (true, false) if !down => place.get(&to),
                        (false, true) if down => place.get(&from),
                        _ => None,
                    })
                    .copied()
                    .collect();
                if near.is_empty() { place[&one] } else { near.iter().sum::<f64>() / near.len() as f64 }
            };
            row.sort_by(|&a, &b| mean(a).total_cmp(&mean(b)));
        }
    }
    rows
}

/// The rows, with those that are too wide broken into several of about the same length.
fn broken(rows: Vec<Vec<usize>>, count: usize) -> Vec<Vec<usize>> {
    let longest = ROW_AT_LEAST.max((1..=2 * count).find(|side| side * side >= 2 * count).unwrap_or(1));
    let each = rows.into_iter().flat_map(|row| {
        let parts = row.len().div_ceil(longest).max(1);
        let length = row.len().div_ceil(parts).max(1);
        row.chunks(length).map(<[usize]>::to_vec).collect::<Vec<_>>()
    });
    each.collect()
}
