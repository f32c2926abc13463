//! Which book, and which sheet of it, a request is about.

use actix_web::{FromRequest, HttpRequest, dev::Payload};
use diesel::prelude::*;
use hilo_platform::problem::{Answer, Problem};
use hilo_platform::tx::Tx;
use hilo_schema::offices;
use uuid::Uuid;

use crate::problems;

/// The office in the path. What cannot be one is answered like an unknown one.
#[derive(Debug, Clone, Copy)]
pub struct Book(pub Uuid);

impl FromRequest for Book {
    type Error = Problem;
    type Future = std::future::Ready<Answer<Self>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let office = request.match_info().get("office");
        let office = office.and_then(|text| text.parse().ok());
        std::future::ready(
            office
                .map(Self)
                .ok_or_else(|| (&problems::NO_OFFICE).into()),
        )
    }
}

impl Book {
    /// Is there such an office in this body? A book belongs to it, and to nobody else.
    pub fn is_ours(self, tx: &mut Tx<'_>) -> Answer<()> {
        let known: Option<Uuid> = offices::table
            .select(offices::id)
            .find((tx.entity()?, self.0))
            .first(tx.conn)
            .optional()?;
        known
            .map(|_| ())
            .ok_or_else(|| (&problems::NO_OFFICE).into())
    }
}

/// The number of a sheet in the path.
#[derive(Debug, Clone, Copy)]
pub struct SheetNumber(pub i32);

/// Highest number of a sheet; books are not thicker, and typing errors are.
pub const LAST_SHEET: i32 = 9_999_999;

impl FromRequest for SheetNumber {
    type Error = Problem;
    type Future = std::future::Ready<Answer<Self>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let sheet = request.match_info().get("sheet");
        let sheet = sheet
            .and_then(|text| text.parse().ok())
            .filter(|sheet| (1..=LAST_SHEET).contains(sheet));
        std::future::ready(sheet.map(Self).ok_or_else(|| (&problems::NO_SHEET).into()))
    }
}
