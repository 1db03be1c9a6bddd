//! The questions of `new`, in order; every one can be gone back from, and bad answers are explained and asked again.
//!
//! It ends by printing the command that would have asked none of them.

use dialoguer::console::{Term, style};

use crate::error::{Error, Exit, Result};
use crate::pack::{self, Choice, NONE};
use crate::spec::{Draft, Field, ModuleName, ProjectName, Spec};
use crate::ui::answers::{Answers, DEFAULT_FIELDS};
use crate::ui::prompts::{Answer, Text, choose, left};
use crate::ui::quote;
use crate::ui::terminal::Held;

const FIELDS: &str = "name:type, `?` nullable, `!` unique; str text int float decimal bool date datetime uuid json, \
                      words a|b, ref(module)";

/// The questions of `new`.
pub struct Wizard<'a> {
    answers: Answers,
    flags: Vec<String>,
    free: &'a dyn Fn(&str) -> Result<()>,
    term: Term,
}

/// One question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    Name,
    Modules,
    Fields(usize),
    Uses(usize),
    Style,
    Option(&'static Choice),
    Features,
    Create,
}

/// Where to go from a question.
enum Move {
    On,
    Back,
    Again,
}

impl<'a> Wizard<'a> {
    /// Questions about what `draft` leaves open. `flags` are what else was given, for the command that is printed;
    /// `free` says whether a project of that name has a place to go.
    pub fn new(draft: &Draft, flags: Vec<String>, free: &'a dyn Fn(&str) -> Result<()>) -> Result<Self> {
        Ok(Self { answers: Answers::of(draft)?, flags, free, term: Term::stderr() })
    }

    /// Asks, and gives what is wanted once that is confirmed.
    pub fn run(mut self) -> Result<Spec> {
        let held = Held::take().map_err(|error| Error::new(Exit::Io, format!("could not ask: {error}")))?;
        let mut at = usize::from(self.check_name().is_ok());
        loop {
            let steps = self.steps();
            match self.ask(steps[at])? {
                Move::On if steps[at] == Step::Create => break,
                Move::On => at += 1,
                Move::Back => at = at.saturating_sub(1),
                Move::Again => {}
            }
        }
        drop(held);
        Spec::parse(&self.answers.draft())
    }

    /// The questions that the answers so far lead to.
    fn steps(&self) -> Vec<Step> {
        let modules = 0..self.answers.modules().len();
        let mut steps = vec![Step::Name, Step::Modules];
        steps.extend(modules.clone().map(Step::Fields));
        if modules.len() > 1 {
            steps.extend(modules.clone().map(Step::Uses));
        }
        if !modules.is_empty() {
            steps.push(Step::Style);
        }
        let known = |choice: &&Choice| choice.key == "auth" && self.answers.names_auth();
        let asked = pack::choices().iter().filter(|choice| !choice.question.is_empty() && !known(choice));
        steps.extend(asked.map(Step::Option));
        if pack::choices().iter().any(|choice| choice.is_feature) {
            steps.push(Step::Features);
        }
        steps.push(Step::Create);
        steps
    }

    fn ask(&mut self, step: Step) -> Result<Move> {
        match step {
            Step::Name => self.ask_name(),
            Step::Modules => self.ask_modules(),
            Step::Fields(module) => self.ask_fields(module),
            Step::Uses(module) => self.ask_uses(module),
            Step::Style => self.ask_style(),
            Step::Option(choice) => self.ask_option(choice),
            Step::Features => self.ask_features(),
            Step::Create => self.ask_create(),
        }
    }

    fn ask_name(&mut self) -> Result<Move> {
        let text = Text {
            question: "What is the project called?",
            explanation: "as in `ecommerce-api`; it is its folder too. Esc leaves",
            default: "",
            initial: &self.answers.name,
        };
        let Answer::Given(name) = text.ask(&self.term)? else { return Ok(Move::Again) };
        self.answers.name = name;
        Ok(self.judge(self.check_name()))
    }

