//! The contract: collected from the handlers, completed by one step, printed as `openapi.yaml`.
//!
//! Handlers state only what is their own; the common refusals, security, audience and camel-case ids are added here.

use std::collections::BTreeMap;
use std::path::Path;

use actix_web::App;
use hilo_cases::consult::QuestionState;
use hilo_cases::desk::{QueueEvent, Sort, View};
use hilo_cases::follow::CaseEvent;
use hilo_platform::contract::operations;
use hilo_platform::problem::{COMMON, ProblemKind};
use hilo_rules::matrix::{self, Reach};
use hilo_rules::{lifecycle, vocabulary};
use serde_json::{Value, json};
use utoipa::openapi::security::{ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::openapi::{
    Components, ContactBuilder, InfoBuilder, LicenseBuilder, OpenApi, OpenApiBuilder, Ref, RefOr,
    ResponseBuilder, ServerBuilder,
};
use utoipa::{PartialSchema, ToSchema};
use utoipa_actix_web::AppExt;
use utoipa_actix_web::service_config::ServiceConfig;

/// Every operation of the API, one line a room.
pub fn routes(config: &mut ServiceConfig) {
    hilo_registry::routes(config);
    hilo_cases::routes(config);
}

/// Base path of all operations.
pub const BASE: &str = "/api/v1";

/// The document as the service itself needs it; [`yaml`] polishes it for readers.
pub fn document() -> OpenApi {
    let (_, collected) = App::new()
        .into_utoipa_app()
        .service(utoipa_actix_web::scope::scope(BASE).configure(routes))
        .split_for_parts();
    complete(collected)
}

/// The document as YAML.
///
/// # Errors
/// When it cannot be written, which a test rules out.
pub fn yaml() -> Result<String, String> {
    let value = serde_json::to_value(document()).map_err(|error| error.to_string())?;
    let text = yaml_serde::to_string(&polished(value)).map_err(|error| error.to_string())?;
    Ok(quoted_for_all(&text))
}

/// `yes` and `no` are text in YAML 1.2 but truths in the 1.1 that many tools still read: they are quoted for both.
fn quoted_for_all(yaml: &str) -> String {
    let mut out = String::with_capacity(yaml.len());
    for line in yaml.lines() {
        let value = match (line.rsplit_once("- "), line.rsplit_once(": ")) {
            (Some((indent, value)), _) if indent.trim().is_empty() => value,
            (_, Some((_, value))) => value,
            _ => "",
        };
        let head = line.strip_suffix(value).unwrap_or(line);
        let is_truth_elsewhere = matches!(value, "yes" | "no" | "on" | "off" | "y" | "n");
        out.push_str(head);
        if is_truth_elsewhere {
            out.push_str(&format!("'{value}'"));
        } else {
            out.push_str(value);
        }
        out.push('\n');
    }
    out
}

fn complete(mut document: OpenApi) -> OpenApi {
    let info = InfoBuilder::new()
        .title("Hilo")
        .version(env!("CARGO_PKG_VERSION"))
        .description(Some(
            "The open platform through which people complain to, ask of and hear back from public bodies. \
             A case is a thread: submit, assign, respond, rate.\n\nErrors are `application/problem+json` (RFC 9457) with a \
             stable `code` and a `reference`. Unknown fields, unknown query parameters and duplicate keys are refused.",
        ))
        .license(Some(LicenseBuilder::new().name("Apache-2.0").identifier(Some("Apache-2.0")).build()))
        .contact(Some(ContactBuilder::new().name(Some("Hilo")).build()))
        .build();
    let base = OpenApiBuilder::new()
        .info(info)
        .servers(Some([ServerBuilder::new().url("/").build()]))
        .build();
    document.info = base.info;
    document.servers = base.servers;
    let components = document.components.get_or_insert_with(Components::new);
    add_security(components);
    for path in document.paths.paths.values_mut() {
        let slots = [
            &mut path.get,
            &mut path.post,
            &mut path.put,
            &mut path.patch,
            &mut path.delete,
        ];
        for operation in slots.into_iter().flatten() {
            complete_operation(operation);
        }
    }
    with_shapes(&mut document);
    document
}

fn add_security(components: &mut Components) {
    let bearer = HttpBuilder::new()
        .scheme(HttpAuthScheme::Bearer)
        .description(Some(
            "Access token of staff, or a key of a municipal system (`hk_…`).",
        ))
        .build();
    let cookie = ApiKeyValue::with_description(
        "__Host-hilo",
        "Session of our own pages; writes also send `Hilo-Client`.",
    );
    let case_key =
        ApiKeyValue::with_description("Case-Key", "Access key of one case, from its receipt.");
    components.add_security_scheme("bearer", SecurityScheme::Http(bearer));
    components.add_security_scheme("cookie", SecurityScheme::ApiKey(ApiKey::Cookie(cookie)));
    components.add_security_scheme("caseKey", SecurityScheme::ApiKey(ApiKey::Header(case_key)));
}

fn complete_operation(operation: &mut utoipa::openapi::path::Operation) {
    let id = camel_case(operation.operation_id.as_deref().unwrap_or_default());
    let cells = matrix::cells(&id);
    let requirement = |name: &str| {
        utoipa::openapi::security::SecurityRequirement::new(name, Vec::<String>::new())
    };
    let nobody = utoipa::openapi::security::SecurityRequirement::default;
    let is_open = cells.is_some_and(|cells| cells.anyone == Reach::Yes);
    let is_own = cells.is_some_and(|cells| cells.key_holder == Reach::Own);
    operation.security = Some(match (is_open, is_own) {
        (true, _) if id == "submitCase" => {
            vec![nobody(), requirement("cookie"), requirement("bearer")]
        }
        (true, _) => vec![nobody()],
        (_, true) => vec![requirement("caseKey")],
        _ => vec![requirement("cookie"), requirement("bearer")],
    });
    let writes = operation.request_body.is_some();
    let has_header = |name: &str| {
        operation
            .parameters
            .iter()
            .flatten()
            .any(|parameter| matches!(parameter, RefOr::T(p) if p.name == name))
    };
    let mut common: Vec<(&str, &str)> = vec![
        ("400", "The request could not be read"),
        ("422", "Readable but wrong: `errors` names the fields"),
        ("429", "Too many requests; see `Retry-After`"),
        ("500", "Our fault; quote the `reference`"),
        ("503", "Try again in a moment; see `Retry-After`"),
    ];
    if !is_open && !is_own {
        common.push(("401", "Not signed in"));
        common.push(("403", "The role does not include this"));
    } else if id == "submitCase" {
        common.push(("401", "The token is not ours or over"));
        common.push((
            "403",
            "The role does not include this, or the request came from another site",
        ));
    }
    let path_parameter = operation.parameters.iter().flatten().any(
        |p| matches!(p, RefOr::T(p) if p.parameter_in == utoipa::openapi::path::ParameterIn::Path),
    );
    if path_parameter {
        common.push(("404", "Unknown, or not to be known"));
    }
    if has_header("If-Match") {
        common.push(("412", "The case moved on since; load it again"));
        common.push(("428", "`If-Match` is missing"));
    }
    if writes {
        common.push(("409", "Not possible in the present state"));
        common.push(("413", "Larger than accepted"));
        common.push(("415", "Another kind of content than accepted"));
    }
    for (status, description) in common {
        operation
            .responses
            .responses
            .entry(status.to_owned())
            .or_insert_with(|| {
                let content = utoipa::openapi::ContentBuilder::new()
                    .schema(Some(Ref::from_schema_name("Problem")))
                    .build();
                RefOr::T(
                    ResponseBuilder::new()
                        .description(description)
                        .content("application/problem+json", content)
                        .build(),
                )
            });
    }
    operation.operation_id = Some(id);
}

/// `submit_case` → `submitCase`.
fn camel_case(name: &str) -> String {
    let mut parts = name.split('_');
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |mut id, part| {
        let mut letters = part.chars();
        id.extend(letters.next().map(|letter| letter.to_ascii_uppercase()));
        id.push_str(letters.as_str());
        id
    })
}

