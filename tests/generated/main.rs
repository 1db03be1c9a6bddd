//! Generated projects for real: installed, linted, typed, started, attacked and tested.
//!
//! What takes more than a moment is ignored by default: `cargo test --test generated -- --include-ignored` needs `uv`
//! and a PostgreSQL, and takes a while.
#![allow(clippy::disallowed_methods, clippy::disallowed_types, reason = "these tests run programs")]

#[path = "../support/mod.rs"]
mod support;

mod machine;
mod traits;

mod attacks;
mod deploy;
mod examples;
mod matrix;
mod migrations;
mod random;
mod renaming;
mod sameness;
mod sequences;
mod walls;
