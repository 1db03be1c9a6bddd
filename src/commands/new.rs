//! `scaffold new [NAME] [MODULE]...`: from a few words to a whole project, or to nothing at all.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use clap::builder::PossibleValuesParser;

use crate::commands::styles::Styles;
use crate::commands::{Context, advice};
use crate::error::{Error, Result};
use crate::evolve;
use crate::pack::{self, Choice, Pack};
use crate::project::{self, Git, Target};
use crate::render;
use crate::spec::{Draft, Spec, manifest, options};
use crate::ui::{self, Made, Wizard, quote};

/// The arguments of `scaffold new`.
#[derive(Debug, clap::Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of the command line")]
#[command(after_help = "\
Fields are written `name:type`, with `?` for nullable and `!` for unique. Types: str text int float decimal bool \
date datetime uuid json, words as in `draft|published`, and `ref(module)`.

Examples:
  scaffold new conduit Auth Articles Comments --uses comments=articles
  scaffold new shop Products --fields 'Products=title:str!,price:decimal,state:draft|sold'
  scaffold new shop Auth Products --database mysql --with cache,outbox,broker=nats --without docker
  scaffold new --spec scaffold.toml --dir services/shop

--json prints one object: {project, root, dry_run, git, files: [{action, path, class}], commands, notes}; \
an error is {error: {code, message, hints}}.")]
pub struct Args {
    /// The project's name, as in `ecommerce-api`
    name: Option<String>,
    /// The modules, as in `Auth Articles OrderItems`
    #[arg(value_name = "MODULE")]
    modules: Vec<String>,
    /// The modules that a module uses, as in `comments=articles,auth`
    #[arg(long, value_name = "MODULE=A,B")]
    uses: Vec<String>,
    /// What a record of a module is called, as in `people=Person`
    #[arg(long = "entity", value_name = "MODULE=NAME")]
    entities: Vec<String>,
    /// How modules are built, or how one of them is, as in `articles=STYLE`
    #[arg(long = "style", value_name = "[MODULE=]STYLE", value_parser = Styles)]
    styles: Vec<String>,
    /// The fields of a module, as in `articles=title:str!,body:text?`
    #[arg(long, visible_alias = "field", value_name = "MODULE=FIELDS")]
    fields: Vec<String>,
    /// How callers prove who they are [default: jwt where a module Auth is named, else none]
    #[arg(long, value_name = "METHOD", value_parser = words("auth"))]
    auth: Option<String>,
    /// Where modules keep their data [default: postgres]
    #[arg(long, value_parser = words("database"))]
    database: Option<String>,
    /// What installs the dependencies and runs the tools [default: uv]
    #[arg(long, value_parser = words("package-manager"))]
    package_manager: Option<String>,
    /// The oldest Python that the project has to run on [default: 3.11]
    #[arg(long, value_parser = words("python"))]
    python: Option<String>,
    /// Features, as in `cache,ci=gitlab`; `scaffold options` lists them
    #[arg(long, value_name = "FEATURE[=VALUE],...", value_delimiter = ',')]
    with: Vec<String>,
    /// Features that a project has anyway, to be left away
    #[arg(long, value_name = "FEATURE,...", value_delimiter = ',')]
    without: Vec<String>,
    /// Read what is wanted from a `scaffold.toml` (`-` is stdin) in place of names
    #[arg(long, value_name = "FILE", conflicts_with_all = ["name", "modules", "uses", "entities", "styles", "fields", "auth", "database", "package_manager", "python", "with", "without"])]
    spec: Option<PathBuf>,
    /// The project's own folder [default: its name, in the current directory]
    #[arg(long, value_name = "DIR")]
    dir: Option<PathBuf>,
    /// Use the templates of an earlier release, for a project like those that you have [default: the newest]
    #[arg(long, value_name = "VERSION")]
    release: Option<String>,
    /// Make no git repository
    #[arg(long)]
    no_git: bool,
    /// List every file that would be created, and write nothing
    #[arg(long)]
    dry_run: bool,
    /// Print one JSON object on stdout, for errors too
    #[arg(long)]
    pub(super) json: bool,
    /// Ask nothing
    #[arg(long, short)]
    yes: bool,
}

/// Decides everything, then writes it, then says what was made.
pub fn run(args: &Args, context: &Context) -> Result<()> {
    let spec = args.wanted(context)?;
    let target = Target::find(&args.folder(spec.name.kebab()))?;
    let pack = args.pack()?;
    let plan = evolve::fresh(&pack, &spec)?;
    let git = match (args.dry_run, args.no_git) {
        (_, true) => Git::Unwanted,
        (true, false) => Git::Untried,
        (false, false) => Git::Wanted,
    };
    let git = if args.dry_run { git } else { project::create(&target, &plan, git)? };
    let shown = context.directory.iter().collect::<PathBuf>().join(args.folder(spec.name.kebab()));
    let commands = || {
        let [start, test] = render::commands(&pack, &spec);
        vec![format!("cd {} && {start}", quote(&shown.to_string_lossy())), test]
    };
    let made = Made::new(&plan)
        .project(spec.name.kebab(), target.path())
        .dry_run(args.dry_run)
        .git(git.word())
        .notes(advice::notes(&spec, &git))
        .commands(if context.printer.quiet && !args.json { Vec::new() } else { commands() });
    context.printer.made(&made)
}

