//! Texts that expressions fold to: concatenated, formatted, joined, looked up in tables, or named in another file.

use ruff_python_ast::{
    ConversionFlag, Expr, ExprBinOp, ExprCall, ExprSubscript, FStringPart, InterpolatedStringElement, Operator,
};

use crate::check::collect::place;
use crate::check::effort::Asked;
use crate::check::resolve::{At, Resolver};

/// How many combinations of parts are kept.
const MOST: usize = 64;
/// How long a text may be; a longer one is not followed: a name that is bound to what it is changed into may grow.
const LONGEST: usize = 20_000;

impl<'p, 'a> Resolver<'p, 'a> {
    /// The texts that an expression may fold to; none where nobody can tell.
    pub fn texts(&self, at: At<'p, 'a>) -> Vec<String> {
        let mut found = self.effort.ask(at.expr, Asked::Texts, || self.folded(at));
        found.retain(|text| text.len() <= LONGEST);
        found
    }

    fn folded(&self, at: At<'p, 'a>) -> Vec<String> {
        match at.expr {
            Expr::StringLiteral(string) => vec![string.value.to_str().to_owned()],
            Expr::BytesLiteral(bytes) => String::from_utf8(bytes.value.bytes().collect()).into_iter().collect(),
            Expr::Name(name) => self.named(&name.id, at),
            Expr::BinOp(operation) => self.operation(operation, at),
            Expr::FString(string) => {
                let parts = string.value.iter().map(|part| match part {
                    FStringPart::Literal(literal) => vec![literal.value.to_string()],
                    FStringPart::FString(string) => {
                        combined(string.elements.iter().map(|element| self.element(element, at)))
                    }
                });
                combined(parts)
            }
            Expr::Call(call) => self.called(call, at),
            Expr::Subscript(subscript) => self.looked_up(subscript, at),
            Expr::Attribute(attribute) => self.attribute(&attribute.value, &attribute.attr, at),
            Expr::Named(named) => self.texts(at.other(&named.value)),
            Expr::If(either) => {
                [&either.body, &either.orelse].iter().flat_map(|expr| self.texts(at.other(expr))).collect()
            }
            Expr::BoolOp(either) => either.values.iter().flat_map(|expr| self.texts(at.other(expr))).collect(),
            _ => Vec::new(),
        }
    }

    fn named(&self, name: &str, at: At<'p, 'a>) -> Vec<String> {
        let Some((scope, binding)) = at.reading.find(name, at.scope) else {
            let source = at.reading.source;
            return match name {
                "__name__" => vec![source.dotted.clone()],
                "__package__" => vec![source.package().to_owned()],
                _ => Vec::new(),
            };
        };
        if let Some(given) = self.parameter(name, scope, at.reading) {
            return given;
        }
        let mut found = Vec::new();
        for value in &binding.values {
            found.extend(self.taken(*value, at));
        }
        for path in &binding.paths {
            found.extend(self.project().values(path).into_iter().flat_map(|value| self.texts(value)));
        }
        for value in &binding.added {
            let grown = combined([found.clone(), self.texts(at.value(*value))]);
            found.extend(grown.into_iter().take(MOST.saturating_sub(found.len())));
        }
        found
    }

    fn attribute(&self, base: &'a Expr, name: &str, at: At<'p, 'a>) -> Vec<String> {
        if name == "__module__" {
            return self.files_of(&self.paths(at.other(base)));
        }
        let of_class = at.of_class(base, name).into_iter().flat_map(|value| self.texts(value));
        let mut found: Vec<String> = of_class.collect();
        for path in self.paths(at) {
            found.extend(self.project().values(&path).into_iter().flat_map(|value| self.texts(value)));
        }
        if found.is_empty() {
            found = self.held(base, name, at);
        }
        // The value of a member of an enumeration.
        if found.is_empty() && name == "value" {
            return self.texts(at.other(base));
        }
        found
    }

