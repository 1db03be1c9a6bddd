//! One run of git that asks nobody anything, runs nothing of the person's own, and never goes on for ever.

use std::fs::File;
use std::io::{Read, Seek, Write};
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use crate::error::Result;
use crate::project::interrupt::Interrupt;

/// How long all of git's work may take. It takes some tens of milliseconds; what takes this long hangs.
pub(super) const TIME_LIMIT: Duration = Duration::from_secs(10);

/// How a run of git ended.
pub(super) enum Ended {
    Done,
    No(String),
    Late,
    Missing,
}

impl Ended {
    pub(super) fn is_done(&self) -> bool {
        matches!(self, Self::Done)
    }
}

/// One run of git.
pub(super) struct Run {
    command: Command,
}

impl Run {
    pub(super) fn new(directory: &Path, args: &[&str]) -> Self {
        let mut command = Command::new("git");
        command.current_dir(directory).stdin(Stdio::null()).stdout(Stdio::null());
        // `GIT_DIR` and its like would lead git elsewhere; who the person is stays, and where git finds its parts.
        let kept = [
            "GIT_AUTHOR_",
            "GIT_COMMITTER_",
            "GIT_CONFIG_GLOBAL",
            "GIT_CONFIG_SYSTEM",
            "GIT_CONFIG_NOSYSTEM",
            "GIT_EXEC_PATH",
        ];
        for (name, _) in std::env::vars_os() {
            let shown = name.to_string_lossy();
            if shown.starts_with("GIT_") && !kept.iter().any(|kept| shown.starts_with(kept)) {
                command.env_remove(&name);
            }
        }
        // Its answers are read, so they are in English; and it asks neither the person nor the network.
        command.env("LC_ALL", "C").env("GIT_TERMINAL_PROMPT", "0").env("GIT_EDITOR", "true");
        command.env("GIT_NO_LAZY_FETCH", "1").env("GIT_OPTIONAL_LOCKS", "0");
        for setting in [
            "user.useConfigOnly=true",
            "commit.gpgSign=false",
            "core.hooksPath=/dev/null",
            "core.fsmonitor=false",
            "core.safecrlf=false",
            "gc.auto=0",
            "maintenance.auto=false",
        ] {
            command.args(["-c", setting]);
        }
        command.args(args);
        // What git itself starts, a filter say, is stopped together with it.
        #[cfg(unix)]
        std::os::unix::process::CommandExt::process_group(&mut command, 0);
        Self { command }
    }

    pub(super) fn path(mut self, path: &Path) -> Self {
        self.command.arg(path);
        self
    }

    /// Runs it until `deadline`, or until a signal comes.
    pub(super) fn finish(mut self, deadline: Instant, interrupt: &Interrupt) -> Result<Ended> {
        // A file takes what it says: a pipe would have to be read, and would stay open in whatever git started.
        let Ok(mut said) = tempfile::tempfile() else {
            return Ok(Ended::No("there is no place for temporary files".to_owned()));
        };
        let Ok(errors) = said.try_clone() else {
            return Ok(Ended::No("there are too many open files".to_owned()));
        };
        let mut child = match self.command.stderr(errors).spawn() {
            Ok(child) => child,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Ended::Missing),
            Err(error) => return Ok(Ended::No(error.to_string())),
        };
        let ended = wait(&mut child, deadline, interrupt);
        if !matches!(ended, Ok(Some(_))) {
            stop(&mut child);
        }
        Ok(match ended? {
            None => Ended::Late,
            Some(status) if status.success() => Ended::Done,
            Some(_) => Ended::No(String::from_utf8_lossy(&content(&mut said)).into_owned()),
        })
    }

    /// What it answers to `question`. A git that is missing, hangs or says no has answered nothing.
    pub(super) fn answer(mut self, question: &[u8]) -> Vec<u8> {
        let files = || {
            let (mut asked, answered) = (tempfile::tempfile()?, tempfile::tempfile()?);
            asked.write_all(question)?;
            asked.rewind()?;
            Ok::<_, std::io::Error>((asked, answered.try_clone()?, answered))
        };
        let Ok((asked, told, mut answered)) = files() else { return Vec::new() };
        let Ok(mut child) = self.command.stdin(asked).stdout(told).stderr(Stdio::null()).spawn() else {
            return Vec::new();
        };
        if let Ok(Some(_)) = wait(&mut child, Instant::now() + TIME_LIMIT, &Interrupt::default()) {
            return content(&mut answered);
        }
        stop(&mut child);
        Vec::new()
    }
}

/// Waits for a child; none when time is up. It is asked often at first, because git is mostly quick.
fn wait(child: &mut Child, deadline: Instant, interrupt: &Interrupt) -> Result<Option<ExitStatus>> {
    let mut pause = Duration::from_micros(200);
    loop {
        if let Ok(Some(status)) = child.try_wait() {
            return Ok(Some(status));
        }
        interrupt.check()?;
        if Instant::now() > deadline {
            return Ok(None);
        }
        thread::sleep(pause);
        pause = (pause * 5 / 4).min(Duration::from_millis(20));
    }
}

/// Stops a child and everything that it started.
fn stop(child: &mut Child) {
    #[cfg(unix)]
    let _ = rustix::process::kill_process_group(rustix::process::Pid::from_child(child), rustix::process::Signal::KILL);
    let _ = child.kill();
    let _ = child.wait();
}

fn content(file: &mut File) -> Vec<u8> {
    let mut content = Vec::new();
    let _ = file.rewind().and_then(|()| file.read_to_end(&mut content));
    content
}
