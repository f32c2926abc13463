//! What diesel knows of the tables. Generated from the migrated database; never edited. To write it anew:
//! `UPDATE=1 cargo test -p hilo --test it tables_that_diesel_knows`

diesel::table! {
    use diesel::sql_types::*;

    access_log (entity_id, id) {
        entity_id -> Uuid,
        id -> Uuid,
        at -> Timestamptz,
        actor_kind -> Text,
        actor_id -> Nullable<Uuid>,
        actor_role -> Nullable<Text>,
        case_id -> Uuid,
        fields -> Array<Text>,
        reason -> Text,
        request_id -> Nullable<Text>,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    account_entities (account_id, entity) {
        account_id -> Uuid,
        entity -> Uuid,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    accounts (id) {
        id -> Uuid,
        email -> Text,
        name -> Text,
        language -> Text,
        password_hash -> Text,
        totp_sealed -> Bytea,
        totp_last_step -> BigInt,
        state -> Text,
        created_at -> Timestamptz,
        changed_at -> Timestamptz,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    api_keys (entity_id, id) {
        entity_id -> Uuid,
        id -> Uuid,
        name -> Text,
        secret_hash -> Bytea,
        scopes -> Array<Text>,
        channel -> Text,
        created_at -> Timestamptz,
        ends_at -> Nullable<Timestamptz>,
        revoked_at -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    attachments (entity_id, id) {
        entity_id -> Uuid,
        id -> Uuid,
        case_id -> Uuid,
        name -> Text,
        media_type -> Text,
        size -> Integer,
        sha256 -> Bytea,
        author_kind -> Text,
        author_id -> Nullable<Uuid>,
        at -> Timestamptz,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    audit (entity_id, id) {
        entity_id -> Uuid,
        id -> Uuid,
        at -> Timestamptz,
        operation -> Text,
        actor_kind -> Text,
        actor_id -> Nullable<Uuid>,
        actor_role -> Nullable<Text>,
        case_id -> Nullable<Uuid>,
        verdict -> Text,
        reason -> Nullable<Text>,
        request_id -> Nullable<Text>,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    calendar_days (layer, on_day) {
        layer -> Text,
        on_day -> Date,
        until -> Date,
        name -> Text,
        what -> Text,
        source -> Text,
        added_at -> Timestamptz,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    case_counters (entity_id, year) {
        entity_id -> Uuid,
        year -> SmallInt,
        last -> Integer,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    case_links (entity_id, id) {
        entity_id -> Uuid,
        id -> Uuid,
        case_id -> Uuid,
        kind -> Text,
        other_id -> Nullable<Uuid>,
        other_number -> Text,
        other_entity -> Nullable<Text>,
        at -> Timestamptz,
        ended_at -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    case_points (entity_id, case_id, n) {
        entity_id -> Uuid,
        case_id -> Uuid,
        n -> SmallInt,
        text -> Text,
        added_by -> Uuid,
        added_at -> Timestamptz,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::TsVector;

    cases (entity_id, id) {
        entity_id -> Uuid,
        id -> Uuid,
        year -> SmallInt,
        correlative -> Integer,
        version -> Integer,
        kind -> Text,
        state -> Text,
        is_open -> Bool,
        outcome -> Nullable<Text>,
        unit_id -> Nullable<Uuid>,
        assignee_id -> Nullable<Uuid>,
        holder_since -> Timestamptz,
        service_id -> Nullable<Uuid>,
        service_version -> Nullable<Integer>,
        office_id -> Nullable<Uuid>,
        pack_id -> Uuid,
        channel -> Text,
        language -> Text,
        priority -> SmallInt,
        cycle -> SmallInt,
        bounces -> SmallInt,
        is_confidential -> Bool,
        district -> Nullable<Text>,
        filed_at -> Timestamptz,
        due_at -> Nullable<Timestamptz>,
        finished_at -> Nullable<Timestamptz>,
        changed_at -> Timestamptz,
        key_hash -> Bytea,
        source -> Nullable<Text>,
        source_id -> Nullable<Text>,
        search -> TsVector,
        group_id -> Nullable<Uuid>,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    checkpoint_heads (entity_id, n, case_id) {
        entity_id -> Uuid,
        n -> Integer,
        case_id -> Uuid,
        seq -> Integer,
        chain -> Bytea,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    checkpoints (entity_id, n) {
        entity_id -> Uuid,
        n -> Integer,
        at -> Timestamptz,
        cases -> Integer,
        digest -> Bytea,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    clock_events (entity_id, clock_id, seq) {
        entity_id -> Uuid,
        clock_id -> Uuid,
        seq -> SmallInt,
        at -> Timestamptz,
        what -> Text,
        days -> Nullable<SmallInt>,
        reason -> Nullable<Text>,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    clocks (entity_id, id) {
        entity_id -> Uuid,
        id -> Uuid,
        case_id -> Uuid,
        name -> Text,
        cycle -> SmallInt,
        rule -> Jsonb,
        zone -> Text,
        calendar -> Array<Text>,
        calendar_version -> Text,
        counted_from -> Date,
        due_on -> Date,
        due_at -> Timestamptz,
        state -> Text,
        run -> SmallInt,
        is_current -> Bool,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::TsVector;

    consultations (entity_id, id) {
        entity_id -> Uuid,
        id -> Uuid,
        case_id -> Uuid,
        kind -> Text,
        unit_id -> Nullable<Uuid>,
        clock_id -> Uuid,
        question -> Text,
        asked_by -> Uuid,
        asked_at -> Timestamptz,
        outside_name -> Nullable<Text>,
        outside_mail -> Nullable<Text>,
        token_hash -> Nullable<Bytea>,
        answer -> Nullable<Text>,
        answered_by -> Nullable<Uuid>,
        answered_at -> Nullable<Timestamptz>,
        cancelled_at -> Nullable<Timestamptz>,
        topic -> Nullable<Text>,
        is_precedent -> Bool,
        search -> Nullable<TsVector>,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    corrections (entity_id, id) {
        entity_id -> Uuid,
        id -> Uuid,
        case_id -> Uuid,
        n -> SmallInt,
        defects -> Jsonb,
        asked_by -> Uuid,
        asked_at -> Timestamptz,
        until_on -> Date,
        answer -> Nullable<Text>,
        answered_at -> Nullable<Timestamptz>,
        lapsed_at -> Nullable<Timestamptz>,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    deliveries (entity_id, id) {
        entity_id -> Uuid,
        id -> Uuid,
        case_id -> Uuid,
        seq -> Integer,
        event -> Text,
        transport -> Text,
        recipient -> Text,
        account_id -> Nullable<Uuid>,
        language -> Text,
        state -> Text,
        attempts -> SmallInt,
        error -> Nullable<Text>,
        at -> Timestamptz,
        sent_at -> Nullable<Timestamptz>,
        proof -> Nullable<Jsonb>,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::TsVector;

    entities (id) {
        id -> Uuid,
        number -> SmallInt,
        name -> Text,
        short_name -> Nullable<Text>,
        level -> Text,
        country -> Text,
        place -> Nullable<Text>,
        zone -> Text,
        languages -> Array<Text>,
        calendar_layers -> Array<Text>,
        pack -> Text,
        parent_id -> Nullable<Uuid>,
        successor_id -> Nullable<Uuid>,
        state -> Text,
        is_demonstration -> Bool,
        source -> Nullable<Text>,
        source_id -> Nullable<Text>,
        search -> TsVector,
        created_at -> Timestamptz,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    entity_calendar_days (entity_id, id) {
        entity_id -> Uuid,
        id -> Uuid,
        office_id -> Nullable<Uuid>,
        on_day -> Date,
        until -> Date,
        name -> Text,
        what -> Text,
        source -> Text,
        added_at -> Timestamptz,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    entity_packs (entity_id, id) {
        entity_id -> Uuid,
        id -> Uuid,
        pack_id -> Uuid,
        from_on -> Date,
        proposed_by -> Text,
        proposed_at -> Timestamptz,
        approved_by -> Nullable<Text>,
        approved_at -> Nullable<Timestamptz>,
        replay -> Nullable<Jsonb>,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    escalations (entity_id, clock_id, mark) {
        entity_id -> Uuid,
        clock_id -> Uuid,
        mark -> SmallInt,
        case_id -> Uuid,
        at -> Timestamptz,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    filers (entity_id, case_id) {
        entity_id -> Uuid,
        case_id -> Uuid,
        #[sql_name = "type"]
        type_ -> Text,
        name -> Nullable<Text>,
        document_type -> Nullable<Text>,
        document_number -> Nullable<Text>,
        email -> Nullable<Text>,
        phone -> Nullable<Text>,
        address -> Nullable<Text>,
        notices -> Text,
        country -> Nullable<Text>,
        age -> Nullable<SmallInt>,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    history (entity_id, case_id, seq) {
        entity_id -> Uuid,
        case_id -> Uuid,
        seq -> Integer,
        at -> Timestamptz,
        event -> Text,
        from_state -> Nullable<Text>,
        to_state -> Text,
        actor_kind -> Text,
        actor_id -> Nullable<Uuid>,
        actor_role -> Nullable<Text>,
        unit_id -> Nullable<Uuid>,
        reason -> Nullable<Text>,
        data -> Jsonb,
        request_id -> Nullable<Text>,
        chain -> Bytea,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    idempotency_keys (entity_id, operation, key_hash) {
        entity_id -> Uuid,
        operation -> Text,
        key_hash -> Bytea,
        body_hash -> Bytea,
        status -> SmallInt,
        case_id -> Uuid,
        answer -> Nullable<Jsonb>,
        sealed -> Nullable<Bytea>,
        created_at -> Timestamptz,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    incidents (entity_id, id) {
        entity_id -> Uuid,
        id -> Uuid,
        office_id -> Nullable<Uuid>,
        text -> Text,
        is_solved -> Bool,
        how -> Nullable<Text>,
        recorded_by -> Uuid,
        at -> Timestamptz,
        case_id -> Nullable<Uuid>,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    memberships (entity_id, id) {
        entity_id -> Uuid,
        id -> Uuid,
        account_id -> Uuid,
        role -> Text,
        unit_id -> Nullable<Uuid>,
        from_on -> Nullable<Date>,
        until_on -> Nullable<Date>,
        created_at -> Timestamptz,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    messages (entity_id, id) {
        entity_id -> Uuid,
        id -> Uuid,
        case_id -> Uuid,
        author_kind -> Text,
        author_id -> Nullable<Uuid>,
        body -> Text,
        at -> Timestamptz,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    notes (entity_id, id) {
        entity_id -> Uuid,
        id -> Uuid,
        case_id -> Uuid,
        author_id -> Uuid,
        body -> Text,
        at -> Timestamptz,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    offices (entity_id, id) {
        entity_id -> Uuid,
        id -> Uuid,
        name -> Text,
        address -> Nullable<Text>,
        zone -> Nullable<Text>,
        opens_on -> Nullable<Date>,
        closes_on -> Nullable<Date>,
        cut_off -> Nullable<Time>,
        created_at -> Timestamptz,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    packs (id) {
        id -> Uuid,
        name -> Text,
        version -> Integer,
        body -> Jsonb,
        digest -> Text,
        applied_at -> Timestamptz,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    paper_sheets (entity_id, office_id, sheet) {
        entity_id -> Uuid,
        office_id -> Uuid,
        sheet -> Integer,
        written_on -> Date,
        case_id -> Nullable<Uuid>,
        voided -> Nullable<Text>,
        entered_by -> Uuid,
        entered_at -> Timestamptz,
        is_late -> Bool,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    parties (entity_id, id) {
        entity_id -> Uuid,
        id -> Uuid,
        case_id -> Uuid,
        role -> Text,
        name -> Text,
        document_type -> Nullable<Text>,
        document_number -> Nullable<Text>,
        email -> Nullable<Text>,
        phone -> Nullable<Text>,
        relation -> Nullable<Text>,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    ratings (entity_id, case_id, cycle) {
        entity_id -> Uuid,
        case_id -> Uuid,
        cycle -> SmallInt,
        stars -> SmallInt,
        solved -> Text,
        reasons -> Array<Text>,
        comment -> Nullable<Text>,
        channel -> Text,
        at -> Timestamptz,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    responses (entity_id, id) {
        entity_id -> Uuid,
        id -> Uuid,
        case_id -> Uuid,
        cycle -> SmallInt,
        status -> Text,
        outcome -> Text,
        body -> Text,
        measures -> Jsonb,
        unit_id -> Uuid,
        drafted_by -> Uuid,
        drafted_at -> Timestamptz,
        reviewed_by -> Nullable<Uuid>,
        reviewed_at -> Nullable<Timestamptz>,
        comment -> Nullable<Text>,
        sent_by -> Nullable<Uuid>,
        sent_at -> Nullable<Timestamptz>,
        basis -> Nullable<Text>,
        ground -> Nullable<Text>,
        points -> Jsonb,
        late_reason -> Nullable<Text>,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    service_versions (entity_id, service_id, version) {
        entity_id -> Uuid,
        service_id -> Uuid,
        version -> Integer,
        description -> Nullable<Text>,
        requirements -> Nullable<Text>,
        place -> Text,
        questions -> Jsonb,
        source_url -> Nullable<Text>,
        valid_from -> Timestamptz,
    }
}

diesel::table! {
    use diesel::sql_types::*;
    use crate::TsVector;

    services (entity_id, id) {
        entity_id -> Uuid,
        id -> Uuid,
        subject_id -> Uuid,
        code -> Text,
        kind -> Text,
        name -> Text,
        summary -> Nullable<Text>,
        unit_id -> Nullable<Uuid>,
        term_length -> Nullable<SmallInt>,
        term_unit -> Nullable<Text>,
        version -> Integer,
        state -> Text,
        search -> TsVector,
        created_at -> Timestamptz,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    sessions (entity_id, id) {
        entity_id -> Uuid,
        id -> Uuid,
        account_id -> Uuid,
        refresh_hash -> Bytea,
        spent_hash -> Nullable<Bytea>,
        spent_at -> Nullable<Timestamptz>,
        created_at -> Timestamptz,
        seen_at -> Timestamptz,
        ends_at -> Timestamptz,
        ended_at -> Nullable<Timestamptz>,
        end_reason -> Nullable<Text>,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    stories (entity_id, case_id) {
        entity_id -> Uuid,
        case_id -> Uuid,
        story -> Text,
        wanted -> Nullable<Text>,
        occurred_on -> Nullable<Date>,
        place_text -> Nullable<Text>,
        latitude -> Nullable<Double>,
        longitude -> Nullable<Double>,
        answers -> Jsonb,
        written_in -> Nullable<Text>,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    subjects (entity_id, id) {
        entity_id -> Uuid,
        id -> Uuid,
        theme_id -> Uuid,
        name -> Text,
        created_at -> Timestamptz,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    templates (entity_id, id) {
        entity_id -> Uuid,
        id -> Uuid,
        name -> Text,
        language -> Text,
        kind -> Nullable<Text>,
        outcome -> Nullable<Text>,
        body -> Text,
        version -> Integer,
        state -> Text,
        changed_by -> Uuid,
        changed_at -> Timestamptz,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    themes (entity_id, id) {
        entity_id -> Uuid,
        id -> Uuid,
        name -> Text,
        created_at -> Timestamptz,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    transfers (entity_id, id) {
        entity_id -> Uuid,
        id -> Uuid,
        case_id -> Uuid,
        receiver_id -> Uuid,
        sender_number -> Text,
        kind -> Text,
        story -> Text,
        reason -> Text,
        offered_by -> Uuid,
        offered_at -> Timestamptz,
        answer_until -> Timestamptz,
        on_silence -> Text,
        state -> Text,
        answered_by -> Nullable<Uuid>,
        answered_at -> Nullable<Timestamptz>,
        answer_reason -> Nullable<Text>,
        receiver_case -> Nullable<Uuid>,
        receiver_number -> Nullable<Text>,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    units (entity_id, id) {
        entity_id -> Uuid,
        id -> Uuid,
        name -> Text,
        functions -> Nullable<Text>,
        head -> Nullable<Text>,
        contact -> Nullable<Text>,
        is_desk -> Bool,
        parent_id -> Nullable<Uuid>,
        successor_id -> Nullable<Uuid>,
        state -> Text,
        source -> Nullable<Text>,
        source_id -> Nullable<Text>,
        created_at -> Timestamptz,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    queue.jobs (id) {
        id -> Uuid,
        lane -> Text,
        kind -> Text,
        entity_id -> Uuid,
        subject_id -> Uuid,
        run_at -> Timestamptz,
        attempts -> SmallInt,
        fence -> BigInt,
        leased_until -> Nullable<Timestamptz>,
        failed_at -> Nullable<Timestamptz>,
        error -> Nullable<Text>,
        created_at -> Timestamptz,
    }
}

diesel::table! {
    use diesel::sql_types::*;

    queue.outbox (id) {
        id -> Uuid,
        entity_id -> Uuid,
        case_id -> Uuid,
        seq -> Integer,
        event -> Text,
        at -> Timestamptz,
        relayed_at -> Nullable<Timestamptz>,
    }
}
