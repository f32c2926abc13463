//! Legal notification (Peru DS 007 art. 17): by text message, at home, at the desk.

mod by_hand;
mod texts;
