//! One call of our binary that goes wrong.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use tempfile::TempDir;

use crate::binary::{Place, Ran, finish};

/// The shim, compiled once.
fn shim() -> &'static Path {
    static SHIM: OnceLock<(TempDir, PathBuf)> = OnceLock::new();
    let (_, path) = SHIM.get_or_init(|| {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("shim.so");
        let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/faults/shim.c");
        let mut compiler = Command::new("cc");
        compiler.args(["-shared", "-fPIC", "-Wall", "-Werror", "-O1", "-o"]).arg(&path).arg(source).arg("-ldl");
        assert!(compiler.status().expect("the tests need a C compiler").success());
        (folder, path)
    });
    path
}

/// One call that goes wrong.
#[derive(Clone, Copy)]
pub struct Fault {
    /// What happens, as the shim calls it.
    pub how: &'static str,
    /// To which call it happens.
    pub at: usize,
    /// The call at which a run that went on is killed; 0 for none.
    pub then: usize,
}

impl Fault {
    /// Runs our binary with this fault below `root`. Gives what was said, and the call that went wrong, if one did.
    pub fn strike(self, place: &Place, root: &Path, args: &[&str]) -> (Ran, Option<String>) {
        let log = place.home().join("log");
        let mut command = place.command(args);
        command.env("LD_PRELOAD", shim()).env("RAYON_NUM_THREADS", "1").env("FAULT_ROOT", root).env("FAULT_LOG", &log);
        command.env("FAULT_HOW", self.how).env("FAULT_AT", self.at.to_string());
        command.env("FAULT_THEN", self.then.to_string());
        let ran = finish(command);
        let struck = fs::read_to_string(&log).ok();
        let _ = fs::remove_file(log);
        (ran, struck)
    }
}
