//! Why the registry says no.

hilo_platform::problems! {
    /// Refusals of this room.
    REGISTRY {
        REFUSED 401 "auth.refused"
            en "The e-mail, the password or the code is not right." es "El correo, la contraseña o el código no son correctos." pt "O e-mail, a senha ou o código não estão corretos.";
        CHOOSE_ENTITY 409 "auth.choose-entity"
            en "You work for several public bodies. Choose one." es "Usted trabaja en varias entidades. Elija una." pt "Você trabalha em mais de um órgão. Escolha um.";
        NO_ENTITY 404 "entity.not-found"
            en "There is no public body with this number." es "No hay ninguna entidad con este número." pt "Não há nenhum órgão com este número.";
        NO_SERVICE 404 "service.not-found"
            en "This public body offers no such service." es "Esta entidad no ofrece ese servicio." pt "Este órgão não oferece esse serviço.";
    }
}
