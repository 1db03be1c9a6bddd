//! Texts that expressions fold to: concatenated, formatted, joined, looked up in tables, or named in another file.

use ruff_python_ast::{
    Expr, ExprBinOp, ExprCall, ExprSubscript, FStringPart, InterpolatedStringElement, Number, Operator,
};

use crate::check::resolve::{At, Resolver};

/// How many combinations of parts are kept.
const MOST: usize = 64;

impl<'p, 'a> Resolver<'p, 'a> {
    /// The texts that an expression may fold to; none where nobody can tell.
    pub fn texts(&self, at: At<'p, 'a>) -> Vec<String> {
        self.step(|| match at.expr {
            Expr::StringLiteral(string) => vec![string.value.to_str().to_owned()],
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
        })
    }

    fn named(&self, name: &str, at: At<'p, 'a>) -> Vec<String> {
        let Some((_, binding)) = at.reading.find(name, at.scope) else {
            let source = at.reading.source;
            return match name {
                "__name__" => vec![source.dotted.clone()],
                "__package__" => vec![source.package().to_owned()],
                _ => Vec::new(),
            };
        };
        let mut found = Vec::new();
        for value in &binding.values {
            found.extend(self.taken(*value, at));
        }
        for path in &binding.paths {
            found.extend(self.project().values(path).into_iter().flat_map(|value| self.texts(value)));
        }
        found
    }

    fn attribute(&self, base: &'a Expr, name: &str, at: At<'p, 'a>) -> Vec<String> {
        let of_class = at.of_class(base, name).into_iter().flat_map(|value| self.texts(value));
        let mut found: Vec<String> = of_class.collect();
        for path in self.paths(at) {
            found.extend(self.project().values(&path).into_iter().flat_map(|value| self.texts(value)));
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
                if part.format_spec.is_none() && part.conversion.to_byte().is_none() =>
            {
                self.texts(at.other(&part.expression))
            }
            InterpolatedStringElement::Interpolation(_) => Vec::new(),
        }
    }

    fn called(&self, call: &'a ExprCall, at: At<'p, 'a>) -> Vec<String> {
        let arguments = &*call.arguments.args;
        match &*call.func {
            Expr::Name(name) if name.id == "str" && arguments.len() == 1 => self.texts(at.other(&arguments[0])),
            Expr::Attribute(method) => {
                let base = at.other(&method.value);
                match method.attr.as_str() {
                    "format" => {
                        let given: Vec<Vec<String>> =
                            arguments.iter().map(|given| self.texts(at.other(given))).collect();
                        self.texts(base).iter().flat_map(|pattern| filled(pattern, "{}", &given)).collect()
                    }
                    "join" if arguments.len() == 1 => {
                        let between = self.texts(base);
                        let parts: Vec<Vec<String>> =
                            self.members(at.other(&arguments[0])).into_iter().map(|part| self.texts(part)).collect();
                        between.iter().flat_map(|between| joined(&parts, between)).collect()
                    }
                    "get" | "pop" => self.items(base),
                    "lower" => self.texts(base).iter().map(|text| text.to_lowercase()).collect(),
                    "strip" if arguments.is_empty() => {
                        self.texts(base).iter().map(|text| text.trim().to_owned()).collect()
                    }
                    "replace" if arguments.len() >= 2 => self.replaced(base, arguments, at),
                    _ => Vec::new(),
                }
            }
            _ => Vec::new(),
        }
    }

    fn replaced(&self, base: At<'p, 'a>, arguments: &'a [Expr], at: At<'p, 'a>) -> Vec<String> {
        let (from, to) = (self.texts(at.other(&arguments[0])), self.texts(at.other(&arguments[1])));
        let (Some(from), Some(to)) = (from.first(), to.first()) else { return Vec::new() };
        self.texts(base).iter().map(|text| text.replace(from.as_str(), to)).collect()
    }

    /// An item of a table or of a split text.
    fn looked_up(&self, subscript: &'a ExprSubscript, at: At<'p, 'a>) -> Vec<String> {
        let place = match &*subscript.slice {
            Expr::NumberLiteral(number) => match &number.value {
                Number::Int(int) => int.as_usize(),
                _ => None,
            },
            _ => None,
        };
        let value = at.other(&subscript.value);
        match (place, value.expr) {
            (Some(place), Expr::Call(call)) => {
                self.split(call, value).into_iter().filter_map(|parts| parts.into_iter().nth(place)).collect()
            }
            (Some(place), Expr::Subscript(_)) => self.parts(value, place),
            _ => self.items(value),
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
