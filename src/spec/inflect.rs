//! Singular and plural of English nouns.
//!
//! A table of our own: of the 464 nouns in `tests/nouns.rs`, pluralizer 0.6 was wrong about 19 (`cach`, `embassie`,
//! `excus`) and cruet 1.0 about 41 (`wafe`, `cooky`, `thiefe`). What this one does not know, `--entity` says.

use crate::spec::word::Words;

/// The singular of a `snake_case` noun: `order_items` → `order_item`.
pub fn singular(noun: &str) -> String {
    last_word(noun, one)
}

/// The plural of a `snake_case` noun: `order_item` → `order_items`. What has none stays as it is: `news`.
pub fn plural(noun: &str) -> String {
    last_word(noun, many)
}

fn last_word(noun: &str, inflect: fn(&str) -> String) -> String {
    match noun.rsplit_once('_') {
        Some((head, word)) => format!("{head}_{}", inflect(word)),
        None => inflect(noun),
    }
}

/// Nouns that are the same for one and for many, or have no plural that a table would be called by.
const UNCOUNTABLE: Words = Words(
    "\
    accounting acoustics advice aerobics aesthetics aircraft analytics athletics aws baggage biometrics bison cms \
    corps data deer dns economics electronics equipment ethics evidence feedback fish furniture genetics gps \
    gymnastics hardware headquarters homework https information infrastructure ios jeans kudos linguistics logistics \
    luggage machinery mathematics means media merchandise metadata money moose multimedia music news offspring \
    physics police politics pos pyjamas rice robotics saas salmon series sheep shrimp sms software species \
    spacecraft staff swine tls thanks traffic trousers trout weather wildlife",
);

/// One and many, where no rule below tells.
const IRREGULAR: Words = Words(
    "\
    addendum:addenda alumna:alumnae alumnus:alumni antenna:antennae apex:apices appendix:appendices axis:axes \
    bacterium:bacteria cactus:cacti child:children codex:codices cortex:cortices criterion:criteria \
    curriculum:curricula datum:data die:dice erratum:errata fez:fezzes focus:foci foot:feet formula:formulae \
    fungus:fungi goose:geese grandchild:grandchildren index:indices larva:larvae louse:lice matrix:matrices \
    medium:media memorandum:memoranda millennium:millennia mouse:mice nucleus:nuclei ovum:ova ox:oxen \
    passerby:passersby person:people phenomenon:phenomena quiz:quizzes radius:radii spectrum:spectra \
    stimulus:stimuli stratum:strata symposium:symposia syllabus:syllabi tooth:teeth vertebra:vertebrae \
    vertex:vertices vortex:vortices whiz:whizzes",
);

/// Of these, English has a regular plural too, and tables are called by that one.
const REGULAR_TOO: Words = Words("antenna datum focus formula medium spectrum");

/// Nouns in -f and -fe that turn into -ves.
const VES: Words = Words(
    "\
    calf elf half hoof housewife jackknife knife leaf life loaf midwife scarf self sheaf shelf bookshelf thief wharf \
    wife wolf",
);

/// Nouns in -ie, that would look like the plural of one in -y.
const IE: Words = Words(
    "\
    auntie birdie brownie budgie calorie collie cookie die eyrie foodie freebie genie goalie groupie hoodie hippie \
    indie junkie laddie lie lingerie magpie menagerie movie necktie newbie patisserie pie pixie prairie reverie \
    roadie rookie selfie smoothie sortie talkie techie tie untie veggie zombie",
);

/// Nouns in -oe, that would look like the plural of one in -o.
const OE: Words = Words("aloe canoe doe floe foe hoe horseshoe oboe roe shoe tiptoe toe woe");

/// Nouns in -o whose plural is -oes.
const OES: Words = Words(
    "\
    buffalo cargo domino echo embargo hero mango mosquito potato superhero tomato tornado torpedo veto volcano",
);

/// Nouns in -che, that would look like the plural of one in -ch.
const CHE: Words = Words(
    "\
    ache avalanche backache brioche cache cliche creche headache moustache niche pastiche psyche quiche stomachache \
    toothache",
);

/// Nouns in -ch that is spoken as k.
const CHS: Words = Words("epoch eunuch fintech loch matriarch monarch patriarch stomach tech triptych");

/// Nouns that end in s though there is one of them, and that no rule below knows.
const ENDS_IN_S: Words = Words(
    "\
    alias asbestos atlas bias canvas chaos christmas cosmos ethos gas lens pancreas pathos rhinoceros yes",
);

/// Nouns in -i and -u: with an s they would look like `axis` and `status`.
const ENDS_IN_I_OR_U: Words = Words(
    "\
    alibi api bikini bureau cli cpu emoji emu gpu gui guru haiku kiwi kpi menu okapi plateau poi roi safari ski sku \
    submenu taxi tofu uri wiki",
);

