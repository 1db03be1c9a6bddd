//! Words as a shell reads them.

/// The word, in single quotes where a shell would read something else.
pub fn quote(word: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_./=,:+@%".contains(&byte);
    if !word.is_empty() && word.bytes().all(plain) {
        word.to_owned()
    } else {
        format!("'{}'", word.replace('\'', r"'\''"))
    }
}

#[cfg(test)]
mod tests {
    use super::quote;

    #[test]
    fn only_words_that_a_shell_would_change_are_quoted() {
        assert_eq!(quote("comments=articles,tags"), "comments=articles,tags");
        assert_eq!(quote("title:str!,state:a|b?"), "'title:str!,state:a|b?'");
        assert_eq!(quote("it's"), r"'it'\''s'");
        assert_eq!(quote(""), "''");
    }
}
