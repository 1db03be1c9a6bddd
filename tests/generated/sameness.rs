//! The same words give the same bytes, wherever and whenever: the surroundings have no say.

use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::attacks::SHOP;
use crate::machine::{SCAFFOLD, directory, run};
use crate::support::tree_on_disk;

/// Puts the clock of whatever loads it into the year 2001.
const CLOCK: &str = r"
#define _GNU_SOURCE
#include <sys/time.h>
#include <time.h>
time_t time(time_t *now) { if (now) *now = 1000000000; return 1000000000; }
int gettimeofday(struct timeval *now, void *zone) { now->tv_sec = 1000000000; now->tv_usec = 0; return 0; }
int clock_gettime(clockid_t clock, struct timespec *now) { now->tv_sec = 1000000000; now->tv_nsec = 0; return 0; }
";

/// The binary alone in an empty directory, with nothing of our environment.
fn alone(directory: &Path) -> PathBuf {
    let binary = directory.join("scaffold");
    std::fs::create_dir_all(directory).expect("it can be made");
    // By another process: a file that this one has open for writing would be inherited by whatever a test beside this
    // one starts at that moment, and a program that somebody can write to can't be run ("text file busy").
    run(Command::new("cp").arg(SCAFFOLD).arg(&binary));
    binary
}

fn generate(mut command: Command, directory: &Path) -> impl PartialEq + use<> {
    run(command.arg("new").args(SHOP).current_dir(directory));
    let root = directory.join("shop");
    let mode = |path: &str| std::fs::metadata(root.join(path)).expect("it is there").permissions().mode();
    tree_on_disk(&root).into_iter().map(|(path, content)| (mode(&path), path, content)).collect::<Vec<_>>()
}

fn bare(program: impl AsRef<std::ffi::OsStr>) -> Command {
    let mut command = Command::new(program);
    command.env_clear();
    command
}

#[test]
fn the_surroundings_change_no_byte() {
    let here = directory();
    let first = here.path().join("first");
    let expected = generate(bare(alone(&first)), &first);
    let surroundings: &[&[(&str, &str)]] = &[
        &[("HOME", "/nowhere"), ("TZ", "Pacific/Kiritimati"), ("LANG", "tr_TR.UTF-8"), ("LC_ALL", "tr_TR.UTF-8")],
        &[("HOME", "/"), ("TZ", "America/St_Johns"), ("LC_ALL", "C"), ("USER", "somebody"), ("RAYON_NUM_THREADS", "1")],
        &[("PATH", ""), ("TERM", "dumb"), ("COLUMNS", "20"), ("CI", "true"), ("SOURCE_DATE_EPOCH", "1")],
    ];
    for (number, environment) in surroundings.iter().enumerate() {
        let place = here.path().join(format!("a place, {number}")).join("ünï");
        let mut command = bare(alone(&place));
        command.envs(environment.iter().copied());
        assert!(generate(command, &place) == expected, "{environment:?} changed what is generated");
    }
}

#[test]
fn the_clock_changes_no_byte() {
    let here = directory();
    let (source, library) = (here.path().join("clock.c"), here.path().join("clock.so"));
    std::fs::write(&source, CLOCK).expect("it can be written");
    // Whoever can link Rust has a compiler of C.
    run(Command::new("cc").args(["-shared", "-fPIC", "-w", "-o"]).args([&library, &source]));
    let late = |program: &str| {
        let mut command = Command::new(program);
        command.env("LD_PRELOAD", &library);
        command
    };
    assert_eq!(run(late("date").args(["-u", "+%Y"])).trim(), "2001");
    let (now, then) = (here.path().join("now"), here.path().join("then"));
    let expected = generate(bare(alone(&now)), &now);
    let binary = alone(&then);
    assert!(generate(late(binary.to_str().expect("it is UTF-8")), &then) == expected);
}

#[test]
fn no_network_is_needed() {
    let here = directory();
    let (with, without) = (here.path().join("with"), here.path().join("without"));
    let expected = generate(bare(alone(&with)), &with);
    let cut_off = |program: &Path| {
        let mut command = Command::new("unshare");
        command.args(["--net", "--map-root-user"]).arg(program);
        command
    };
    // Some machines let nobody make a namespace: there the network stays, and the bytes are compared all the same.
    let may = cut_off(Path::new("true")).output().is_ok_and(|output| output.status.success());
    let binary = alone(&without);
    let command = if may { cut_off(&binary) } else { bare(&binary) };
    assert!(generate(command, &without) == expected);
}
