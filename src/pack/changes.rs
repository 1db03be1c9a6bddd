//! What each release changed in the projects that it writes, from the changelog.

static CHANGELOG: &str = include_str!("../../CHANGELOG.md");

/// The heading in a release below which stands what changes in projects.
const HEADING: &str = "### In projects";

/// What later releases than this one change in a project: the release and a sentence each, newest first.
pub fn changes_since(release: &str) -> Vec<(String, String)> {
    let mut changes: Vec<(String, String)> = Vec::new();
    for section in CHANGELOG.split("\n## ").skip(1) {
        let (version, text) = section.split_once('\n').unwrap_or((section, ""));
        if version.trim() == release {
            break;
        }
        let listed = text.split_once(HEADING).map_or("", |(_, rest)| rest.split("\n### ").next().unwrap_or_default());
        for line in listed.lines() {
            match (line.strip_prefix("- "), changes.last_mut()) {
                (Some(change), _) => changes.push((version.trim().to_owned(), change.trim().to_owned())),
                (None, Some((of, change))) if of == version.trim() && !line.trim().is_empty() => {
                    change.push(' ');
                    change.push_str(line.trim());
                }
                _ => {}
            }
        }
    }
    changes
}

#[cfg(test)]
mod tests {
    use super::changes_since;

    #[test]
    fn what_changed_since_the_first_release_is_told_and_since_this_one_nothing() {
        assert!(!changes_since("0.1.0").is_empty());
        assert!(changes_since(env!("CARGO_PKG_VERSION")).is_empty());
    }
}
