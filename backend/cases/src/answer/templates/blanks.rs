//! The blanks of a template: `{{name}}`. One that nothing fills stays, and the gate lets no answer out with it.

/// The text with its blanks filled, and the names of those that were left, each once.
pub fn filled(body: &str, value: impl Fn(&str) -> Option<String>) -> (String, Vec<String>) {
    let mut text = String::with_capacity(body.len());
    let mut left: Vec<String> = Vec::new();
    let mut rest = body;
    while let Some((before, after)) = rest.split_once("{{") {
        text.push_str(before);
        let Some((name, behind)) = after.split_once("}}") else {
            text.push_str("{{");
            rest = after;
            continue;
        };
        let known = name.trim();
        match value(known) {
            Some(value) => text.push_str(&value),
            None => {
                text.push_str(&format!("{{{{{name}}}}}"));
                if !left.iter().any(|other| other == known) {
                    left.push(known.to_owned());
                }
            }
        }
        rest = behind;
    }
    text.push_str(rest);
    (text, left)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_known_is_filled_and_the_rest_stays_and_is_named() {
        let value = |name: &str| (name == "number").then(|| "0001-26000-00010".to_owned());
        let body = "Case {{number}} of {{ name }}: {{day}}, {{name}} {{ number }} {x} {{";
        let (text, left) = filled(body, value);
        assert_eq!(
            text,
            "Case 0001-26000-00010 of {{ name }}: {{day}}, {{name}} 0001-26000-00010 {x} {{"
        );
        assert_eq!(left, ["name", "day"]);
    }

    #[test]
    fn a_value_with_braces_fills_nothing_else() {
        let (text, left) = filled("{{name}}", |_| Some("{{number}}".to_owned()));
        assert_eq!((text.as_str(), left.len()), ("{{number}}", 0));
    }
}
