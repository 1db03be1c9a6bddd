//! `.env` files: no setting stands twice, be it behind a `#` or not.

use crate::merge::entries::setting;
use crate::merge::validate::{Findings, twice};

/// What is wrong in a file of settings.
#[expect(clippy::unnecessary_wraps, reason = "the other languages can fail to parse; lines can't")]
pub fn findings(source: &str) -> Findings {
    Ok(twice(source.lines().filter_map(setting), |name| format!("`{name}` is set twice")))
}
