//! Two hundred random projects: whatever the names and fields are, the output is clean.

use std::collections::BTreeSet;

use crate::machine::{Environment, by_two, directory, postgres, sound, write};
use crate::support::draws::specs;
use crate::support::project;
use crate::traits::{telling, traits};

/// How many of the random projects are typed and tested, and not only linted; `matrix.rs` does that with more of them.
const FULL: usize = 20;

/// What the projects that are typed and tested must show between them.
const SHOWN: &str = "
    str, str?, str!, str?!, text, text?, int, int?, int!, float, float?, decimal, decimal?, decimal!, bool, bool?,
    date, date?, date!, datetime, datetime?, datetime!, uuid, uuid?, uuid!, json, json?, enum, enum?, ref, ref?, ref!,
    auth jwt, auth none, 1 modules, 6 modules, default fields, 30 fields, a field of 40 characters,
    a field of one letter, a project of 40 characters, a module of 40 characters, a module of one letter,
    a module that begins like another, a module that begins like auth, a noun without a plural,
    an entity with a name of its own, an entity of 40 characters, a record that belongs to another,
    a reference to auth
";

#[test]
fn the_draws_show_every_kind_of_field_and_name() {
    let shown: BTreeSet<String> = telling(FULL).into_iter().flat_map(|place| traits(&specs()[place])).collect();
    for wanted in SHOWN.split(',').map(str::trim) {
        assert!(shown.contains(wanted), "no project shows `{wanted}`");
    }
}

#[test]
fn random_projects_render_the_same_twice() {
    for (place, spec) in specs().iter().enumerate() {
        assert!(project(spec) == project(spec), "the second render of project {place} differs");
    }
}

#[test]
fn random_projects_have_sound_walls() {
    let all = directory();
    for (place, spec) in specs().iter().enumerate() {
        write(all.path(), &format!("p{place}"), spec);
        sound(&all.path().join(format!("p{place}")));
    }
}

#[test]
#[ignore = "needs uv"]
fn random_projects_are_linted_formatted_and_compile() {
    let all = directory();
    for (place, spec) in specs().iter().enumerate() {
        write(all.path(), &format!("p{place}"), spec);
    }
    Environment::shared().lint(all.path(), specs().len());
}

#[test]
#[ignore = "needs uv and PostgreSQL"]
fn random_projects_are_typed_walled_and_pass_their_tests() {
    let failed = by_two(telling(FULL), |_, place| {
        let here = directory();
        let root = write(here.path(), &format!("p{place}"), &specs()[*place]);
        // The kernel and its embedded PostgreSQL are the same in all of them; the examples try those.
        Environment::shared().check(&root, Some(postgres()), &["--ignore=tests/core"]);
    });
    assert!(failed.is_empty(), "of the random projects, these failed: {failed:?}");
}
