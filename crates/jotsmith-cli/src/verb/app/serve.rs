//! The server of the page: the loopback only, GET and HEAD of the files that this program carries, nothing else.
//!
//! A page of a stranger that points its own name at 127.0.0.1 asks with its own Host, and gets nothing: the Host must be
//! the loopback with our port. A request is read within a bound and within a time; each connection answers once.

use std::fmt::Write as _;
use std::io::{self, Read as _, Write as _};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

use super::page::{FILES, HEADERS, SW_HEADERS};
use crate::exit::{Exit, Failure};

/// Bytes of a request head; a browser sends fewer than 2,000.
const HEAD_BYTES: usize = 16 * 1024;

/// Headers of a request; a browser sends fewer than 30.
const HEADERS_OF_REQUEST: usize = 64;

/// How long one read or write of a connection may take.
const PATIENCE: Duration = Duration::from_secs(10);

/// Connections that are answered at the same time.
const CONNECTIONS: usize = 32;

/// The file of the page itself.
const START: &str = "index.html";

/// The service worker, which has headers of its own.
const WORKER: &str = "sw.js";

/// Serves until interrupted. `ready` is told the address.
pub(super) fn run(port: u16, ready: impl FnOnce(SocketAddr) -> Result<(), Failure>) -> Result<Exit, Failure> {
    let fault = |fault: &io::Error| {
        Failure::new(
            Exit::InputOutput,
            format!("Cannot serve on port {port}: {}.", fault.kind()),
            "Name another --port.",
        )
    };
    #[expect(clippy::disallowed_methods, reason = "the loopback and nothing else is bound")]
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).map_err(|found| fault(&found))?;
    let address = listener.local_addr().map_err(|found| fault(&found))?;
    ready(address)?;
    let busy = AtomicUsize::new(0);
    thread::scope(|scope| {
        for stream in listener.incoming().flatten() {
            if busy.fetch_add(1, Ordering::SeqCst) >= CONNECTIONS {
                busy.fetch_sub(1, Ordering::SeqCst);
                continue;
            }
            let busy = &busy;
            scope.spawn(move || {
                // A connection that breaks is its own affair.
                answer(&stream, address.port()).unwrap_or_default();
                busy.fetch_sub(1, Ordering::SeqCst);
            });
        }
    });
    Ok(Exit::Fine)
}

fn answer(mut stream: &TcpStream, port: u16) -> io::Result<()> {
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.set_write_timeout(Some(PATIENCE))?;
    let mut head = Vec::new();
    let mut chunk = [0; 1024];
    while !head.windows(4).any(|end| end == b"\r\n\r\n") && head.len() < HEAD_BYTES {
        let count = stream.read(&mut chunk)?;
        if count == 0 {
            break;
        }
        head.extend_from_slice(chunk.get(..count).unwrap_or_default());
    }
    stream.write_all(&response(&head, port))?;
    stream.flush()
}

/// The whole answer to the head of a request.
fn response(head: &[u8], port: u16) -> Vec<u8> {
    let mut headers = [httparse::EMPTY_HEADER; HEADERS_OF_REQUEST];
    let mut request = httparse::Request::new(&mut headers);
    if !matches!(request.parse(head), Ok(httparse::Status::Complete(_))) {
        return plain("400 Bad Request");
    }
    let mut hosts = request.headers.iter().filter(|header| header.name.eq_ignore_ascii_case("host"));
    let host_is_ours = hosts.next().is_some_and(|host| is_ours(host.value, port)) && hosts.next().is_none();
    if !host_is_ours {
        return plain("421 Misdirected Request");
    }
    let with_body = match request.method {
        Some("GET") => true,
        Some("HEAD") => false,
        _ => return plain("405 Method Not Allowed"),
    };
    let path = request.path.unwrap_or_default().split(['?', '#']).next().unwrap_or_default();
    let name = match path.strip_prefix('/') {
        Some("") => START,
        Some(name) => name,
        None => return plain("400 Bad Request"),
    };
    match FILES.iter().find(|(known, _, _)| *known == name) {
        Some((name, content_type, bytes)) => file(name, content_type, bytes, with_body),
        None => plain("404 Not Found"),
    }
}

