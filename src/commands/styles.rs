//! The argument `--style`: a style, or a style of one module.

use std::ffi::OsStr;

use clap::builder::{PossibleValue, StringValueParser, TypedValueParser};
use clap::{Arg, Command, Error};

use crate::pack;

/// Takes what is typed as it is, for the spec judges it; offers the styles to the help and to completions.
#[derive(Debug, Clone, Copy)]
pub struct Styles;

impl TypedValueParser for Styles {
    type Value = String;

    fn parse_ref(&self, command: &Command, arg: Option<&Arg>, value: &OsStr) -> Result<String, Error> {
        StringValueParser::new().parse_ref(command, arg, value)
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        Some(Box::new(pack::styles().iter().map(|style| PossibleValue::new(style.name.as_str()))))
    }
}