    fn ask_modules(&mut self) -> Result<Move> {
        let text = Text {
            question: "Which modules does it have?",
            explanation: "plural nouns, as in `Auth Articles Comments`. `<` or Shift-Tab goes back",
            default: "",
            initial: &self.answers.typed_modules(),
        };
        let Answer::Given(typed) = text.ask(&self.term)? else { return Ok(Move::Back) };
        self.answers.set_modules(&typed);
        if typed.is_empty() {
            return Ok(self.judge(Err(Error::usage("a project has at least one module"))));
        }
        Ok(self.judge(self.check(0, 0)))
    }

    fn ask_fields(&mut self, module: usize) -> Result<Move> {
        let name = self.answers.modules()[module].clone();
        let text = Text {
            question: &format!("Which fields has a record of {}?", name.pascal()),
            explanation: FIELDS,
            default: DEFAULT_FIELDS,
            initial: self.answers.fields(&name),
        };
        let Answer::Given(typed) = text.ask(&self.term)? else { return Ok(Move::Back) };
        self.answers.set_fields(name, typed);
        Ok(self.judge(self.check(module + 1, 0)))
    }

    fn ask_uses(&mut self, module: usize) -> Result<Move> {
        let name = self.answers.modules()[module].clone();
        let others = self.answers.modules().iter().filter(|other| **other != name);
        let others: Vec<_> = others.map(ModuleName::snake).collect();
        let text = Text {
            question: &format!("Which other modules does {} use?", name.pascal()),
            explanation: &format!("any of {}, with commas between; or none", others.join(", ")),
            default: "",
            initial: self.answers.uses(&name),
        };
        let Answer::Given(typed) = text.ask(&self.term)? else { return Ok(Move::Back) };
        self.answers.set_uses(name, &typed);
        Ok(self.judge(self.check(usize::MAX, module + 1)))
    }

    fn ask_style(&mut self) -> Result<Move> {
        let styles = pack::styles();
        let items: Vec<String> = styles.iter().map(|style| format!("{}: {}", style.name, style.about)).collect();
        let items: Vec<&str> = items.iter().map(String::as_str).collect();
        let before = styles.iter().position(|style| self.answers.style() == Some(&style.name)).unwrap_or_default();
        let Answer::Given(chosen) = choose(&self.term, "How are its modules built?", &items, before, true)? else {
            return Ok(Move::Back);
        };
        self.answers.set_style(&styles[chosen]);
        Ok(self.judge(self.check(usize::MAX, usize::MAX)))
    }

    fn ask_option(&mut self, choice: &Choice) -> Result<Move> {
        let mut values: Vec<&str> = choice.words().collect();
        // Whoever only presses Enter gets what there is without a question.
        values.sort_by_key(|value| *value != choice.default);
        let items: Vec<String> = values.iter().map(|value| format!("{value}: {}", choice.about(value))).collect();
        let items: Vec<&str> = items.iter().map(String::as_str).collect();
        let before = self.answers.options.get(&choice.key);
        let before = values.iter().position(|value| before.is_some_and(|before| before == value)).unwrap_or_default();
        let Answer::Given(chosen) = choose(&self.term, &choice.question, &items, before, true)? else {
            return Ok(Move::Back);
        };
        self.answers.options.insert(choice.key.clone(), values[chosen].to_owned());
        Ok(self.judge(self.check(usize::MAX, usize::MAX)))
    }

