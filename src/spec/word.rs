//! What every name has in common: which characters it may have, and what to call it instead.

use heck::ToSnakeCase;
use memchr::memmem;

use crate::error::Error;
use crate::spec::ModuleName;

/// The longest name, in characters, of anything that people name.
pub(super) const LONGEST: usize = 40;

/// What is named, for messages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Thing {
    Project,
    Module,
    Entity,
    Field,
    Choice,
}

impl Thing {
    /// With its article: `a module`.
    fn noun(self) -> &'static str {
        match self {
            Self::Project => "a project",
            Self::Module => "a module",
            Self::Entity => "an entity",
            Self::Field => "a field",
            Self::Choice => "a choice of an enum",
        }
    }

    fn allowed(self) -> &'static str {
        match self {
            Self::Project => {
                "a project's name has 1 to 40 ASCII letters, digits and single `-` or `_`, and begins with a letter, as in `shop-api`"
            }
            Self::Module => {
                "a module's name has 1 to 40 ASCII letters, digits and single `-` or `_`, and begins with a letter, as in `order_items`"
            }
            Self::Entity => {
                "an entity's name has 1 to 40 ASCII letters, digits and single `-` or `_`, and begins with a letter, as in `OrderItem`"
            }
            Self::Field => {
                "a field's name has 1 to 40 lower-case ASCII letters, digits and single `_`, and begins with a letter, as in `published_at`"
            }
            Self::Choice => {
                "a choice has 1 to 40 lower-case ASCII letters, digits and single `_`, and begins with a letter, as in `in_review`"
            }
        }
    }

    /// The error that a name is refused with: what was typed, why, what is allowed, and a name that would do.
    pub(super) fn refuse(self, typed: &str, why: &str, instead: Option<String>) -> Error {
        let error = Error::usage(format!("`{}` can't be the name of {}: {why}", shown(typed), self.noun()))
            .hint(self.allowed());
        match instead {
            Some(name) => error.hint(format!("`{name}` would do")),
            None => error,
        }
    }
}

/// What was typed, fit for one line of a terminal: no control characters, and not endless.
pub(super) fn shown(typed: &str) -> String {
    let mut shown: String = typed.chars().take(LONGEST).flat_map(char::escape_debug).collect();
    if typed.chars().nth(LONGEST).is_some() {
        shown.push('…');
    }
    shown.replace("\\'", "'").replace("\\\"", "\"")
}

/// The candidate that a person most likely meant.
pub(super) fn closest<'a>(typed: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let typed: String = typed.chars().take(LONGEST).collect::<String>().to_lowercase();
    let near = candidates.into_iter().map(|word| (strsim::damerau_levenshtein(&typed, word), word));
    near.filter(|(edits, word)| *edits <= word.len().div_ceil(3)).min_by_key(|(edits, _)| *edits).map(|(_, word)| word)
}

/// Words as people read them: `a`, `b`, `c`.
pub(super) fn listed<'a>(words: impl IntoIterator<Item = &'a str>) -> String {
    words.into_iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ")
}

/// An error about a module that is not among those that are there, with the one that was likely meant.
pub(super) fn unknown_module(message: String, name: &ModuleName, known: &[ModuleName]) -> Error {
    let words = || known.iter().map(ModuleName::snake);
    let error = Error::usage(message);
    let error = match closest(name.snake(), words()) {
        Some(near) => error.hint(format!("did you mean `{near}`?")),
        None => error,
    };
    if known.is_empty() {
        error.hint("there is no module yet: name it beside the others")
    } else {
        error.hint(format!("the modules are {}", listed(words())))
    }
}

/// The `snake_case` of a name in any spelling, or why it is none.
pub(super) fn snake(typed: &str) -> Result<String, String> {
    let snake = typed.to_snake_case();
    match flaw(typed, "`-` or `_`", |letter| letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_')) {
        Some(why) => Err(why),
        None if snake.len() > LONGEST => Err(format!("it is longer than {LONGEST} characters as `{}`", shown(&snake))),
        None => Ok(snake),
    }
}

/// Why a word is no `snake_case`, if it is none.
pub(super) fn not_snake(typed: &str) -> Option<String> {
    let fits = |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '_';
    flaw(typed, "`_`", fits)
}

