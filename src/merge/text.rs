//! Three versions of a text brought together by line, and the conflict markers where that can't be done.
//!
//! Two diffs, of ours and of theirs against the base, are laid over one another (diff3). Where only one side changed,
//! or both in the same way, its lines are taken; where both changed the same or touching lines, that place is a
//! [`Clash`], which somebody who knows the language may still settle. Diffs are computed as git computes them
//! (histogram, with its rule for where an insertion that could slide begins), so that blocks stay whole.

use std::fmt::Write;
use std::ops::Range;

use imara_diff::{Algorithm, Diff, Hunk, InternedInput};

use crate::merge::contents::Names;

/// The lines of the three sides at a place that both changed; each line with its ending.
#[derive(Debug, Clone, Copy)]
pub struct Clash<'a, 'l> {
    /// What we wrote last.
    pub base: &'l [&'a str],
    /// What the owner made of it.
    pub ours: &'l [&'a str],
    /// What is wanted now.
    pub theirs: &'l [&'a str],
}

/// A text that was brought together.
#[derive(Debug, PartialEq, Eq)]
pub struct Text {
    /// All lines, with markers at the places that nobody could settle.
    pub text: String,
    /// How many places have markers.
    pub places: usize,
}

/// Brings the three together. Each must be empty or end with a line feed.
///
/// `settle` is asked for the lines of each place that both sides changed; `None` leaves it to the owner.
pub fn merge<'a>(
    [base, ours, theirs]: [&'a str; 3],
    names: &Names<'_>,
    settle: impl Fn(Clash<'a, '_>) -> Option<Vec<String>>,
) -> Text {
    let [base_lines, our_lines, their_lines] = [base, ours, theirs].map(lines);
    let mut merged = Text { text: String::with_capacity(ours.len().max(theirs.len())), places: 0 };
    let mut at = 0;
    for place in places(&hunks(base, ours), &hunks(base, theirs)) {
        merged.text.extend(base_lines[at..place.base.start].iter().copied());
        at = place.base.end;
        let base = &base_lines[place.base.clone()];
        let ours = &our_lines[place.ours.clone()];
        let theirs = &their_lines[place.theirs.clone()];
        if let Some(lines) = one_side(base, ours, theirs) {
            merged.text.extend(lines.iter().copied());
            continue;
        }
        let clash = Clash { base, ours, theirs };
        match settle(clash) {
            Some(lines) => merged.text.extend(lines),
            None => merged.mark(clash, names),
        }
    }
    merged.text.extend(base_lines[at..].iter().copied());
    merged
}

/// The lines of a text, each with its ending.
pub fn lines(text: &str) -> Vec<&str> {
    text.split_inclusive('\n').collect()
}

fn one_side<'l, 'a>(base: &[&str], ours: &'l [&'a str], theirs: &'l [&'a str]) -> Option<&'l [&'a str]> {
    match () {
        () if ours == theirs || theirs == base => Some(ours),
        () if ours == base => Some(theirs),
        () => None,
    }
}

impl Text {
    /// Writes a place with markers, in git's diff3 style. What ours and theirs begin and end with alike stands
    /// outside of them, so that the owner reads only what differs.
    fn mark(&mut self, clash: Clash<'_, '_>, names: &Names<'_>) {
        let Clash { base, ours, theirs, .. } = clash;
        let alike = |pairs: &mut dyn Iterator<Item = (&&str, &&str)>| pairs.take_while(|(a, b)| a == b).count();
        let head = alike(&mut ours.iter().zip(theirs));
        let tail = alike(&mut ours[head..].iter().rev().zip(theirs[head..].iter().rev()));
        let inside = |side: &[&str]| side[head..side.len() - tail].concat();
        self.text.extend(ours[..head].iter().copied());
        let (ours_inside, theirs_inside) = (inside(ours), inside(theirs));
        write!(
            self.text,
            "<<<<<<< {}\n{ours_inside}||||||| {}\n{}=======\n{theirs_inside}>>>>>>> {}\n",
            names.ours,
            names.base,
            base.concat(),
            names.theirs,
        )
        .expect("a string takes text");
        self.text.extend(ours[ours.len() - tail..].iter().copied());
        self.places += 1;
    }
}

