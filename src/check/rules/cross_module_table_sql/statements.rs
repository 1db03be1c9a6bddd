//! Statements: what one stands for, what it is handed to, and what of it is told.

use ruff_python_ast::Expr;
use ruff_text_size::{Ranged, TextRange};

use super::Sql;
use super::receivers::{Receiver, Run};
use crate::check::bindings::{Place, Text, last_name};
use crate::check::rules::takers::Taker;
use crate::check::sql::{Named, Reference, read, references_of_table};

impl<'n, 'a> Sql<'n, 'a> {
    /// The statement that an expression stands for. Where it depends on a parameter, the calls of the function tell.
    pub(super) fn sql(&mut self, sql: &'a Expr, place: Place, run: Option<Run<'a>>) {
        let texts = self.crossing.names.texts(sql, place);
        for text in &texts {
            self.statement(text, sql.range(), place, run);
        }
        if texts.iter().all(|text| text.known().is_none()) {
            let taker =
                Taker::of(self.crossing.names, sql, place, ()).filter(|_| run.is_none_or(|run| self.takes(run)));
            self.takers.extend(taker);
        }
    }

    /// Whether what runs a statement hands it on to a database that others know.
    fn takes(&self, run: Run<'a>) -> bool {
        match run.receiver(self.crossing.names) {
            Receiver::Memory => false,
            Receiver::Other => run.is_handed_on(self.crossing.names),
            Receiver::Database | Receiver::Unknown => true,
        }
    }

    /// A statement, and what it is handed to, if that is an object.
    pub(super) fn statement(&mut self, text: &Text, whole: TextRange, place: Place, run: Option<Run<'a>>) {
        let sql = text.whole();
        let (references, left) = read(&sql);
        let is_crossing = references.iter().any(|reference| self.owner(reference).is_some());
        if !is_crossing && left.is_empty() {
            return;
        }
        match run.map(|run| (run, run.receiver(self.crossing.names))) {
            Some((_, Receiver::Memory)) => {
                // Whoever is handed the connection in this file finds there what was made.
                for table in left {
                    self.made.in_file(place.file, table.name);
                }
            }
            Some((_, Receiver::Other)) => {}
            Some((run, Receiver::Unknown)) if !run.is_meant(&sql) => {}
            _ => {
                for table in left {
                    if table.is_temporary {
                        self.made.by(self.crossing.owner, table.name);
                    } else {
                        self.made.in_file(place.file, table.name);
                    }
                }
                self.named(text, &references, whole, place);
            }
        }
    }

    /// Who else owns what is named.
    fn owner(&self, reference: &Reference) -> Option<&'n str> {
        let name = reference.name.as_deref().filter(|_| reference.named == Named::Table);
        self.tables.owner(reference.schema.as_deref(), name, self.crossing.owner)
    }

    /// A text where a statement takes a table: `select_from(text("users"))`.
    pub(super) fn part(&mut self, part: &'a Expr, place: Place) {
        let Expr::Call(call) = part else { return };
        if last_name(&call.func).is_none_or(|name| name != "text") {
            return;
        }
        for text in self.crossing.names.texts(part, place) {
            self.named(&text, &references_of_table(&text.whole()), part.range(), place);
        }
    }

    /// The names of a statement, each where it was written.
    fn named(&mut self, text: &Text, references: &[Reference], whole: TextRange, place: Place) {
        let sql = text.whole();
        for reference in references {
            let Some(owner) = self.owner(reference).map(str::to_owned) else { continue };
            let target = &sql[reference.start..reference.end];
            let what = match reference.named {
                Named::Table => "SQL names the table",
                Named::Schema => "SQL names the schema",
                Named::Routine => "SQL calls",
            };
            let message = self.crossing.says(what, target, &owner);
            let alone = reference.name.as_deref().filter(|_| reference.schema.is_none());
            self.tell(text, (reference.start, reference.end), (whole, place), (message, &owner), alone);
        }
    }

    /// A finding, unless the table that is named alone turns out to be one that was made here.
    pub(super) fn tell(
        &mut self,
        text: &Text,
        part: (usize, usize),
        (whole, place): (TextRange, Place),
        (message, owner): (String, &str),
        alone: Option<&str>,
    ) {
        let before = self.crossing.found.len();
        self.crossing.told(text, part, whole, place, message, owner);
        if let Some(name) = alone {
            for finding in self.crossing.found.split_off(before) {
                self.made.doubt(self.crossing.owner, place.file, name, finding);
            }
        }
    }
}
