//! Writes a whole new project, or nothing.

use std::fs;
use std::path::{Path, PathBuf};

use crate::error::{Error, Result};
use crate::plan::Plan;
use crate::project::git::{self, Git};
use crate::project::interrupt::Interrupt;
use crate::project::staging::Staging;
use crate::project::{Target, files};

/// Writes the project that `plan` describes to `target`, with a git repository where one is wanted, and says what
/// became of that. A failure or a signal leaves what was there before.
pub fn create(target: &Target, plan: &Plan, git: Git) -> Result<Git> {
    let interrupt = Interrupt::catch()?;
    let parents = Parents::make(target.parent())?;
    let staging = Staging::open(target.parent())?;
    files::write(staging.path(), target.path(), plan, &interrupt)?;
    let git = match git {
        Git::Wanted => git::begin(staging.path(), target.path(), &interrupt)?,
        other => other,
    };
    interrupt.check()?;
    staging.settle(target.path())?;
    parents.keep();
    Ok(git)
}

/// The directories above a target that had to be made; they go again unless they are kept.
struct Parents {
    made: Vec<PathBuf>,
}

impl Parents {
    fn make(parent: &Path) -> Result<Self> {
        let missing: Vec<&Path> = parent.ancestors().take_while(|path| !path.exists()).collect();
        let mut parents = Self { made: Vec::new() };
        for path in missing.into_iter().rev() {
            fs::create_dir(path).map_err(|error| Error::io("create", path, &error))?;
            parents.made.push(path.to_owned());
        }
        Ok(parents)
    }

    fn keep(mut self) {
        self.made.clear();
    }
}

impl Drop for Parents {
    fn drop(&mut self) {
        for path in self.made.iter().rev() {
            // Somebody else may have put something there meanwhile, which then stays.
            let _ = fs::remove_dir(path);
        }
    }
}
