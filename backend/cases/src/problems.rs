//! Why the case desk says no.

hilo_platform::problems! {
    /// Refusals of the operations on cases.
    CASES {
        NOT_FOUND 404 "case.not-found"
            en "There is no such case, or it is not yours to see." es "No existe ese caso o no le corresponde verlo." pt "Esse caso não existe ou não cabe a você vê-lo.";
        NOT_NOW 409 "case.not-now"
            en "This cannot be done at this point of the case." es "Esto no se puede hacer en este momento del caso." pt "Isto não pode ser feito neste momento do caso.";
        NOT_YOU 403 "case.not-you"
            en "This step belongs to somebody else." es "Este paso le corresponde a otra persona." pt "Este passo cabe a outra pessoa.";
        NO_DRAFT 409 "case.no-draft"
            en "There is no draft of the answer yet." es "Todavía no hay un proyecto de respuesta." pt "Ainda não há minuta de resposta.";
        NOT_APPROVED 409 "case.not-approved"
            en "Somebody else has to approve the answer first." es "Primero otra persona tiene que aprobar la respuesta." pt "Primeiro outra pessoa precisa aprovar a resposta.";
        LEAD_SIGNS 403 "case.lead-signs"
            en "In this body the lead signs the answers." es "En esta entidad firma las respuestas la persona responsable." pt "Neste órgão quem assina as respostas é a pessoa responsável.";
        WINDOW_OVER 409 "case.window-over"
            en "The time to dispute this answer is over. You can file a new case." es "El plazo para objetar esta respuesta terminó. Puede presentar un caso nuevo." pt "O prazo para contestar esta resposta terminou. Você pode abrir um novo caso.";
        WINDOW_OPEN 409 "case.window-open"
            en "The person can still dispute the answer." es "La persona todavía puede objetar la respuesta." pt "A pessoa ainda pode contestar a resposta.";
        NOT_TOLD 409 "case.not-told"
            en "The person was not told of the answer yet." es "Todavía no se avisó a la persona de la respuesta." pt "A pessoa ainda não foi avisada da resposta.";
        NOTHING_WAITS 409 "case.nothing-waits"
            en "No answer of this case waits to be handed over." es "Ninguna respuesta de este caso espera ser entregada." pt "Nenhuma resposta deste caso espera ser entregue.";
        RATED_ALREADY 409 "case.rated-already"
            en "This answer was rated already." es "Esta respuesta ya fue calificada." pt "Esta resposta já foi avaliada.";
        OWN_DRAFT 403 "case.own-draft"
            en "Nobody approves their own draft." es "Nadie aprueba su propio proyecto." pt "Ninguém aprova a própria minuta.";
        SAME_PERSON_AGAIN 422 "case.same-person-again"
            en "A disputed answer is looked at by somebody else than its author." es "Una respuesta objetada la revisa otra persona, no quien la escribió." pt "Uma resposta contestada é revista por outra pessoa, não por quem a escreveu.";
        CORRECTION_ASKED 409 "case.correction-asked"
            en "The person was asked to complete this case already; the rule lets you ask no more." es "Ya se pidió a la persona que completara este caso; la norma no permite pedirlo de nuevo." pt "Já se pediu à pessoa que completasse este caso; a norma não permite pedir de novo.";
        CORRECTION_OPEN 409 "case.correction-open"
            en "The person can still complete the case." es "La persona todavía puede completar el caso." pt "A pessoa ainda pode completar o caso.";
        NO_EXTENSION 409 "case.no-extension"
            en "The rule of this case lets its term not be extended now." es "La norma de este caso no permite ampliar ahora su plazo." pt "A norma deste caso não permite prorrogar agora o seu prazo.";
        NO_SUSPENSION 409 "case.no-suspension"
            en "The rule of this case knows no ground on which its clock may stand still." es "La norma de este caso no prevé ningún motivo para suspender su plazo." pt "A norma deste caso não prevê motivo para suspender o seu prazo.";
        CONSULTATION_OPEN 409 "case.consultation-open"
            en "Somebody who was consulted has not answered yet." es "Todavía falta la respuesta de alguien consultado." pt "Ainda falta a resposta de alguém consultado.";
        HEAD_DECIDES 403 "case.head-decides"
            en "Three units said that this case is not theirs: a supervisor or the lead decides." es "Tres unidades dijeron que este caso no les corresponde: decide un supervisor o la persona responsable." pt "Três unidades disseram que este caso não é delas: decide um supervisor ou a pessoa responsável.";
        NOT_OFFERED 409 "case.not-offered"
            en "No other body was offered this case." es "Este caso no se ofreció a otra entidad." pt "Este caso não foi oferecido a outro órgão.";
        IN_GROUP 409 "case.in-group"
            en "This case is in a group of cases about the same thing." es "Este caso está en un grupo de casos sobre lo mismo." pt "Este caso está em um grupo de casos sobre o mesmo assunto.";
        NOT_IN_GROUP 409 "case.not-in-group"
            en "This case is in no group." es "Este caso no está en ningún grupo." pt "Este caso não está em nenhum grupo.";
        FOLLOWS_ANOTHER 409 "case.follows-another"
            en "This case follows another one, or was offered to another body already." es "Este caso sigue a otro, o ya se ofreció a otra entidad." pt "Este caso acompanha outro, ou já foi oferecido a outro órgão.";
        NO_APPEAL 409 "case.no-appeal"
            en "There is no appeal now: it is not open, or its time is over." es "Ahora no hay recurso: no está abierto o su plazo terminó." pt "Agora não há recurso: não está aberto ou o seu prazo terminou.";
        NOT_SILENT 409 "case.not-silent"
            en "The term is not over, or the silence was denounced already." es "El plazo no ha terminado, o el silencio ya se denunció." pt "O prazo não terminou, ou o silêncio já foi denunciado.";
        NO_TRANSFER 409 "case.no-transfer"
            en "The rule of this case knows no transfer to another body." es "La norma de este caso no prevé el traslado a otra entidad." pt "A norma deste caso não prevê o encaminhamento a outro órgão.";
        TRANSFER_UNKNOWN 404 "transfer.not-found"
            en "No such case was offered to this body." es "No se ofreció ese caso a esta entidad." pt "Esse caso não foi oferecido a este órgão.";
        TRANSFER_ANSWERED 409 "transfer.answered"
            en "This offer was answered or withdrawn already." es "Esta oferta ya se respondió o se retiró." pt "Esta oferta já foi respondida ou retirada.";
        CONSULTATION_UNKNOWN 404 "consultation.not-found"
            en "There is no such question, or it was not put to you." es "No existe esa consulta o no se le hizo a usted." pt "Essa consulta não existe ou não foi feita a você.";
        CONSULTATION_ANSWERED 409 "consultation.answered"
            en "This question was answered or taken back already." es "Esta consulta ya fue respondida o retirada." pt "Esta consulta já foi respondida ou retirada.";
        QUESTION_UNKNOWN 404 "question.not-found"
            en "This link opens nothing: it is not complete, or it works no more." es "Este enlace no abre nada: está incompleto o ya no sirve." pt "Este link não abre nada: está incompleto ou já não vale.";
        TEMPLATE_UNKNOWN 404 "template.not-found"
            en "There is no such template." es "No existe esa plantilla." pt "Esse modelo não existe.";
        NO_OFFICE 404 "office.not-found"
            en "This body has no such office." es "Esta entidad no tiene esa oficina." pt "Este órgão não tem essa unidade de atendimento.";
        NO_SHEET 404 "sheet.not-found"
            en "A sheet has a number of one to seven digits." es "Una hoja tiene un número de una a siete cifras." pt "Uma folha tem um número de um a sete algarismos.";
        SHEET_TAKEN 409 "sheet.taken"
            en "This sheet of the book was entered already." es "Esta hoja del libro ya fue registrada." pt "Esta folha do livro já foi registrada.";
        TOO_MANY_FILES 413 "case.too-many-files"
            en "This case has as many files as it can hold." es "Este caso ya tiene todos los archivos que admite." pt "Este caso já tem todos os arquivos que comporta.";
        FILE_UNKNOWN 404 "case.file-not-found"
            en "There is no such file in this case." es "No existe ese archivo en este caso." pt "Não existe esse arquivo neste caso.";
    }
}

/// The problem of a guard's refusal.
pub fn of_guard(code: &str) -> &'static hilo_platform::problem::ProblemKind {
    CASES
        .iter()
        .find(|kind| kind.code == code)
        .copied()
        .unwrap_or(&NOT_NOW)
}
