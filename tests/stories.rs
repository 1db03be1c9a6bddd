//! The stories: transcripts in Markdown that are run as they stand, each in an empty directory of its own.

#[test]
fn the_stories_are_true() {
    let stories = trycmd::TestCases::new();
    // A person whom git knows, and none of the settings of whoever runs this.
    for person in ["AUTHOR", "COMMITTER"] {
        stories.env(format!("GIT_{person}_NAME"), "Ada").env(format!("GIT_{person}_EMAIL"), "ada@example.org");
    }
    stories.env("GIT_CONFIG_GLOBAL", "/dev/null").env("GIT_CONFIG_NOSYSTEM", "1");
    stories.case("tests/stories/*.md");
}