fn hunks(before: &str, after: &str) -> Vec<Hunk> {
    let input = InternedInput::new(before, after);
    let mut diff = Diff::compute(Algorithm::Histogram, &input);
    diff.postprocess_lines(&input);
    diff.hunks().collect()
}

/// A run of changed lines, with what became of them on both sides.
#[derive(Debug)]
struct Place {
    base: Range<usize>,
    ours: Range<usize>,
    theirs: Range<usize>,
}

/// Every run of lines that a side changed; changes of both sides that touch or overlap are one run.
fn places(ours: &[Hunk], theirs: &[Hunk]) -> Vec<Place> {
    let mut sides = [Side { hunks: ours, shift: 0 }, Side { hunks: theirs, shift: 0 }];
    let mut places = Vec::new();
    while let Some(start) = sides.iter().filter_map(Side::next_start).min() {
        let mut end = start;
        let shifts = [sides[0].shift, sides[1].shift];
        while let Some(side) = sides.iter_mut().find(|side| side.next_start().is_some_and(|next| next <= end)) {
            end = end.max(side.take());
        }
        let range = |side: usize| start.strict_add_signed(shifts[side])..end.strict_add_signed(sides[side].shift);
        places.push(Place { base: start..end, ours: range(0), theirs: range(1) });
    }
    places
}

/// The changes of one side that are still to come.
struct Side<'h> {
    hunks: &'h [Hunk],
    /// How far its line numbers are ahead of those of the base.
    shift: isize,
}

impl Side<'_> {
    fn next_start(&self) -> Option<usize> {
        self.hunks.first().map(|hunk| hunk.before.start as usize)
    }

    /// Takes the next change; gives the line of the base at which it ends.
    fn take(&mut self) -> usize {
        let Some((hunk, rest)) = self.hunks.split_first() else { return 0 };
        self.hunks = rest;
        self.shift += hunk.after.len().cast_signed() - hunk.before.len().cast_signed();
        hunk.before.end as usize
    }
}

#[cfg(test)]
mod tests {
    use super::{Text, merge};
    use crate::merge::contents::Names;

    const NAMES: Names<'_> = Names { ours: "yours", base: "before", theirs: "scaffold" };

    fn merged(base: &str, ours: &str, theirs: &str) -> Text {
        merge([base, ours, theirs], &NAMES, |_| None)
    }

    #[test]
    fn changes_apart_from_one_another_are_both_taken() {
        let both = merged("a\nb\nc\nd\n", "A\nb\nc\nd\n", "a\nb\nc\nnew\nd\n");
        assert_eq!(both, Text { text: "A\nb\nc\nnew\nd\n".to_owned(), places: 0 });
    }

    #[test]
    fn the_same_change_on_both_sides_is_one() {
        assert_eq!(merged("a\nb\n", "a\nx\nb\n", "a\nx\nb\n").text, "a\nx\nb\n");
        assert_eq!(merged("a\nb\n", "b\n", "b\n").text, "b\n");
    }

    #[test]
    fn a_clash_is_marked_without_what_both_begin_and_end_with() {
        let clash = merged("a\nb\nc\n", "a\nsame\nx\nlast\nc\n", "a\nsame\ny\nlast\nc\n");
        let text = "a\nsame\n<<<<<<< yours\nx\n||||||| before\nb\n=======\ny\n>>>>>>> scaffold\nlast\nc\n";
        assert_eq!(clash, Text { text: text.to_owned(), places: 1 });
    }

    #[test]
    fn touching_changes_clash() {
        assert_eq!(merged("a\nb\n", "A\nb\n", "a\nB\n").places, 1);
    }

    #[test]
    fn what_one_side_removed_and_the_other_changed_clashes() {
        assert_eq!(merged("a\nb\nc\n", "a\nc\n", "a\nB\nc\n").places, 1);
        assert_eq!(merged("a\n", "", "b\n").places, 1);
    }
}
