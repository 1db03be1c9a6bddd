//! The repository of a new project: `git init` and a first commit, as far as git can without asking anybody.
//!
//! What git makes of it never stops a project from being made: it becomes a word and a piece of advice.

use std::fs::File;
use std::io::{Read, Seek};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use crate::error::Result;
use crate::project::interrupt::Interrupt;

/// How long all of git's work may take. It takes some tens of milliseconds; what takes this long hangs.
const TIME_LIMIT: Duration = Duration::from_secs(10);

/// What is wanted of git, and then what became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Git {
    /// A repository is wanted.
    Wanted,
    /// None is wanted.
    Unwanted,
    /// A run that writes nothing did not try.
    Untried,
    /// There is a repository, with a first commit.
    Committed,
    /// There is a repository with everything staged, but git knows nobody to commit as.
    Nameless,
    /// The project lies in this work tree already.
    Inside(PathBuf),
    /// There is no program `git`.
    Missing,
    /// Git said no, or hung.
    Failed(String),
}

impl Git {
    /// One word for programs.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Wanted | Self::Untried => "untried",
            Self::Unwanted => "unwanted",
            Self::Committed => "committed",
            Self::Nameless => "staged",
            Self::Inside(_) => "inside",
            Self::Missing => "missing",
            Self::Failed(_) => "failed",
        }
    }

    /// What to do where there is something to do.
    pub fn advice(&self) -> Option<String> {
        let by_hand = "`git init && git add . && git commit` makes the repository";
        match self {
            Self::Wanted | Self::Unwanted | Self::Untried | Self::Committed => None,
            Self::Nameless => Some(
                "git has no name and e-mail to commit with: set `git config --global user.name` and `user.email`, \
                 then `git commit` in the project"
                    .to_owned(),
            ),
            Self::Inside(root) => Some(format!("no repository made: `{}` is a git work tree already", root.display())),
            Self::Missing => Some(format!("no repository made: there is no `git`; once there is, {by_hand}")),
            Self::Failed(why) => Some(format!("no repository made: {why}; {by_hand}")),
        }
    }
}

/// Makes the repository in `staging`, unless `target`, where that will be, lies in a work tree. Fails for a signal only.
pub fn begin(staging: &Path, target: &Path, interrupt: &Interrupt) -> Result<Git> {
    let deadline = Instant::now() + TIME_LIMIT;
    if let Some(root) = work_tree(target)
        && !Run::new(&root, &["check-ignore", "-q", "--"]).path(target).finish(deadline, interrupt)?.is_done()
    {
        return Ok(Git::Inside(root));
    }
    let made = commit(staging, deadline, interrupt)?;
    if matches!(made, Git::Failed(_) | Git::Missing) {
        // Half a repository would be worse than none. It is ours: the staging directory was empty.
        let _ = std::fs::remove_dir_all(staging.join(".git"));
    }
    Ok(made)
}

fn commit(staging: &Path, deadline: Instant, interrupt: &Interrupt) -> Result<Git> {
    // `init -b main` would need git 2.28; an older one passes over this setting and keeps its own default.
    let steps: [&[&str]; 3] = [
        &["-c", "init.defaultBranch=main", "init", "-q"],
        &["add", "--all"],
        &["commit", "-q", "--no-verify", "-m", "Start the project"],
    ];
    for step in steps {
        match Run::new(staging, step).finish(deadline, interrupt)? {
            Ended::Done => {}
            Ended::Missing => return Ok(Git::Missing),
            Ended::No(said) if said.contains("tell me who you are") || said.contains("auto-detection is disabled") => {
                return Ok(Git::Nameless);
            }
            Ended::No(said) => {
                let why = said.lines().find(|line| !line.trim().is_empty()).unwrap_or("it said no").trim();
                return Ok(Git::Failed(format!("git: {why}")));
            }
            Ended::Late => return Ok(Git::Failed(format!("git took longer than {} s", TIME_LIMIT.as_secs()))),
        }
    }
    Ok(Git::Committed)
}

/// The work tree that a path lies in. A `.git` that git itself would not trust counts too: making a repository inside
/// of somebody's work tree is what nobody expects.
fn work_tree(target: &Path) -> Option<PathBuf> {
    target.ancestors().skip(1).find(|path| path.join(".git").exists()).map(Path::to_owned)
}

/// How a run of git ended.
enum Ended {
    Done,
    No(String),
    Late,
    Missing,
}

impl Ended {
    fn is_done(&self) -> bool {
        matches!(self, Self::Done)
    }
}

/// One run of git that asks nobody anything and runs nothing of the person's own.
struct Run {
    command: Command,
}

impl Run {
    fn new(directory: &Path, args: &[&str]) -> Self {
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
        // Its answers are read, so they are in English.
        command.env("LC_ALL", "C").env("GIT_TERMINAL_PROMPT", "0").env("GIT_EDITOR", "true");
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

    fn path(mut self, path: &Path) -> Self {
        self.command.arg(path);
        self
    }

    /// Runs it until `deadline`, or until a signal comes.
    fn finish(mut self, deadline: Instant, interrupt: &Interrupt) -> Result<Ended> {
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
            Some(_) => Ended::No(text(&mut said)),
        })
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

fn text(said: &mut File) -> String {
    let mut text = Vec::new();
    let _ = said.rewind().and_then(|()| said.read_to_end(&mut text));
    String::from_utf8_lossy(&text).into_owned()
}
