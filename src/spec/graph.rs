//! Which module uses which, and what follows from it for their fields.

use crate::error::Error;
use crate::spec::{Field, Kind, Module, ModuleName, Spec, reserved};

/// The entity of the module `auth`.
const AUTH_ENTITY: &str = "user";

impl Spec {
    /// The names of all modules, sorted; where callers prove who they are, the module `auth` is one of them.
    pub fn module_names(&self) -> Vec<ModuleName> {
        let auth = self.has_auth().then(ModuleName::auth);
        let mut names: Vec<ModuleName> = self.modules.iter().map(|module| module.name.clone()).chain(auth).collect();
        names.sort();
        names
    }

    /// The modules that a module uses, sorted: those it names, those its fields refer to, and `auth`
    /// where there is one, whose guards stand before its routes.
    pub fn uses_of(&self, module: &Module) -> Vec<ModuleName> {
        let auth = self.has_auth().then(ModuleName::auth);
        let mut uses: Vec<ModuleName> = module.uses.iter().cloned().chain(refs(module).cloned()).chain(auth).collect();
        uses.sort();
        uses.dedup();
        uses
    }

    /// The fields of a module's entity: those that the owner wrote or else the default ones, then one reference
    /// to each module that is used and not referred to yet.
    pub fn fields_of(&self, module: &Module) -> Vec<Field> {
        let mut fields = if module.fields.is_empty() { defaults() } else { module.fields.clone() };
        for used in &module.uses {
            let target = self.modules.iter().find(|target| target.name == *used);
            let Some(target) = target.filter(|_| refs(module).all(|known| known != used)) else { continue };
            let field = implied(target, &fields);
            fields.push(field);
        }
        fields
    }
}

/// The modules that the fields of a module refer to.
pub(super) fn refs(module: &Module) -> impl Iterator<Item = &ModuleName> {
    module.fields.iter().filter_map(|field| match &field.kind {
        Kind::Ref(target) => Some(target),
        _ => None,
    })
}

fn defaults() -> Vec<Field> {
    let field =
        |name: &str, kind, nullable| Field { name: name.to_owned(), kind, nullable, unique: false, belongs: false };
    vec![field("name", Kind::Str, false), field("description", Kind::Text, true)]
}

/// The reference to an entity that records belong to, by its noun; by a longer name where that one is taken.
fn implied(target: &Module, fields: &[Field]) -> Field {
    let noun = target.entity.one();
    let numbered = (2_u8..).map(|number| format!("linked_{noun}_{number}"));
    let names = [noun.to_owned(), format!("linked_{noun}")].into_iter().chain(numbered);
    let candidates = names.map(|name| Field {
        name,
        kind: Kind::Ref(target.name.clone()),
        nullable: false,
        unique: false,
        belongs: true,
    });
    let taken = |field: &Field| {
        let name = field.name.replace('_', "");
        fields.iter().any(|known| known.key() == field.key() || known.name.replace('_', "") == name)
            || reserved::field(&field.name).is_some()
            || reserved::field(&field.column()).is_some()
    };
    { candidates }.find(|field| !taken(field)).expect("a module has fewer fields than there are numbers")
}

/// The first module that can't use what it uses, by its place.
pub(super) fn flaw(spec: &Spec) -> Option<(usize, Error)> {
    let mut clear = Vec::new();
    for (place, module) in spec.modules.iter().enumerate() {
        if let Some(path) = cycle(spec, module, &mut Vec::new(), &mut clear) {
            let path: Vec<&str> = path.into_iter().map(ModuleName::snake).collect();
            let error = Error::usage(format!("the modules use one another in a circle: `{}`", path.join(" → ")))
                .hint("take one of these uses away; what both need can be a module that both use");
            return Some((place, error));
        }
        if let Some(error) = crowd(spec, module) {
            return Some((place, error));
        }
    }
    None
}

/// A way from a module back to itself, or to one on the way.
fn cycle<'a>(
    spec: &'a Spec,
    module: &'a Module,
    path: &mut Vec<&'a ModuleName>,
    clear: &mut Vec<&'a ModuleName>,
) -> Option<Vec<&'a ModuleName>> {
    if clear.contains(&&module.name) {
        return None;
    }
    if let Some(start) = path.iter().position(|name| **name == module.name) {
        return Some(path[start..].iter().copied().chain([&module.name]).collect());
    }
    path.push(&module.name);
    let used = |target: &&Module| module.uses.contains(&target.name) || refs(module).any(|name| *name == target.name);
    let found = spec.modules.iter().filter(used).find_map(|target| cycle(spec, target, path, clear));
    path.pop();
    clear.push(&module.name);
    found
}

/// Two entities of one noun may stand in two modules (`auth` has users, and so may `users`), but not in one:
/// a module that refers to both would import two classes of one name.
fn crowd(spec: &Spec, module: &Module) -> Option<Error> {
    let auth = ModuleName::auth();
    let mut seen: Vec<(&str, &ModuleName)> = vec![(module.entity.one(), &module.name)];
    for used in module.uses.iter().chain(refs(module)) {
        let target = spec.modules.iter().find(|target| target.name == *used);
        let noun = if used.is_auth() { AUTH_ENTITY } else { target.map_or("", |target| target.entity.one()) };
        let name = if used.is_auth() { &auth } else { used };
        if let Some((_, twin)) = seen.iter().find(|(known, known_name)| *known == noun && *known_name != name) {
            let own = if twin.is_auth() { used } else { twin };
            let error =
                format!("`{}` can't tell the `{noun}` of `{}` from that of `auth`", module.name.snake(), own.snake());
            return Some(Error::usage(error).hint(format!(
                "give the entity of `{0}` a noun of its own, as in `--entity {0}=Member`",
                own.snake()
            )));
        }
        seen.push((noun, used));
    }
    None
}
