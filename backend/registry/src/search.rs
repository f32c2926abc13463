//! Words of people turned into what PostgreSQL searches for.
//!
//! Search vectors hold whole words, folded, without a language. A word of a question is shortened to its stem and matched
//! as a prefix, so that "baches" finds "bache" and "iluminações" finds "iluminação".

use hilo_platform::words::folded;

/// Words of a question that are looked at; a story has its matter in its first sentences.
const MOST_WORDS: usize = 32;
/// A stem is not cut shorter than this.
const SHORTEST_STEM: usize = 4;

/// Words that say nothing about the matter, folded, in the three languages.
#[rustfmt::skip]
const EMPTY: &[&str] = &[
    // es
    "los", "las", "del", "que", "con", "por", "para", "una", "uno", "unos", "unas", "este", "esta", "estos", "estas",
    "ese", "esa", "eso", "esto", "sus", "mis", "muy", "mas", "pero", "como", "cuando", "donde", "desde", "hasta", "hace",
    "hay", "han", "fue", "ser", "son", "estan", "tiene", "tienen", "tengo", "porque", "sin", "sobre", "entre", "todo",
    "toda", "todos", "todas", "quiero", "quisiera", "necesito", "solicito", "favor", "buenos", "buenas", "dias", "tardes",
    "hola", "gracias", "usted", "ustedes", "nos", "les", "mi", "me", "se", "no", "ya",
    // pt
    "dos", "das", "nos", "nas", "com", "uma", "uns", "umas", "esse", "essa", "isso", "isto", "seu", "sua", "seus",
    "suas", "meu", "minha", "muito", "mas", "mais", "quando", "onde", "ate", "faz", "foi", "sao", "estao", "esta", "tem",
    "tenho", "sem", "sobre", "tudo", "todos", "todas", "quero", "gostaria", "preciso", "solicito", "favor", "bom", "dia",
    "boa", "tarde", "ola", "obrigado", "obrigada", "voce", "voces", "nao", "pelo", "pela", "aos",
    // en
    "the", "and", "for", "with", "that", "this", "these", "those", "from", "have", "has", "had", "are", "was", "were",
    "been", "not", "but", "they", "them", "there", "here", "you", "your", "our", "his", "her", "its", "want", "would",
    "like", "need", "please", "hello", "thank", "thanks", "about", "into", "very", "when", "where", "since", "all",
];

/// A word of a question and the stem it is found by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// As the person wrote it, folded.
    pub text: String,
    pub stem: String,
}

/// The telling words of a question, each stem once, in their order.
pub fn words_of(text: &str) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    for text in folded(text)
        .split(' ')
        .filter(|word| word.chars().count() > 2 && !EMPTY.contains(word))
    {
        let stem = stem(text);
        if !words.iter().any(|word| is_same(&word.stem, &stem)) {
            words.push(Word {
                text: text.to_owned(),
                stem,
            });
        }
        if words.len() == MOST_WORDS {
            break;
        }
    }
    words
}

/// Forms of one word: the stem of one begins the other.
fn is_same(one: &str, other: &str) -> bool {
    one.starts_with(other) || other.starts_with(one)
}

/// A query that any of the words answers; `None` without words.
pub fn any_of(words: &[Word]) -> Option<String> {
    joined(words.iter().map(|word| word.stem.as_str()), " | ")
}

/// A query that every word of a filter must answer, short and empty words too; `None` without words.
pub fn all_of(text: &str) -> Option<String> {
    let folded = folded(text);
    let stems: Vec<String> = folded
        .split(' ')
        .filter(|word| !word.is_empty())
        .take(MOST_WORDS)
        .map(stem)
        .collect();
    joined(stems.iter().map(String::as_str), " & ")
}

/// Stems hold letters and digits only, so nothing in them is an operator of the query.
fn joined<'a>(stems: impl Iterator<Item = &'a str>, operator: &str) -> Option<String> {
    let parts: Vec<String> = stems.map(|stem| format!("{stem}:*")).collect();
    (!parts.is_empty()).then(|| parts.join(operator))
}

/// The part of a folded word that singular and plural, and masculine and feminine, have in common.
pub fn stem(word: &str) -> String {
    let cut = |word: &str, ends: &[&str], shortest: usize| {
        let stems = ends.iter().filter_map(|end| word.strip_suffix(end));
        let mut long_enough = stems.filter(|stem| stem.chars().count() >= shortest);
        long_enough.next().map(str::to_owned)
    };
    // Spanish -es, Portuguese -oes and -aes; then the plural s; then the last vowel, where enough is left to tell
    // "santa" from "santiago".
    let singular = cut(word, &["oes", "aes", "ao", "es", "s"], SHORTEST_STEM);
    let singular = singular.unwrap_or_else(|| word.to_owned());
    cut(&singular, &["a", "e", "i", "o", "u"], SHORTEST_STEM + 1).unwrap_or(singular)
}

/// Which of the words a text answers, as the person wrote them.
pub fn matched(words: &[Word], text: &str) -> Vec<String> {
    let text = folded(text);
    let answers = |word: &&Word| text.split(' ').any(|own| own.starts_with(&word.stem));
    words
        .iter()
        .filter(answers)
        .map(|word| word.text.clone())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_a_word_share_their_stem() {
        for (one, other) in [
            ("bache", "baches"),
            ("arbol", "arboles"),
            ("iluminacao", "iluminacoes"),
            ("caminhao", "caminhoes"),
            ("buraco", "buracos"),
            ("luminaria", "luminarias"),
            ("tree", "trees"),
        ] {
            assert!(
                one.starts_with(&stem(other)),
                "{one} {} {other} {}",
                stem(one),
                stem(other)
            );
            assert!(other.starts_with(&stem(one)), "{other} {}", stem(one));
        }
    }

    #[test]
    fn short_words_keep_their_vowel() {
        assert_eq!(stem("santa"), "santa");
        assert_eq!(stem("bus"), "bus");
    }

    #[test]
    fn a_question_keeps_its_telling_words() {
        let words = words_of("Buenos días, hay un BACHE muy grande en la calle; los baches…");
        let texts: Vec<&str> = words.iter().map(|word| word.text.as_str()).collect();
        assert_eq!(texts, ["bache", "grande", "calle"]);
    }

    #[test]
    fn what_people_type_cannot_steer_the_query() {
        assert_eq!(
            any_of(&words_of("agua' | !(luz) & <-> :*")).as_deref(),
            Some("agua:* | luz:*")
        );
        assert_eq!(all_of("  --;  "), None);
        assert_eq!(all_of("San Juan").as_deref(), Some("san:* & juan:*"));
    }

    #[test]
    fn a_hit_says_which_words_it_answers() {
        let words = words_of("poste sin luz en mi calle");
        assert_eq!(
            matched(&words, "Luz y postes: alumbrado público"),
            ["poste", "luz"]
        );
    }
}
