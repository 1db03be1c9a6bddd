//! `cross-module-fk`: no foreign key and no relationship leads out of a module.

use ruff_python_ast::{Expr, ExprCall, StmtAnnAssign};
use ruff_text_size::{Ranged, TextRange};

use crate::check::bindings::{Definition, Names, Place, Text, elements, last_name};
use crate::check::report::Finding;
use crate::check::rules::Rule;
use crate::check::rules::crossing::{Crossing, qualified, qualifiers, taken_findings};
use crate::check::rules::takers::{Taken, Taker};
use crate::check::tables::{Tables, argument, asker_of};

/// The libraries whose calls are meant.
const LIBRARIES: [&str; 3] = ["sqlalchemy", "sqlmodel", "alembic"];

/// The keywords of a relationship that may hold conditions and columns as text.
const JOINS: [&str; 5] = ["primaryjoin", "secondaryjoin", "foreign_keys", "remote_side", "order_by"];

/// A finding for every key and relationship of the modules and the kernel that leads to another module.
pub(super) fn findings(names: &Names<'_>, tables: &Tables) -> Vec<Finding> {
    let (mut found, mut takers) = (Vec::new(), Vec::new());
    for (file, source) in names.sources.iter().enumerate() {
        let Some(owner) = asker_of(source).filter(|_| source.speaks_of_tables) else { continue };
        let reading = names.reading(file);
        let crossing = Crossing::new(names, file, owner, Rule::CrossModuleFk);
        let mut keys = Keys { tables, crossing, takers: Vec::new() };
        let may_be = |name: &str| is_meant(name) || name == "partial";
        for called in names.calls(file).iter().filter(|called| called.callee.may_be(may_be)) {
            keys.call(called.call, called.place);
        }
        for &(assign, scope) in &reading.annotated {
            keys.annotated(assign, Place { file, scope });
        }
        for &(function, scope, _) in &reading.functions {
            if let Some(returns) = &function.returns {
                keys.mapped(returns, Place { file, scope }, false);
            }
        }
        found.append(&mut keys.crossing.found);
        takers.append(&mut keys.takers);
    }
    let tell = |kind: Kind, crossing: Crossing<'_, '_>, taken: Vec<Taken>| {
        let mut keys = Keys { tables, crossing, takers: Vec::new() };
        for Taken { text, range, place, .. } in &taken {
            match kind {
                Kind::Key => keys.named_key(text, *range, *place),
                Kind::Class => keys.class(&text.whole(), Some(text), *range, *place),
            }
        }
        keys.crossing.found
    };
    found.extend(taken_findings(names, &takers, Rule::CrossModuleFk, tell));
    found
}

/// What a function is given that makes a key or a relationship of it.
#[derive(Clone, Copy)]
enum Kind {
    Key,
    Class,
}

/// Whether a call of that name makes a key or a relationship.
fn is_meant(name: &str) -> bool {
    matches!(
        name,
        "ForeignKey"
            | "ForeignKeyConstraint"
            | "relationship"
            | "Relationship"
            | "dynamic_loader"
            | "backref"
            | "Field"
            | "create_foreign_key"
    )
}

/// The keys and relationships of one file.
struct Keys<'n, 'a> {
    tables: &'n Tables,
    crossing: Crossing<'n, 'a>,
    /// The functions that make keys and relationships of what they are given.
    takers: Vec<Taker<'a, Kind>>,
}