impl Args {
    /// What the person wants: from the document, from the arguments, or else from the answers to questions.
    fn wanted(&self, context: &Context) -> Result<Spec> {
        if let Some(file) = &self.spec {
            return manifest::read(&project::read_document(file)?).map_err(|error| naming(file, error));
        }
        let missing = self.missing();
        if missing.is_some() && !self.yes && !self.json && ui::is_terminal() {
            return self.ask(context);
        }
        missing.map_or_else(|| Spec::parse(&self.draft()?), Err)
    }

    /// The templates.
    fn pack(&self) -> Result<Pack> {
        let Some(release) = &self.release else { return Ok(Pack::current()) };
        Pack::release(release).ok_or_else(|| {
            let known: Vec<&str> = Pack::releases().into_iter().chain([pack::VERSION]).collect();
            Error::usage(format!("`{release}` is no release that this scaffold knows"))
                .hint(format!("the releases are {}", known.join(", ")))
        })
    }

    /// The first argument that is missing. A project with auth has a module: `auth`.
    fn missing(&self) -> Option<Error> {
        let example = "`scaffold new conduit Auth Articles` makes a project with two modules";
        if self.name.is_none() {
            Some(Error::usage("the argument `NAME` is missing").hint(example))
        } else if self.modules.is_empty() && self.auth.as_deref().is_none_or(|auth| auth == pack::NONE) {
            Some(Error::usage("the argument `MODULE` is missing: a project has at least one module").hint(example))
        } else {
            None
        }
    }

    /// Asks what is not given.
    fn ask(&self, context: &Context) -> Result<Spec> {
        let free = |name: &str| Target::find(&self.folder(name)).map(drop);
        Wizard::new(&self.draft()?, self.flags(context), &free)?.run()
    }

    /// What was given that no question is about.
    fn flags(&self, context: &Context) -> Vec<String> {
        let release = self.release.iter().flat_map(|release| ["--release".to_owned(), release.clone()]);
        let folders = [("-C", &context.directory), ("--dir", &self.dir)].into_iter();
        let folders = folders.filter_map(|(flag, given)| Some((flag, given.as_ref()?)));
        let folders = folders.flat_map(|(flag, given)| [flag.to_owned(), given.to_string_lossy().into_owned()]);
        let switches = [("--no-git", self.no_git), ("--dry-run", self.dry_run)];
        folders
            .chain(release)
            .chain(switches.into_iter().filter(|(_, given)| *given).map(|(flag, _)| flag.to_owned()))
            .collect()
    }

    fn draft(&self) -> Result<Draft> {
        Ok(Draft {
            name: self.name.clone().unwrap_or_default(),
            modules: self.modules.clone(),
            uses: self.uses.clone(),
            entities: self.entities.clone(),
            tables: Vec::new(),
            styles: self.styles.clone(),
            fields: self.fields.clone(),
            options: self.options()?,
        })
    }

    /// The options that were given, each once.
    fn options(&self) -> Result<BTreeMap<String, String>> {
        let given = [
            ("auth", &self.auth),
            ("database", &self.database),
            ("package-manager", &self.package_manager),
            ("python", &self.python),
        ]
        .into_iter();
        let given = given.filter_map(|(key, value)| Some((key.to_owned(), value.clone()?)));
        let with = self.with.iter().map(|feature| match feature.split_once('=') {
            Some((key, value)) => (key.trim().to_owned(), value.trim().to_owned()),
            None => (feature.trim().to_owned(), pack::choice(feature.trim()).map_or("", Choice::usual).to_owned()),
        });
        let without = self.without.iter().map(|feature| (feature.trim().to_owned(), pack::NONE.to_owned()));
        options::each_once(given.chain(with).chain(without))
    }

    /// The folder of the project, as typed.
    fn folder(&self, name: &str) -> PathBuf {
        self.dir.clone().unwrap_or_else(|| name.into())
    }
}

/// The words that an option can be set to, for the command line.
fn words(key: &str) -> PossibleValuesParser {
    PossibleValuesParser::new(pack::choice(key).into_iter().flat_map(Choice::words))
}

/// Where a document is wrong, its error begins with the name that every project's document has; here it has another.
fn naming(file: &Path, error: Error) -> Error {
    match error.message.strip_prefix(manifest::FILE) {
        Some(rest) => Error { message: format!("{}{rest}", file.display()), ..error },
        None => error,
    }
}