    fn operation(&self, operation: &'a ExprBinOp, at: At<'p, 'a>) -> Vec<String> {
        let left = self.texts(at.other(&operation.left));
        if left.is_empty() {
            return left;
        }
        match operation.op {
            Operator::Add => combined([left, self.texts(at.other(&operation.right))]),
            Operator::Mod => {
                if let Expr::Dict(dict) = &*operation.right {
                    let name = |key: &'a Expr| self.texts(at.other(key)).into_iter().next();
                    let named = dict
                        .items
                        .iter()
                        .filter_map(|item| Some((name(item.key.as_ref()?)?, self.texts(at.other(&item.value)))));
                    let named: Vec<(String, Vec<String>)> = named.collect();
                    let named: Vec<(&str, Vec<String>)> =
                        named.iter().map(|(name, texts)| (name.as_str(), texts.clone())).collect();
                    let gap = |name: &str| format!("%({name})s");
                    return left.into_iter().flat_map(|pattern| named_filled(pattern, &named, gap)).collect();
                }
                let right = match &*operation.right {
                    Expr::Tuple(tuple) => tuple.elts.iter().map(|item| self.texts(at.other(item))).collect(),
                    one => vec![self.texts(at.other(one))],
                };
                left.iter().flat_map(|pattern| filled(pattern, "%s", &right)).collect()
            }
            _ => Vec::new(),
        }
    }

    fn element(&self, element: &'a InterpolatedStringElement, at: At<'p, 'a>) -> Vec<String> {
        match element {
            InterpolatedStringElement::Literal(literal) => vec![literal.value.to_string()],
            InterpolatedStringElement::Interpolation(part)
                if part.format_spec.is_none()
                    && matches!(part.conversion, ConversionFlag::None | ConversionFlag::Str) =>
            {
                self.texts(at.other(&part.expression))
            }
            InterpolatedStringElement::Interpolation(_) => Vec::new(),
        }
    }

    fn called(&self, call: &'a ExprCall, at: At<'p, 'a>) -> Vec<String> {
        let arguments = &*call.arguments.args;
        let method = match &*call.func {
            Expr::Name(name) if matches!(name.id.as_str(), "str" | "intern" | "cast") => {
                return arguments.last().map(|text| self.texts(at.other(text))).unwrap_or_default();
            }
            Expr::Attribute(method) => method,
            _ => return self.returned(call, at),
        };
        let base = at.other(&method.value);
        match (method.attr.as_str(), arguments) {
            ("format", _) => {
                let given: Vec<Vec<String>> = arguments.iter().map(|given| self.texts(at.other(given))).collect();
                let named = call
                    .arguments
                    .keywords
                    .iter()
                    .filter_map(|given| Some((given.arg.as_ref()?.as_str(), self.texts(at.other(&given.value)))));
                let named: Vec<(&str, Vec<String>)> = named.collect();
                let gap = |name: &str| format!("{{{name}}}");
                let texts = self.texts(base).into_iter().flat_map(|pattern| named_filled(pattern, &named, gap));
                texts.flat_map(|pattern| filled(&pattern, "{}", &given)).collect()
            }
            ("join", [parts]) => {
                let between = self.texts(base);
                let parts: Vec<Vec<String>> =
                    self.members(at.other(parts)).into_iter().map(|part| self.texts(part)).collect();
                between.iter().flat_map(|between| joined(&parts, between)).collect()
            }
            ("get" | "pop", [key, ..]) => {
                self.under(base, at.other(key)).into_iter().flat_map(|entry| self.of_entry(entry)).collect()
            }
            (name, _) => {
                let given: Vec<String> =
                    arguments.iter().map_while(|given| self.texts(at.other(given)).into_iter().next()).collect();
                let given: Vec<&str> = given.iter().map(String::as_str).collect();
                let own = self.texts(base);
                if own.is_empty() {
                    return self.returned(call, at);
                }
                own.iter().filter_map(|text| changed(text, name, &given)).collect()
            }
        }
    }

    /// An item of a table or of a split text.
    fn looked_up(&self, subscript: &'a ExprSubscript, at: At<'p, 'a>) -> Vec<String> {
        let (value, key) = (at.other(&subscript.value), at.other(&subscript.slice));
        match (place(key.expr), value.expr) {
            (Some(place), Expr::Call(call)) => {
                let of = |parts: Vec<String>| {
                    let at = if place < 0 {
                        parts.len().checked_sub(place.unsigned_abs())
                    } else {
                        usize::try_from(place).ok()
                    };
                    parts.into_iter().nth(at?)
                };
                self.split(call, value).into_iter().filter_map(of).collect()
            }
            (Some(place), Expr::Subscript(_)) if place >= 0 => self.parts(value, place.unsigned_abs()),
            _ => self.under(value, key).into_iter().flat_map(|entry| self.of_entry(entry)).collect(),
        }
    }

