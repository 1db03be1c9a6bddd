//! `scaffold graph`: shows which modules use which, by what their files reach.

use std::path::PathBuf;

use clap::ValueEnum;

use crate::check as walls;
use crate::commands::{Context, check};
use crate::error::Result;
use crate::ui::graph;

/// The arguments of `scaffold graph`.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  scaffold graph
  scaffold graph --format mermaid
  scaffold graph --format html > modules.html
  scaffold graph --format dot | dot -Tpng > modules.png")]
pub struct Args {
    /// The project, or the package that holds `core` and `modules`; else the nearest one from here upwards
    path: Option<PathBuf>,
    /// How to show it
    #[arg(long, value_name = "FORMAT", value_enum, default_value_t)]
    format: Format,
    /// The same as `--format json`
    #[arg(long, conflicts_with = "format")]
    json: bool,
}

/// How to show the graph.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
enum Format {
    /// Lists, for a person
    #[default]
    Text,
    /// A flowchart in Mermaid, for Markdown
    Mermaid,
    /// A digraph, for Graphviz
    Dot,
    /// One object, for a program
    Json,
    /// A picture
    Svg,
    /// A page with the picture, which answers the pointer
    Html,
}

impl Args {
    /// Whether the outcome is wanted as JSON.
    pub fn json(&self) -> bool {
        self.json || self.format == Format::Json
    }
}

/// Prints the graph.
pub fn run(args: &Args, context: &Context) -> Result<()> {
    let root = check::root(args.path.as_deref())?;
    let found = walls::graph(&root)?;
    let format = if args.json { Format::Json } else { args.format };
    context.printer.data(&match format {
        Format::Text => graph::text(&found, &root),
        Format::Mermaid => graph::mermaid(&found),
        Format::Dot => graph::dot(&found),
        Format::Json => graph::json(&found),
        Format::Svg => graph::svg(&found),
        Format::Html => graph::html(&found),
    })
}
