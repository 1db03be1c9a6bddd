//! Templates that are text and names and nothing else, as most are, or that and one condition around all of it, as most
//! snippets are: the names are looked up and put in. Where there is more logic, a filter or a comment, or a name that is
//! no text, minijinja has to be asked; debug builds ask it every time.

use memchr::memmem;
use minijinja::Value;

/// A template without logic: its text, cut where names stand.
pub struct Plain<'p> {
    /// The name that must be true, or the template comes to nothing.
    condition: Option<&'p str>,
    /// Each name with its dots, behind the text that stands before it.
    names: Vec<(&'p str, &'p str)>,
    /// What stands behind the last name.
    rest: &'p str,
}

impl<'p> Plain<'p> {
    /// Reads a template; none where it has more than that.
    pub fn read(template: &'p str) -> Option<Self> {
        let (condition, mut rest) = conditional(template).map_or((None, template), |(name, text)| (Some(name), text));
        let mut names = Vec::new();
        while let Some(opening) = find(rest, "{{") {
            let behind = &rest[opening + "{{".len()..];
            let (name, after) = behind.split_at(find(behind, "}}")?);
            names.push((&rest[..opening], as_name(name)?));
            rest = &after["}}".len()..];
        }
        let is_text = |text: &str| find(text, "{%").is_none() && find(text, "{#").is_none();
        let is_plain = names.iter().all(|(text, _)| is_text(text)) && is_text(rest);
        is_plain.then_some(Self { condition, names, rest })
    }

    /// Puts the values of the names in; none where one of them is not known, or no text.
    pub fn render(&self, context: &Value) -> Option<String> {
        let value_of = |name: &str| name.split('.').try_fold(context.clone(), |value, part| value.get_attr(part).ok());
        if let Some(condition) = self.condition {
            let condition = value_of(condition).filter(|value| !value.is_undefined())?;
            if !condition.is_true() {
                return Some(String::new());
            }
        }
        let mut rendered = String::with_capacity(2 * self.rest.len());
        for (text, name) in &self.names {
            rendered.push_str(text);
            rendered.push_str(value_of(name)?.as_str()?);
        }
        rendered.push_str(self.rest);
        Some(rendered)
    }
}

/// The name that a template is conditional on, and the text that it stands around; none where no one condition stands
/// around all of it. A line break behind either tag belongs to the tag.
fn conditional(template: &str) -> Option<(&str, &str)> {
    let (condition, text) = template.strip_prefix("{% if ")?.split_once("%}")?;
    let text = text.strip_prefix('\n').unwrap_or(text);
    let text = text.strip_suffix('\n').unwrap_or(text).strip_suffix("{% endif %}")?;
    // Spaces before a tag at the start of a line belong to it.
    (!text.ends_with([' ', '\t'])).then_some((as_name(condition)?, text))
}

/// What stands between the braces of a name, with its dots; none where that is more than a name.
fn as_name(inside: &str) -> Option<&str> {
    let name = inside.trim();
    name.bytes().all(|byte| byte.is_ascii_lowercase() || matches!(byte, b'_' | b'.')).then_some(name)
}

fn find(text: &str, words: &str) -> Option<usize> {
    memmem::find(text.as_bytes(), words.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::Plain;

    fn render(template: &str) -> Option<String> {
        let context = minijinja::context! { a => minijinja::context! { b => "x", n => 1, zero => 0 } };
        Plain::read(template)?.render(&context)
    }

    #[test]
    fn names_are_put_in() {
        assert_eq!(render("1 {{ a.b }}{{a.b}}\n{ }} 2\n").unwrap(), "1 xx\n{ }} 2\n");
        assert_eq!(render("nothing\n").unwrap(), "nothing\n");
    }

    #[test]
    fn what_is_conditional_comes_to_nothing_where_the_condition_fails() {
        assert_eq!(render("{% if a.b %}1 {{ a.b }}{% endif %}").unwrap(), "1 x");
        assert_eq!(render("{% if a.b %}\n1\n{% endif %}\n").unwrap(), "1\n");
        assert_eq!(render("{% if a.zero %}{{ nothing }}{% endif %}").unwrap(), "");
    }

    #[test]
    fn all_else_is_left_alone() {
        for template in [
            "{{ a.b | upper }}",
            "{{- a.b }}",
            "{{ a.b }} {# c #}",
            "{{ a.b",
            "{{ }}",
            "{% if not a %}{% endif %}",
            "{% if a.c %}{% endif %}",
            "{% if a %}1{% endif %}2",
            "{% if a %}1{% else %}2{% endif %}",
            "{% if a %}1{% endif %}{% if a %}2{% endif %}",
        ] {
            assert_eq!(render(template), None, "{template}");
        }
        assert_eq!((render("{{ a.n }}"), render("{{ a.c }}"), render("{{ c.d }}")), (None, None, None));
    }
}