    /// The parts of a text that is split by a call: `__name__.rpartition(".")`.
    pub fn split(&self, call: &'a ExprCall, at: At<'p, 'a>) -> Vec<Vec<String>> {
        let Expr::Attribute(method) = &*call.func else { return Vec::new() };
        let by = call.arguments.args.first().map(|by| self.texts(at.other(by))).unwrap_or_default();
        let Some(by) = by.first().filter(|by| !by.is_empty()) else { return Vec::new() };
        let owned = |parts: Vec<&str>| parts.into_iter().map(str::to_owned).collect::<Vec<_>>();
        let texts = self.texts(at.other(&method.value));
        let limit = if call.arguments.args.len() > 1 { 2 } else { usize::MAX };
        let each = texts.iter().filter_map(|text| match method.attr.as_str() {
            "split" => Some(owned(text.splitn(limit, by.as_str()).collect())),
            "rsplit" if limit == 2 => text.rsplit_once(by.as_str()).map(|(a, b)| owned(vec![a, b])),
            "rsplit" => Some(owned(text.split(by.as_str()).collect())),
            "partition" => text.split_once(by.as_str()).map(|(a, b)| owned(vec![a, by, b])),
            "rpartition" => text.rsplit_once(by.as_str()).map(|(a, b)| owned(vec![a, by, b])),
            _ => None,
        });
        each.collect()
    }
}

/// Every way to put one possibility of each part behind the other.
fn combined(parts: impl IntoIterator<Item = Vec<String>>) -> Vec<String> {
    let mut whole = vec![String::new()];
    for part in parts {
        whole =
            whole.iter().flat_map(|begun| part.iter().map(move |next| format!("{begun}{next}"))).take(MOST).collect();
    }
    whole
}

fn joined(parts: &[Vec<String>], between: &str) -> Vec<String> {
    let between = [between.to_owned()];
    let with = parts
        .iter()
        .enumerate()
        .flat_map(|(at, part)| if at == 0 { vec![part.clone()] } else { vec![between.to_vec(), part.clone()] });
    combined(with)
}

/// Fills the gaps of a pattern in order; a numbered gap takes its number.
fn filled(pattern: &str, gap: &str, given: &[Vec<String>]) -> Vec<String> {
    let mut pattern = pattern.to_owned();
    if gap == "{}" {
        for at in 0..given.len() {
            pattern = pattern.replacen(&format!("{{{at}}}"), "{}", 1);
        }
    }
    let texts = pattern.split(gap).collect::<Vec<_>>();
    if texts.len() > given.len() + 1 {
        return Vec::new();
    }
    let parts = texts.iter().enumerate().flat_map(|(at, text)| {
        let fixed = vec![(*text).to_owned()];
        if at + 1 < texts.len() { vec![fixed, given[at].clone()] } else { vec![fixed] }
    });
    combined(parts)
}

/// Fills the gaps of a pattern that have names.
fn named_filled(pattern: String, named: &[(&str, Vec<String>)], gap: impl Fn(&str) -> String) -> Vec<String> {
    let fill = |patterns: Vec<String>, (name, texts): &(&str, Vec<String>)| {
        let gap = gap(name);
        if !patterns.iter().any(|pattern| pattern.contains(&gap)) {
            return patterns;
        }
        let each = patterns.iter().flat_map(|pattern| texts.iter().map(|text| pattern.replace(&gap, text)));
        each.take(MOST).collect()
    };
    named.iter().fold(vec![pattern], fill)
}

/// What a method of a text makes of it, for the methods that one would write a name of a module with.
fn changed(text: &str, method: &str, given: &[&str]) -> Option<String> {
    let among = |chars: &str| chars.chars().collect::<Vec<_>>();
    Some(match (method, given) {
        ("lower" | "casefold", []) => text.to_lowercase(),
        ("upper", []) => text.to_uppercase(),
        ("strip", []) => text.trim().to_owned(),
        ("lstrip", []) => text.trim_start().to_owned(),
        ("rstrip", []) => text.trim_end().to_owned(),
        ("strip", [chars]) => text.trim_matches(&among(chars)[..]).to_owned(),
        ("lstrip", [chars]) => text.trim_start_matches(&among(chars)[..]).to_owned(),
        ("rstrip", [chars]) => text.trim_end_matches(&among(chars)[..]).to_owned(),
        ("removeprefix", [prefix]) => text.strip_prefix(prefix).unwrap_or(text).to_owned(),
        ("removesuffix", [suffix]) => text.strip_suffix(suffix).unwrap_or(text).to_owned(),
        ("replace", [from, to, ..]) => text.replace(from, to),
        ("decode" | "encode" | "as_posix" | "__str__", _) => text.to_owned(),
        _ => return None,
    })
}
