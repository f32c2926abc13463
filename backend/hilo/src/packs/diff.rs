//! What a version of a pack changes, place by place.

use std::collections::BTreeMap;

use hilo_rules::packs::Pack;
use serde_json::Value;

/// One line for each place where two versions differ: `kinds.complaint.clock.length: 30 → 20`.
///
/// # Errors
/// Never for packs that could be read.
pub fn differences(old: &Pack, new: &Pack) -> Result<Vec<String>, String> {
    let (old, new) = (places(old)?, places(new)?);
    let mut lines = Vec::new();
    for (place, before) in &old {
        match new.get(place) {
            None => lines.push(format!("{place}: {before} → (gone)")),
            Some(after) if after != before => lines.push(format!("{place}: {before} → {after}")),
            Some(_) => {}
        }
    }
    for (place, after) in new.iter().filter(|(place, _)| !old.contains_key(*place)) {
        lines.push(format!("{place}: (new) → {after}"));
    }
    Ok(lines)
}

fn places(pack: &Pack) -> Result<BTreeMap<String, String>, String> {
    let value = serde_json::to_value(pack).map_err(|error| error.to_string())?;
    let mut found = BTreeMap::new();
    walk("", &value, &mut found);
    Ok(found)
}

fn walk(at: &str, value: &Value, found: &mut BTreeMap<String, String>) {
    let below = |name: &str| {
        if at.is_empty() {
            name.to_owned()
        } else {
            format!("{at}.{name}")
        }
    };
    match value {
        Value::Object(members) => {
            for (name, member) in members {
                walk(&below(name), member, found);
            }
        }
        Value::Array(items) if items.iter().any(Value::is_object) => {
            for (n, item) in items.iter().enumerate() {
                let name = ["name", "code"]
                    .iter()
                    .find_map(|key| item.get(key)?.as_str().map(str::to_owned));
                walk(&below(&name.unwrap_or_else(|| n.to_string())), item, found);
            }
        }
        other => {
            found.insert(at.to_owned(), other.to_string());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use hilo_rules::packs::shipped;

    #[test]
    fn a_changed_term_is_one_line_and_nothing_else() {
        let old = shipped().unwrap().remove(0);
        let mut new = old.clone();
        let kind = *new.kinds.keys().next().unwrap();
        new.kinds
            .get_mut(&kind)
            .unwrap()
            .clock
            .as_mut()
            .unwrap()
            .length += 1;
        let lines = differences(&old, &new).unwrap();
        assert_eq!(lines.len(), 1, "{lines:?}");
        assert!(
            lines[0].starts_with(&format!("kinds.{kind}.clock.length:")),
            "{lines:?}"
        );
        assert_eq!(differences(&old, &old).unwrap(), [""; 0]);
    }
}
