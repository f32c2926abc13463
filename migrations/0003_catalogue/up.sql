-- What people can ask for: theme > subject > service, with stable ids; each service has versions.

CREATE TABLE themes (
    entity_id  uuid        NOT NULL,
    id         uuid        NOT NULL,
    name       text        NOT NULL,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (entity_id, id)
);
ALTER TABLE themes ADD CONSTRAINT theme_belongs_to_entity FOREIGN KEY (entity_id) REFERENCES entities (id);
ALTER TABLE themes ADD CONSTRAINT theme_name_is_unique UNIQUE (entity_id, name);

CREATE TABLE subjects (
    entity_id  uuid        NOT NULL,
    id         uuid        NOT NULL,
    theme_id   uuid        NOT NULL,
    name       text        NOT NULL,
    created_at timestamptz NOT NULL,
    PRIMARY KEY (entity_id, id)
);
ALTER TABLE subjects ADD CONSTRAINT subject_is_in_a_theme FOREIGN KEY (entity_id, theme_id) REFERENCES themes (entity_id, id);
ALTER TABLE subjects ADD CONSTRAINT subject_name_is_unique_in_theme UNIQUE (entity_id, theme_id, name);

CREATE TABLE services (
    entity_id    uuid        NOT NULL,
    id           uuid        NOT NULL,
    subject_id   uuid        NOT NULL,
    code         text        NOT NULL,
    kind         text        NOT NULL,
    name         text        NOT NULL,
    summary      text,
    unit_id      uuid,
    term_length  smallint,
    term_unit    text,
    version      integer     NOT NULL,
    state        text        NOT NULL DEFAULT 'published',
    search       tsvector    NOT NULL,
    created_at   timestamptz NOT NULL,
    PRIMARY KEY (entity_id, id)
);
ALTER TABLE services ADD CONSTRAINT service_is_in_a_subject FOREIGN KEY (entity_id, subject_id) REFERENCES subjects (entity_id, id);
ALTER TABLE services ADD CONSTRAINT service_unit_exists FOREIGN KEY (entity_id, unit_id) REFERENCES units (entity_id, id);
ALTER TABLE services ADD CONSTRAINT service_code_is_unique UNIQUE (entity_id, code);
ALTER TABLE services ADD CONSTRAINT service_kind_is_known CHECK (kind IN ('complaint', 'service_request', 'query', 'suggestion', 'praise', 'denunciation', 'information_request', 'simplification'));
ALTER TABLE services ADD CONSTRAINT service_term_has_its_unit CHECK ((term_length IS NULL) = (term_unit IS NULL));
ALTER TABLE services ADD CONSTRAINT service_term_unit_is_known CHECK (term_unit IN ('working_days', 'calendar_days'));
ALTER TABLE services ADD CONSTRAINT service_state_is_known CHECK (state IN ('published', 'retired'));
CREATE INDEX services_by_subject ON services (entity_id, subject_id);
CREATE INDEX services_by_unit ON services (entity_id, unit_id);
CREATE INDEX services_by_name ON services (entity_id, name, id);
CREATE INDEX services_by_words ON services USING gin (search);
COMMENT ON COLUMN services.code IS 'Stable code of the source catalogue or our own; never reused.';
COMMENT ON COLUMN services.term_length IS 'Own term when stricter than the pack; in term_unit.';

CREATE TABLE service_versions (
    entity_id    uuid        NOT NULL,
    service_id   uuid        NOT NULL,
    version      integer     NOT NULL,
    description  text,
    requirements text,
    place        text        NOT NULL,
    questions    jsonb       NOT NULL,
    source_url   text,
    valid_from   timestamptz NOT NULL,
    PRIMARY KEY (entity_id, service_id, version)
);
ALTER TABLE service_versions ADD CONSTRAINT version_is_of_a_service FOREIGN KEY (entity_id, service_id) REFERENCES services (entity_id, id);
ALTER TABLE service_versions ADD CONSTRAINT version_place_is_known CHECK (place IN ('none', 'optional', 'required'));
COMMENT ON TABLE service_versions IS 'What the form and the charter said when a case was filed (domain 7.5, invariant 8).';
