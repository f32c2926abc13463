//! The words of mails. They say that something happened and where to look, never what was written (promise N10).

use hilo_rules::vocabulary::Language;

/// What a mail is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Topic {
    Receipt,
    Assigned,
    /// A unit is asked about a case of another.
    Consulted,
    /// Somebody who was asked has answered.
    Opinion,
    /// Somebody outside is asked about a case.
    Question,
    /// The body said something before its answer.
    Interim,
    Answered,
    Invitation,
    Disputed,
    /// Another body has taken the case over.
    Moved,
    /// The case was joined to an older one.
    Joined,
    /// To staff: the other body has taken over what was offered.
    TakenOver,
    /// To staff: the other body did not take what was offered.
    NotTaken,
    /// To staff: a case of another body is ours now, because nobody answered its offer.
    Arrived,
    /// Something is missing; the person has some days to complete it.
    Correction,
    /// Nobody completed it, or it was archived on a ground of the law.
    Archived,
    /// The term moved: extended, suspended, resumed, or counted by another rule.
    TermMoved,
    /// It is before the next instance.
    Appealed,
    /// Nobody could be met at home; the answer waits at the desk.
    AtDesk,
    /// A share of the term is over.
    Escalated,
    /// The person denounced that no answer came.
    Silence,
}

/// The blanks of a text.
#[derive(Debug, Clone)]
pub struct Blanks<'a> {
    pub number: &'a str,
    pub entity: &'a str,
    /// Last day for the answer; empty without a term.
    pub due_on: Option<String>,
    pub link: &'a str,
    /// Another body, another case, or both; empty where the text names none.
    pub other: &'a str,
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
            "case.transferred" => Some(Self::Moved),
            "case.merged" => Some(Self::Joined),
            "case.correction-requested" => Some(Self::Correction),
            "case.lapsed" | "case.archived" => Some(Self::Archived),
            "case.extended" | "case.suspended" | "case.resumed" | "case.reclassified" => {
                Some(Self::TermMoved)
            }
            "case.appealed" => Some(Self::Appealed),
            "case.notice-failed" => Some(Self::AtDesk),
            _ => None,
        }
    }

    /// The topic that an event is told under, to staff: the assignee, the leads, or who was asked.
    pub fn for_staff(event: &str) -> Option<Self> {
        match event {
            "case.consulted" => Some(Self::Consulted),
            "case.consultation-answered" => Some(Self::Opinion),
            "case.assigned" => Some(Self::Assigned),
            "case.registered" => Some(Self::Arrived),
            "case.transferred" => Some(Self::TakenOver),
            "case.transfer-refused" => Some(Self::NotTaken),
            "case.escalated" => Some(Self::Escalated),
            "case.silence-denounced" => Some(Self::Silence),
            _ => None,
        }
    }

    /// Does the text name another case or another body?
    pub fn names_another(event: &str) -> bool {
        matches!(
            event,
            "case.transferred" | "case.transfer-refused" | "case.merged"
        )
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
            .replace("{other}", blanks.other)
    };
    (
        fill(subject),
        format!("{}\n\n--\n{}\n", fill(body), footer(topic, language)),
    )
}

