//! Images, compose files, pipelines, manifests: judged for every value of every option, and the judge itself.

use std::process::Command;

use scaffold::pack::{Choice, NONE, choices};

use crate::machine::{directory, program, run, scaffold_new, script_path};

/// Values of options, in the order of the catalogue.
type Chosen<'a> = Vec<(&'a Choice, &'a str)>;

/// A script beside this file, in an environment of what it says it needs.
fn judge(name: &str) -> Command {
    let mut command = program("uv", &std::env::temp_dir());
    command.args(["run", "--quiet", "--no-project"]).arg(script_path(name)).env("PYTHONDONTWRITEBYTECODE", "1");
    command
}

/// Makes a project with these options, and lets a script look at it.
fn judged(by: &str, chosen: &Chosen) -> String {
    let here = directory();
    let options: Vec<String> = chosen.iter().map(|(choice, value)| format!("{}={value}", choice.key)).collect();
    let mut arguments = vec!["deployed".to_owned(), "Articles".to_owned(), "--no-git".to_owned()];
    for (choice, value) in chosen {
        match (choice.is_feature, *value) {
            (true, NONE) => arguments.extend(["--without".to_owned(), choice.key.clone()]),
            (true, value) => arguments.extend(["--with".to_owned(), format!("{}={value}", choice.key)]),
            (false, value) => arguments.extend([format!("--{}", choice.key), value.to_owned()]),
        }
    }
    if chosen.iter().any(|(choice, value)| choice.key == "auth" && *value != NONE) {
        arguments.push("Auth".to_owned());
    }
    let root = scaffold_new(here.path(), &arguments.iter().map(String::as_str).collect::<Vec<_>>());
    run(judge(by).arg(&root).args(options))
}

/// A value of one option, and of each option that it needs the usual one.
fn alone<'a>(choice: &'static Choice, value: &'a str) -> Chosen<'a> {
    let needed = choice.needs.iter().filter_map(|need| choices().iter().find(|choice| choice.key == *need));
    let needs = needed.flat_map(|need| alone(need, need.usual()));
    let mut chosen: Chosen = if value == NONE { Vec::new() } else { needs.collect() };
    chosen.push((choice, value));
    chosen
}

/// Everything that there is, with these values where there are several.
fn everything(preferred: &[(&str, &'static str)]) -> Chosen<'static> {
    let value = |choice: &'static Choice| {
        let wish = preferred.iter().find(|(key, _)| *key == choice.key).map(|(_, value)| *value);
        (choice, wish.unwrap_or_else(|| choice.usual()))
    };
    choices().iter().map(value).collect()
}

#[test]
#[ignore = "needs uv"]
fn every_value_is_deployed_as_it_should_be() {
    for choice in choices() {
        for value in choice.words() {
            let mut chosen = alone(choice, value);
            // What needs this option goes with it.
            if value == NONE {
                let needing = choices().iter().filter(|other| other.needs.contains(&choice.key));
                chosen.extend(needing.map(|other| (other, NONE)));
            }
            println!("{}={value}: {}", choice.key, judged("deploy.py", &chosen));
        }
    }
}

#[test]
#[ignore = "needs uv"]
fn nothing_is_left_of_what_a_project_does_without() {
    let nothing: Chosen = choices().iter().filter(|choice| choice.is_feature).map(|choice| (choice, NONE)).collect();
    judged("deploy.py", &nothing);
}

#[test]
#[ignore = "needs uv"]
fn what_is_planted_into_everything_is_found() {
    println!("{}", judged("deploy_test.py", &everything(&[])));
    let other = [("ci", "gitlab"), ("package-manager", "pip"), ("python", "3.12")];
    println!("{}", judged("deploy_test.py", &everything(&other)));
}
