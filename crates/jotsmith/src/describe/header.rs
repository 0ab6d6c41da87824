//! THE table of header parameters: those of the IANA registry "JSON Web Signature and Encryption Header Parameters".
//!
//! It has two parts: nearly every token has those of the first, which the page's first module carries alone.

use super::document::{
    CREDENTIAL_ISSUANCE, FEDERATION, IHE, PRESENTATIONS, RFC_6749, RFC_7515, RFC_7516, RFC_7518, RFC_7519,
    RFC_7797, RFC_8225, RFC_8555, RFC_9321, RFC_9635, RFC_9901, SD_JWT_VC,
};
use super::{Class, Expects, Row};
use Expects::{Bool, Count, Key, Object, Strings, Text};

#[rustfmt::skip] // A table: a parameter, its place and its sentence.
pub(super) const FIRST: &[Row] = &[
    Row::new("alg", "algorithm", Text, RFC_7515, "4.1.1",
        "The algorithm that signs, or that protects the key of an encrypted token. A verifier decides by its own list, never by this."),
    Row::new("kid", "key id", Text, RFC_7515, "4.1.4",
        "Which key verifies it, or opens it if encrypted. A hint, and a header parameter, not a claim."),
    Row::new("typ", "type", Text, RFC_7515, "4.1.9",
        "What kind of token this is. An explicit type keeps one kind from being taken for another."),
    Row::new("cty", "content type", Text, RFC_7515, "4.1.10",
        "What is inside. JWT stands for a token within the token."),
];