/// One text message in a language: the subject of the mail, from whom, and where to look. One for each event.
pub fn text_words(topic: Topic, language: Language, blanks: &Blanks<'_>) -> String {
    let (subject, _) = texts(topic, language);
    let subject = subject
        .replace("{number}", blanks.number)
        .replace("{entity}", blanks.entity);
    format!("{}: {subject} {}", blanks.entity, blanks.link)
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
        (Topic::Consulted, Language::Spanish) => (
            "Consulta sobre el caso {number}",
            "Otra unidad de {entity} consulta a la suya sobre el caso {number}.\n\nLea la pregunta y responda aquí:\n{link}",
        ),
        (Topic::Consulted, Language::Portuguese) => (
            "Consulta sobre o caso {number}",
            "Outra unidade de {entity} consulta a sua sobre o caso {number}.\n\nLeia a pergunta e responda aqui:\n{link}",
        ),
        (Topic::Consulted, Language::English) => (
            "A question about case {number}",
            "Another unit of {entity} asks yours about case {number}.\n\nRead the question and answer here:\n{link}",
        ),
        (Topic::Opinion, Language::Spanish) => (
            "Respondieron su consulta sobre el caso {number}",
            "Hay una respuesta a una consulta sobre el caso {number} de {entity}.{due}\n\n{link}",
        ),
        (Topic::Opinion, Language::Portuguese) => (
            "Responderam a sua consulta sobre o caso {number}",
            "Há uma resposta a uma consulta sobre o caso {number} de {entity}.{due}\n\n{link}",
        ),
        (Topic::Opinion, Language::English) => (
            "Your question about case {number} was answered",
            "There is an answer to a question about case {number} of {entity}.{due}\n\n{link}",
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
        (Topic::AtDesk, Language::Spanish) => (
            "La respuesta a su caso {number} lo espera en la oficina",
            "Fuimos a entregarle la respuesta de {entity} a su caso {number} y no pudimos. No habrá otra visita: puede recogerla en la oficina. Vea dónde y hasta cuándo:\n{link}",
        ),
        (Topic::AtDesk, Language::Portuguese) => (
            "A resposta ao seu caso {number} espera por você no atendimento",
            "Fomos entregar a resposta de {entity} ao seu caso {number} e não conseguimos. Não haverá outra visita: você pode retirá-la no atendimento. Veja onde e até quando:\n{link}",
        ),
        (Topic::AtDesk, Language::English) => (
            "The answer to your case {number} waits for you at the office",
            "We came to bring you the answer of {entity} to your case {number} and could not. There is no second visit: you can pick it up at the office. See where and until when:\n{link}",
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
        (Topic::Moved, Language::Spanish) => (
            "Su caso {number} pasó a otra entidad",
            "{entity} trasladó su caso {number} a la entidad que debe responder:\n{other}\n\nSu clave abre también el número nuevo. Los dos casos quedan enlazados:\n{link}",
        ),
        (Topic::Moved, Language::Portuguese) => (
            "O seu caso {number} passou a outro órgão",
            "{entity} encaminhou o seu caso {number} ao órgão que deve responder:\n{other}\n\nA sua chave também abre o número novo. Os dois casos ficam ligados:\n{link}",
        ),
        (Topic::Moved, Language::English) => (
            "Your case {number} has gone to another body",
            "{entity} transferred your case {number} to the body that has to answer:\n{other}\n\nYour key opens the new number too. Both cases stay linked:\n{link}",
        ),
        (Topic::Joined, Language::Spanish) => (
            "Su caso {number} se acumuló a otro suyo",
            "{entity} acumuló su caso {number} al que presentó antes: {other}. Recibirá una sola respuesta, y la verá también aquí:\n{link}",
        ),
        (Topic::Joined, Language::Portuguese) => (
            "O seu caso {number} foi apensado a outro seu",
            "{entity} apensou o seu caso {number} ao que você enviou antes: {other}. Você receberá uma só resposta, e a verá também aqui:\n{link}",
        ),
        (Topic::Joined, Language::English) => (
            "Your case {number} was joined to another one of yours",
            "{entity} joined your case {number} to the one you filed before: {other}. You will get one answer, and see it here too:\n{link}",
        ),
        (Topic::TakenOver, Language::Spanish) => (
            "Caso {number}: traslado aceptado",
            "El caso {number} pasó a: {other}\n\n{link}",
        ),
        (Topic::TakenOver, Language::Portuguese) => (
            "Caso {number}: encaminhamento aceito",
            "O caso {number} passou a: {other}\n\n{link}",
        ),
        (Topic::TakenOver, Language::English) => (
            "Case {number}: transfer accepted",
            "Case {number} has gone to: {other}\n\n{link}",
        ),
        (Topic::NotTaken, Language::Spanish) => (
            "Caso {number}: se queda en {entity}",
            "{other} no recibió el caso {number}: sigue en {entity}.{due}\n\n{link}",
        ),
        (Topic::NotTaken, Language::Portuguese) => (
            "Caso {number}: fica em {entity}",
            "{other} não recebeu o caso {number}: ele continua em {entity}.{due}\n\n{link}",
        ),
        (Topic::NotTaken, Language::English) => (
            "Case {number}: stays at {entity}",
            "{other} did not take case {number}: it stays at {entity}.{due}\n\n{link}",
        ),
        (Topic::Arrived, Language::Spanish) => (
            "Caso {number} recibido por traslado",
            "Nadie respondió a tiempo la oferta de otra entidad: desde ahora el caso {number} es de {entity}.{due}\n\n{link}",
        ),
        (Topic::Arrived, Language::Portuguese) => (
            "Caso {number} recebido por encaminhamento",
            "Ninguém respondeu a tempo à oferta de outro órgão: a partir de agora o caso {number} é de {entity}.{due}\n\n{link}",
        ),
        (Topic::Arrived, Language::English) => (
            "Case {number} came by transfer",
            "Nobody answered the offer of another body in time: from now on case {number} belongs to {entity}.{due}\n\n{link}",
        ),
        (Topic::Correction, Language::Spanish) => (
            "Falta algo en su caso {number}",
            "{entity} necesita que complete su caso {number}. El plazo está detenido mientras tanto.\n\nVea qué falta y hasta cuándo puede responder:\n{link}\n\nSi no responde a tiempo, el caso se archiva y puede presentarlo de nuevo.",
        ),
        (Topic::Correction, Language::Portuguese) => (
            "Falta algo no seu caso {number}",
            "{entity} precisa que você complete o caso {number}. O prazo fica parado enquanto isso.\n\nVeja o que falta e até quando pode responder:\n{link}\n\nSe não responder a tempo, o caso é arquivado e você pode enviá-lo de novo.",
        ),
        (Topic::Correction, Language::English) => (
            "Something is missing in your case {number}",
            "{entity} needs you to complete case {number}. The clock stands still meanwhile.\n\nSee what is missing and until when you can answer:\n{link}\n\nWithout an answer in time the case is archived, and you can file it again.",
        ),
        (Topic::Archived, Language::Spanish) => (
            "Su caso {number} fue archivado",
            "{entity} archivó su caso {number}. Vea el motivo y qué puede hacer:\n{link}",
        ),
        (Topic::Archived, Language::Portuguese) => (
            "O seu caso {number} foi arquivado",
            "{entity} arquivou o seu caso {number}. Veja o motivo e o que pode fazer:\n{link}",
        ),
        (Topic::Archived, Language::English) => (
            "Your case {number} was archived",
            "{entity} archived your case {number}. See why, and what you can do:\n{link}",
        ),
        (Topic::TermMoved, Language::Spanish) => (
            "Cambió la fecha de su caso {number}",
            "{entity} cambió el plazo de su caso {number}.{due}\n\nVea el motivo y la cuenta, día por día:\n{link}",
        ),
        (Topic::TermMoved, Language::Portuguese) => (
            "Mudou a data do seu caso {number}",
            "{entity} mudou o prazo do seu caso {number}.{due}\n\nVeja o motivo e a conta, dia por dia:\n{link}",
        ),
        (Topic::TermMoved, Language::English) => (
            "The date of your case {number} has changed",
            "{entity} changed the term of your case {number}.{due}\n\nSee why, and the count day by day:\n{link}",
        ),
        (Topic::Appealed, Language::Spanish) => (
            "Recibimos su recurso en el caso {number}",
            "{entity} recibió su recurso. Lo resuelve otra persona.{due}\n\n{link}",
        ),
        (Topic::Appealed, Language::Portuguese) => (
            "Recebemos o seu recurso no caso {number}",
            "{entity} recebeu o seu recurso. Outra pessoa decide.{due}\n\n{link}",
        ),
        (Topic::Appealed, Language::English) => (
            "We received your appeal in case {number}",
            "{entity} received your appeal. Somebody else decides it.{due}\n\n{link}",
        ),
        (Topic::Escalated, Language::Spanish) => (
            "El plazo del caso {number} avanza",
            "Pasó otra parte del plazo del caso {number} en {entity}.{due}\n\n{link}",
        ),
        (Topic::Escalated, Language::Portuguese) => (
            "O prazo do caso {number} avança",
            "Passou mais uma parte do prazo do caso {number} em {entity}.{due}\n\n{link}",
        ),
        (Topic::Escalated, Language::English) => (
            "The term of case {number} is running",
            "Another part of the term of case {number} at {entity} is over.{due}\n\n{link}",
        ),
        (Topic::Silence, Language::Spanish) => (
            "Denunciaron el silencio en el caso {number}",
            "El plazo del caso {number} en {entity} terminó sin respuesta y la persona lo denunció. Hay un plazo propio para resolverlo.\n\n{link}",
        ),
        (Topic::Silence, Language::Portuguese) => (
            "Denunciaram o silêncio no caso {number}",
            "O prazo do caso {number} em {entity} terminou sem resposta e a pessoa o denunciou. Há um prazo próprio para resolver.\n\n{link}",
        ),
        (Topic::Silence, Language::English) => (
            "The silence in case {number} was denounced",
            "The term of case {number} at {entity} ended without an answer and the person denounced it. A term of its own runs to resolve it.\n\n{link}",
        ),
    }
}