    /// The features, each with what it is set to; choosing one sets it to its next value.
    fn ask_features(&mut self) -> Result<Move> {
        let features: Vec<&Choice> = pack::choices().iter().filter(|choice| choice.is_feature).collect();
        let mut at = 0;
        loop {
            let value = |choice: &Choice| self.answers.options.get(&choice.key).unwrap_or(&choice.default).clone();
            let lines = features.iter().map(|choice| format!("{}: {}  ({})", choice.key, value(choice), choice.about));
            let lines: Vec<String> = std::iter::once("These".to_owned()).chain(lines).collect();
            let items: Vec<&str> = lines.iter().map(String::as_str).collect();
            let question = "Which features does it have? Enter on one changes it";
            match choose(&self.term, question, &items, at, true)? {
                Answer::Back => return Ok(Move::Back),
                Answer::Given(0) => return Ok(self.judge(self.check(usize::MAX, usize::MAX))),
                Answer::Given(chosen) => {
                    let choice = features[chosen - 1];
                    let words: Vec<&str> = choice.words().collect();
                    let now = words.iter().position(|word| *word == value(choice)).unwrap_or_default();
                    self.answers.options.insert(choice.key.clone(), words[(now + 1) % words.len()].to_owned());
                    at = chosen;
                }
            }
        }
    }

    fn ask_create(&mut self) -> Result<Move> {
        let spec = match Spec::parse(&self.answers.draft()) {
            Ok(spec) => spec,
            Err(error) => {
                self.explain(&error);
                return Ok(Move::Back);
            }
        };
        self.say("");
        for line in summary(&spec) {
            self.say(&format!("  {line}"));
        }
        let words = self.answers.command().into_iter().chain(self.flags.iter().cloned());
        let command = words.map(|word| quote(&word)).collect::<Vec<_>>().join(" ");
        self.say(&format!("\nThe same without questions:\n  {}\n", style(command).for_stderr().cyan()));
        match choose(&self.term, "Create it?", &["Create", "Leave"], 0, true)? {
            Answer::Given(0) => Ok(Move::On),
            Answer::Given(_) => Err(left()),
            Answer::Back => Ok(Move::Back),
        }
    }

    fn check_name(&self) -> Result<()> {
        (self.free)(ProjectName::parse(&self.answers.name)?.kebab())
    }

    /// Checks the modules, the fields of the first ones, and what the first ones use. What is not asked yet can't be
    /// wrong yet, and a method of auth that is not chosen yet may still be JWT.
    fn check(&self, fields: usize, uses: usize) -> Result<()> {
        let mut draft = self.answers.draft_of(fields, uses);
        if uses < usize::MAX && !self.answers.names_auth() {
            draft = draft.with_option("auth", "jwt");
        }
        Spec::parse(&draft).map(drop)
    }

    fn judge(&self, checked: Result<()>) -> Move {
        match checked {
            Ok(()) => Move::On,
            Err(error) => {
                self.explain(&error);
                Move::Again
            }
        }
    }

    fn explain(&self, error: &Error) {
        self.say(&format!("  {} {error}", style("!").for_stderr().red().bold()));
        error.hints.iter().for_each(|hint| self.say(&format!("    {hint}")));
    }

    /// A terminal that is gone is met by the next question.
    fn say(&self, line: &str) {
        let _ = self.term.write_line(line);
    }
}

/// What is wanted, for one last look.
fn summary(spec: &Spec) -> Vec<String> {
    let options = pack::choices().iter().filter(|choice| !choice.is_feature || spec.options.get(&choice.key) != NONE);
    let options: Vec<String> =
        options.map(|choice| format!("{} {}", choice.key, spec.options.get(&choice.key))).collect();
    let mut lines = vec![format!("{}: {}", spec.name.kebab(), options.join(", "))];
    for module in &spec.modules {
        let fields = module.fields.iter().map(Field::written).collect::<Vec<_>>().join(",");
        let fields = if fields.is_empty() { DEFAULT_FIELDS } else { &fields };
        let uses: Vec<_> = module.uses.iter().map(ModuleName::snake).collect();
        let uses = if uses.is_empty() { String::new() } else { format!("  uses {}", uses.join(", ")) };
        let unusual = module.style != pack::usual_style().name;
        let style = if unusual { format!("  style {}", module.style) } else { String::new() };
        lines.push(format!("  {}  {}  {fields}{uses}{style}", module.name.snake(), module.entity.pascal()));
    }
    lines
}