/// Whether a Host header names the loopback and our port.
fn is_ours(host: &[u8], port: u16) -> bool {
    ["127.0.0.1", "localhost"]
        .iter()
        .any(|name| host.eq_ignore_ascii_case(format!("{name}:{port}").as_bytes()))
}

fn file(name: &str, content_type: &str, bytes: &[u8], with_body: bool) -> Vec<u8> {
    let mut answer =
        format!("HTTP/1.1 200 OK\r\nContent-Type: {content_type}\r\nContent-Length: {}\r\n", bytes.len());
    let own = if name == WORKER { SW_HEADERS } else { &[] };
    for (header, value) in merged(HEADERS, own) {
        write!(answer, "{header}: {value}\r\n").unwrap_or_default();
    }
    answer.push_str("Connection: close\r\n\r\n");
    let mut answer = answer.into_bytes();
    if with_body {
        answer.extend_from_slice(bytes);
    }
    answer
}

/// The headers of every answer, those of one file in the place of others of the same name.
fn merged<'h>(
    shared: &'h [(&'h str, &'h str)],
    own: &'h [(&'h str, &'h str)],
) -> impl Iterator<Item = &'h (&'h str, &'h str)> {
    shared.iter().filter(|(header, _)| !own.iter().any(|(known, _)| known == header)).chain(own)
}

fn plain(status: &str) -> Vec<u8> {
    let body = format!("{status}\n");
    format!(
        "HTTP/1.1 {status}\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: {}\r\n\
         X-Content-Type-Options: nosniff\r\nConnection: close\r\n\r\n{body}",
        body.len()
    )
    .into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn status(head: &str) -> String {
        let answer = response(head.as_bytes(), 8600);
        String::from_utf8_lossy(&answer).lines().next().unwrap().to_owned()
    }

    #[test]
    fn answers_to_the_loopback_by_its_name_and_port_only() {
        assert!(is_ours(b"127.0.0.1:8600", 8600));
        assert!(is_ours(b"LocalHost:8600", 8600));
        for host in ["evil.example", "127.0.0.1", "127.0.0.1:80", "localhost:8600.evil.example", ""] {
            assert!(!is_ours(host.as_bytes(), 8600), "{host}");
        }
        let refused = "HTTP/1.1 421 Misdirected Request";
        assert_eq!(status("GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n"), refused);
        assert_eq!(status("GET / HTTP/1.1\r\n\r\n"), refused);
        assert_eq!(status("GET / HTTP/1.1\r\nHost: 127.0.0.1:8600\r\nHost: a\r\n\r\n"), refused);
    }

    #[test]
    fn gives_what_it_carries_and_nothing_else() {
        let host = "Host: 127.0.0.1:8600\r\n\r\n";
        assert_eq!(status(&format!("POST / HTTP/1.1\r\n{host}")), "HTTP/1.1 405 Method Not Allowed");
        assert_eq!(status(&format!("GET /../Cargo.toml HTTP/1.1\r\n{host}")), "HTTP/1.1 404 Not Found");
        assert_eq!(status("nonsense"), "HTTP/1.1 400 Bad Request");
        assert_eq!(
            status(&format!("GET / HTTP/1.1\r\n{}", "A: b\r\n".repeat(100))),
            "HTTP/1.1 400 Bad Request"
        );
    }

    #[test]
    fn the_worker_has_its_own_policy_in_place_of_the_other() {
        let shared = [("Content-Security-Policy", "page"), ("Referrer-Policy", "no-referrer")];
        let all: Vec<_> = merged(&shared, &[("Content-Security-Policy", "worker")]).copied().collect();
        assert_eq!(all, [("Referrer-Policy", "no-referrer"), ("Content-Security-Policy", "worker")]);
        assert_eq!(merged(&shared, &[]).count(), 2);
    }

    #[test]
    fn head_is_get_without_the_body() {
        let answer = |with_body| String::from_utf8(file("a.css", "text/css", b"body{}", with_body)).unwrap();
        assert_eq!(answer(true), format!("{}body{{}}", answer(false)));
        assert!(answer(false).contains("Content-Length: 6\r\n"));
    }
}
