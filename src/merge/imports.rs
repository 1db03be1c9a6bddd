//! `from module import names`, where both sides changed the names.

use crate::merge::entries::Entry;
use crate::merge::weave::weave;

/// The longest line of the projects that we write, in columns (`[tool.ruff] line-length`).
const LINE_LENGTH: usize = 100;

/// One import with the names of ours, and what theirs added or removed since the base. None where a side is written so
/// that joining would lose something: a comment, a star, a name called otherwise.
pub fn join([base, ours, theirs]: [Option<&Entry<'_>>; 3]) -> Option<String> {
    let (ours, theirs) = (ours?, theirs?);
    let before = base.map_or(Some(Vec::new()), |base| names(&base.body))?;
    let [there, wanted] = [names(&ours.body)?, names(&theirs.body)?];
    let kept: Vec<&str> =
        there.iter().copied().filter(|name| wanted.contains(name) || !before.contains(name)).collect();
    let joined = weave(&kept, &wanted, |name| !there.contains(name) && !before.contains(name));
    let head = &ours.body[..ours.body.find(" import ")? + " import ".len()];
    let line = format!("{head}{}\n", joined.join(", "));
    let indent = &head[..head.len() - head.trim_start().len()];
    let wide = line.len() > LINE_LENGTH + 1 || ours.body.contains("(\n");
    let lines = if wide {
        format!("{head}(\n{indent}    {},\n{indent})\n", joined.join(&format!(",\n{indent}    ")))
    } else {
        line
    };
    let first = ours.body.lines().next()?;
    let at = ours.lines.iter().position(|line| line.trim_end() == first)?;
    let behind = at + ours.body.lines().count();
    Some(ours.lines[..at].concat() + &lines + &ours.lines.get(behind..)?.concat())
}

/// The names of an import, as they are written: `a`, `b as c`. Without brackets they stand in one line.
fn names(body: &str) -> Option<Vec<&str>> {
    let names = body.split_once(" import ")?.1.trim();
    let inside = names.strip_prefix('(').and_then(|inside| inside.strip_suffix(')'));
    let names = inside.or_else(|| (!names.contains('\n')).then_some(names))?;
    let plain = names.chars().all(|c| c.is_alphanumeric() || c.is_whitespace() || "_,".contains(c));
    plain.then(|| names.split(',').map(str::trim).filter(|name| !name.is_empty()).collect())
}