#[rustfmt::skip] // A table: a parameter, its place and its sentence.
pub(super) const OTHERS: &[Row] = &[
    Row::new("jku", "address of a key set", Text, RFC_7515, "4.1.2",
        "Where a set of keys is said to be. A verifier that fetches it trusts whoever wrote the token."),
    Row::new("jwk", "public key", Key, RFC_7515, "4.1.3",
        "A public key that the token brings. Of a signed token it proves nothing unless it is known from elsewhere; a JWE says so to which key it was encrypted."),
    Row::new("x5u", "address of a certificate", Text, RFC_7515, "4.1.5",
        "Where a certificate of the key is said to be. A verifier that fetches it trusts whoever wrote the token."),
    Row::new("x5c", "certificate chain", Strings, RFC_7515, "4.1.6",
        "Certificates that the token brings itself, in standard base64. They count only if the chain ends in a root that is trusted."),
    Row::new("x5t", "certificate thumbprint, SHA-1", Text, RFC_7515, "4.1.7",
        "The SHA-1 digest of the certificate whose key is used."),
    Row::new("x5t#S256", "certificate thumbprint, SHA-256", Text, RFC_7515, "4.1.8",
        "The SHA-256 digest of the certificate whose key is used."),
    Row::new("crit", "critical extensions", Strings, RFC_7515, "4.1.11",
        "Extensions that a reader must understand, or else refuse the token."),
    Row::new("b64", "payload encoding", Bool, RFC_7797, "3",
        "Whether the payload is base64url. False leaves it as it is, and must be listed in crit."),
    Row::new("enc", "content encryption", Text, RFC_7516, "4.1.2",
        "The algorithm that encrypts the content."),
    Row::new("zip", "compression", Text, RFC_7516, "4.1.3",
        "How the content was compressed before it was encrypted. DEF is the only value."),
    Row::new("epk", "ephemeral public key", Key, RFC_7518, "4.6.1.1",
        "The sender's one-time public key, from which both sides agree on a key."),
    Row::new("apu", "sender info", Text, RFC_7518, "4.6.1.2",
        "What the key agreement knows of the sender, as base64url."),
    Row::new("apv", "receiver info", Text, RFC_7518, "4.6.1.3",
        "What the key agreement knows of the receiver, as base64url."),
    Row::new("iv", "initialization vector of the key wrap", Text, RFC_7518, "4.7.1.1",
        "The initialization vector with which AES-GCM wrapped the key, as base64url."),
    Row::new("tag", "authentication tag of the key wrap", Text, RFC_7518, "4.7.1.2",
        "The authentication tag with which AES-GCM wrapped the key, as base64url."),
    Row::new("p2s", "salt of the password", Text, RFC_7518, "4.8.1.1",
        "The salt with which the password is stretched, as base64url."),
    Row::new("p2c", "iterations of the password", Count, RFC_7518, "4.8.1.2",
        "How often the password is stretched. Few can be guessed, too many stall the reader."),
    Row::new("iss", "issuer", Text, RFC_7519, "5.3",
        "The issuer, repeated in the header of an encrypted token. It must equal the claim inside."),
    Row::new("sub", "subject", Text, RFC_7519, "5.3",
        "The subject, repeated in the header of an encrypted token. It must equal the claim inside."),
    Row::new("aud", "audience", Expects::TextOrTexts, RFC_7519, "5.3",
        "The audience, repeated in the header of an encrypted token. It must equal the claim inside."),
    Row::new("url", "address of the request", Text, RFC_8555, "6.4.1",
        "The address to which an ACME request is sent, so that it cannot be sent elsewhere."),
    Row::new("nonce", "nonce of the server", Text, RFC_8555, "6.5.2",
        "A number used once, given by an ACME server against replay. Microsoft Entra uses the name for purposes of its own."),
    Row::new("ppt", "PASSporT extension", Text, RFC_8225, "8.1",
        "Which extension of PASSporT the claims belong to, such as shaken."),
    Row::new("svt", "signature validation token", Strings, RFC_9321, "",
        "A token that says with which result the signature was validated before."),
    Row::new("trust_chain", "trust chain", Strings, FEDERATION, "4.3",
        "Entity statements from the issuer up to a trust anchor."),
    Row::new("peer_trust_chain", "trust chain of the peer", Strings, FEDERATION, "4.4",
        "Entity statements from the receiver up to the same trust anchor as those of the issuer."),
    Row::new("client_id", "client id", Text, RFC_6749, "2.2",
        "The OAuth client that the token is about."),
    Row::new("jwt", "token", Text, PRESENTATIONS, "12",
        "A token that the header brings, whose own type says what it is for."),
    Row::new("iheSSId", "submission set", Text, IHE, "5.10",
        "The submission set of medical documents that the signature is about."),
    Row::private("disclosures", "disclosures", Strings, RFC_9901, "8.1",
        "What the holder shows of the claims that are hidden, in an SD-JWT in JSON serialization."),
    Row::private("kb_jwt", "key binding", Text, RFC_9901, "8.1",
        "The proof that the holder presents this SD-JWT now, to one verifier, in JSON serialization."),
    Row::private("vctm", "type metadata", Strings, SD_JWT_VC, "",
        "The metadata of the credential type, brought along by older drafts. It counts only if its hash is known from elsewhere."),
    Row::private("key_attestation", "key attestation", Text, CREDENTIAL_ISSUANCE, "",
        "A token that says how the key of this proof is stored."),

    // What a signed request of GNAP says of itself. No registry of header parameters has these names.
    Row::private("htm", "HTTP method", Text, RFC_9635, "7.3.3", "The method of the one request that the signature is for."),
    Row::private("uri", "address of the request", Text, RFC_9635, "7.3.3", "The address of the one request that the signature is for, with its query."),
    Row::private("created", "signed at", Count, RFC_9635, "7.3.3", "When the request was signed, in seconds since 1970-01-01T00:00:00Z."),
    Row::private("ath", "access token hash", Text, RFC_9635, "7.3.3", "The SHA-256 hash of the access token that is sent with the request."),
];

#[rustfmt::skip] // A table: a member, its place and its sentence.
/// The members of a recipient in general serialization: no parameters, but what holds them.
pub(super) const OF_RECIPIENT: &[Row] = &[
    Row::new("header", "header of this recipient", Object, RFC_7516, "7.2.1",
        "What this recipient must know to open the content. Anybody may have changed it: the tag does not vouch for it."),
    Row::new("encrypted_key", "encrypted key", Text, RFC_7516, "7.2.1",
        "The content encryption key, encrypted to this recipient."),
];

/// What is said of a name that stands in no table.
pub(super) const PRIVATE: Row = Row {
    class: Class::Private,
    ..Row::new(
        "",
        "defined by its issuer",
        Expects::Anything,
        RFC_7515,
        "4.3",
        "A private header parameter: its meaning is agreed between issuer and reader. A reader that does not know it ignores it, unless crit lists it.",
    )
};

/// What is said of a name that nobody else gives (RFC 7515 section 2, Collision-Resistant Name).
pub(super) const COLLISION_RESISTANT: Row = Row {
    class: Class::Public,
    ..Row::new(
        "",
        "named by an address of its own",
        Expects::Anything,
        RFC_7515,
        "4.2",
        "A public header parameter: its name holds a domain or another name that nobody else gives.",
    )
};
