//! Packs of past releases: kept as one archive each, so that what a release wrote can be rendered for ever.

use std::borrow::Cow;
use std::io::{Read, Write};

use bytes::Bytes;
use flate2::Compression;
use flate2::read::GzDecoder;
use flate2::write::GzEncoder;

use crate::pack::files::Files;

/// The folder of the templates in which the archives lie.
pub const FOLDER: &str = "frozen";

/// What an archive is called after its release.
pub const SUFFIX: &str = ".tar.gz";

/// The archive of these files. Neither clock nor owner go into it, so that it is the same everywhere.
pub fn freeze(files: &Files) -> Vec<u8> {
    let mut archive = tar::Builder::new(Vec::new());
    for (path, content) in files.iter() {
        let mut header = tar::Header::new_gnu();
        header.set_size(content.len() as u64);
        header.set_mode(0o644);
        archive.append_data(&mut header, path, &content[..]).expect("memory takes what it is given");
    }
    let archive = archive.into_inner().expect("memory takes what it is given");
    let mut squeezed = GzEncoder::new(Vec::new(), Compression::best());
    squeezed.write_all(&archive).expect("memory takes what it is given");
    squeezed.finish().expect("memory takes what it is given")
}

/// The files of an archive.
///
/// # Panics
///
/// When the archive is broken: the binary was built wrong.
pub fn thaw(archive: &[u8]) -> Files {
    let mut archive = tar::Archive::new(GzDecoder::new(archive));
    let entries = archive.entries().expect("a frozen pack is an archive");
    let files = entries.map(|entry| {
        let mut entry = entry.expect("a frozen pack is whole");
        let path = entry.path().ok().and_then(|path| path.to_str().map(str::to_owned)).expect("a path is UTF-8");
        let mut content = Vec::new();
        entry.read_to_end(&mut content).expect("a frozen pack is whole");
        (Cow::Owned(path), Bytes::from(content))
    });
    files.collect()
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;

    use bytes::Bytes;

    use super::{freeze, thaw};
    use crate::pack::files::Files;

    #[test]
    fn what_is_frozen_thaws_as_it_was() {
        let long = "module/".to_owned() + &"x".repeat(150);
        let files: Files = [("a.jinja", "one"), (&long, ""), ("z/ü", "three\n")]
            .map(|(path, text)| (Cow::Owned(path.to_owned()), Bytes::copy_from_slice(text.as_bytes())))
            .into_iter()
            .collect();
        assert_eq!(thaw(&freeze(&files)), files);
        assert_eq!(freeze(&files), freeze(&files));
    }
}
