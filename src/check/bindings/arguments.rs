//! The arguments of calls that make a text: of functions, of `format`, of `%`, and of quoted identifiers.

use std::cell::Cell;

use ruff_python_ast::{Expr, ExprCall, StmtFunctionDef};

use super::fold::{FUEL, Fold};
use super::paths::Definition;
use super::text::{Text, both, or_hole};
use super::walk::elements;
use super::{Names, Place};

impl Names<'_> {
    /// What each parameter of a function is in a call of it; `bound` methods have one more than is given.
    pub fn given<'f>(
        &self,
        function: &'f StmtFunctionDef,
        bound: bool,
        call: &ExprCall,
        place: Place,
    ) -> Vec<(&'f str, Vec<Text>)> {
        given(self, function, bound, call, place, Fold::new(&Cell::new(FUEL), None))
    }

    /// What a keyword is in the calls that a function of the project returns for these arguments, as in
    /// `metadata("auth")` for one that returns `MetaData(schema=name)`.
    pub fn keyword_of_returned(&self, call: &ExprCall, place: Place, keyword: &str) -> Vec<String> {
        let fuel = Cell::new(FUEL);
        let fold = Fold::new(&fuel, None);
        let mut found = Vec::new();
        let definitions = self.paths(&call.func, place).into_iter().flat_map(|path| self.definitions(&path));
        for definition in definitions {
            let Definition::Function(function, there, body) = definition else { continue };
            let given = given(self, function, false, call, place, fold);
            let returned = self.reading(there.file).returns_of(body).filter_map(|(value, scope)| match value {
                Expr::Call(inner) => Some((inner.arguments.find_keyword(keyword)?, scope)),
                _ => None,
            });
            for (value, scope) in returned.collect::<Vec<_>>() {
                let texts = self.texts_given(&value.value, Place { file: there.file, scope }, body, &given);
                found.extend(texts.iter().filter_map(Text::known));
            }
        }
        found
    }
}

/// What each parameter of a function is, as far as a call says; `bound` methods have one more than is given.
pub(super) fn given<'a>(
    names: &Names<'_>,
    function: &'a StmtFunctionDef,
    bound: bool,
    call: &ExprCall,
    place: Place,
    fold: Fold<'_>,
) -> Vec<(&'a str, Vec<Text>)> {
    let is_static = function
        .decorator_list
        .iter()
        .any(|decorator| matches!(&decorator.expression, Expr::Name(name) if name.id.as_str() == "staticmethod"));
    let skipped = usize::from(bound && !is_static);
    let mut given = Vec::new();
    for (at, parameter) in function.parameters.iter_non_variadic_params().enumerate() {
        let name = parameter.name().as_str();
        let keyword = call.arguments.find_keyword(name).map(|keyword| &keyword.value);
        let position = at.checked_sub(skipped).and_then(|at| call.arguments.find_positional(at));
        let texts = match (keyword.or(position), &parameter.default) {
            (Some(value), _) => names.fold(value, place, fold),
            (None, Some(default)) => names.fold(default, place, fold),
            (None, None) => Vec::new(),
        };
        given.push((name, or_hole(texts)));
    }
    given
}

/// `"{}.{name}".format(…)`: what is filled in, if it is known.
pub(super) fn format(names: &Names<'_>, formats: &[Text], call: &ExprCall, place: Place, fold: Fold<'_>) -> Vec<Text> {
    let mut next = 0;
    fill(formats, &['{', '}'], |field| {
        let name = field.trim_matches(['{', '}']).split([':', '!', '.', '[']).next().unwrap_or_default();
        let position = name.parse().ok().or_else(|| {
            next += 1;
            name.is_empty().then_some(next - 1)
        });
        let value = match position {
            Some(at) => call.arguments.find_positional(at),
            None => call.arguments.find_keyword(name).map(|keyword| &keyword.value),
        };
        value.map(|value| names.fold(value, place, fold)).unwrap_or_default()
    })
}

