//! Bodies and queries that refuse what they do not know (reliability rules 34, 47; promise Z5).

use std::collections::BTreeMap;
use std::fmt;

use actix_web::http::header;
use actix_web::{FromRequest, HttpRequest, dev::Payload, web};
use futures_util::StreamExt;
use futures_util::future::LocalBoxFuture;
use serde::Deserialize;
use serde::de::{DeserializeOwned, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};
use validator::{Validate, ValidationError, ValidationErrors, ValidationErrorsKind};

use crate::problem::{self, Answer, FieldError, Problem};

/// Largest JSON body, in bytes: a story of 10,000 characters in any script, with its answers, fits.
pub const BODY_LIMIT: usize = 128 * 1024;
/// Deepest nesting of a JSON body.
const DEPTH_LIMIT: usize = 12;

/// A JSON body, read whole: known fields only, each once, no control characters, validated.
pub struct Strict<T> {
    pub body: T,
    /// SHA-256 of the bytes, for idempotency.
    pub digest: Vec<u8>,
}

impl<T: DeserializeOwned + Validate + 'static> FromRequest for Strict<T> {
    type Error = Problem;
    type Future = LocalBoxFuture<'static, Answer<Self>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let headers = check_headers(request);
        let payload = payload.take();
        Box::pin(async move {
            headers?;
            let bytes = collect(payload).await?;
            let body = read(&bytes)?;
            Ok(Self {
                body,
                digest: crate::sealed::digest(&bytes),
            })
        })
    }
}

fn check_headers(request: &HttpRequest) -> Answer<()> {
    let is_json = request
        .headers()
        .get(header::CONTENT_TYPE)
        .and_then(|kind| kind.to_str().ok())
        .and_then(|kind| kind.parse::<mime::Mime>().ok())
        .is_some_and(|kind| kind.essence_str() == "application/json");
    if is_json {
        Ok(())
    } else {
        Err(Problem::of(&problem::MEDIA_TYPE))
    }
}

async fn collect(mut payload: Payload) -> Answer<web::BytesMut> {
    let mut bytes = web::BytesMut::new();
    while let Some(chunk) = payload.next().await {
        let chunk = chunk.map_err(|_| Problem::of(&problem::UNREADABLE))?;
        if bytes.len() + chunk.len() > BODY_LIMIT {
            return Err(Problem::of(&problem::TOO_LARGE));
        }
        bytes.extend_from_slice(&chunk);
    }
    Ok(bytes)
}

/// Reads and validates a body.
///
/// # Errors
/// 400 when it is not JSON; 422 with pointers when it is, but wrong.
pub fn read<T: DeserializeOwned + Validate>(bytes: &[u8]) -> Answer<T> {
    let text = std::str::from_utf8(bytes).map_err(|_| Problem::of(&problem::UNREADABLE))?;
    // serde_json speaks of line and column only; the value tree gives pointers. Depth is bounded before anything is built.
    if deeper_than_allowed(text) {
        return Err(Problem::of(&problem::UNREADABLE));
    }
    let Careful(value) = serde_json::from_str(text).map_err(|error| {
        match error.to_string().split_once('\u{1}') {
            Some((_, told)) => {
                let (code, name) = told.split_once('\u{1}').unwrap_or((told, ""));
                let name = name.split('\u{1}').next().unwrap_or_default();
                Problem::field(format!("/{}", escaped(name)), code)
            }
            None => Problem::of(&problem::UNREADABLE),
        }
    })?;
    let mut errors = Vec::new();
    find_control_characters(&value, &mut String::new(), &mut errors);
    if !errors.is_empty() {
        return Err(Problem::fields(errors));
    }
    let body: T = serde_path_to_error::deserialize(value).map_err(|error| misfit(&error))?;
    body.validate()
        .map_err(|errors| Problem::fields(flatten(&errors)))?;
    Ok(body)
}

fn deeper_than_allowed(text: &str) -> bool {
    let (mut depth, mut in_string, mut escaped) = (0_usize, false, false);
    for byte in text.bytes() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if in_string => escaped = true,
            b'"' => in_string = !in_string,
            b'{' | b'[' if !in_string => {
                depth += 1;
                if depth > DEPTH_LIMIT {
                    return true;
                }
            }
            b'}' | b']' if !in_string => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    false
}

/// A JSON value whose objects have each name once.
struct Careful(Value);

impl<'de> Deserialize<'de> for Careful {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(CarefulVisitor).map(Careful)
    }
}

struct CarefulVisitor;

