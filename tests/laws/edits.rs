//! Random edits, such as owners make: in files, of files, and round files. The edit of a number is the same for the
//! same project.

use std::path::Path;

use bytes::Bytes;
use ruff_formatter::{LineWidth, Printed};
use ruff_python_ast::PySourceType;
use ruff_python_formatter::{PyFormatOptions, QuoteStyle, format_module_source};
use scaffold::tree::Standing;

use crate::changes::Journey;
use crate::memory::Project;
use crate::support::draws::Dice;

/// Lets the owner of a project that is about to go on a journey do something.
pub fn edit(project: &mut Project, journey: &Journey, number: u64) {
    let mut dice = Dice(number);
    match dice.between(1, 30) {
        1..=18 => in_a_file(project, journey, &mut dice, number),
        19 => take_what_is_to_come(project, journey, &mut dice),
        20 => move_file(project, journey, &mut dice, number),
        21 => remove(project, journey, &mut dice),
        22..=24 => stand_in_the_way(project, journey, &mut dice, number),
        25 => block(project, journey, &mut dice),
        26 => block_a_folder(project, journey, &mut dice),
        27 => ignore(project, journey, &mut dice),
        28 => note_in_the_manifest(project, &mut dice, number),
        29 => make_executable(project, journey, &mut dice),
        _ => foreign(project, &mut dice, number),
    }
}

/// A path that we wrote: most often one that the journey changes.
fn path(project: &Project, journey: &Journey, dice: &mut Dice) -> String {
    let at_stake = journey.at_stake();
    if !at_stake.is_empty() && dice.chance(75) {
        return (*dice.pick(&at_stake)).to_owned();
    }
    let known: Vec<&String> = project.lock.files.keys().collect();
    (*dice.pick(&known)).clone()
}

fn in_a_file(project: &mut Project, journey: &Journey, dice: &mut Dice, number: u64) {
    let path = path(project, journey, dice);
    let Some(text) = project.content(&path).and_then(|content| std::str::from_utf8(content).ok()) else { return };
    let edited = match dice.between(1, 14) {
        1 => text.replace("\r\n", "\n").replace('\n', "\r\n"),
        2 => format!("\u{feff}{}", text.trim_start_matches('\u{feff}')),
        3 => text.trim_end().to_owned(),
        4 => indented_otherwise(text),
        5 => formatted_otherwise(text, dice),
        6 | 7 => with_an_entry(text, dice, number),
        _ => lines_changed(text, &path, dice, number),
    };
    write(project, &path, edited.into_bytes());
}

fn lines_changed(text: &str, path: &str, dice: &mut Dice, number: u64) -> String {
    let end = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    if lines.is_empty() {
        return format!("# mine {number}{end}");
    }
    let at = dice.between(0, lines.len() - 1);
    let indent: String = lines[at].chars().take_while(|letter| letter.is_whitespace()).collect();
    let is_python = Path::new(path).extension().is_some_and(|extension| extension == "py");
    let mine = if is_python && dice.chance(50) {
        format!("{indent}mine_{number} = {number}")
    } else {
        format!("{indent}# mine {number}")
    };
    match dice.between(1, 8) {
        1..=3 => lines.insert(at, mine),
        4 => drop(lines.remove(at)),
        5 => lines[at] = mine,
        6 => lines.push(format!("# mine, at the end {number}")),
        7 => lines[at] = format!("{}  # mine {number}", lines[at]),
        _ => {
            let many = dice.between(2, 5);
            lines.splice(at..at, (0..many).map(|which| format!("{indent}# mine {number}, line {which}")));
        }
    }
    lines.iter().flat_map(|line| [line, end]).collect()
}

/// The text with half its indentation, or with tabs for it.
fn indented_otherwise(text: &str) -> String {
    let halved = |line: &str| {
        let rest = line.trim_start_matches(' ');
        format!("{}{rest}\n", " ".repeat((line.len() - rest.len()) / 2))
    };
    text.lines().map(halved).collect()
}

/// The text as the formatter of Python leaves it with settings that are not ours.
fn formatted_otherwise(text: &str, dice: &mut Dice) -> String {
    let width = *dice.pick(&[60_u16, 79, 88, 120]);
    let quotes = if dice.chance(30) { QuoteStyle::Single } else { QuoteStyle::Double };
    let options = PyFormatOptions::from_source_type(PySourceType::Python)
        .with_line_width(LineWidth::try_from(width).unwrap())
        .with_quote_style(quotes);
    format_module_source(text, options).map_or_else(|_| text.to_owned(), Printed::into_code)
}

/// An entry more in a list, a dependency more, an import more: beside one that is there.
fn with_an_entry(text: &str, dice: &mut Dice, number: u64) -> String {
    let is_entry = |line: &&str| {
        let line = line.trim_end();
        line.starts_with(' ') && line.ends_with(',') && !line.contains(['(', '{', '=', ':'])
    };
    let entries: Vec<&str> = text.lines().filter(is_entry).collect();
    if entries.is_empty() {
        return text.to_owned();
    }
    let beside = *dice.pick(&entries);
    let own = if beside.contains('"') { format!("\"mine-{number}\",") } else { format!("mine_{number},") };
    let indent = &beside[..beside.len() - beside.trim_start().len()];
    text.replacen(&format!("{beside}\n"), &format!("{beside}\n{indent}{own}\n"), 1)
}

