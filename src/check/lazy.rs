//! What comes out of a module-level `__getattr__` when a file is asked for a name that it does not have.

use crate::check::exports::is_inside;
use crate::check::names::TOP;
use crate::check::project::Project;
use crate::check::resolve::{At, Resolver};
use crate::check::source::Source;

impl<'a> Project<'a> {
    /// What a module-level `__getattr__` may import when it is asked for a name that is not there.
    pub(super) fn lazily(&self, source: &'a Source, name: &str) -> Vec<String> {
        let reading = self.reading(source);
        if reading.top("__getattr__").is_none() {
            return Vec::new();
        }
        let resolver = || Resolver::new(self);
        let loaded = reading.calls.iter().flat_map(|(scope, call)| {
            let at = At { reading, scope: *scope, expr: &call.func };
            resolver().imported(call, at)
        });
        loaded.map(|module| format!("{module}.{name}")).collect()
    }

    /// What stands behind a door and comes out of its `__getattr__` under a name that the door does not have.
    pub(super) fn hidden(&self, door: &'a Source, name: &str) -> Option<String> {
        let reading = self.reading(door);
        if reading.top(name).is_some() || reading.top("__getattr__").is_none() {
            return None;
        }
        let home = door.dotted.rsplit_once('.').map_or("", |(home, _)| home);
        let mut found = self.imported_lazily(door, name);
        found.extend(self.lazily(door, name).into_iter().filter(|path| self.is_defined(path, name)));
        found.sort_unstable();
        found.into_iter().find(|path| is_inside(path, home))
    }

    /// What the import statements in a `__getattr__` bring under a name, or bring a file that has it.
    fn imported_lazily(&self, door: &'a Source, name: &str) -> Vec<String> {
        let reading = self.reading(door);
        let asked = reading.functions.iter().filter(|it| it.outside == TOP && it.def.name.id == *"__getattr__");
        let bound = asked.flat_map(|asked| &reading.scopes[asked.inside].names);
        let paths = bound.flat_map(|(bound, binding)| binding.paths.iter().map(move |path| (*bound, *path)));
        let brought = paths.filter_map(|(bound, path)| {
            if bound == name || path.rsplit('.').next() == Some(name) {
                return Some(path.to_owned());
            }
            Some(format!("{path}.{name}")).filter(|path| self.is_defined(path, name))
        });
        brought.collect()
    }

    /// Whether a path leads to a name that a file binds itself.
    fn is_defined(&self, path: &str, name: &str) -> bool {
        self.find(path).is_some_and(|(file, rest)| rest == name && self.defines(file, name))
    }
}
