use super::{LARGEST, Mailbox, Session};

fn session() -> Session {
    Session::new(Mailbox::open(None, "http://sink".to_owned()).unwrap())
}

fn codes(answers: &str) -> Vec<&str> {
    let last = |line: &&str| line.get(3..4) != Some("-");
    answers
        .lines()
        .filter(last)
        .map(|line| line.get(..3).unwrap())
        .collect()
}

fn body_of_newest(session: &Session) -> String {
    let newest = session.mailbox.list(None, None).into_iter().next().unwrap();
    String::from_utf8(session.mailbox.raw(newest.id).unwrap().to_vec()).unwrap()
}

#[test]
fn a_whole_conversation_in_one_packet_is_answered_command_by_command() {
    // RFC 2920
    let mut session = session();
    let answers = session.hear(
        b"EHLO me\r\nMAIL FROM:<a@example.org> SIZE=20\r\nRCPT TO:<b@example.org>\r\nDATA\r\n\
          Subject: x\r\n\r\nhello\r\n.\r\nNOOP\r\nQUIT\r\n",
    );
    assert_eq!(
        codes(&answers),
        ["250", "250", "250", "354", "250", "250", "221"]
    );
    assert!(session.is_over);
}

#[test]
fn bytes_may_come_one_by_one() {
    let mut session = session();
    let text = "HELO me\r\nMAIL FROM:<>\r\nRCPT TO:<b@example.org>\r\nDATA\r\nhi\r\n.\r\n";
    let answers: String = text.bytes().map(|byte| session.hear(&[byte])).collect();
    assert_eq!(codes(&answers), ["250", "250", "250", "354", "250"]);
    assert!(body_of_newest(&session).ends_with("Delivered-To: b@example.org\r\nhi\r\n"));
}

#[test]
fn doubled_dots_are_single_again_and_a_first_dot_ends() {
    // RFC 5321, 4.5.2
    let mut session = session();
    let start = "MAIL FROM:<a@example.org>\r\nRCPT TO:<b@example.org>\r\nDATA\r\n";
    session.hear(format!("{start}..first\r\n\r\n..\r\na.b\r\n.\r\n").as_bytes());
    assert!(body_of_newest(&session).ends_with(".org\r\n.first\r\n\r\n.\r\na.b\r\n"));
    let answers = session.hear(format!("{start}.\r\n").as_bytes());
    assert_eq!(codes(&answers), ["250", "250", "354", "250"]);
    assert!(body_of_newest(&session).ends_with("Delivered-To: b@example.org\r\n"));
}

#[test]
fn a_lonely_newline_does_not_end_a_message() {
    // Else a second message could be smuggled in behind it.
    let mut session = session();
    session.hear(b"MAIL FROM:<a@example.org>\r\nRCPT TO:<b@example.org>\r\nDATA\r\n");
    assert_eq!(session.hear(b"x\n.\nMAIL FROM:<c@example.org>\n.\r\n"), "");
    assert_eq!(codes(&session.hear(b"\r\n.\r\n")), ["250"]);
    assert_eq!(session.mailbox.list(None, None).len(), 1);
}

#[test]
fn addresses_ask_for_their_own_failure() {
    let mut session = session();
    let answers = session.hear(
        b"MAIL FROM:<a@example.org>\r\nRCPT TO:<fail+rosa@example.org>\r\n\
          RCPT TO:<bounce+rosa@example.org>\r\nDATA\r\n",
    );
    assert_eq!(codes(&answers), ["250", "451", "550", "503"]);
}

#[test]
fn what_is_too_large_is_refused_before_or_after() {
    let mut session = session();
    let early =
        session.hear(format!("MAIL FROM:<a@example.org> SIZE={}\r\n", LARGEST + 1).as_bytes());
    assert_eq!(codes(&early), ["552"]);
    session.hear(b"MAIL FROM:<a@example.org>\r\nRCPT TO:<b@example.org>\r\nDATA\r\n");
    session.hear(&vec![b'x'; LARGEST + 1]);
    assert_eq!(codes(&session.hear(b"\r\n.\r\nNOOP\r\n")), ["552", "250"]);
    assert!(session.mailbox.list(None, None).is_empty());
}

#[test]
fn commands_out_of_order_or_unknown_are_refused_and_the_talk_goes_on() {
    let mut session = session();
    let answers = session.hear(
        b"DATA\r\nRCPT TO:<b@example.org>\r\nFOO\r\nMAIL FROM:a\r\nAUTH PLAIN\r\nSTARTTLS\r\n\
          MAIL FROM:<a@example.org>\r\nMAIL FROM:<a@example.org>\r\nRSET\r\nRCPT TO:<b@example.org>\r\n",
    );
    assert_eq!(
        codes(&answers),
        [
            "503", "503", "500", "501", "502", "502", "250", "503", "250", "503"
        ]
    );
}

#[test]
fn an_endless_line_ends_the_talk() {
    let mut session = session();
    let answers = session.hear(&vec![b'x'; 5_000]);
    assert_eq!(codes(&answers), ["500"]);
    assert!(session.is_over);
}
