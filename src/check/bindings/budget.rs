//! How far one question may go. Names that are bound many times lead to one another in more ways than anyone can walk.

use std::cell::Cell;

/// What is left for one question: how deep it may still go, and how many expressions it may still look at in all.
#[derive(Clone, Copy)]
pub(super) struct Budget<'b> {
    steps: usize,
    fuel: &'b Cell<usize>,
}

impl<'b> Budget<'b> {
    /// For a question that takes its fuel from `fuel`.
    pub fn new(steps: usize, fuel: &'b Cell<usize>) -> Self {
        Self { steps, fuel }
    }

    /// One step further, if there is anything left.
    pub fn deeper(self) -> Option<Self> {
        self.fuel.set(self.fuel.get().checked_sub(1)?);
        self.steps.checked_sub(1).map(|steps| Self { steps, ..self })
    }
}