fn write(project: &mut Project, path: &str, content: Vec<u8>) {
    let executable = matches!(project.disk.get(path), Some(Standing::File { executable: true, .. }));
    project.disk.insert(path.to_owned(), Standing::File { content: Bytes::from(content), executable });
}

/// The owner made the change that the templates are about to make.
fn take_what_is_to_come(project: &mut Project, journey: &Journey, dice: &mut Dice) {
    let path = path(project, journey, dice);
    if let (Some(_), Some(new)) = (project.content(&path), journey.wanted_content(&path)) {
        let content = new.to_vec();
        write(project, &path, content);
    }
}

fn move_file(project: &mut Project, journey: &Journey, dice: &mut Dice, number: u64) {
    let path = path(project, journey, dice);
    if let Some(standing @ Standing::File { .. }) = project.disk.remove(&path) {
        project.disk.insert(format!("mine/moved_{number}.py"), standing);
    }
}

fn remove(project: &mut Project, journey: &Journey, dice: &mut Dice) {
    let path = path(project, journey, dice);
    if project.content(&path).is_some() {
        project.disk.remove(&path);
    }
}

fn stand_in_the_way(project: &mut Project, journey: &Journey, dice: &mut Dice, number: u64) {
    let to_come = journey.to_come();
    if to_come.is_empty() {
        return;
    }
    let path = (*dice.pick(&to_come)).to_owned();
    if project.disk.contains_key(&path) || is_behind_a_link(project, &path) {
        return;
    }
    match dice.between(1, 3) {
        1 => write(project, &path, format!("# mine {number}\n").into_bytes()),
        2 => {
            let content = journey.wanted_content(&path).unwrap_or_default().to_vec();
            write(project, &path, content);
        }
        _ => drop(project.disk.insert(path, Standing::Blocked("a directory"))),
    }
}

fn block(project: &mut Project, journey: &Journey, dice: &mut Dice) {
    let path = path(project, journey, dice);
    let what = *dice.pick(&["a symbolic link", "a directory", "a device or a pipe"]);
    if !matches!(project.disk.get(&path), Some(Standing::Blocked(_))) {
        project.disk.insert(path, Standing::Blocked(what));
    }
}

fn block_a_folder(project: &mut Project, journey: &Journey, dice: &mut Dice) {
    let path = path(project, journey, dice);
    let Some((folder, _)) = path.rsplit_once('/') else { return };
    if is_behind_a_link(project, folder) {
        return;
    }
    let below = format!("{folder}/");
    let ours = project.lock.files.keys().map(String::as_str).chain(journey.to_come());
    let behind: Vec<String> = ours.filter(|path| path.starts_with(&below)).map(str::to_owned).collect();
    project.disk.retain(|path, _| !path.starts_with(&below));
    project.disk.extend(behind.into_iter().map(|path| (path, Standing::Blocked("behind a symbolic link"))));
    project.links.retain(|link| !link.starts_with(&below));
    project.links.insert(folder.to_owned());
}

fn is_behind_a_link(project: &Project, path: &str) -> bool {
    project
        .links
        .iter()
        .any(|link| path.strip_prefix(link.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with('/')))
}

fn ignore(project: &mut Project, journey: &Journey, dice: &mut Dice) {
    let path = path(project, journey, dice);
    project.ignored.insert(path);
}

/// A comment, a line, other spacing or another order in `scaffold.toml`, which says what it said.
fn note_in_the_manifest(project: &mut Project, dice: &mut Dice, number: u64) {
    let mut lines: Vec<String> = project.manifest.lines().map(str::to_owned).collect();
    let outside: Vec<usize> = (0..lines.len()).filter(|&at| !lines[at].starts_with([' ', ']'])).collect();
    match dice.between(1, 4) {
        1 | 2 => lines.insert(*dice.pick(&outside), format!("# mine {number}")),
        3 => lines.push(format!("# mine, at the end {number}")),
        _ => {
            for line in lines.iter_mut().filter(|line| line.starts_with("auth =") || line.starts_with("name =")) {
                *line = format!("{line} # mine {number}");
            }
        }
    }
    project.manifest = lines.join("\n") + "\n";
}

fn make_executable(project: &mut Project, journey: &Journey, dice: &mut Dice) {
    let path = path(project, journey, dice);
    if let Some(Standing::File { executable, .. }) = project.disk.get_mut(&path) {
        *executable = true;
    }
}

/// A file that is none of ours: a secret, or a module by hand.
fn foreign(project: &mut Project, dice: &mut Dice, number: u64) {
    let path = *dice.pick(&[".env", "app/modules/mine/__init__.py", "notes.md", "app/core/mine.py"]);
    if !is_behind_a_link(project, path) {
        write(project, path, format!("MINE={number}\n").into_bytes());
    }
}
