//! The tokens that everyone is measured with. *classic* is the token of the guide everybody knows; *real* is one as an
//! authorization server makes it: nine claims, 320 bytes of payload, a `kid`. *crowded* has 32 members, up to which
//! duplicate names are found by comparing each pair.

use serde::{Deserialize, Serialize};

/// The guide's token and its 19-byte secret.
pub const CLASSIC: &str = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxMjM0NTY3ODkwIiwibmFtZSI6IkpvaG4gRG9lIiwiaWF0IjoxNTE2MjM5MDIyfQ.SflKxwRJSMeKKF2QT4fwpMeJf36POk6yJV_adQssw5c";
pub const CLASSIC_SECRET: &[u8] = b"your-256-bit-secret";

pub const SECRET: &[u8] = b"0123456789abcdef0123456789abcdef";
pub const KID: &str = "2026-01-signing-key";
pub const ISSUER: &str = "https://auth.example.com/realms/main";
pub const AUDIENCE: &str = "https://api.example.com/v2";
pub const PAYLOAD: &str = r#"{"iss":"https://auth.example.com/realms/main","sub":"user-7f3a9c52-1d84-4e6b-9b0f-2c5d8e1a4f63","aud":"https://api.example.com/v2","exp":4102444800,"nbf":1700000000,"iat":1700000000,"jti":"5b1c6d4e-8f2a-4c37-a9d0-3e7f1b2c4d5a","scope":"openid profile email orders:read orders:write","client_id":"s6BhdRkqt3-web-frontend"}"#;

/// The claims of *real*.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
pub struct Claims {
    pub iss: String,
    pub sub: String,
    pub aud: String,
    pub exp: u64,
    pub nbf: u64,
    pub iat: u64,
    pub jti: String,
    pub scope: String,
    pub client_id: String,
}

/// The same, borrowed.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
pub struct BorrowedClaims<'a> {
    pub iss: &'a str,
    pub sub: &'a str,
    pub aud: &'a str,
    pub exp: u64,
    pub nbf: u64,
    pub iat: u64,
    pub jti: &'a str,
    pub scope: &'a str,
    pub client_id: &'a str,
}

/// What is left of *real* for a peer that keeps the registered claims itself.
#[derive(Serialize, Deserialize, Clone, Debug)]
pub struct PrivateClaims {
    pub scope: String,
    pub client_id: String,
}

/// What is left of *real* for a peer that keeps only the times itself.
#[derive(Serialize, Deserialize, Clone, Debug)]
pub struct UntimedClaims {
    pub iss: String,
    pub sub: String,
    pub aud: String,
    pub jti: String,
    pub scope: String,
    pub client_id: String,
}

/// The claims of *classic*.
#[derive(Serialize, Deserialize, Clone, Debug)]
pub struct ClassicClaims {
    pub sub: String,
    pub name: String,
    pub iat: u64,
}

/// What is left of *classic* for a peer that keeps the registered claims itself.
#[derive(Serialize, Deserialize, Clone, Debug, Default)]
pub struct ClassicPrivate {
    pub name: String,
}

/// What is left of *classic* for a peer that keeps only the times itself.
#[derive(Serialize, Deserialize, Clone, Debug)]
pub struct ClassicUntimed {
    pub sub: String,
    pub name: String,
}

/// The claims of *real*, owned.
pub fn claims() -> Claims {
    serde_json::from_str(PAYLOAD).expect("the payload is a constant")
}

/// The payload of *real* with as many members more as make 32.
pub fn crowded_payload() -> String {
    let mut payload = PAYLOAD.trim_end_matches('}').to_owned();
    for number in 0..23 {
        payload.push_str(&format!(",\"https://claims.example.com/{number:02}\":\"value {number}\""));
    }
    payload.push('}');
    payload
}

/// The instant of the measurement, in Unix seconds.
pub fn now() -> u64 {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    since.map_or(0, |since| since.as_secs())
}
