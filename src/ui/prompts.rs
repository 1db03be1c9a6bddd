//! The two kinds of questions: a line of text, and one of a few. Each can be gone back from, and left.

use std::io;
use std::ops::ControlFlow;
use std::thread;
use std::time::Duration;

use dialoguer::Select;
use dialoguer::console::{Key, Term, style};
use dialoguer::theme::ColorfulTheme;

use crate::error::{Error, Exit, Result};

/// What is typed to go back; Shift-Tab and the arrow up do it too.
const BACK: &str = "<";

/// What came of a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer<T> {
    /// It was answered.
    Given(T),
    /// The question before it is wanted again.
    Back,
}

/// A question that a line of text answers.
///
/// Not dialoguer's `Input`: that one can't be left with Esc, and miscounts lines once a text is wider than the terminal.
#[derive(Debug)]
pub struct Text<'a> {
    /// The question.
    pub question: &'a str,
    /// What one has to know to answer it, on a line of its own.
    pub explanation: &'a str,
    /// What an empty answer means; shown.
    pub default: &'a str,
    /// What stands in the line already.
    pub initial: &'a str,
}

impl Text<'_> {
    /// Asks it.
    pub fn ask(&self, term: &Term) -> Result<Answer<String>> {
        self.head(term).map_err(|error| lost(&error))?;
        let mut line = Line { chars: self.initial.chars().collect(), cursor: self.initial.chars().count() };
        let end = loop {
            line.show(term).map_err(|error| lost(&error))?;
            if let ControlFlow::Break(end) = line.press(&term.read_key().map_err(|error| lost(&error))?) {
                break end;
            }
        };
        let typed: String = line.chars.iter().collect();
        let answer = match (end, typed.trim()) {
            (End::Left, _) => {
                let _ = term.write_line("");
                return Err(left());
            }
            (End::Back, _) | (End::Entered, BACK) => Answer::Back,
            (End::Entered, "") => Answer::Given(self.default.to_owned()),
            (End::Entered, typed) => Answer::Given(typed.to_owned()),
        };
        let shown = if let Answer::Given(given) = &answer { given } else { BACK };
        term.clear_line()
            .and_then(|()| term.write_line(&format!("{}{shown}", mark())))
            .map_err(|error| lost(&error))?;
        Ok(answer)
    }

    fn head(&self, term: &Term) -> io::Result<()> {
        let default = if self.default.is_empty() { String::new() } else { format!(" [{}]", self.default) };
        term.write_line(&format!(
            "{} {}{default}",
            style("?").for_stderr().yellow(),
            style(self.question).for_stderr().bold()
        ))?;
        if !self.explanation.is_empty() {
            term.write_line(&format!("  {}", style(self.explanation).for_stderr().dim()))?;
        }
        Ok(())
    }
}

/// A question that one of a few items answers; gives its number.
pub fn choose(term: &Term, question: &str, items: &[&str], default: usize, back: bool) -> Result<Answer<usize>> {
    let mut items = items.to_vec();
    if back {
        items.push("Go back");
    }
    let last = items.len() - 1;
    let chosen = Select::with_theme(&ColorfulTheme::default())
        .with_prompt(question)
        .items(&items)
        .default(default)
        .interact_on_opt(term)
        .map_err(|dialoguer::Error::IO(error)| lost(&error))?;
    match chosen {
        None => Err(left()),
        Some(item) if back && item == last => Ok(Answer::Back),
        Some(item) => Ok(Answer::Given(item)),
    }
}

/// The error of somebody who leaves.
pub fn left() -> Error {
    Error::new(Exit::No, "left; nothing was written")
}

/// Ctrl-C is read as a key and then raised as a signal, on which whoever holds the terminal ends the process: it is
/// given the time. A terminal that is gone ends it too.
pub fn lost(error: &io::Error) -> Error {
    if error.kind() == io::ErrorKind::Interrupted {
        thread::sleep(Duration::from_secs(1));
        return Error::new(Exit::Interrupted, "stopped by a signal; nothing was written");
    }
    Error::new(Exit::Io, format!("could not ask: {error}"))
}

fn mark() -> String {
    style("> ").for_stderr().green().to_string()
}

/// How the typing of a line ended.
enum End {
    Entered,
    Back,
    Left,
}

/// A line that is being typed.
struct Line {
    chars: Vec<char>,
    cursor: usize,
}

impl Line {
    fn press(&mut self, key: &Key) -> ControlFlow<End> {
        match key {
            Key::Enter => return ControlFlow::Break(End::Entered),
            // Ctrl-D says that nothing more will be typed.
            Key::Escape | Key::Char('\u{4}') => return ControlFlow::Break(End::Left),
            Key::BackTab | Key::ArrowUp => return ControlFlow::Break(End::Back),
            Key::Backspace if self.cursor > 0 => {
                self.cursor -= 1;
                self.chars.remove(self.cursor);
            }
            Key::Del if self.cursor < self.chars.len() => drop(self.chars.remove(self.cursor)),
            Key::ArrowLeft => self.cursor = self.cursor.saturating_sub(1),
            Key::ArrowRight => self.cursor = (self.cursor + 1).min(self.chars.len()),
            Key::Home => self.cursor = 0,
            Key::End => self.cursor = self.chars.len(),
            // Ctrl-U takes back what stands before the cursor.
            Key::Char('\u{15}') => drop(self.chars.drain(..std::mem::take(&mut self.cursor))),
            Key::Char(char) if !char.is_control() => {
                self.chars.insert(self.cursor, *char);
                self.cursor += 1;
            }
            _ => {}
        }
        ControlFlow::Continue(())
    }

    /// Shows the part of the line that fits, with the cursor in it: one line of the terminal, always the same one.
    fn show(&self, term: &Term) -> io::Result<()> {
        let room = usize::from(term.size().1).saturating_sub(4).max(1);
        let start = self.cursor.saturating_sub(room);
        let shown: String = self.chars.iter().skip(start).take(room).collect();
        let behind = (self.chars.len() - start).min(room) - (self.cursor - start);
        term.clear_line()?;
        term.write_str(&format!("{}{shown}", mark()))?;
        if behind > 0 {
            term.move_cursor_left(behind)?;
        }
        term.flush()
    }
}

#[cfg(test)]
mod tests {
    use dialoguer::console::Key;

    use super::Line;

    #[test]
    fn a_line_is_mended_where_the_cursor_is() {
        let mut line = Line { chars: "titl:str".chars().collect(), cursor: 8 };
        let home_then = [Key::Home, Key::ArrowRight, Key::ArrowRight, Key::ArrowRight, Key::ArrowRight, Key::Char('e')];
        for key in &home_then {
            assert!(line.press(key).is_continue());
        }
        assert_eq!(line.chars.iter().collect::<String>(), "title:str");
        assert!(line.press(&Key::Char('\u{15}')).is_continue());
        assert_eq!(line.chars.iter().collect::<String>(), ":str");
        assert!(line.press(&Key::Enter).is_break());
    }
}
