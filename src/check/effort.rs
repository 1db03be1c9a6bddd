//! How far one question is followed before it is given up, and what is remembered of it on the way.
//!
//! Names grow out of themselves, as in `query = query.where(…)`, and chains of calls come back to the same expression
//! once for each link: without a memory both take as many steps as there are.

use std::cell::{Cell, RefCell};

use ruff_python_ast::Expr;
use rustc_hash::FxHashMap;

/// How many steps one answer may take. Real code takes a few; more means that a name grows out of itself.
const STEPS: u32 = 4_000;
/// How many names may lead to one another.
const DEEPEST: u32 = 24;
/// How often a question may lead back to itself: once for each step that a loop is followed.
const ROUNDS: usize = 3;
/// How many possibilities are kept.
pub const MOST: usize = 64;

/// What is asked of an expression.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Asked {
    /// Its dotted paths.
    Paths,
    /// Its texts.
    Texts,
}

/// The effort that one question takes.
#[derive(Debug)]
pub struct Effort<'a> {
    steps: Cell<u32>,
    depth: Cell<u32>,
    /// The questions that led to this one.
    asked: RefCell<Vec<(&'a Expr, Asked)>>,
    /// Which expressions were found to be so or not, by where they lie; nothing while that is found out.
    known: RefCell<FxHashMap<usize, Option<bool>>>,
    /// Whether an answer depends on a question that was not followed to its end.
    is_cut: Cell<bool>,
}

impl Default for Effort<'_> {
    fn default() -> Self {
        Self {
            steps: Cell::new(STEPS),
            depth: Cell::new(0),
            asked: RefCell::default(),
            known: RefCell::default(),
            is_cut: Cell::new(false),
        }
    }
}

impl<'a> Effort<'a> {
    /// What is left of it, for a question that this one leads to.
    pub fn rest(&self) -> Self {
        Self { steps: self.steps.clone(), depth: self.depth.clone(), ..Self::default() }
    }

    /// Takes back what that has left.
    pub fn take_back(&self, rest: &Self) {
        self.steps.set(rest.steps.get());
        self.is_cut.set(self.is_cut.get() || rest.is_cut.get());
    }

    /// Runs a step of the answer; nothing where it takes too many, or where names lead too far.
    pub fn step<T>(&self, run: impl FnOnce() -> Vec<T>) -> Vec<T> {
        if self.steps.get() == 0 || self.depth.get() == DEEPEST {
            self.is_cut.set(true);
            return Vec::new();
        }
        self.steps.set(self.steps.get() - 1);
        self.depth.set(self.depth.get() + 1);
        let mut found = run();
        self.depth.set(self.depth.get() - 1);
        found.truncate(MOST);
        found
    }

    /// Runs the step that answers a question; nothing where the question has led back to itself too often.
    pub fn ask<T>(&self, expr: &'a Expr, what: Asked, run: impl FnOnce() -> Vec<T>) -> Vec<T> {
        let is_same = |(other, asked): &&(&Expr, Asked)| std::ptr::eq(*other, expr) && *asked == what;
        if self.asked.borrow().iter().filter(is_same).count() > ROUNDS {
            self.is_cut.set(true);
            return Vec::new();
        }
        self.asked.borrow_mut().push((expr, what));
        let found = self.step(run);
        self.asked.borrow_mut().pop();
        found
    }

    /// Whether an expression is so, found out once. Nothing is so only because it is: where that leads back to itself
    /// it says no, and where it was not followed to its end the answer holds for this time only.
    pub fn once(&self, expr: &'a Expr, is_so: impl FnOnce() -> bool) -> bool {
        let place = std::ptr::from_ref(expr).addr();
        let known = self.known.borrow().get(&place).copied();
        if let Some(known) = known {
            self.is_cut.set(self.is_cut.get() || known.is_none());
            return known.unwrap_or(false);
        }
        self.known.borrow_mut().insert(place, None);
        let was_cut = self.is_cut.replace(false);
        let answer = is_so();
        if self.is_cut.get() {
            self.known.borrow_mut().remove(&place);
        } else {
            self.known.borrow_mut().insert(place, Some(answer));
        }
        self.is_cut.set(self.is_cut.get() || was_cut);
        answer
    }
}
