//! Sentences for wrong fields, in the language of the caller.

use std::collections::BTreeMap;

use hilo_rules::vocabulary::Language;

/// code, English, Spanish, Portuguese. `{name}` is replaced by the parameter of that name.
#[rustfmt::skip]
const FIELD: &[(&str, &str, &str, &str)] = &[
    ("required", "This is needed.", "Este dato es necesario.", "Este dado é necessário."),
    ("unknown-field", "There is no field of this name.", "No existe un campo con este nombre.", "Não existe um campo com este nome."),
    ("unknown-parameter", "There is no parameter of this name.", "No existe un parámetro con este nombre.", "Não existe um parâmetro com este nome."),
    ("duplicate-key", "This field appears twice.", "Este campo aparece dos veces.", "Este campo aparece duas vezes."),
    ("type", "This is not the kind of value we expect here.", "No es el tipo de valor que se espera aquí.", "Não é o tipo de valor esperado aqui."),
    ("choice", "Choose one of the values on offer.", "Elija uno de los valores ofrecidos.", "Escolha um dos valores oferecidos."),
    ("length", "Write between {min} and {max} characters.", "Escriba entre {min} y {max} caracteres.", "Escreva entre {min} e {max} caracteres."),
    ("max-length", "Write at most {max} characters.", "Escriba como máximo {max} caracteres.", "Escreva no máximo {max} caracteres."),
    ("range", "Give a number between {min} and {max}.", "Indique un número entre {min} y {max}.", "Informe um número entre {min} e {max}."),
    ("email", "Write an e-mail address such as name@example.org.", "Escriba un correo como nombre@ejemplo.org.", "Escreva um e-mail como nome@exemplo.org."),
    ("date", "Write a date such as 2026-11-21.", "Escriba una fecha como 2026-11-21.", "Escreva uma data como 2026-11-21."),
    ("future", "This day is still to come.", "Este día aún no llega.", "Este dia ainda não chegou."),
    ("control-character", "Remove the invisible control character.", "Quite el carácter de control invisible.", "Remova o caractere de controle invisível."),
    ("unknown", "We do not know this one.", "No lo encontramos.", "Não encontramos."),
    ("not-here", "This body does not attend this kind of case.", "Esta entidad no atiende este tipo de caso.", "Este órgão não atende este tipo de caso."),
    ("itself", "Choose another one than this itself.", "Elija otro, no este mismo.", "Escolha outro, não este mesmo."),
    ("not-older", "A case is joined to an older one of the same person.", "Un caso se acumula a uno más antiguo de la misma persona.", "Um caso é apensado a um mais antigo da mesma pessoa."),
    ("another-person", "This case is of another person.", "Este caso es de otra persona.", "Este caso é de outra pessoa."),
    ("another-kind", "Cases of a group are of one kind.", "Los casos de un grupo son del mismo tipo.", "Os casos de um grupo são do mesmo tipo."),
    ("not-open", "This case is not open any more.", "Este caso ya no está abierto.", "Este caso não está mais aberto."),
    ("in-group", "This case follows another one: name the one that leads the group.", "Este caso sigue a otro: indique el que encabeza el grupo.", "Este caso acompanha outro: indique o que encabeça o grupo."),
    ("anonymous-not-allowed", "This kind of case needs a name.", "Este tipo de caso necesita un nombre.", "Este tipo de caso precisa de um nome."),
    ("needs-email", "To be told by e-mail we need an address.", "Para avisarle por correo necesitamos una dirección.", "Para avisar por e-mail precisamos de um endereço."),
    ("country", "Give the two letters of the country, such as PE.", "Indique las dos letras del país, como PE.", "Informe as duas letras do país, como PE."),
    ("language-tag", "Give the short name of the language, such as qu.", "Indique el nombre corto del idioma, como qu.", "Informe o nome curto do idioma, como qu."),
    ("needs-phone", "To be told by text message we need a telephone number.", "Para avisarle por mensaje de texto necesitamos un teléfono.", "Para avisar por mensagem de texto precisamos de um telefone."),
    ("needs-address", "To bring you the answer we need an address.", "Para llevarle la respuesta necesitamos una dirección.", "Para levar a resposta precisamos de um endereço."),
    ("not-waiting", "No answer waits to be handed over this way.", "Ninguna respuesta espera ser entregada de este modo.", "Nenhuma resposta espera ser entregue deste modo."),
    ("before-answer", "This day is before the answer.", "Este día es anterior a la respuesta.", "Este dia é anterior à resposta."),
    ("anonymous-leaves-no-trace", "Leave this empty to stay anonymous.", "Déjelo vacío para mantener el anonimato.", "Deixe em branco para manter o anonimato."),
    ("not-an-officer", "This person does not work in that unit.", "Esta persona no trabaja en esa unidad.", "Esta pessoa não trabalha nessa unidade."),
    ("outcome-not-allowed", "This kind of case cannot end like this.", "Este tipo de caso no puede terminar así.", "Este tipo de caso não pode terminar assim."),
    ("cursor", "This page marker is not one of ours.", "Este marcador de página no es válido.", "Este marcador de página não é válido."),
    ("number", "This is not a case number. Check the digits.", "No es un número de caso. Revise los dígitos.", "Não é um número de caso. Confira os dígitos."),
    ("too-many", "At most {max}.", "Como máximo {max}.", "No máximo {max}."),
    ("file-kind", "Send a JPEG, PNG or WebP picture, or a PDF.", "Envíe una imagen JPEG, PNG o WebP, o un PDF.", "Envie uma imagem JPEG, PNG ou WebP, ou um PDF."),
    ("file-broken", "This file could not be opened.", "No se pudo abrir este archivo.", "Não foi possível abrir este arquivo."),
    ("answer", "This answer does not fit the question.", "Esta respuesta no corresponde a la pregunta.", "Esta resposta não corresponde à pergunta."),
    ("blank-left", "Fill in what stands in double braces, or take it out.", "Complete lo que está entre llaves dobles, o quítelo.", "Preencha o que está entre chaves duplas, ou retire."),
    ("too-short", "This says too little: write it in full.", "Esto dice muy poco: escríbalo completo.", "Isto diz muito pouco: escreva por completo."),
    ("leave-out", "Leave this empty here.", "Deje esto vacío aquí.", "Deixe isto em branco aqui."),
    ("taken", "Something else has this name already.", "Ya hay otro con este nombre.", "Já existe outro com este nome."),
    ("only-legal", "Only a legal opinion becomes a precedent.", "Solo una opinión legal queda como precedente.", "Só um parecer jurídico vira precedente."),
    ("in-future", "This moment is still to come.", "Este momento aún no llega.", "Este momento ainda não chegou."),
    ("too-early", "This lies before the filing or before the last change of the clock.", "Es anterior a la presentación o al último cambio del plazo.", "É anterior ao envio ou à última mudança do prazo."),
    ("too-long-extension", "The rule allows at most {max} more days.", "La norma permite como máximo {max} días más.", "A norma permite no máximo mais {max} dias."),
    ("unchanged", "This is what the case is already.", "El caso ya es así.", "O caso já é assim."),
    ("another-kind", "This service is for another kind of case.", "Este servicio es para otro tipo de caso.", "Este serviço é para outro tipo de caso."),
    ("no-term", "No term is known for this.", "No se conoce un plazo para esto.", "Não se conhece um prazo para isto."),
    ("not-answered", "That case has no answer yet.", "Ese caso aún no tiene respuesta.", "Esse caso ainda não tem resposta."),
    ("pair", "Latitude and longitude come together.", "Latitud y longitud van juntas.", "Latitude e longitude andam juntas."),
];

