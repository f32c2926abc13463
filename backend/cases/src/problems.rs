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
        RATED_ALREADY 409 "case.rated-already"
            en "This answer was rated already." es "Esta respuesta ya fue calificada." pt "Esta resposta já foi avaliada.";
        OWN_DRAFT 403 "case.own-draft"
            en "Nobody approves their own draft." es "Nadie aprueba su propio proyecto." pt "Ninguém aprova a própria minuta.";
        SAME_PERSON_AGAIN 422 "case.same-person-again"
            en "A disputed answer is looked at by somebody else than its author." es "Una respuesta objetada la revisa otra persona, no quien la escribió." pt "Uma resposta contestada é revista por outra pessoa, não por quem a escreveu.";
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