/// Nouns in -use, beside those in -ouse and -ause, that would look like the plural of one in -us.
const USE: Words = Words("abuse excuse fuse misuse muse recluse refuse reuse ruse use");

/// Nouns in -is of which there may be many, and whose plural is not in -es alone.
const ISES: Words = Words("ibis iris metropolis pelvis tennis trellis");

/// Nouns in -sis whose plural in -ses is not that of a noun in -se.
const SIS: Words = Words(
    "\
    analysis catalysis catharsis crisis diagnosis dialysis electrolysis ellipsis emphasis genesis hypothesis \
    metamorphosis nemesis neurosis oasis paralysis parenthesis prognosis psychosis synopsis synthesis thesis",
);

/// Nouns in -man that have nothing to do with men.
const MANS: Words = Words("caiman german human norman ottoman roman shaman superhuman talisman");

/// Nouns in -men that are no plural.
const MEN: Words = Words("abdomen acumen omen ramen regimen semen specimen stamen");

fn one(word: &str) -> String {
    if UNCOUNTABLE.has(word) || ENDS_IN_S.has(word) || MEN.has(word) {
        return word.to_owned();
    }
    if let Some((one, _)) = irregular().find(|(_, many)| *many == word) {
        return one.to_owned();
    }
    if let Some(head) = word.strip_suffix("men") {
        return format!("{head}man");
    }
    match word.strip_suffix('s') {
        Some(stem) if !stem.is_empty() => without_s(word, stem),
        _ => word.to_owned(),
    }
}

/// The singular of a word in -s that stands in no table as it is.
fn without_s(word: &str, stem: &str) -> String {
    if ENDS_IN_I_OR_U.has(stem) {
        return stem.to_owned();
    }
    let Some(root) = stem.strip_suffix('e') else {
        let is_one = stem.ends_with(['s', 'u', 'i']);
        return if is_one { word } else { stem }.to_owned();
    };
    match root.chars().next_back() {
        Some('i') if !IE.has(stem) && root.len() > 1 => format!("{}y", &root[..root.len() - 1]),
        Some('o') if !OE.has(stem) => root.to_owned(),
        Some('v') => {
            let head = &root[..root.len() - 1];
            let candidates = [format!("{head}f"), format!("{head}fe")];
            candidates.into_iter().find(|noun| VES.has(noun)).unwrap_or_else(|| stem.to_owned())
        }
        Some('h') if root.ends_with("sh") || (root.ends_with("ch") && !CHE.has(stem)) => root.to_owned(),
        Some('x') => root.to_owned(),
        Some('z') if root.ends_with("zz") || root.ends_with("tz") => root.to_owned(),
        Some('s') => without_es(stem, root),
        _ => stem.to_owned(),
    }
}

/// The singular of a word in -ses: `statuses`, `cases`, `analyses`, `addresses`.
fn without_es(stem: &str, root: &str) -> String {
    let sis = format!("{}is", &root);
    let in_us = root.ends_with("us") && !stem.ends_with("ouse") && !stem.ends_with("ause") && !USE.has(stem);
    if SIS.has(&sis) {
        sis
    } else if root.ends_with("ss") || in_us || ENDS_IN_S.has(root) || ISES.has(root) {
        root.to_owned()
    } else {
        stem.to_owned()
    }
}

fn many(word: &str) -> String {
    if word.is_empty() || UNCOUNTABLE.has(word) {
        return word.to_owned();
    }
    if let Some((_, many)) = irregular().find(|(one, _)| *one == word && !REGULAR_TOO.has(one)) {
        return many.to_owned();
    }
    if let Some(head) = word.strip_suffix("man").filter(|_| !MANS.has(word)) {
        return format!("{head}men");
    }
    if VES.has(word) {
        let head = word.strip_suffix("fe").or_else(|| word.strip_suffix('f')).unwrap_or(word);
        return format!("{head}ves");
    }
    let is_plain = CHS.has(word) || ENDS_IN_I_OR_U.has(word);
    let hisses = word.ends_with(['s', 'x', 'z']) || word.ends_with("ch") || word.ends_with("sh");
    if let Some(head) = word.strip_suffix("sis") {
        format!("{head}ses")
    } else if OES.has(word) || (hisses && !is_plain) {
        format!("{word}es")
    } else if let Some(head) = word.strip_suffix('y').filter(|head| ends_in_consonant(head)) {
        format!("{head}ies")
    } else {
        format!("{word}s")
    }
}

fn irregular() -> impl Iterator<Item = (&'static str, &'static str)> {
    IRREGULAR.iter().filter_map(|pair| pair.split_once(':'))
}

fn ends_in_consonant(head: &str) -> bool {
    head.ends_with("qu") || head.ends_with(|letter: char| letter.is_ascii_alphabetic() && !"aeiou".contains(letter))
}
