//! The one act behind every command that changes a project: look, render, merge, show, confirm, apply.

use std::collections::{BTreeMap, BTreeSet};

use crate::commands::{Context, advice};
use crate::error::{Error, Exit, Result};
use crate::evolve::{self, Ours, Past, Wanted, histories};
use crate::merge::style;
use crate::pack::Pack;
use crate::plan::{Action, Kept, Plan};
use crate::project::{Project, Recovered};
use crate::render;
use crate::spec::{Lock, Module, Spec, manifest};
use crate::tree::{Disk, File, Standing, Tree};
use crate::ui::{self, Planned};

/// How a command that changes a project is carried out.
#[derive(Debug, Clone, Copy, clap::Args)]
pub struct Consent {
    /// Show the plan and its diff, and write nothing
    #[arg(long)]
    pub dry_run: bool,
    /// Print one JSON object on stdout, for errors too; asks nothing
    #[arg(long)]
    pub json: bool,
    /// Ask nothing
    #[arg(long, short)]
    pub yes: bool,
}

/// A project, what was applied to it last, and what its `scaffold.toml` says.
pub struct Act {
    /// The project on the disk.
    pub project: Project,
    /// What was applied last.
    pub lock: Lock,
    /// What `scaffold.toml` asks for.
    pub spec: Spec,
}

/// A plan and what it was made from.
pub struct Proposal {
    /// What will change.
    pub plan: Plan,
    /// What the plan saw on the disk.
    pub seen: Disk,
    /// What to know beside it.
    pub notes: Vec<String>,
}

impl Act {
    /// Finds and reads the project that we are in. What a killed run had left is put right by that, and told.
    pub fn read(context: &Context) -> Result<Self> {
        let project = find(context)?;
        let lock = Lock::read(project.lock())?;
        let spec = manifest::read(project.manifest())?.remembering(&lock.spec);
        Ok(Self { project, lock, spec })
    }

    /// The same, to change it: refused while conflicts of the last change are unsettled.
    pub fn begin(context: &Context) -> Result<Self> {
        let act = Self::read(context)?;
        let unsettled = act.project.unsettled()?;
        match unsettled.keys().next() {
            None => Ok(act),
            Some(path) => {
                let others = unsettled.len() - 1;
                let all = if others == 0 { String::new() } else { format!(" and {others} more") };
                Err(Error::refused(format!("the conflicts in `{path}`{all} are not settled")).hint(
                    "settle them, then `scaffold apply --continue`; or take the change back: `scaffold apply --abort`",
                ))
            }
        }
    }

    /// The release of the templates that the project is on.
    pub fn pack(&self) -> Result<Pack> {
        Pack::release(&self.lock.pack).ok_or_else(|| {
            Error::refused(format!("this scaffold does not know the templates of release {}", self.lock.pack))
                .hint("`scaffold update` moves the project to the templates of this one")
        })
    }

    /// What is wanted when the project is to be `spec`.
    pub fn wanted(&self, pack: &Pack, spec: Spec) -> Result<Wanted> {
        let manifest = manifest::edit(self.project.manifest(), &spec)?;
        Wanted::new(pack, spec, manifest)
    }

    /// What is wanted when modules come to the project, and what they change nothing in stays as it was written last.
    pub fn wanted_beside(&self, pack: &Pack, spec: Spec) -> Result<Wanted> {
        let manifest = manifest::edit(self.project.manifest(), &spec)?;
        Wanted::beside(pack, spec, manifest, &self.lock)
    }

    /// Plans the way to what is wanted.
    ///
    /// # Errors
    ///
    /// When a module is to be built in another style (exit 3).
    pub fn propose(&self, pack: &Pack, wanted: &mut Wanted) -> Result<Proposal> {
        self.keeps_styles(&wanted.spec)?;
        let mut before = None;
        if wanted.pack != self.lock.pack
            && let Some(tree) = self.rendered_before(&mut before)?
        {
            wanted.follow_renames(tree, pack, &self.lock)?;
        }
        let histories = self.histories(wanted)?;
        histories::join(wanted, &self.lock, &histories);
        let at_stake = evolve::at_stake(&self.lock, wanted);
        // How the owner formats Python is asked of every merge.
        let disk = self.project.look(at_stake.iter().copied().chain([evolve::PYPROJECT]))?;
        let undecided = evolve::undecided(&self.lock, &disk, wanted);
        let contents = if undecided.is_empty() { BTreeMap::new() } else { self.prove(&mut before, &undecided)? };
        let ignored = self.project.ignored(at_stake.into_iter().filter(|path| disk.contains_key(*path)));
        let followed = histories::followed(&self.lock, wanted, &histories);
        let ours = Ours { disk, ignored, followed };
        let mut plan = evolve::evolve(&Past { lock: &self.lock, contents }, &ours, wanted);
        self.find_moved(&mut plan);
        for (document, before) in [(&mut plan.manifest, self.project.manifest()), (&mut plan.lock, self.project.lock())]
        {
            // A checkout may have other line endings.
            let adopted = style::adopt(document.as_bytes(), before.as_bytes());
            *document = String::from_utf8_lossy(&adopted).into_owned();
        }
        let mut seen = ours.disk;
        let others: Vec<String> = plan.writes().map(|(path, _)| path).filter(|path| !wanted.has(path)).collect();
        seen.extend(self.project.look(others.iter().map(String::as_str))?);
        let notes = histories::farewells(&plan, &histories).into_iter().chain(self.stale_lock(&plan, &seen)?).collect();
        Ok(Proposal { plan, seen, notes })
    }