/// The sentence for a field error; unknown codes get the plainest sentence, never an empty one.
pub fn field(code: &str, params: &BTreeMap<String, String>, language: Language) -> String {
    let row = FIELD.iter().find(|row| row.0 == code);
    let text = match (row, language) {
        (Some(row), Language::English) => row.1,
        (Some(row), Language::Spanish) => row.2,
        (Some(row), Language::Portuguese) => row.3,
        (None, Language::English) => "This needs another look.",
        (None, Language::Spanish) => "Revise este dato.",
        (None, Language::Portuguese) => "Confira este dado.",
    };
    params.iter().fold(text.to_owned(), |text, (name, value)| {
        text.replace(&format!("{{{name}}}"), value)
    })
}

/// The first language of an `Accept-Language` header that we speak; Spanish otherwise.
pub fn preferred(header: Option<&str>) -> Language {
    let mut wishes: Vec<(f32, Language)> = header
        .unwrap_or_default()
        .split(',')
        .filter_map(|wish| {
            let (tag, quality) = wish.split_once(";q=").unwrap_or((wish, "1"));
            let language = match tag.trim().to_ascii_lowercase().split('-').next()? {
                "es" => Language::Spanish,
                "pt" => Language::Portuguese,
                "en" => Language::English,
                _ => return None,
            };
            Some((quality.trim().parse().ok()?, language))
        })
        .filter(|(quality, _)| *quality > 0.0)
        .collect();
    wishes.sort_by(|a, b| b.0.total_cmp(&a.0));
    wishes
        .first()
        .map_or(Language::Spanish, |(_, language)| *language)
}

/// A date as people of the language write it.
pub fn spoken_date(date: chrono::NaiveDate, language: Language) -> String {
    match language {
        Language::Spanish | Language::Portuguese => date.format("%d/%m/%Y").to_string(),
        Language::English => date.format("%Y-%m-%d").to_string(),
    }
}

/// Text folded for search: lower case, no accents, no marks; letters and digits and single spaces.
pub fn folded(text: &str) -> String {
    use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};
    let mut out = String::with_capacity(text.len());
    for letter in text
        .nfd()
        .filter(|letter| !is_combining_mark(*letter))
        .flat_map(char::to_lowercase)
    {
        if letter.is_alphanumeric() {
            out.push(letter);
        } else if !out.ends_with(' ') {
            out.push(' ');
        }
    }
    out.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_callers_first_language_wins_and_spanish_is_the_fallback() {
        assert_eq!(
            preferred(Some("pt-BR,pt;q=0.9,en;q=0.8")),
            Language::Portuguese
        );
        assert_eq!(preferred(Some("qu, en;q=0.5")), Language::English);
        assert_eq!(preferred(Some("en;q=0.2, es-PE;q=0.7")), Language::Spanish);
        assert_eq!(preferred(None), Language::Spanish);
    }

    #[test]
    fn folding_takes_accents_and_case_away() {
        assert_eq!(
            folded("  Iluminação — AV. Ñuñoa, nº 3"),
            "iluminacao av nunoa nº 3"
        );
    }
}
