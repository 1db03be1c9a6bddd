//! Running our own binary in a clean place: a known home, a known identity, and a limit of time.
#![allow(dead_code, reason = "each test uses its part")]
#![allow(clippy::disallowed_methods, clippy::disallowed_types, reason = "tests run the binary")]

use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use tempfile::TempDir;

/// How long a run may take. One that waits for an answer would wait for ever.
const TIME_LIMIT: Duration = Duration::from_mins(1);

/// The arguments of a project with everything in it.
pub const CONDUIT: [&str; 8] = [
    "conduit",
    "Auth",
    "Articles",
    "Comments",
    "--uses",
    "comments=articles",
    "--fields",
    "articles=title:str!,body:text,status:draft|published,author:ref(auth)",
];

/// A directory of its own to run in. Its parents hold no git work tree.
pub struct Place {
    root: TempDir,
}

/// What a run left behind and said.
#[derive(Debug)]
pub struct Ran {
    /// The exit code; none where a signal ended it.
    pub code: Option<i32>,
    /// What it said on stdout.
    pub stdout: String,
    /// What it said on stderr.
    pub stderr: String,
}

impl Place {
    pub fn new() -> Self {
        Self::within(tempfile::tempdir().unwrap())
    }

    /// One in memory, where a machine has such a place: for thousands of runs that would wait for the disk.
    pub fn in_memory() -> Self {
        Self::within(tempfile::tempdir_in("/dev/shm").or_else(|_| tempfile::tempdir()).unwrap())
    }

    fn within(root: TempDir) -> Self {
        std::fs::create_dir(root.path().join("here")).unwrap();
        std::fs::create_dir(root.path().join("home")).unwrap();
        let person = "[user]\n\tname = Ada\n\temail = ada@example.org\n";
        std::fs::write(root.path().join("home/.gitconfig"), person).unwrap();
        Self { root }
    }

    /// Where commands run.
    pub fn path(&self) -> PathBuf {
        self.root.path().join("here")
    }

    /// The home directory of whoever runs them.
    pub fn home(&self) -> PathBuf {
        self.root.path().join("home")
    }

    /// A command that runs our binary here, with no terminal.
    pub fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_scaffold"));
        command.args(args);
        self.settle(command)
    }

    /// The command, run here, at home, with no terminal.
    pub fn settle(&self, mut command: Command) -> Command {
        for (name, _) in std::env::vars_os() {
            if name.to_string_lossy().starts_with("GIT_") {
                command.env_remove(name);
            }
        }
        command.current_dir(self.path()).env("HOME", self.home()).env_remove("XDG_CONFIG_HOME");
        command.env("GIT_CONFIG_NOSYSTEM", "1");
        command.stdin(Stdio::null());
        command
    }

    /// Runs our binary here.
    pub fn run(&self, args: &[&str]) -> Ran {
        finish(self.command(args))
    }

    /// Everything that lies here, hidden things too.
    pub fn entries(&self) -> Vec<String> {
        entries(&self.path())
    }
}

/// The names in a directory, sorted.
pub fn entries(directory: &Path) -> Vec<String> {
    let found = std::fs::read_dir(directory).unwrap();
    let mut names: Vec<String> = found.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

/// Runs a command to its end; one that hangs is a failure.
pub fn finish(mut command: Command) -> Ran {
    let child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let (send, receive) = mpsc::channel();
    thread::spawn(move || send.send(child.wait_with_output()));
    let Output { status, stdout, stderr } =
        receive.recv_timeout(TIME_LIMIT).unwrap_or_else(|_| panic!("{command:?} hangs")).unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    Ran { code: status.code(), stdout: text(stdout), stderr: text(stderr) }
}
