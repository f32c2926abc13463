//! The words of mails. They say that something happened and where to look, never what was written (promise N10).

use hilo_rules::vocabulary::Language;

/// What a mail is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Topic {
    Receipt,
    Assigned,
    Answered,
    Invitation,
    Disputed,
}

/// The blanks of a text.
#[derive(Debug, Clone)]
pub struct Blanks<'a> {
    pub number: &'a str,
    pub entity: &'a str,
    /// Last day for the answer; empty without a term.
    pub due_on: Option<String>,
    pub link: &'a str,
}

impl Topic {
    /// The topic that an event is told under, to the person.
    pub fn for_filer(event: &str) -> Option<Self> {
        match event {
            "case.registered" => Some(Self::Receipt),
            "case.responded" => Some(Self::Answered),
            "case.closed" => Some(Self::Invitation),
            "case.disputed" => Some(Self::Disputed),
            _ => None,
        }
    }

    /// The topic that an event is told under, to the assignee.
    pub fn for_staff(event: &str) -> Option<Self> {
        (event == "case.assigned").then_some(Self::Assigned)
    }
}

/// Subject and body in a language.
pub fn letter_words(topic: Topic, language: Language, blanks: &Blanks<'_>) -> (String, String) {
    let (subject, body) = texts(topic, language);
    let due = blanks.due_on.as_ref().map_or(String::new(), |on| {
        due_line(language).replace("{due_on}", on)
    });
    let fill = |text: &str| {
        text.replace("{number}", blanks.number)
            .replace("{entity}", blanks.entity)
            .replace("{due}", &due)
            .replace("{link}", blanks.link)
    };
    (
        fill(subject),
        format!("{}\n\n--\n{}\n", fill(body), footer(language)),
    )
}

/// One text message in a language: the subject of the mail, from whom, and where to look. One for each event.
pub fn text_words(topic: Topic, language: Language, blanks: &Blanks<'_>) -> String {
    let (subject, _) = texts(topic, language);
    let subject = subject.replace("{number}", blanks.number);
    format!("{}: {subject} {}", blanks.entity, blanks.link)
}

const fn due_line(language: Language) -> &'static str {
    match language {
        Language::Spanish => "\nLa respuesta debe llegar a más tardar el {due_on}.",
        Language::Portuguese => "\nA resposta deve chegar até {due_on}.",
        Language::English => "\nThe answer is due by {due_on}.",
    }
}

const fn footer(language: Language) -> &'static str {
    match language {
        Language::Spanish => {
            "Mensaje automático. Para ver el caso necesita la clave que recibió al presentarlo."
        }
        Language::Portuguese => {
            "Mensagem automática. Para ver o caso você precisa da chave que recebeu ao enviá-lo."
        }
        Language::English => {
            "Automatic message. To see the case you need the key you received when you filed it."
        }
    }
}

#[rustfmt::skip]
const fn texts(topic: Topic, language: Language) -> (&'static str, &'static str) {
    match (topic, language) {
        (Topic::Receipt, Language::Spanish) => (
            "Recibimos su caso {number}",
            "{entity} recibió su caso {number}.{due}\n\nPuede seguirlo aquí:\n{link}",
        ),
        (Topic::Receipt, Language::Portuguese) => (
            "Recebemos o seu caso {number}",
            "{entity} recebeu o seu caso {number}.{due}\n\nAcompanhe aqui:\n{link}",
        ),
        (Topic::Receipt, Language::English) => (
            "We received your case {number}",
            "{entity} received your case {number}.{due}\n\nFollow it here:\n{link}",
        ),
        (Topic::Assigned, Language::Spanish) => (
            "Caso {number} asignado a usted",
            "Tiene un caso nuevo en {entity}: {number}.{due}\n\n{link}",
        ),
        (Topic::Assigned, Language::Portuguese) => (
            "Caso {number} atribuído a você",
            "Você tem um novo caso em {entity}: {number}.{due}\n\n{link}",
        ),
        (Topic::Assigned, Language::English) => (
            "Case {number} is assigned to you",
            "You have a new case at {entity}: {number}.{due}\n\n{link}",
        ),
        (Topic::Answered, Language::Spanish) => (
            "Hay una respuesta a su caso {number}",
            "{entity} respondió su caso {number}.\n\nLea la respuesta y díganos si quedó resuelto:\n{link}\n\nSi no está conforme, puede decirlo en la misma página.",
        ),
        (Topic::Answered, Language::Portuguese) => (
            "Há uma resposta ao seu caso {number}",
            "{entity} respondeu ao seu caso {number}.\n\nLeia a resposta e diga se foi resolvido:\n{link}\n\nSe não concordar, você pode dizer isso na mesma página.",
        ),
        (Topic::Answered, Language::English) => (
            "There is an answer to your case {number}",
            "{entity} answered your case {number}.\n\nRead the answer and tell us whether it is solved:\n{link}\n\nIf you do not agree, you can say so on the same page.",
        ),
        (Topic::Invitation, Language::Spanish) => (
            "¿Cómo le fue con su caso {number}?",
            "Su caso {number} en {entity} está cerrado. Su opinión ayuda a mejorar: toma un minuto.\n\n{link}",
        ),
        (Topic::Invitation, Language::Portuguese) => (
            "Como foi o seu caso {number}?",
            "O seu caso {number} em {entity} está encerrado. A sua opinião ajuda a melhorar: leva um minuto.\n\n{link}",
        ),
        (Topic::Invitation, Language::English) => (
            "How did your case {number} go?",
            "Your case {number} at {entity} is closed. Your opinion helps to improve: it takes a minute.\n\n{link}",
        ),
        (Topic::Disputed, Language::Spanish) => (
            "Abrimos de nuevo su caso {number}",
            "Recibimos su objeción. {entity} abrió de nuevo el caso {number} y lo revisará otra persona.{due}\n\n{link}",
        ),
        (Topic::Disputed, Language::Portuguese) => (
            "Reabrimos o seu caso {number}",
            "Recebemos a sua contestação. {entity} reabriu o caso {number} e outra pessoa vai revisá-lo.{due}\n\n{link}",
        ),
        (Topic::Disputed, Language::English) => (
            "We opened your case {number} again",
            "We received your objection. {entity} opened case {number} again and somebody else will look at it.{due}\n\n{link}",
        ),
    }
}
