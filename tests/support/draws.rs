//! Random legal specs: the draw of a number is the same on every machine and in every run.
//!
//! Names and fields are drawn from what is likely to break a template: odd order, one letter, forty characters, nouns
//! without a plural, names that begin with one another, words that generated code might use itself. What the spec
//! refuses is drawn again, so that whatever comes out is legal.

use std::collections::BTreeSet;
use std::sync::OnceLock;

use scaffold::pack::{styles, usual_style};
use scaffold::spec::{Draft, Spec};

use crate::support::cases::Case;

/// How many random projects there are.
const DRAWS: u64 = 200;

/// Numbers that look random and are not: `SplitMix64`.
#[derive(Debug, Clone)]
pub struct Dice(pub u64);

impl Dice {
    /// The next number.
    pub fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number from `least` to `most`.
    pub fn between(&mut self, least: usize, most: usize) -> usize {
        least + usize::try_from(self.roll() % (most - least + 1) as u64).expect("it is small")
    }

    /// One of a list.
    pub fn pick<'a, T>(&mut self, list: &'a [T]) -> &'a T {
        &list[self.between(0, list.len() - 1)]
    }

    /// One of the words of a text.
    pub fn word(&mut self, text: &'static str) -> &'static str {
        let words: Vec<&str> = text.split_whitespace().collect();
        words[self.between(0, words.len() - 1)]
    }

    /// Whether something of this likelihood happens.
    pub fn chance(&mut self, percent: usize) -> bool {
        self.between(1, 100) <= percent
    }
}

/// The project of a number: what somebody might type.
fn draft(number: u64) -> Draft {
    let mut dice = Dice(number);
    let auth = if dice.chance(60) { "jwt" } else { "none" };
    named(dice, Draft::default().with_option("auth", auth))
}

/// A random project with these options.
pub fn drawn(number: u64, case: &Case) -> Spec {
    let options = case.0.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect();
    let draft = named(Dice(number), Draft { options, ..Draft::default() });
    Spec::parse(&draft).expect("it was drawn until it was legal")
}

/// A draft with names, modules and fields.
fn named(mut dice: Dice, mut draft: Draft) -> Draft {
    draft.name = until(|| {
        let name = name(&mut dice, &[]);
        let named = Draft { name: name.clone(), modules: vec!["Aardvarks".to_owned()], ..draft.clone() };
        Spec::parse(&named).is_ok().then_some(name)
    });
    for _ in 0..dice.between(1, 6) {
        draft = until(|| module(&mut dice, &draft));
    }
    draft
}

/// The specs of all numbers, drawn once.
pub fn specs() -> &'static [Spec] {
    static SPECS: OnceLock<Vec<Spec>> = OnceLock::new();
    SPECS.get_or_init(|| {
        (0..DRAWS).map(|number| Spec::parse(&draft(number)).expect("it was drawn until it was legal")).collect()
    })
}

/// The same project as a release asks for it that has no styles yet.
#[must_use]
pub fn in_one_style(spec: &Spec) -> Spec {
    let mut spec = spec.clone();
    spec.modules.iter_mut().for_each(|module| module.style = &usual_style().name);
    spec
}

/// What an attempt gives once it gives something.
pub fn until<T>(attempt: impl FnMut() -> Option<T>) -> T {
    std::iter::repeat_with(attempt).take(1000).flatten().next().expect("a thousand draws are enough for a legal one")
}

/// The draft with one more module, unless its name does not go with the others.
pub fn module(dice: &mut Dice, draft: &Draft) -> Option<Draft> {
    let mut grown = draft.clone();
    let name = name(dice, &draft.modules);
    grown.modules.push(name.clone());
    if dice.chance(25) {
        grown.entities.push(format!("{name}={}", self::name(dice, &[])));
    }
    Spec::parse(&grown).ok()?;
    // A roll that no other choice depends on: one more style leaves all else as it was.
    grown.styles.push(format!("{name}={}", Dice(!dice.0).pick(styles()).name));
    for target in &draft.modules {
        let uses = Draft { uses: [grown.uses.clone(), vec![format!("{name}={target}")]].concat(), ..grown.clone() };
        if dice.chance(25) && Spec::parse(&uses).is_ok() {
            grown = uses;
        }
    }
    Some(with_fields(dice, &grown, &name, &draft.modules))
}

/// The draft with as many fields in a module as it likes; none means the default ones.
pub fn with_fields(dice: &mut Dice, draft: &Draft, module: &str, targets: &[String]) -> Draft {
    let wanted = match dice.between(1, 20) {
        1..=4 => 0,
        5..=17 => dice.between(1, 6),
        18..=19 => dice.between(7, 20),
        _ => 30,
    };
    let (mut best, mut fields) = (draft.clone(), Vec::new());
    for _ in 0..wanted * 4 {
        let more =
            [fields.clone(), vec![field(dice, targets, draft.option("auth").is_some_and(|auth| auth != "none"))]]
                .concat();
        let grown = Draft {
            fields: [draft.fields.clone(), vec![format!("{module}={}", more.join(","))]].concat(),
            ..draft.clone()
        };
        if fields.len() < wanted && Spec::parse(&grown).is_ok() {
            (best, fields) = (grown, more);
        }
    }
    best
}

