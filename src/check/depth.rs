//! How deep a tree can be, told from the tokens: what is nested too deeply can be parsed, but not walked or dropped.

use ruff_python_ast::token::{TokenKind, Tokens};

/// Files below this size can't be nested too deeply for the stack that they are read on.
pub const SMALL: usize = 1 << 16;

/// Deeper than this, nothing is walked. Python itself gives up long before.
const DEEPEST: usize = 50_000;

/// Whether the tree of these tokens may be too deep: brackets and indentations nest, and so does each sign since the
/// last comma or the last statement, as in `a + a + a`.
pub fn is_too_deep(tokens: &Tokens) -> bool {
    let mut open: Vec<usize> = Vec::new();
    let (mut here, mut above) = (0_usize, 0_usize);
    for token in tokens {
        match token.kind() {
            TokenKind::Newline | TokenKind::Semi => {
                open.clear();
                (here, above) = (0, 0);
            }
            TokenKind::Comma => here = 0,
            TokenKind::Lpar
            | TokenKind::Lsqb
            | TokenKind::Lbrace
            | TokenKind::FStringStart
            | TokenKind::TStringStart => {
                above += here + 1;
                open.push(here);
                here = 0;
            }
            TokenKind::Rpar | TokenKind::Rsqb | TokenKind::Rbrace | TokenKind::FStringEnd | TokenKind::TStringEnd => {
                let before = open.pop().unwrap_or(0);
                above = above.saturating_sub(before + 1);
                // A call or a subscript wraps what stands before it.
                here = before + 1;
            }
            TokenKind::Name | TokenKind::NonLogicalNewline | TokenKind::Comment => {}
            _ => here += 1,
        }
        if above + here > DEEPEST {
            return true;
        }
    }
    false
}
