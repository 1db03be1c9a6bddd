//! Random changes of what is wanted: modules come, go and get other names, options are set, fields change, the
//! templates of the first release give way to those of this one.

use scaffold::evolve::Wanted;
use scaffold::pack::Pack;
use scaffold::spec::{Draft, ModuleName, Spec, manifest};

use crate::memory::Project;
use crate::support::draws::{Dice, in_one_style, module, specs, until, with_fields};

/// A way from one project to another.
pub struct Journey {
    /// What it is, for whoever reads a failure.
    pub name: String,
    /// Where it starts.
    pub start: Project,
    wanted: Wanted,
    renamed: Option<(ModuleName, ModuleName)>,
}

impl Journey {
    /// The journey of a number.
    pub fn draw(number: u64) -> Self {
        let mut dice = Dice(number.wrapping_mul(0x5851_f42d_4c95_7f2d));
        let before = dice.pick(specs()).clone();
        let current = Pack::current();
        if dice.chance(25) {
            let old = dice.pick(&Pack::releases()).to_owned();
            let before = in_one_style(&before);
            let (name, spec) =
                if dice.chance(60) { (String::new(), before.clone()) } else { change(&mut dice, &before) };
            let start = Project::new(&Pack::release(old).expect("it is kept"), &before);
            return Self::new(format!("update from {old} {name}"), start, &current, spec, None);
        }
        if dice.chance(15)
            && let Some((old, new, spec)) = rename(&mut dice, &before)
        {
            let name = format!("rename {} to {}", old.snake(), new.snake());
            return Self::new(name, Project::new(&current, &before), &current, spec, Some((old, new)));
        }
        let (name, spec) = change(&mut dice, &before);
        Self::new(name, Project::new(&current, &before), &current, spec, None)
    }

    /// The way from a project to what a spec asks of a pack.
    pub fn new(
        name: String,
        start: Project,
        pack: &Pack,
        spec: Spec,
        renamed: Option<(ModuleName, ModuleName)>,
    ) -> Self {
        let mut wanted = Wanted::new(pack, spec, String::new()).unwrap_or_else(|error| panic!("{error}, for {name}"));
        let mut start = start;
        if name.contains("other") {
            // No command asks for that: the owner writes it into `scaffold.toml`, and applies it.
            start.manifest = manifest::edit(&start.manifest, &wanted.spec).unwrap();
        }
        if let Some((old, new)) = &renamed {
            wanted.follow_module(&start.lock, old, new);
        }
        if wanted.pack != start.lock.pack {
            wanted.follow_renames(&start.base, pack, &start.lock).unwrap();
        }
        Self { name, start, wanted, renamed }
    }

    /// The module that gets another name on this journey, and the name.
    pub fn renaming(&self) -> Option<(&str, &str)> {
        self.renamed.as_ref().map(|(old, new)| (old.snake(), new.snake()))
    }

    /// What is wanted, where `scaffold.toml` is this text now.
    pub fn wanted(&self, text: &str) -> Wanted {
        let manifest = match &self.renamed {
            Some((old, new)) => manifest::rename(text, [old, new], &self.wanted.spec),
            None => manifest::edit(text, &self.wanted.spec),
        };
        let mut wanted = self.wanted.clone();
        wanted.manifest = manifest.unwrap_or_else(|error| panic!("{error}\n{text}"));
        wanted
    }

    /// The paths whose files the templates change on this journey.
    pub fn at_stake(&self) -> Vec<&str> {
        let before = self.start.base.iter();
        let changed =
            before.filter(|(path, file)| self.wanted.tree.get(path).is_none_or(|new| new.content != file.content));
        changed.map(|(path, _)| path).collect()
    }

    /// The paths of the files that are new on this journey.
    pub fn to_come(&self) -> Vec<&str> {
        self.wanted.tree.iter().map(|(path, _)| path).filter(|path| self.start.base.get(path).is_none()).collect()
    }

    /// A file as it is wanted.
    pub fn wanted_content(&self, path: &str) -> Option<&[u8]> {
        self.wanted.tree.get(path).map(|file| &file.content[..])
    }
}

/// Another spec that somebody might want after this one, and what it is.
pub fn change(dice: &mut Dice, before: &Spec) -> (String, Spec) {
    until(|| {
        let draft = Draft::from(before);
        let (name, draft) = match dice.between(1, 10) {
            1..=3 => ("add", module(dice, &draft)?),
            4 => {
                let once = module(dice, &draft)?;
                ("add two", module(dice, &once)?)
            }
            5 | 6 => ("remove", without(before, dice)?),
            7 => ("set auth", draft.with_option("auth", if before.has_auth() { "none" } else { "jwt" })),
            8 | 9 => ("other fields", other_fields(dice, before)?),
            _ => ("other uses", other_uses(dice, before)?),
        };
        let after = Spec::parse(&draft).ok()?.remembering(before);
        (after != *before).then(|| (name.to_owned(), after))
    })
}

fn without(before: &Spec, dice: &mut Dice) -> Option<Draft> {
    let mut spec = before.clone();
    let gone = dice.pick(&before.modules).name.clone();
    spec.modules.retain(|module| module.name != gone);
    (!spec.modules.is_empty() || spec.has_auth()).then(|| Draft::from(&spec))
}

fn other_fields(dice: &mut Dice, before: &Spec) -> Option<Draft> {
    let mut spec = before.clone();
    let at = dice.between(0, spec.modules.len().checked_sub(1)?);
    spec.modules[at].fields.clear();
    let name = spec.modules[at].name.snake().to_owned();
    Some(with_fields(dice, &Draft::from(&spec), &name, &[]))
}

fn other_uses(dice: &mut Dice, before: &Spec) -> Option<Draft> {
    let mut spec = before.clone();
    let at = dice.between(0, spec.modules.len().checked_sub(1)?);
    let target = dice.pick(&before.module_names()).clone();
    let uses = &mut spec.modules[at].uses;
    if uses.contains(&target) {
        uses.retain(|used| *used != target);
    } else {
        uses.push(target);
    }
    Some(Draft::from(&spec))
}

/// The same project with another name for one of its modules.
pub fn rename(dice: &mut Dice, before: &Spec) -> Option<(ModuleName, ModuleName, Spec)> {
    let old = dice.pick(&before.modules).name.clone();
    (0..20).find_map(|_| {
        let new = ModuleName::parse(&crate::support::draws::name(dice, &[])).ok()?;
        let spec = before.renaming(&old, &new).ok()?;
        (!before.module_names().contains(&new)).then(|| (old.clone(), new, spec))
    })
}