fn field(dice: &mut Dice, targets: &[String], has_auth: bool) -> String {
    let plain = ["str", "text", "int", "float", "decimal", "bool", "date", "datetime", "uuid", "json"];
    let kind = match dice.between(1, 14) {
        choice @ 1..=10 => plain[choice - 1].to_owned(),
        11..=12 => choices(dice),
        _ if has_auth && (targets.is_empty() || dice.chance(40)) => "ref(auth)".to_owned(),
        _ if targets.is_empty() => "str".to_owned(),
        _ => format!("ref({})", dice.pick(targets)),
    };
    let name = if dice.chance(50) { dice.word(TELLING).to_owned() } else { name(dice, &[]) };
    let unique = dice.chance(25);
    let marks = [if dice.chance(40) { "?" } else { "" }, if unique { "!" } else { "" }].concat();
    format!("{name}:{kind}{marks}")
}

fn choices(dice: &mut Dice) -> String {
    let mut choices = BTreeSet::new();
    for _ in 0..dice.between(2, 6) {
        choices.insert(if dice.chance(50) { dice.word(TELLING).to_owned() } else { name(dice, &[]) });
    }
    choices.insert("draft".to_owned());
    choices.insert("none".to_owned());
    choices.into_iter().collect::<Vec<_>>().join("|")
}

/// A name of 1 to 40 characters; legal ones among them depend on where it stands.
pub fn name(dice: &mut Dice, known: &[String]) -> String {
    let length = dice.between(1, 40);
    match dice.between(1, 10) {
        1 | 2 => letters(dice, length),
        3 => letters(dice, 40),
        4 => letters(dice, 1),
        5 | 6 => dice.word(NOUNS).to_owned(),
        7 => dice.word(WITHOUT_PLURAL).to_owned(),
        8 => dice.word(ODD).to_owned(),
        9 => format!("{}_{}", dice.word(NOUNS), dice.word(NOUNS)),
        _ => {
            let base = known.last().map_or("auth", String::as_str).to_owned();
            format!("{base}{}", dice.pick(&["z", "ors", "2", "_x", "_log", "entity"]))
        }
    }
}

/// A word of exactly this many letters, digits and single underscores that begins with a letter.
fn letters(dice: &mut Dice, length: usize) -> String {
    let mut word = String::new();
    while word.len() < length {
        let last = word.len() + 1 == length;
        let letter = char::from(b'a' + u8::try_from(dice.between(0, 25)).expect("it is a letter"));
        word.push(match dice.between(1, 12) {
            1 if !word.is_empty() => char::from(b'0' + u8::try_from(dice.between(0, 9)).expect("it is a digit")),
            2 if !word.is_empty() && !word.ends_with('_') && !last => '_',
            _ => letter,
        });
    }
    word
}

const NOUNS: &str = "\
    articles comments products order_items payments tenants billing notifications users posts messages categories \
    addresses people children invoices accounts analyses buses boxes boards carts cities companies courses customers \
    deliveries devices documents employees factories_list files heroes houses indices keys leaves matrices mice \
    movies oxen photos projects quizzes replies shelves subscriptions tags taxes teams tickets tools vertices wishes \
    zebras book wallet profile team_member";

/// Nouns that are the same for one and for many.
const WITHOUT_PLURAL: &str = "\
    news series species status media sheep equipment information data staff feedback";

/// Names that sort between others in ways that people do not expect, or begin like packages and folders of ours.
const ODD: &str = "\
    a a1 a10 a2 aa ab z z9 zz authz authors auth2 author_ity app_x apps application core_x cores fastapi_x pydantic2 \
    sqlalchemy_models starlette_apps testing tests2 typing_x uuids enums dates datetimes jsons annotateds \
    collections2 x_1_y_2 e2e_runs i18n_texts o l gateways routers modules2 migrations_log services models schemas \
    repositories routes events exceptions configs dependencies entity entities unit integration factory pages items \
    requests responses filters listeners errors";

/// Words for fields and choices that generated code might use itself, and such as people use.
const TELLING: &str = "\
    title body name description status price weight stock active due_on published_at author owner parent kind value \
    data entity service repository session database client writer event user address number amount total items \
    result params model body_text base gateway module url path e x n of date datetime uuid decimal time text \
    json_data literal field fields key keys values update create delete get is_active uuid4 mro index count offset \
    order group select where default user_id optional request response filters sorting status_code status_choice \
    conflict version batch_limit expected actual first second other one many unknown missing fake sent answer now \
    today table column constraint check desc asc end begin";