/// Every table of problems there is.
pub fn problem_tables() -> [(&'static str, &'static [&'static ProblemKind]); 3] {
    [
        ("Any operation", COMMON),
        ("People and sign-in", hilo_registry::problems::REGISTRY),
        ("Cases", hilo_cases::problems::CASES),
    ]
}

/// What the collection cannot know: shapes that only stand in queries and streams, and the shape of every refusal.
fn with_shapes(document: &mut OpenApi) {
    let components = document.components.get_or_insert_with(Components::new);
    components.schemas.extend([
        (Sort::name().into_owned(), Sort::schema()),
        (View::name().into_owned(), View::schema()),
        (QuestionState::name().into_owned(), QuestionState::schema()),
        (CaseEvent::name().into_owned(), CaseEvent::schema()),
        (QueueEvent::name().into_owned(), QueueEvent::schema()),
    ]);
}

/// Works on the document as JSON, where every place has the same shape.
fn polished(mut value: Value) -> Value {
    rename_pages(&mut value);
    if let Some(schemas) = value
        .pointer_mut("/components/schemas")
        .and_then(Value::as_object_mut)
    {
        for (name, schema) in schemas.iter_mut() {
            require_everything_sent(name, schema);
            refer_to_items(name, schema);
        }
        let (problem, field) = refusal_shapes();
        schemas.insert("Problem".to_owned(), problem);
        schemas.insert("ProblemField".to_owned(), field);
    }
    bytes_are_text(&mut value);
    value
}

/// `Page_CaseRow` → `CaseRowPage`, in names and in references.
fn rename_pages(value: &mut Value) {
    let renamed = |name: &str| {
        let (front, last) = name
            .rsplit_once('/')
            .map_or(("", name), |(front, last)| (front, last));
        last.strip_prefix("Page_").map(|item| {
            if front.is_empty() {
                format!("{item}Page")
            } else {
                format!("{front}/{item}Page")
            }
        })
    };
    match value {
        Value::Object(members) => {
            for name in members.keys().cloned().collect::<Vec<_>>() {
                if let (Some(new), Some(inner)) = (renamed(&name), members.get(&name).cloned()) {
                    members.remove(&name);
                    members.insert(new, inner);
                }
            }
            members.values_mut().for_each(rename_pages);
        }
        Value::Array(items) => items.iter_mut().for_each(rename_pages),
        Value::String(text) if text.starts_with("#/components/schemas/Page_") => {
            if let Some(new) = renamed(text) {
                *text = new;
            }
        }
        _ => {}
    }
}

/// Pages name the shape of their items instead of repeating it.
fn refer_to_items(name: &str, schema: &mut Value) {
    let Some(item) = name.strip_suffix("Page") else {
        return;
    };
    if let Some(items) = schema.pointer_mut("/properties/items/items") {
        *items = json!({ "$ref": format!("#/components/schemas/{item}") });
    }
}

/// Members that are left out instead of being null.
const LEFT_OUT: &[(&str, &str)] = &[("SignedIn", "tokens")];

/// Answers always carry every member, null where there is nothing. Requests refuse unknown members, which tells them apart.
fn require_everything_sent(name: &str, schema: &mut Value) {
    if schema.get("additionalProperties") == Some(&Value::Bool(false)) {
        return;
    }
    if let Some(parts) = schema.get_mut("allOf").and_then(Value::as_array_mut) {
        parts
            .iter_mut()
            .for_each(|part| require_everything_sent(name, part));
    }
    let Some(properties) = schema.get("properties").and_then(Value::as_object) else {
        return;
    };
    let names: Vec<Value> = properties
        .keys()
        .filter(|member| !LEFT_OUT.contains(&(name, member.as_str())))
        .map(|member| member.as_str().into())
        .collect();
    if let Some(schema) = schema.as_object_mut().filter(|_| !names.is_empty()) {
        schema.insert("required".to_owned(), names.into());
    }
}

/// Files are bytes, not lists of numbers.
fn bytes_are_text(value: &mut Value) {
    match value {
        Value::Object(members) => {
            if let Some(content) = members.get_mut("application/octet-stream") {
                *content = json!({ "schema": { "type": "string", "contentMediaType": "application/octet-stream" } });
            }
            members.values_mut().for_each(bytes_are_text);
        }
        Value::Array(items) => items.iter_mut().for_each(bytes_are_text),
        _ => {}
    }
}

/// The shape of every refusal, and of what it says of one field.
fn refusal_shapes() -> (Value, Value) {
    let codes: Vec<&str> = problem_tables()
        .iter()
        .flat_map(|(_, kinds)| kinds.iter().map(|kind| kind.code))
        .collect();
    let problem = json!({
        "type": "object",
        "description": "A refusal (RFC 9457).",
        "required": ["type", "code", "title", "status", "reference"],
        "properties": {
            "type": { "type": "string", "description": "Where the problem is explained." },
            "code": { "type": "string", "description": "Stable name of the problem.", "examples": codes },
            "title": { "type": "string", "description": "One sentence in the language of the caller." },
            "status": { "type": "integer", "format": "int32", "description": "The HTTP status." },
            "reference": { "type": "string", "description": "Quote it when you write to us." },
            "errors": {
                "type": "array", "description": "For 422: what is wrong with which field.",
                "items": { "$ref": "#/components/schemas/ProblemField" },
            },
        },
    });
    let field = json!({
        "type": "object",
        "description": "One wrong field.",
        "required": ["pointer", "code", "message"],
        "properties": {
            "pointer": { "type": "string", "description": "JSON pointer into the body, or `?name` for a query parameter.", "examples": ["/story"] },
            "code": { "type": "string", "description": "What is wrong.", "examples": ["length"] },
            "message": { "type": "string", "description": "A sentence in the language of the caller." },
        },
    });
    (problem, field)
}

/// Writes the generated pages of the documentation.
///
/// # Errors
/// When a file cannot be written.
pub fn write_docs(folder: &Path) -> Result<(), String> {
    let pages: BTreeMap<&str, String> = BTreeMap::from([
        ("lifecycle.md", lifecycle::as_markdown()),
        ("permissions.md", matrix::as_markdown()),
        ("problems.md", problems_page()),
        ("settings.md", hilo_platform::settings::as_markdown()),
    ]);
    for (name, text) in pages {
        let path = folder.join(name);
        std::fs::write(&path, text).map_err(|error| format!("{}: {error}", path.display()))?;
    }
    Ok(())
}

fn problems_page() -> String {
    let mut page = String::from(
        "# Problems\n\nGenerated from the problem tables by `make gen`; never edited.\n",
    );
    for (title, kinds) in problem_tables() {
        page.push_str(&format!(
            "\n## {title}\n\n| code | status | en | es | pt-BR |\n|---|---|---|---|---|\n"
        ));
        for kind in kinds {
            let text = |language| kind.text(language);
            page.push_str(&format!(
                "| `{}` | {} | {} | {} | {} |\n",
                kind.code,
                kind.status,
                text(vocabulary::Language::English),
                text(vocabulary::Language::Spanish),
                text(vocabulary::Language::Portuguese)
            ));
        }
    }
    page
}

/// Operations of a document with their methods and paths; for tests.
pub fn listed(document: &OpenApi) -> Vec<(String, String, String)> {
    let mut all = Vec::new();
    for (path, item) in &document.paths.paths {
        for (method, operation) in operations(item) {
            all.push((
                operation.operation_id.clone().unwrap_or_default(),
                method.to_owned(),
                path.clone(),
            ));
        }
    }
    all
}