    /// Refuses another style for a module that is there: what people wrote in its files has no place in the new ones.
    fn keeps_styles(&self, spec: &Spec) -> Result<()> {
        let before = |module: &Module| Some(self.lock.spec.module(&module.name)?.style);
        let changed = |module: &&Module| before(module).is_some_and(|style| style != module.style);
        let Some(module) = spec.modules.iter().find(changed) else { return Ok(()) };
        let (name, style) = (module.name.snake(), before(module).unwrap_or_default());
        let message =
            format!("`{name}` is built as `{style}`, and can't become `{}`; nothing was changed", module.style);
        Err(Error::refused(message)
            .hint(format!(
                "add a module of that style and move your code: `scaffold add-module NAME --style {}`",
                module.style
            ))
            .hint(format!("until then its style in {} is `{style}`", manifest::FILE)))
    }

    /// What to do about the lock of the requirements, where the project has one and the plan changes them.
    fn stale_lock(&self, plan: &Plan, disk: &Disk) -> Result<Option<String>> {
        let after = plan.writes().find_map(|(path, file)| file.filter(|_| path == evolve::PYPROJECT));
        let (Some(Standing::File { content, .. }), Some(after)) = (disk.get(evolve::PYPROJECT), after) else {
            return Ok(None);
        };
        let has_lock = !self.project.look(["uv.lock"].into_iter())?.is_empty();
        Ok(if has_lock { advice::stale_lock(content, &after.content) } else { None })
    }

    /// What is wrong with the histories of the migrations once a plan is carried out, in a sentence, and what to do about
    /// it.
    pub fn flawed_history(&self, plan: &Plan) -> Result<Option<(String, String)>> {
        let folders = histories::all(&self.lock).into_iter();
        let paths: Vec<String> = folders.flat_map(|folder| self.project.beneath(folder)).collect();
        let mut disk = self.project.look(paths.iter().map(String::as_str))?;
        for (path, file) in plan.writes() {
            match file {
                Some(File { content, executable, .. }) if disk.contains_key(&path) => {
                    disk.insert(path, Standing::File { content: content.clone(), executable: *executable });
                }
                Some(_) => {}
                None => drop(disk.remove(&path)),
            }
        }
        Ok(histories::flaw(&disk).map(|(folder, error)| {
            let hint = error.hints.into_iter().next().unwrap_or_default();
            (format!("in `{folder}`, {}", error.message), hint)
        }))
    }

    /// The revisions that stand in the histories to which one of ours comes, or from which one goes.
    fn histories(&self, wanted: &Wanted) -> Result<Disk> {
        let folders = histories::touched(&self.lock, wanted);
        let paths: Vec<String> = folders.into_iter().flat_map(|folder| self.project.beneath(folder)).collect();
        self.project.look(paths.iter().map(String::as_str))
    }

    /// What was written last at these paths: rendered again, else from git, and each proven by its hash.
    pub fn prove(&self, before: &mut Option<Tree>, paths: &[&str]) -> Result<BTreeMap<String, bytes::Bytes>> {
        let mut contents = match self.rendered_before(before)? {
            Some(tree) => evolve::prove(tree, &self.lock, paths),
            None => BTreeMap::new(),
        };
        let missing: Vec<(&str, &str)> = paths
            .iter()
            .filter(|path| !contents.contains_key(**path))
            .filter_map(|path| Some((*path, self.lock.files.get(*path)?.1.as_str())))
            .collect();
        if !missing.is_empty() {
            let ids: Vec<&str> = missing.iter().map(|(_, id)| *id).collect();
            let blobs = self.project.blobs(&ids);
            contents
                .extend(missing.iter().filter_map(|(path, id)| Some(((*path).to_owned(), blobs.get(*id)?.clone()))));
        }
        Ok(contents)
    }

