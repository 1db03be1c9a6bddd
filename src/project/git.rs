//! The repository of a new project: `git init` and a first commit, as far as git can without asking anybody.
//!
//! What git makes of it never stops a project from being made: it becomes a word and a piece of advice.

use std::path::{Path, PathBuf};
use std::time::Instant;

use crate::error::Result;
use crate::project::interrupt::Interrupt;
use crate::project::run::{Ended, Run, TIME_LIMIT};

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