impl<'de> Visitor<'de> for CarefulVisitor {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }
    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }
    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(Value::from(value))
    }
    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(Value::from(value))
    }
    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        Ok(Value::from(value))
    }
    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(Value::from(value))
    }
    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }
    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let mut out = Vec::new();
        while let Some(Careful(item)) = items.next_element()? {
            out.push(item);
        }
        Ok(Value::Array(out))
    }
    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Value, A::Error> {
        let mut out = Map::new();
        while let Some(name) = members.next_key::<String>()? {
            let Careful(value) = members.next_value()?;
            if out.insert(name.clone(), value).is_some() {
                // Control characters cannot stand raw in JSON, so they mark our own message safely.
                return Err(serde::de::Error::custom(format!(
                    "\u{1}duplicate-key\u{1}{name}\u{1}"
                )));
            }
        }
        Ok(Value::Object(out))
    }
}

fn find_control_characters(value: &Value, path: &mut String, errors: &mut Vec<FieldError>) {
    match value {
        // PostgreSQL stores no NUL, and other control characters only serve to confuse readers.
        Value::String(text)
            if text
                .chars()
                .any(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t')) =>
        {
            errors.push(FieldError::new(path.clone(), "control-character"));
        }
        Value::Array(items) => {
            for (i, item) in items.iter().enumerate() {
                descend(item, &i.to_string(), path, errors);
            }
        }
        Value::Object(members) => {
            for (name, member) in members {
                descend(member, &escaped(name), path, errors);
            }
        }
        _ => {}
    }
}

fn descend(value: &Value, step: &str, path: &mut String, errors: &mut Vec<FieldError>) {
    let before = path.len();
    path.push('/');
    path.push_str(step);
    find_control_characters(value, path, errors);
    path.truncate(before);
}

/// RFC 6901.
fn escaped(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}

fn misfit(error: &serde_path_to_error::Error<serde_json::Error>) -> Problem {
    let mut pointer = String::new();
    for step in error.path().iter() {
        use serde_path_to_error::Segment;
        match step {
            Segment::Seq { index } => pointer.push_str(&format!("/{index}")),
            Segment::Map { key } => pointer.push_str(&format!("/{}", escaped(key))),
            Segment::Enum { .. } | Segment::Unknown => {}
        }
    }
    let message = error.inner().to_string();
    let named = message.split('`').nth(1).unwrap_or_default();
    let (suffix, code) = if message.starts_with("missing field") {
        (format!("/{named}"), "required")
    } else if message.starts_with("unknown field") {
        // serde's path already ends in the unknown name.
        let ends_so = pointer.ends_with(&format!("/{}", escaped(named)));
        (
            if ends_so {
                String::new()
            } else {
                format!("/{}", escaped(named))
            },
            "unknown-field",
        )
    } else if message.starts_with("unknown variant") {
        (String::new(), "choice")
    } else if message.contains("input contains invalid characters")
        || message.contains("premature end of input")
    {
        (String::new(), "date")
    } else {
        (String::new(), "type")
    };
    Problem::field(pointer + &suffix, code)
}

/// Every text of a list is between so many characters long, without the space around it.
///
/// # Errors
/// `length` with the bounds.
pub fn each_between(texts: &[String], min: usize, max: usize) -> Result<(), ValidationError> {
    let fits = |text: &String| (min..=max).contains(&text.trim().chars().count());
    if texts.iter().all(fits) {
        return Ok(());
    }
    let mut error = ValidationError::new("length");
    error.add_param("min".into(), &min);
    error.add_param("max".into(), &max);
    Err(error)
}

fn flatten(errors: &ValidationErrors) -> Vec<FieldError> {
    let mut out = Vec::new();
    collect_errors(errors, "", &mut out);
    out.sort_by(|a, b| a.pointer.cmp(&b.pointer));
    out
}

fn collect_errors(errors: &ValidationErrors, path: &str, out: &mut Vec<FieldError>) {
    for (name, kind) in errors.errors() {
        let name = name.strip_suffix('_').unwrap_or(name);
        let here = if name.starts_with("__") {
            path.to_owned()
        } else {
            format!("{path}/{name}")
        };
        match kind {
            ValidationErrorsKind::Struct(inner) => collect_errors(inner, &here, out),
            ValidationErrorsKind::List(items) => {
                for (i, inner) in items {
                    collect_errors(inner, &format!("{here}/{i}"), out);
                }
            }
            ValidationErrorsKind::Field(found) => out.extend(found.iter().map(|error| {
                // The value that was sent is among validator's params: it must not come back.
                let params: BTreeMap<_, _> = error
                    .params
                    .iter()
                    .filter(|(name, _)| matches!(name.as_ref(), "min" | "max"))
                    .map(|(name, value)| (name.to_string(), value.to_string()))
                    .collect();
                let code = match (error.code.as_ref(), params.contains_key("min")) {
                    ("length", false) => "max-length",
                    (code, _) => code,
                };
                FieldError {
                    pointer: here.clone(),
                    code: code.to_owned(),
                    params,
                }
            })),
        }
    }
}

/// A query string with known parameters only, each once.
pub struct StrictQuery<T>(pub T);

impl<T: DeserializeOwned + Validate> FromRequest for StrictQuery<T> {
    type Error = Problem;
    type Future = std::future::Ready<Answer<Self>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        std::future::ready(read_query(request.query_string()).map(Self))
    }
}

