//! Statements whose text never changes: planned once for each connection, not once for each request.

use diesel::PgConnection;
use diesel::RunQueryDsl;
use diesel::pg::Pg;
use diesel::query_builder::{AstPass, Query, QueryFragment, QueryId};
use diesel::result::QueryResult;
use diesel::sql_types::Untyped;

/// `Kept(sql_query(…).bind(…))`: the server keeps the statement and its plan as long as the connection lives.
///
/// `sql_query` alone is parsed and planned anew every time, because its text could be any. Only for texts that are
/// constants of the program, and only where the best plan does not depend on the values: never for lists with filters.
#[derive(Debug)]
pub struct Kept<Q>(pub Q);

impl<Q: QueryFragment<Pg>> QueryFragment<Pg> for Kept<Q> {
    fn walk_ast<'b>(&'b self, out: AstPass<'_, 'b, Pg>) -> QueryResult<()> {
        self.0.walk_ast(out)
    }

    fn is_safe_to_cache_prepared(&self, _: &Pg) -> QueryResult<bool> {
        Ok(true)
    }
}

/// Found again by its text.
impl<Q> QueryId for Kept<Q> {
    type QueryId = ();
    const HAS_STATIC_QUERY_ID: bool = false;
}

impl<Q> Query for Kept<Q> {
    type SqlType = Untyped;
}

impl<Q> RunQueryDsl<PgConnection> for Kept<Q> {}
