//! Words by which people say what kind of case they have, folded and cut to their stem.

use hilo_rules::vocabulary::Kind;

use crate::search::Word;

/// Kind and the beginnings of its words in Spanish, Portuguese and English.
#[rustfmt::skip]
const WORDS: &[(Kind, &[&str])] = &[
    (Kind::Complaint, &["reclam", "queja", "quejo", "queix", "complain", "maltrat", "pesim", "pessim", "descortes"]),
    (Kind::ServiceRequest, &["solicit", "pedido", "arregl", "repar", "consert", "request", "repair", "report"]),
    (Kind::Query, &["consulta", "pregunt", "duda", "duvid", "pergunt", "orienta", "question", "query", "horario"]),
    (Kind::Suggestion, &["sugeren", "sugier", "sugir", "suger", "sugest", "propon", "propuest", "propost", "suggest", "propos"]),
    (Kind::Praise, &["felicit", "elogi", "agradec", "praise", "thank", "excelent"]),
    (Kind::Denunciation, &["denunc", "corrup", "soborn", "coim", "suborn", "propin", "fraud", "bribe", "acoso", "assedio", "irregular"]),
    (Kind::InformationRequest, &["transparen", "informacion", "informacao", "expediente", "freedom", "lai", "documento"]),
    (Kind::Simplification, &["simplif", "burocra", "bureaucra", "tramite", "desburocra"]),
];

/// Most kinds that are suggested.
const MOST: usize = 2;

/// The kinds that the words speak of, most words first, each with those words.
pub fn kinds_of(words: &[Word]) -> Vec<(Kind, Vec<String>)> {
    let speaks_of = |word: &&Word, beginnings: &[&str]| {
        beginnings
            .iter()
            .any(|beginning| word.text.starts_with(beginning))
    };
    let mut found: Vec<(Kind, Vec<String>)> = WORDS
        .iter()
        .map(|(kind, beginnings)| {
            let matched = words.iter().filter(|word| speaks_of(word, beginnings));
            (*kind, matched.map(|word| word.text.clone()).collect())
        })
        .filter(|(_, matched): &(Kind, Vec<String>)| !matched.is_empty())
        .collect();
    found.sort_by_key(|(_, matched)| std::cmp::Reverse(matched.len()));
    found.truncate(MOST);
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::search::words_of;

    #[test]
    fn people_name_the_kind_in_their_own_language() {
        for (text, kind) in [
            (
                "Quiero hacer una denuncia contra un funcionario",
                Kind::Denunciation,
            ),
            ("tengo una sugerencia para el parque", Kind::Suggestion),
            (
                "Quero registrar uma reclamação sobre o posto",
                Kind::Complaint,
            ),
            ("Elogio ao atendimento da enfermeira", Kind::Praise),
            ("felicitaciones al personal", Kind::Praise),
            ("I have a question about opening hours", Kind::Query),
            ("tenho uma dúvida", Kind::Query),
            (
                "acesso à informação, transparência",
                Kind::InformationRequest,
            ),
        ] {
            let found = kinds_of(&words_of(text));
            assert_eq!(
                found.first().map(|(kind, _)| *kind),
                Some(kind),
                "{text}: {found:?}"
            );
        }
    }

    #[test]
    fn every_kind_has_words_and_a_plain_story_has_no_kind() {
        assert_eq!(WORDS.len(), Kind::ALL.len());
        assert!(kinds_of(&words_of("un poste sin luz en mi calle")).is_empty());
    }
}
