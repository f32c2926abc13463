//! Which case a request is about, and the key that proves it is the person's.

use actix_web::{FromRequest, HttpRequest, dev::Payload, web};
use hilo_platform::caller::{Door, Request};
use hilo_platform::db::Db;
use hilo_platform::problem::{Answer, Problem};
use hilo_platform::sealed;
use hilo_registry::directory::Directory;
use hilo_rules::numbers::{AccessKey, CaseNumber};

use crate::problems;

/// Header of the access key.
pub const KEY_HEADER: &str = "Case-Key";

/// The number in the path. A number that cannot be one is answered like an unknown one.
#[derive(Debug, Clone, Copy)]
pub struct Target(pub CaseNumber);

impl FromRequest for Target {
    type Error = Problem;
    type Future = std::future::Ready<Answer<Self>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let number = request
            .match_info()
            .get("number")
            .and_then(|text| text.parse().ok());
        std::future::ready(
            number
                .map(Self)
                .ok_or_else(|| (&problems::NOT_FOUND).into()),
        )
    }
}

/// What a person shows: number and key. A missing or wrong key is answered like an unknown number (promise P3).
#[derive(Debug, Clone)]
pub struct OwnCase {
    pub number: CaseNumber,
    key_digest: Vec<u8>,
}

impl FromRequest for OwnCase {
    type Error = Problem;
    type Future = std::future::Ready<Answer<Self>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let key = request
            .headers()
            .get(KEY_HEADER)
            .and_then(|key| key.to_str().ok()?.parse::<AccessKey>().ok());
        let target = Target::from_request(request, payload).into_inner();
        let own = target.and_then(|Target(number)| {
            let key = key.ok_or(&problems::NOT_FOUND)?;
            Ok(Self {
                number,
                key_digest: digest(&key),
            })
        });
        std::future::ready(own)
    }
}

impl OwnCase {
    /// The door into the entity of the number.
    pub async fn door(&self, db: &Db, directory: &Directory, request: &Request) -> Answer<Door> {
        let entity = directory
            .id_of(db, request.clone(), self.number.entity())
            .await?;
        entity
            .map(Door::Person)
            .ok_or_else(|| (&problems::NOT_FOUND).into())
    }

    /// Does the key belong to this hash? Compared in constant time.
    pub fn opens(&self, key_hash: &[u8]) -> bool {
        sealed::same(&self.key_digest, key_hash)
    }
}

/// What is stored of a key.
pub fn digest(key: &AccessKey) -> Vec<u8> {
    sealed::digest(key.as_bytes())
}

/// What every handler of this room needs.
#[derive(Clone)]
pub struct Room {
    pub db: Db,
    pub directory: Directory,
}

/// The room as actix hands it out.
pub type InRoom = web::Data<Room>;
