//! What layers add to files that they do not own, as tables.

use serde_json::{Map, Value};

/// Facts of one or several layers, ready to be looped over by a template.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Facts(Map<String, Value>);

impl Facts {
    /// Reads the facts of one layer.
    ///
    /// # Panics
    ///
    /// When the document is not TOML: the binary was built wrong.
    pub fn read(document: &str) -> Self {
        Self(toml::from_str(document).expect("facts are TOML"))
    }

    /// Joins the facts of several layers: lists are joined and sorted, tables are joined by key. A list that several
    /// layers say alike, such as the command of a service that they share, is said once, in its order.
    pub fn join<'a>(layers: impl IntoIterator<Item = &'a Self>) -> Self {
        let mut joined = Map::new();
        for Self(table) in layers {
            merge(&mut joined, table);
        }
        Self(joined)
    }

    /// The facts as one table.
    pub fn table(&self) -> &Map<String, Value> {
        &self.0
    }
}

fn merge(into: &mut Map<String, Value>, from: &Map<String, Value>) {
    for (key, value) in from {
        match (into.get_mut(key), value) {
            (Some(Value::Array(old)), Value::Array(new)) if old == new => {}
            (Some(Value::Array(old)), Value::Array(new)) => {
                old.extend(new.iter().cloned());
                if old.iter().all(Value::is_string) {
                    old.sort_by(|a, b| a.as_str().cmp(&b.as_str()));
                    old.dedup();
                }
            }
            (Some(Value::Object(old)), Value::Object(new)) => merge(old, new),
            (_, value) => {
                into.insert(key.clone(), value.clone());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Facts;

    fn join<const LAYERS: usize>(documents: [&str; LAYERS]) -> Facts {
        Facts::join(&documents.map(Facts::read))
    }

    #[test]
    fn lists_are_joined_and_sorted_and_tables_joined_by_key() {
        let facts = join(["dependencies = ['b', 'a']\n[guard]\nx = 1", "dependencies = ['c', 'aa']\n[guard]\ny = 2"]);
        let table = serde_json::to_string(facts.table()).unwrap();
        assert_eq!(table, r#"{"dependencies":["a","aa","b","c"],"guard":{"x":1,"y":2}}"#);
    }

    #[test]
    fn what_layers_share_keeps_its_order() {
        let redis = "[services.redis]\nhealth = ['redis-cli', 'ping']\nports = [6379]";
        let facts = join([redis, "[services.db]\nports = [5432]", redis, redis]);
        let table = serde_json::to_string(&facts.table()["services"]["redis"]).unwrap();
        assert_eq!(table, r#"{"health":["redis-cli","ping"],"ports":[6379]}"#);
    }
}