    /// Everything that was written last, rendered once; none where its templates are unknown.
    fn rendered_before<'a>(&self, before: &'a mut Option<Tree>) -> Result<Option<&'a Tree>> {
        if before.is_none() {
            let Some(pack) = Pack::release(&self.lock.pack) else { return Ok(None) };
            *before = Some(render::render(&pack, &self.lock.spec)?);
        }
        Ok(before.as_ref())
    }

    /// Tells files that the owner moved from those that the owner removed.
    fn find_moved(&self, plan: &mut Plan) {
        let id_of = |path: &str| self.lock.files.get(path).map(|(_, id)| id.clone());
        let removed = |action: &Action| matches!(action, Action::Keep(Kept::Removed));
        let gone = plan.steps.iter().filter(|step| removed(&step.action));
        let ids: BTreeSet<String> = gone.filter_map(|step| id_of(&step.path)).collect();
        if ids.is_empty() {
            return;
        }
        let found = self.project.search(&ids);
        for step in plan.steps.iter_mut().filter(|step| removed(&step.action)) {
            if let Some(place) = id_of(&step.path).and_then(|id| found.get(&id)) {
                step.action = Action::Keep(Kept::Moved(place.clone()));
            }
        }
    }

    /// Shows a plan, asks where somebody can be asked, and carries it out. Conflicts that are left in files are the
    /// answer no.
    pub fn conclude(
        &self,
        context: &Context,
        consent: Consent,
        command: &str,
        proposal: &Proposal,
        notes: Vec<String>,
    ) -> Result<()> {
        let Proposal { plan, seen, notes: known } = proposal;
        let idle = plan.is_idle(self.project.manifest(), self.project.lock());
        let planned = Planned::new(command, self.spec.name.kebab(), self.project.root(), plan)
            .applied(!consent.dry_run && !idle)
            .idle(idle)
            .notes(self.notes(plan, known.iter().cloned().chain(notes).collect()));
        if consent.dry_run {
            return context.printer.dry_run(&planned, plan, seen, self.project.manifest());
        }
        if idle {
            return context.printer.planned(&planned);
        }
        let asks = !consent.yes && !consent.json && ui::is_terminal();
        if asks {
            context.printer.plan(&planned)?;
            if !ui::confirm("Apply these changes?")? {
                return Err(Error::new(Exit::No, "declined; nothing was written"));
            }
        }
        self.project.carry_out(command, plan, seen)?;
        if !asks {
            context.printer.planned(&planned)?;
        }
        unsettled(plan, consent.json)
    }

    /// What to know beside the plan: unsaved work in files that are merged.
    fn notes(&self, plan: &Plan, mut notes: Vec<String>) -> Vec<String> {
        let merged = |action: &Action| matches!(action, Action::Merge { .. } | Action::Conflict(_));
        let paths: Vec<&str> =
            plan.steps.iter().filter(|step| merged(&step.action)).map(|step| step.path.as_str()).collect();
        let unsaved = if paths.is_empty() { Vec::new() } else { self.project.unsaved(&paths) };
        if let Some(first) = unsaved.first() {
            let others = if unsaved.len() == 1 { String::new() } else { format!(" and {} more", unsaved.len() - 1) };
            notes.push(format!(
                "`{first}`{others} had changes that git does not hold; `scaffold undo` brings them back"
            ));
        }
        notes
    }
}

/// Finds the project that we are in, and tells what a killed run had left there.
pub fn find(context: &Context) -> Result<Project> {
    let project = Project::find()?;
    if let Some(Recovered { command, finished, left }) = project.recovered() {
        let outcome = if *finished { "stands whole" } else { "was taken back" };
        context.printer.note(&format!("a run of `scaffold {command}` had been killed; what it did {outcome}"));
        for path in left {
            context
                .printer
                .note(&format!("`{path}` was changed since and stays; what it was before is in `.scaffold/left/`"));
        }
    }
    Ok(project)
}

/// The answer no, where conflicts are left to be settled.
fn unsettled(plan: &Plan, json: bool) -> Result<()> {
    let count = plan.conflicts().count();
    if count == 0 {
        return Ok(());
    }
    if json {
        return Err(Error::told(Exit::No));
    }
    let what = if count == 1 { "1 conflict is".to_owned() } else { format!("{count} conflicts are") };
    let paths: Vec<&str> = plan.conflicts().map(|step| step.path.as_str()).collect();
    Err(Error::new(Exit::No, format!("{what} left to be settled: {}", paths.join(", "))).hint(
        "settle them in the files, then `scaffold apply --continue`; or take everything back: `scaffold apply --abort`",
    ))
}
