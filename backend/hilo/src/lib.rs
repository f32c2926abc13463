//! The binary and what the tests of the whole service share with it.

pub mod bench;
pub mod contract;
pub mod dev;
pub mod import;
pub mod migrate;
pub mod packs;
pub mod pages;
pub mod record;
pub mod service;
pub mod work;
