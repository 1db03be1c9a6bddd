//! Templates that are text and names and nothing else, as most are: the names are looked up and put in. Where there is
//! logic, a filter or a comment, or a name that is no text, minijinja has to be asked; debug builds ask it every time.

use memchr::memmem;
use minijinja::Value;

/// A template without logic: its text, cut where names stand.
pub struct Plain<'p> {
    /// Each name with its dots, behind the text that stands before it.
    names: Vec<(&'p str, &'p str)>,
    /// What stands behind the last name.
    rest: &'p str,
}

impl<'p> Plain<'p> {
    /// Reads a template; none where it has more than names.
    pub fn read(template: &'p str) -> Option<Self> {
        let find = |text: &str, words: &str| memmem::find(text.as_bytes(), words.as_bytes());
        let (mut names, mut rest) = (Vec::new(), template);
        while let Some(opening) = find(rest, "{{") {
            let behind = &rest[opening + "{{".len()..];
            let (name, after) = behind.split_at(find(behind, "}}")?);
            let name = name.trim();
            if !name.bytes().all(|byte| byte.is_ascii_lowercase() || matches!(byte, b'_' | b'.')) {
                return None;
            }
            names.push((&rest[..opening], name));
            rest = &after["}}".len()..];
        }
        let is_text = |text: &str| find(text, "{%").is_none() && find(text, "{#").is_none();
        (names.iter().all(|(text, _)| is_text(text)) && is_text(rest)).then_some(Self { names, rest })
    }

    /// Puts the values of the names in; none where one of them is not known, or no text.
    pub fn render(&self, context: &Value) -> Option<String> {
        let mut rendered = String::with_capacity(2 * self.rest.len());
        for (text, name) in &self.names {
            let value = name.split('.').try_fold(context.clone(), |value, part| value.get_attr(part).ok())?;
            rendered.push_str(text);
            rendered.push_str(value.as_str()?);
        }
        rendered.push_str(self.rest);
        Some(rendered)
    }
}

#[cfg(test)]
mod tests {
    use super::Plain;

    fn render(template: &str) -> Option<String> {
        let context = minijinja::context! { a => minijinja::context! { b => "x", n => 1 } };
        Plain::read(template)?.render(&context)
    }

    #[test]
    fn names_are_put_in() {
        assert_eq!(render("1 {{ a.b }}{{a.b}}\n{ }} 2\n").unwrap(), "1 xx\n{ }} 2\n");
        assert_eq!(render("nothing\n").unwrap(), "nothing\n");
    }

    #[test]
    fn all_else_is_left_alone() {
        for template in
            ["{{ a.b | upper }}", "{{- a.b }}", "{% if a %}{% endif %}", "{{ a.b }} {# c #}", "{{ a.b", "{{ }}"]
        {
            assert_eq!(render(template), None, "{template}");
        }
        assert_eq!((render("{{ a.n }}"), render("{{ a.c }}"), render("{{ c.d }}")), (None, None, None));
    }
}