fn flaw(typed: &str, separators: &str, fits: impl Fn(char) -> bool) -> Option<String> {
    let Some(first) = typed.chars().next() else {
        return Some("it is empty".to_owned());
    };
    if let Some(letter) = typed.chars().find(|letter| !fits(*letter)) {
        return Some(match letter {
            ' ' => "it has a space in it".to_owned(),
            letter if letter.is_ascii_uppercase() => format!("`{letter}` is a capital letter"),
            letter if letter.is_alphanumeric() => format!("`{letter}` is not an ASCII letter"),
            letter => format!("`{}` is not a letter, a digit or {separators}", letter.escape_debug()),
        });
    }
    let separator = |letter: char| matches!(letter, '-' | '_');
    let doubled = typed.chars().zip(typed.chars().skip(1)).any(|(one, next)| separator(one) && separator(next));
    if first.is_ascii_digit() {
        Some("it begins with a digit".to_owned())
    } else if separator(first) {
        Some(format!("it begins with `{first}`"))
    } else if typed.ends_with(separator) {
        Some("it ends with a separator".to_owned())
    } else if doubled {
        Some("it has two separators in a row".to_owned())
    } else if typed.len() > LONGEST {
        Some(format!("it is longer than {LONGEST} characters"))
    } else {
        None
    }
}

/// The `snake_case` word that is nearest to what was typed; empty when nothing of it can be used.
pub(super) fn nearest(typed: &str) -> String {
    let spelled: String = typed.chars().take(200).flat_map(plain).collect();
    let mut near = spelled.to_snake_case();
    if let Some(digit) = near.chars().next().and_then(|first| first.to_digit(10)) {
        let rest = near[1..].trim_start_matches('_');
        near = format!("{}_{rest}", NUMBERS[digit as usize]);
    }
    near.truncate(LONGEST);
    near.trim_end_matches('_').to_owned()
}

const NUMBERS: [&str; 10] = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"];

/// A letter without its accent; anything that is no letter or digit parts words.
fn plain(letter: char) -> impl Iterator<Item = char> {
    let plain = match letter {
        'à'..='å' | 'À'..='Å' | 'ā' | 'Ā' | 'ă' | 'ą' => "a",
        'æ' | 'Æ' => "ae",
        'ç' | 'Ç' | 'ć' | 'č' | 'Č' => "c",
        'è'..='ë' | 'È'..='Ë' | 'ē' | 'ę' | 'ě' => "e",
        'ì'..='ï' | 'Ì'..='Ï' | 'ī' | 'ı' | 'İ' => "i",
        'ñ' | 'Ñ' | 'ń' | 'ň' => "n",
        'ò'..='ö' | 'Ò'..='Ö' | 'ø' | 'Ø' | 'ō' | 'ő' => "o",
        'ù'..='ü' | 'Ù'..='Ü' | 'ū' | 'ů' | 'ű' => "u",
        'ý' | 'ÿ' | 'Ý' => "y",
        'š' | 'Š' | 'ś' | 'ş' => "s",
        'ž' | 'Ž' | 'ź' | 'ż' => "z",
        'ł' | 'Ł' => "l",
        'ß' => "ss",
        _ => "",
    };
    let kept = match letter {
        letter if letter.is_ascii_alphanumeric() => Some(letter),
        _ if plain.is_empty() => Some('_'),
        _ => None,
    };
    plain.chars().chain(kept)
}

/// A set of words, written as one text with spaces between them.
#[derive(Clone, Copy)]
pub(super) struct Words(pub(super) &'static str);

impl Words {
    pub(super) fn iter(self) -> impl Iterator<Item = &'static str> {
        self.0.split_ascii_whitespace()
    }

    pub(super) fn has(self, word: &str) -> bool {
        let text = self.0.as_bytes();
        let is_end = |at: Option<&u8>| at.is_none_or(u8::is_ascii_whitespace);
        !word.is_empty()
            && memmem::find_iter(text, word)
                .any(|at| is_end(at.checked_sub(1).map(|at| &text[at])) && is_end(text.get(at + word.len())))
    }
}
