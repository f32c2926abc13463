//! Legal clocks: the vectors of the law, the days one by one, the properties that must hold for any
//! clock.
#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]

mod explaining;
mod extending;
mod oracle;
mod pausing;
mod properties;
mod vectors;
mod world;
mod zones;
