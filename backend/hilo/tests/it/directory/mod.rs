//! The public directory: bodies, services, search, the lifecycle, and the addresses around the API.

mod around;
mod finding;
mod versions;
