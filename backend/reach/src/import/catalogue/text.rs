//! Texts of other systems made readable: glued links, torn beginnings, and names that differ only in dress.

/// Sets links apart from the word they are glued to; says whether there were any.
pub fn unglued(text: &str) -> (String, bool) {
    let mut out = String::with_capacity(text.len() + 16);
    let mut was_glued = false;
    let mut rest = text;
    while let Some(at) = ["http://", "https://"]
        .iter()
        .filter_map(|start| rest.find(start))
        .min()
    {
        let (before, link) = rest.split_at_checked(at).unwrap_or((rest, ""));
        out.push_str(before);
        let is_apart = out.is_empty()
            || out.ends_with(|sign: char| sign.is_whitespace() || "(<\"".contains(sign));
        if !is_apart {
            out.push(' ');
            was_glued = true;
        }
        let end = link.find(char::is_whitespace).unwrap_or(link.len());
        let (link, behind) = link.split_at_checked(end).unwrap_or((link, ""));
        let (link, is_double) = parted(link);
        out.push_str(&link);
        was_glued |= is_double;
        rest = behind;
    }
    out.push_str(rest);
    (out, was_glued)
}

/// Two links glued to each other.
fn parted(link: &str) -> (String, bool) {
    let parted = link
        .replacen("http", "\u{1}", 1)
        .replace("http", " http")
        .replace('\u{1}', "http");
    let is_double = parted.len() != link.len();
    (parted, is_double)
}

/// Marks a text that begins in the middle of a sentence; says whether it does.
pub fn whole(text: &str) -> (String, bool) {
    let text = text.trim();
    if text.starts_with(char::is_lowercase) {
        (format!("… {text}"), true)
    } else {
        (text.to_owned(), false)
    }
}

/// The first body of a list such as `- A (X);  - B.  OTHER MATTERS …`.
pub fn first_body(text: &str) -> String {
    let first = text.trim().trim_start_matches(['-', ' ']);
    let ends = [";", "  ", "\n"];
    let end = ends
        .iter()
        .filter_map(|end| first.find(end))
        .min()
        .unwrap_or(first.len());
    let (first, _) = first.split_at_checked(end).unwrap_or((first, ""));
    first.trim_end_matches(['.', ' ']).trim().to_owned()
}

/// The first sentence of a text, at most 120 signs, for services that have a description but no name.
pub fn first_sentence(text: &str) -> String {
    let text = text.trim();
    let end = [". ", ": ", "\n"]
        .iter()
        .filter_map(|end| text.find(end))
        .min()
        .unwrap_or(text.len());
    let (first, _) = text.split_at_checked(end).unwrap_or((text, ""));
    let first = first.trim_end_matches(['.', ':', ' ']).trim();
    if first.chars().count() <= 120 {
        return first.to_owned();
    }
    let mut out = String::new();
    for word in first.split_whitespace() {
        if out.chars().count() + word.chars().count() > 118 {
            break;
        }
        out.push_str(word);
        out.push(' ');
    }
    format!("{}…", out.trim_end_matches([' ', ',', '.', '(']))
}

/// Parts with their headings, one under the other; empty parts are left out.
pub fn parts(parts: &[(&str, &str)]) -> Option<String> {
    let filled = parts.iter().filter(|(_, text)| !text.trim().is_empty());
    let written: Vec<String> = filled
        .map(|(heading, text)| match heading.is_empty() {
            true => text.trim().to_owned(),
            false => format!("{heading}: {}", text.trim()),
        })
        .collect();
    (!written.is_empty()).then(|| written.join("\n\n"))
}

/// At most so many signs, for columns with a limit.
pub fn cut(text: &str, most: usize) -> String {
    text.chars().take(most).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_are_set_apart_from_words_and_from_each_other() {
        let (text, was_glued) =
            unglued("Veja o portalhttps://a.example/x e maishttp://b.example/yhttps://c.example");
        assert_eq!(
            text,
            "Veja o portal https://a.example/x e mais http://b.example/y https://c.example"
        );
        assert!(was_glued);
        assert_eq!(
            unglued("Em (https://a.example)."),
            ("Em (https://a.example).".to_owned(), false)
        );
    }

    #[test]
    fn a_torn_beginning_is_marked() {
        assert_eq!(
            whole("procedimiento que"),
            ("… procedimiento que".to_owned(), true)
        );
        assert!(!whole("Permite").1);
    }

    #[test]
    fn the_first_body_of_a_list_answers() {
        assert_eq!(
            first_body("- Obras (OB);  - Parques.  OUTROS"),
            "Obras (OB)"
        );
        assert_eq!(first_body("Obras - OB."), "Obras - OB");
    }

    #[test]
    fn a_name_is_the_first_sentence() {
        assert_eq!(
            first_sentence("Poda de árboles. Dirigido a todos."),
            "Poda de árboles"
        );
        let long = first_sentence(&"palabra ".repeat(40));
        assert!(long.ends_with('…') && long.chars().count() <= 120, "{long}");
    }
}