fn read_query<T: DeserializeOwned + Validate>(query: &str) -> Answer<T> {
    let pairs = web::Query::<Vec<(String, String)>>::from_query(query)
        .map_err(|_| Problem::of(&problem::UNREADABLE))?
        .into_inner();
    let mut members = Map::new();
    for (name, value) in pairs {
        if value.contains('\0') {
            return Err(Problem::field(format!("?{name}"), "control-character"));
        }
        if members.insert(name.clone(), Value::String(value)).is_some() {
            return Err(Problem::field(format!("?{name}"), "duplicate-key"));
        }
    }
    let value: T = serde_path_to_error::deserialize(Value::Object(members))
        .map_err(|error| in_query(misfit(&error)))?;
    value
        .validate()
        .map_err(|errors| in_query(Problem::fields(flatten(&errors))))?;
    Ok(value)
}

fn in_query(mut problem: Problem) -> Problem {
    for error in &mut problem.errors {
        error.pointer = format!("?{}", error.pointer.trim_start_matches('/'));
        if error.code == "unknown-field" {
            error.code = "unknown-parameter".to_owned();
        }
    }
    problem
}

/// Reads a number or truth out of a query string, where everything is text.
pub fn from_text<'de, D, T>(deserializer: D) -> Result<Option<T>, D::Error>
where
    D: Deserializer<'de>,
    T: std::str::FromStr,
{
    let text = Option::<String>::deserialize(deserializer)?;
    text.map(|text| {
        text.parse()
            .map_err(|_| serde::de::Error::custom("not of this type"))
    })
    .transpose()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, Deserialize, Validate)]
    #[serde(deny_unknown_fields)]
    struct Filing {
        #[validate(length(min = 1, max = 5))]
        story: String,
        #[serde(default)]
        #[validate(nested)]
        place: Option<Place>,
    }

    #[derive(Debug, Deserialize, Validate)]
    #[serde(deny_unknown_fields)]
    struct Place {
        #[validate(range(min = -90.0, max = 90.0))]
        latitude: f64,
    }

    fn refusal(body: &str) -> (u16, Vec<(String, String)>) {
        let problem = read::<Filing>(body.as_bytes()).unwrap_err();
        (
            problem.kind.status,
            problem
                .errors
                .into_iter()
                .map(|e| (e.pointer, e.code))
                .collect(),
        )
    }

    fn wrong(pointer: &str, code: &str) -> (u16, Vec<(String, String)>) {
        (422, vec![(pointer.into(), code.into())])
    }

    #[test]
    fn each_way_to_be_wrong_names_its_field() {
        // reliability 6.1: 400 cannot be read, 422 readable but wrong
        assert_eq!(refusal("{").0, 400);
        assert_eq!(refusal(&"[".repeat(5000)).0, 400);
        assert_eq!(refusal("{}"), wrong("/story", "required"));
        assert_eq!(
            refusal(r#"{"story":"a","x":1}"#),
            wrong("/x", "unknown-field")
        );
        assert_eq!(
            refusal(r#"{"story":"a","story":"b"}"#),
            wrong("/story", "duplicate-key")
        );
        assert_eq!(refusal(r#"{"story":5}"#), wrong("/story", "type"));
        assert_eq!(refusal(r#"{"story":""}"#), wrong("/story", "length"));
        assert_eq!(
            refusal(r#"{"story":"a\u0000b"}"#),
            wrong("/story", "control-character")
        );
        assert_eq!(
            refusal(r#"{"story":"a","place":{"latitude":91}}"#),
            wrong("/place/latitude", "range")
        );
        assert_eq!(
            refusal(r#"{"story":"a","place":{"latitude":9,"z":1}}"#),
            wrong("/place/z", "unknown-field")
        );
    }

    #[test]
    fn a_refusal_never_repeats_what_was_sent() {
        let problem = read::<Filing>(br#"{"story":"a secret story"}"#).unwrap_err();
        assert!(!format!("{:?}", problem.errors).contains("secret"));
    }
}
