//! What any service of this kind needs; knows no citizen and no case.

pub mod actor;
pub mod books;
pub mod caller;
pub mod chance;
pub mod clock;
pub mod contract;
pub mod db;
pub mod edge;
pub mod files;
pub mod idempotency;
pub mod jobs;
pub mod kept;
pub mod limits;
pub mod live;
pub mod page;
pub mod problem;
pub mod record;
pub mod sealed;
pub mod settings;
pub mod strict;
pub mod tokens;
pub mod tx;
pub mod version;
pub mod words;