/// `"%s.%s" % (…)`: what is filled in, if it is known.
pub(super) fn percent(names: &Names<'_>, formats: &[Text], values: &Expr, place: Place, fold: Fold<'_>) -> Vec<Text> {
    let mut next = 0;
    fill(formats, &['%'], |field| {
        next += 1;
        let name = field.strip_prefix("%(").and_then(|rest| rest.split(')').next());
        let value = match (values, name) {
            (Expr::Dict(entries), Some(name)) => {
                let is = |key: &Expr| matches!(key, Expr::StringLiteral(key) if key.value.to_str() == name);
                entries.items.iter().find(|entry| entry.key.as_ref().is_some_and(is)).map(|entry| &entry.value)
            }
            (Expr::Tuple(_), None) => elements(values).get(next - 1),
            (_, None) if next == 1 => Some(values),
            _ => None,
        };
        value.map(|value| names.fold(value, place, fold)).unwrap_or_default()
    })
}

/// `Identifier("schema", "table")` of a driver: quoted names with dots between.
pub(super) fn identifier(names: &Names<'_>, call: &ExprCall, place: Place, fold: Fold<'_>) -> Vec<Text> {
    let parts = call.arguments.args.iter().map(|part| {
        let quoted = both(&[Text::made("\"")], &or_hole(names.fold(part, place, fold)));
        both(&quoted, &[Text::made("\"")])
    });
    parts.reduce(|whole, part| both(&both(&whole, &[Text::made(".")]), &part)).unwrap_or_default()
}

/// `"… {table}".replace("{table}", …)`: each of what is replaced, as far as both are known.
pub(super) fn replace(names: &Names<'_>, texts: &[Text], call: &ExprCall, place: Place, fold: Fold<'_>) -> Vec<Text> {
    let [from, to, ..] = &*call.arguments.args else { return texts.to_vec() };
    let from = names.fold(from, place, fold).first().and_then(Text::known).filter(|from| !from.is_empty());
    let Some(from) = from else { return texts.to_vec() };
    let to = or_hole(names.fold(to, place, fold));
    let mut found = Vec::new();
    for text in texts {
        let mut done = vec![Text::default()];
        let mut rest = text.clone();
        for _ in 0..FIELDS {
            let Some(start) = rest.whole().find(&from) else { break };
            let (before, behind) = rest.split(start, start + from.len());
            done = both(&both(&done, &[before]), &to);
            rest = behind;
        }
        found.extend(both(&done, &[rest]));
    }
    found
}

/// How many fields of one text are filled, and how many of its words replaced: a name that is bound to its own
/// replacement grows with each round that it is followed.
const FIELDS: usize = 64;

/// Replaces each field of each format by what `value` says it is.
fn fill(formats: &[Text], marks: &[char], mut value: impl FnMut(&str) -> Vec<Text>) -> Vec<Text> {
    let mut found = Vec::new();
    for format in formats {
        let mut done = vec![Text::default()];
        let mut rest = format.clone();
        for _ in 0..FIELDS {
            let whole = rest.whole();
            let Some((start, end)) = field(&whole, marks) else { break };
            let (before, behind) = rest.split(start, end);
            done = both(&both(&done, &[before]), &or_hole(value(&whole[start..end])));
            rest = behind;
        }
        found.extend(both(&done, &[rest]));
    }
    found
}

/// Where the first field of a format stands: `{…}`, `%s`, `%(name)s`.
fn field(format: &str, marks: &[char]) -> Option<(usize, usize)> {
    let start = format.find(marks[0])?;
    let rest = &format[start..];
    let end = match marks {
        ['%'] if rest.starts_with("%(") => rest.find(')').map(|at| at + 2)?,
        ['%'] => 2,
        _ => rest.find(marks[marks.len() - 1])? + 1,
    };
    format.is_char_boundary(start + end).then_some((start, start + end)).filter(|(_, end)| *end <= format.len())
}