impl<'a> Keys<'_, 'a> {
    fn call(&mut self, call: &'a ExprCall, place: Place) {
        // `partial(ForeignKey, "auth.users.id")` has one argument more, in front.
        let made = call.arguments.args.first().filter(|_| last_name(&call.func) == Some("partial"));
        let (function, skipped) = (made.unwrap_or(&call.func), usize::from(made.is_some()));
        match self.kind(function, place).as_deref() {
            Some("ForeignKey") => {
                if let Some(key) = argument(call, "column", skipped) {
                    self.key(key, place);
                }
            }
            Some("ForeignKeyConstraint") => {
                if let Some(keys) = argument(call, "refcolumns", skipped + 1) {
                    self.keys(keys, place);
                }
            }
            Some("Field") => {
                if let Some(key) = call.arguments.find_keyword("foreign_key") {
                    self.key(&key.value, place);
                }
            }
            Some("create_foreign_key") => self.operation(call, 1, place),
            Some("relationship" | "Relationship" | "dynamic_loader" | "backref") => {
                self.relationship(call, skipped, place);
            }
            // On a table that is altered in a batch, its own name is not given.
            None if last_name(&call.func) == Some("create_foreign_key") => self.operation(call, 0, place),
            _ => {}
        }
    }

    /// Which of the calls that matter this is, whatever it is called here.
    fn kind(&self, function: &Expr, place: Place) -> Option<String> {
        let names = self.crossing.names;
        if !names.callee(function, place).may_be(is_meant) {
            return None;
        }
        let meant = |paths: &[String]| {
            let of_library = paths.iter().filter(|path| LIBRARIES.contains(&path.split('.').next().unwrap_or(path)));
            let last = of_library.filter_map(|path| path.rsplit('.').next());
            last.filter(|name| is_meant(name)).map(str::to_owned).next()
        };
        let paths = names.paths(function, place);
        // A class of one's own on `ForeignKey` is called like it.
        let of_bases = || {
            let definitions = paths.iter().flat_map(|path| names.definitions(path));
            let bases = definitions.filter_map(|definition| match definition {
                Definition::Class(class, there, _) => class.arguments.as_ref().map(|bases| (bases, there)),
                _ => None,
            });
            let mut bases = bases.flat_map(|(bases, there)| bases.args.iter().map(move |base| (base, there)));
            bases.find_map(|(base, there)| meant(&names.paths(base, there)))
        };
        meant(&paths).or_else(of_bases)
    }

    fn keys(&mut self, keys: &'a Expr, place: Place) {
        match keys {
            Expr::List(_) | Expr::Tuple(_) => elements(keys).iter().for_each(|key| self.key(key, place)),
            other => {
                let values = self.crossing.names.values(other, place);
                values
                    .iter()
                    .flat_map(|(value, there)| elements(value).iter().map(|key| (key, *there)))
                    .for_each(|(key, there)| self.key(key, there));
            }
        }
    }

    /// A column: as text, as an attribute of a class or a table, or as a function that gives one.
    fn key(&mut self, key: &'a Expr, place: Place) {
        let texts = self.crossing.names.texts(key, place);
        for text in &texts {
            self.named_key(text, key.range(), place);
        }
        if texts.is_empty() {
            self.reached(key, place, "foreign key to");
        }
        if texts.iter().all(|text| text.known().is_none()) {
            self.takers.extend(Taker::of(self.crossing.names, key, place, Kind::Key));
        }
    }

    fn named_key(&mut self, text: &Text, range: TextRange, place: Place) {
        let whole = text.whole();
        let table = whole.rsplit_once('.').map_or(whole.as_str(), |(table, _)| table);
        self.table(text, table, range, place, "foreign key to");
    }

    /// A table that the first bytes of a text name.
    fn table(&mut self, text: &Text, table: &str, whole: TextRange, place: Place, what: &str) {
        let (schema, name) = qualified(table);
        let owner = self.tables.owner(schema.as_deref(), name.as_deref(), self.crossing.owner);
        let Some(owner) = owner.map(str::to_owned) else { return };
        let start = table.rfind('.').map_or(0, |dot| dot + 1);
        let message = self.crossing.says(what, table, &owner);
        self.crossing.told(text, (start, table.len()), whole, place, message, &owner);
    }

    /// What an expression stands for that is no text: something that another module defines.
    fn reached(&mut self, expression: &Expr, place: Place, what: &str) {
        let expression = match expression {
            Expr::Lambda(lambda) => &*lambda.body,
            other => other,
        };
        let paths = self.crossing.names.paths(expression, place);
        let foreign = paths.iter().find_map(|path| {
            let module = self.crossing.names.module_of(path)?;
            (module != self.crossing.owner).then(|| (module.to_owned(), path))
        });
        if let Some((owner, path)) = foreign {
            let message = self.crossing.says(what, path, &owner);
            self.crossing.at(expression.range(), message, &owner);
        }
    }

    /// `op.create_foreign_key(name, source, referent, …)`; `own` is how many arguments name the own table.
    fn operation(&mut self, call: &ExprCall, own: usize, place: Place) {
        let tables = [("source_table", 1, "source_schema"), ("referent_table", own + 1, "referent_schema")];
        for (table, at, schema) in tables.into_iter().skip(1 - own) {
            let Some(table) = argument(call, table, at) else { continue };
            let schema = call.arguments.find_keyword(schema);
            let schemas = schema.map(|schema| self.crossing.names.plain_texts(&schema.value, place));
            let schema = schemas.and_then(|schemas| schemas.into_iter().next());
            for text in self.crossing.names.texts(table, place) {
                let name = text.whole();
                let owner = self.tables.owner(schema.as_deref(), Some(&name.to_lowercase()), self.crossing.owner);
                let Some(owner) = owner.map(str::to_owned) else { continue };
                let message = self.crossing.says("foreign key to", &name, &owner);
                self.crossing.told(&text, (0, name.len()), table.range(), place, message, &owner);
            }
        }
    }

    fn relationship(&mut self, call: &'a ExprCall, skipped: usize, place: Place) {
        if let Some(related) = argument(call, "argument", skipped) {
            let texts = self.crossing.names.texts(related, place);
            for text in texts.iter().filter(|text| text.known().is_some()) {
                let whole = text.whole();
                self.class(&whole, Some(text), related.range(), place);
            }
            if texts.is_empty() {
                self.reached(related, place, "relationship with");
                self.takers.extend(Taker::of(self.crossing.names, related, place, Kind::Class));
            }
        }
        for joined in JOINS.iter().filter_map(|name| call.arguments.find_keyword(name)) {
            for text in self.crossing.names.texts(&joined.value, place) {
                self.joined(&text, joined.value.range(), place);
            }
        }
        if let Some(over) = argument(call, "secondary", skipped + 1) {
            let texts = self.crossing.names.texts(over, place);
            for text in &texts {
                self.table(text, &text.whole(), over.range(), place, "relationship over");
            }
            if texts.is_empty() {
                self.reached(over, place, "relationship over");
            }
        }
        if let Some(through) = call.arguments.find_keyword("link_model") {
            self.reached(&through.value, place, "relationship over");
        }
    }

    /// The classes in a condition that is written as text.
    fn joined(&mut self, text: &Text, range: TextRange, place: Place) {
        for (start, class) in qualifiers(&text.whole()) {
            if let Some(owner) = self.tables.owner_of_class(class, self.crossing.owner).map(str::to_owned) {
                let message = self.crossing.says("relationship joined by", class, &owner);
                self.crossing.told(text, (start, start + class.len()), range, place, message, &owner);
            }
        }
    }

    /// A class that is named by a text.
    fn class(&mut self, name: &str, text: Option<&Text>, range: TextRange, place: Place) {
        let module = self.crossing.names.module_of(name).filter(|module| *module != self.crossing.owner);
        let owner = module.or_else(|| self.tables.owner_of_class(name, self.crossing.owner));
        let Some(owner) = owner.map(str::to_owned) else { return };
        let message = self.crossing.says("relationship with", name, &owner);
        match text {
            Some(text) => self.crossing.told(text, (0, name.len()), range, place, message, &owner),
            None => self.crossing.at(range, message, &owner),
        }
    }

    /// `author: Mapped["User"] = relationship()`.
    fn annotated(&mut self, assign: &StmtAnnAssign, place: Place) {
        let related = match assign.value.as_deref() {
            Some(Expr::Call(call)) => self.kind(&call.func, place).is_some_and(|kind| kind.ends_with("elationship")),
            _ => false,
        };
        self.mapped(&assign.annotation, place, related);
    }

    /// The classes that the annotation of an attribute names, if it is `Mapped` or `related` says that it is meant.
    fn mapped(&mut self, annotation: &Expr, place: Place, related: bool) {
        let may = related || self.crossing.names.text(place.file)[annotation.range()].contains("Mapped");
        if !may {
            return;
        }
        let mentions = self.crossing.names.mentions(annotation, place);
        let is_mapped = |path: &String| path.starts_with("sqlalchemy.") && path.ends_with("Mapped");
        if !related && !mentions.iter().any(|mention| mention.paths.iter().any(is_mapped)) {
            return;
        }
        for mention in &mentions {
            if mention.paths.is_empty() {
                self.class(&mention.name, None, mention.range, place);
            }
            for path in mention.paths.iter().filter(|path| self.tables.is_model(path)) {
                self.class(path, None, mention.range, place);
            }
        }
    }
}
