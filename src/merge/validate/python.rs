//! Python: it parses, and nothing is defined, imported, listed or registered twice.

use std::collections::BTreeSet;

use ruff_python_ast::visitor::{Visitor, walk_body, walk_expr, walk_stmt};
use ruff_python_ast::{Expr, Identifier, Stmt};
use ruff_python_parser::parse_module;
use ruff_text_size::Ranged;

use crate::merge::validate::{Findings, twice};

/// What is wrong in a Python file.
pub fn findings(source: &str) -> Findings {
    let parsed = parse_module(source).map_err(|error| error.to_string())?;
    let mut doubles = Doubles { source, depth: 0, told: BTreeSet::new() };
    doubles.visit_body(&parsed.syntax().body);
    Ok(doubles.told)
}

struct Doubles<'a> {
    source: &'a str,
    /// How many bodies are open: names are looked at in modules and classes, for in functions they change by right.
    depth: usize,
    told: BTreeSet<String>,
}

impl<'a> Doubles<'a> {
    fn text(&self, node: impl Ranged) -> &'a str {
        &self.source[node.range()]
    }

    fn elements(&mut self, elements: impl Iterator<Item = &'a Expr>, what: &str) {
        // Numbers and calls may well come twice; names and strings are members of a set.
        let members = elements.filter(|it| matches!(it, Expr::Name(_) | Expr::Attribute(_) | Expr::StringLiteral(_)));
        let told =
            twice(members.map(|member| self.text(member)), |text| format!("`{text}` stands twice in one {what}"));
        self.told.extend(told);
    }
}

impl<'a> Visitor<'a> for Doubles<'a> {
    fn visit_body(&mut self, body: &'a [Stmt]) {
        let imported = body.iter().flat_map(imports);
        self.told.extend(twice(imported, |(_, name)| format!("`{name}` is imported twice")));
        let calls = body.iter().filter(|it| matches!(it, Stmt::Expr(statement) if statement.value.is_call_expr()));
        self.told.extend(twice(calls.map(|call| self.text(call)), |text| format!("`{text}` is called twice")));
        if self.depth == 0 {
            self.told.extend(twice(body.iter().filter_map(defined), |name| format!("`{name}` is defined twice")));
        }
        walk_body(self, body);
    }

    fn visit_stmt(&mut self, statement: &'a Stmt) {
        if let Stmt::FunctionDef(function) = statement {
            let names = function.parameters.iter().map(|parameter| parameter.name().as_str());
            self.told.extend(twice(names, |name| format!("`{name}` is asked for twice")));
        }
        let inside = usize::from(!matches!(statement, Stmt::ClassDef(_)));
        self.depth += inside;
        walk_stmt(self, statement);
        self.depth -= inside;
    }

    fn visit_expr(&mut self, expression: &'a Expr) {
        match expression {
            Expr::List(list) => self.elements(list.elts.iter(), "list"),
            Expr::Tuple(tuple) => self.elements(tuple.elts.iter(), "tuple"),
            Expr::Set(set) => self.elements(set.elts.iter(), "set"),
            Expr::Dict(dict) => self.elements(dict.items.iter().filter_map(|item| item.key.as_ref()), "dictionary"),
            Expr::Call(call) => {
                let names = call.arguments.keywords.iter().filter_map(|keyword| keyword.arg.as_ref());
                self.told.extend(twice(names.map(Identifier::as_str), |name| format!("`{name}` is given twice")));
            }
            _ => {}
        }
        walk_expr(self, expression);
    }
}

/// What a statement imports: from where, and the name.
fn imports(statement: &Stmt) -> Vec<(String, String)> {
    let (from, names) = match statement {
        Stmt::Import(import) => (String::new(), &import.names),
        Stmt::ImportFrom(import) => {
            let module = import.module.as_ref().map_or("", |module| module.as_str());
            (format!("{}{module}", ".".repeat(import.level as usize)), &import.names)
        }
        _ => return Vec::new(),
    };
    let bound = names.iter().map(|alias| alias.asname.as_ref().unwrap_or(&alias.name).to_string());
    bound.map(|name| (from.clone(), name)).collect()
}

/// The name that a statement of a module or a class defines.
fn defined(statement: &Stmt) -> Option<&str> {
    match statement {
        Stmt::FunctionDef(function) => Some(function.name.as_str()),
        Stmt::ClassDef(class) => Some(class.name.as_str()),
        Stmt::AnnAssign(assign) => Some(assign.target.as_name_expr()?.id.as_str()),
        Stmt::Assign(assign) if assign.targets.len() == 1 => Some(assign.targets[0].as_name_expr()?.id.as_str()),
        _ => None,
    }
}
