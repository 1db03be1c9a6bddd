//! What stands on the disk at some paths: read beside one another, and never through a symbolic link.

use std::collections::BTreeMap;
use std::fs::{self, File, Metadata, OpenOptions};
use std::io::{self, Read};
use std::path::Path;

use bytes::Bytes;
use rayon::iter::{IntoParallelIterator, ParallelIterator};

use crate::error::{Error, Result};
use crate::project::{Project, files};
use crate::tree::{Disk, Standing};

impl Project {
    /// What stands at these paths, which lie inside of the project. Where nothing stands, there is no key.
    ///
    /// A path with a symbolic link, a directory or a file in the way is blocked; what can't be read is an error (exit 4).
    pub fn look<'a>(&self, paths: impl Iterator<Item = &'a str>) -> Result<Disk> {
        look(self.root(), paths)
    }
}

/// What stands at these paths below `root`.
pub(super) fn look<'a>(root: &Path, paths: impl Iterator<Item = &'a str>) -> Result<Disk> {
    let paths: Vec<&str> = paths.collect();
    let ways = ways(root, &paths)?;
    let standings = paths.into_par_iter().map(|path| {
        let way = path.rsplit_once('/').map_or(Way::Open, |(directory, _)| ways[directory]);
        let standing = match way {
            Way::Open => standing(&root.join(path)).map_err(|error| Error::io("read", &root.join(path), &error))?,
            Way::Absent => None,
            Way::Blocked(what) => Some(Standing::Blocked(what)),
        };
        Ok(standing.map(|standing| (path.to_owned(), standing)))
    });
    standings.filter_map(Result::transpose).collect()
}

/// What one meets on the way to a path.
#[derive(Debug, Clone, Copy)]
enum Way {
    Open,
    Absent,
    Blocked(&'static str),
}

/// Every directory that the paths lie in, and whether it can be gone through.
fn ways<'a>(root: &Path, paths: &[&'a str]) -> Result<BTreeMap<&'a str, Way>> {
    let mut ways = BTreeMap::new();
    // Parents come first, so that nothing is looked for behind a link.
    for directory in files::directories(paths.iter().copied()) {
        let above = directory.rsplit_once('/').map_or(Way::Open, |(parent, _)| ways[parent]);
        let way = match above {
            Way::Open => {
                way(&root.join(directory)).map_err(|error| Error::io("look at", &root.join(directory), &error))?
            }
            closed => closed,
        };
        ways.insert(directory, way);
    }
    Ok(ways)
}

fn way(directory: &Path) -> io::Result<Way> {
    match fs::symlink_metadata(directory) {
        Ok(found) if found.is_dir() => Ok(Way::Open),
        Ok(found) if found.is_symlink() => Ok(Way::Blocked("behind a symbolic link")),
        Ok(_) => Ok(Way::Blocked("behind a file")),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Way::Absent),
        Err(error) => Err(error),
    }
}

/// What stands at a path whose directory exists.
fn standing(path: &Path) -> io::Result<Option<Standing>> {
    let mut file = match open(path) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return blocked(path, error).map(Some),
    };
    let found = file.metadata()?;
    if !found.is_file() {
        return Ok(Some(Standing::Blocked(kind(&found))));
    }
    let mut content = Vec::with_capacity(usize::try_from(found.len()).unwrap_or(0) + 1);
    file.read_to_end(&mut content)?;
    Ok(Some(Standing::File { content: Bytes::from(content), executable: is_executable(&found) }))
}

/// Opens for reading: not through a link, and without waiting at a pipe for somebody to write into it.
fn open(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true);
    #[cfg(unix)]
    {
        use rustix::fs::OFlags;
        let flags = i32::try_from((OFlags::NOFOLLOW | OFlags::NONBLOCK).bits()).unwrap_or_default();
        std::os::unix::fs::OpenOptionsExt::custom_flags(&mut options, flags);
    }
    options.open(path)
}

/// What stands where nothing could be opened; the error where it is a plain file after all.
fn blocked(path: &Path, error: io::Error) -> io::Result<Standing> {
    match fs::symlink_metadata(path) {
        Ok(found) if !found.is_file() => Ok(Standing::Blocked(kind(&found))),
        _ => Err(error),
    }
}

fn kind(found: &Metadata) -> &'static str {
    if found.is_dir() {
        "a directory"
    } else if found.is_symlink() {
        "a symbolic link"
    } else {
        "a device or a pipe"
    }
}

#[cfg(unix)]
fn is_executable(found: &Metadata) -> bool {
    std::os::unix::fs::MetadataExt::mode(found) & 0o100 != 0
}

#[cfg(not(unix))]
fn is_executable(_: &Metadata) -> bool {
    false
}
