//! The stories: transcripts in Markdown that are run as they stand, each in an empty directory of its own.

#![allow(clippy::disallowed_methods, reason = "this test copies the README and runs what people run")]

#[test]
fn the_stories_are_true() {
    let stories = trycmd::TestCases::new();
    // A person whom git knows, and none of the settings of whoever runs this.
    for person in ["AUTHOR", "COMMITTER"] {
        stories.env(format!("GIT_{person}_NAME"), "Ada").env(format!("GIT_{person}_EMAIL"), "ada@example.org");
    }
    // What people do beside scaffold: they edit, and use git.
    for program in ["sh", "git"] {
        stories.register_bin(program, found(program));
    }
    stories.env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_NOSYSTEM", "1");
    stories.case("tests/stories/*.md");
    stories.case(readme());
}

/// Where a program is.
fn found(program: &str) -> std::path::PathBuf {
    let folders = std::env::var_os("PATH").expect("there is a PATH");
    let places = std::env::split_paths(&folders).map(|folder| folder.join(program));
    { places }.find(|place| place.exists()).unwrap_or_else(|| panic!("there is no `{program}`"))
}

/// The README, laid beside an empty directory of its own: its commands must not run in this repository.
fn readme() -> std::path::PathBuf {
    let place = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("readme");
    for folder in ["README.in", "README.out"] {
        std::fs::create_dir_all(place.join(folder)).expect("a folder for the README can be made");
    }
    let copy = place.join("README.md");
    std::fs::copy("README.md", &copy).expect("the README can be copied");
    copy
}
