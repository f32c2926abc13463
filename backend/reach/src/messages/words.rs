//! The words of mails. They say that something happened and where to look, never what was written (promise N10).

use hilo_rules::vocabulary::Language;

/// What a mail is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Topic {
    Receipt,
    Assigned,
    /// Somebody outside is asked about a case.
    Question,
    /// The body said something before its answer.
    Interim,
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
            "case.interim-reply" => Some(Self::Interim),
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
        format!("{}\n\n--\n{}\n", fill(body), footer(topic, language)),
    )
}

const fn due_line(language: Language) -> &'static str {
    match language {
        Language::Spanish => "\nLa respuesta debe llegar a más tardar el {due_on}.",
        Language::Portuguese => "\nA resposta deve chegar até {due_on}.",
        Language::English => "\nThe answer is due by {due_on}.",
    }
}

#[rustfmt::skip]
const fn footer(topic: Topic, language: Language) -> &'static str {
    match (topic, language) {
        (Topic::Question, Language::Spanish) => "Mensaje automático. El enlace es solo para usted y sirve para una respuesta.",
        (Topic::Question, Language::Portuguese) => "Mensagem automática. O link é só para você e vale para uma resposta.",
        (Topic::Question, Language::English) => "Automatic message. The link is for you alone and good for one answer.",
        (_, Language::Spanish) => "Mensaje automático. Para ver el caso necesita la clave que recibió al presentarlo.",
        (_, Language::Portuguese) => "Mensagem automática. Para ver o caso você precisa da chave que recebeu ao enviá-lo.",
        (_, Language::English) => "Automatic message. To see the case you need the key you received when you filed it.",
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
        (Topic::Question, Language::Spanish) => (
            "{entity} le hace una consulta",
            "{entity} le pide su opinión para atender el caso {number}.{due}\n\nLea la pregunta y responda aquí, sin crear una cuenta:\n{link}",
        ),
        (Topic::Question, Language::Portuguese) => (
            "{entity} faz uma consulta a você",
            "{entity} pede a sua opinião para atender o caso {number}.{due}\n\nLeia a pergunta e responda aqui, sem criar conta:\n{link}",
        ),
        (Topic::Question, Language::English) => (
            "{entity} asks you a question",
            "{entity} asks for your opinion on case {number}.{due}\n\nRead the question and answer here, without an account:\n{link}",
        ),
        (Topic::Interim, Language::Spanish) => (
            "Novedades de su caso {number}",
            "{entity} le escribió sobre su caso {number}. Todavía no es la respuesta.{due}\n\nLea el mensaje aquí:\n{link}",
        ),
        (Topic::Interim, Language::Portuguese) => (
            "Novidades do seu caso {number}",
            "{entity} escreveu sobre o seu caso {number}. Ainda não é a resposta.{due}\n\nLeia a mensagem aqui:\n{link}",
        ),
        (Topic::Interim, Language::English) => (
            "News of your case {number}",
            "{entity} wrote to you about case {number}. It is not the answer yet.{due}\n\nRead the message here:\n{link}",
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
