//! THE table of reasons: code, question, severity, exit code, source, and the words.
//!
//! One row holds all that is known of a reason; faces, documentation and `explain` read it. A new reason is a new row.
//! Templates are explained in `words.rs`. `clause` continues "Do not accept: …"; the message is the clause as a
//! sentence, followed by `more`.

use super::{Question, Severity};
use Question::{Claims, Form, Signature, Trust};
use Severity::{Error, Note, Warning};

/// What the table knows of one code.
#[derive(Debug)]
#[non_exhaustive]
pub struct Row {
    /// The code itself.
    pub code: Code,
    /// The stable name, kebab-case: never renamed, never reused.
    pub name: &'static str,
    /// The question of the verdict that it answers.
    pub question: Question,
    /// How much it weighs unless a setting says otherwise.
    pub severity: Severity,
    /// The exit code of the command line when this decides.
    pub exit: u8,
    /// Document and section.
    pub source: &'static str,
    /// The exact condition, one sentence; empty without the feature `explanations`.
    pub condition: &'static str,
    /// Template of the clause after "Do not accept: ".
    pub clause: &'static str,
    /// Template of what the message adds to the clause.
    pub more: &'static str,
    /// Template of what to do now.
    pub remedy: &'static str,
}

macro_rules! catalogue {
    ($($code:ident $name:literal $question:ident $severity:ident $exit:literal $source:literal
        when $condition:literal
        says $clause:literal $(+ $more:literal)?
        mend $remedy:literal)*) => {
        /// The stable name of a reason.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Code {
            $(#[doc = $condition] $code,)*
        }

        /// The rows, in the order of the enum.
        pub const ROWS: &[Row] = &[$(Row {
            code: Code::$code, name: $name, question: $question, severity: $severity, exit: $exit, source: $source,
            condition: explained($condition), clause: $clause, more: concat!($($more)?), remedy: $remedy,
        },)*];

        impl Code {
            /// The row of this code.
            pub const fn row(self) -> &'static Row {
                match self { $(Self::$code => {
                    const ROW: &Row = &Row {
                        code: Code::$code, name: $name, question: $question, severity: $severity, exit: $exit,
                        source: $source, condition: explained($condition), clause: $clause, more: concat!($($more)?),
                        remedy: $remedy,
                    };
                    ROW
                })* }
            }
        }
    };
}

/// The condition of a row; empty in a build that leaves the explanations out.
const fn explained(condition: &'static str) -> &'static str {
    if cfg!(feature = "explanations") { condition } else { "" }
}

impl Code {
    /// The stable name, kebab-case.
    pub const fn as_str(self) -> &'static str {
        self.row().name
    }

    /// The code of this name. Names compare exactly.
    pub fn named(name: &str) -> Option<Self> {
        ROWS.iter().find(|row| row.name == name).map(|row| row.code)
    }
}

catalogue! {
    // Form: is it well formed?
    EmptyInput "empty-input" Form Error 3 "RFC 7515 section 7.1"
        when "The input holds nothing but white space."
        says "there is no token: the input is empty"
        mend "Paste a token, or name the file that holds it."
    TooLong "too-long" Form Error 3 "Jotsmith bound"
        when "The input is longer than the bound."
        says "the input is longer than {expected}" + "[: {found}]"
        mend "A token this large travels nowhere; check what was pasted. The bound can be raised by the program that verifies."
    NotAToken "not-a-token" Form Error 3 "RFC 7515 section 7.1"
        when "The text has no dot, or no part of it is base64url."
        says "this is not a JSON Web Token" + "[: {found}]"
        mend "Check that the token was copied whole: three parts with two dots between them."
    TokenForeign "token-foreign" Form Error 3 "RFC 7519 section 3"
        when "The text is a credential of another kind: PASETO, SAML, an API key, a UUID."
        says "this looks like {found}: not a JSON Web Token"
        mend "{remedy}"
    PartCount "part-count" Form Error 3 "RFC 7515 section 7.1; RFC 7516 section 7.1"
        when "Compact text has neither 3 nor 5 dot-separated parts."
        says "a compact token has 3 parts (JWS) or 5 parts (JWE); this has {found}"
        mend "Copy the whole token."
    Base64urlAlphabet "base64url-alphabet" Form Error 3 "RFC 7515 section 2; RFC 4648 section 5"
        when "A byte outside A-Z a-z 0-9 - _ stands in a base64url part."
        says "not base64url: {found} is byte {byte} of the {part}[ (byte {input_byte} of the input)]"
        mend "Check that the token was copied whole."
    Base64urlPadding "base64url-padding" Form Error 3 "RFC 7515 section 2"
        when "A base64url part holds an equals sign."
        says "the {part} is padded: '=' is byte {byte} of it" + "[ (byte {input_byte} of the input)]"
        mend "JOSE writes base64url without padding. Mend the encoder that made this token."
    Base64urlUnusedBits "base64url-unused-bits" Form Error 3 "RFC 7515 section 2; RFC 4648 section 3.5"
        when "A part's length is 1 modulo 4, or the unused bits of its last character are not 0."
        says "the {part} is not canonical base64url" + ": {found}"
        mend "Check that the token was copied whole; a canonical encoder leaves the unused bits 0."
    Utf8Invalid "utf8-invalid" Form Error 3 "RFC 7519 section 7.2; RFC 8725 section 3.7"
        when "Header or claims hold bytes that are no UTF-8."
        says "the {part} is not UTF-8: {found} at byte {json_byte} of its JSON"
        mend "Encode header and claims as UTF-8."
    ByteOrderMark "byte-order-mark" Form Error 3 "RFC 8259 section 8.1"
        when "Header or claims begin with U+FEFF."
        says "the JSON of the {part} begins with a byte order mark"
        mend "Write the JSON without a byte order mark."
    JsonSyntax "json-syntax" Form Error 3 "RFC 8259; RFC 7519 section 7.2"
        when "Header or claims are no JSON."
        says "the {part} is not JSON: {found} where {expected} was expected" + " (line {line}, column {column}, byte {json_byte} of its JSON)"
        mend "Emit plain JSON: double quotes, no comments, no trailing commas. If it stops early, copy the whole token."
    JsonTrailingData "json-trailing-data" Form Error 3 "RFC 7519 section 7.2"
        when "Bytes other than white space follow the JSON value."
        says "the {part} has more after its JSON value: {found} at byte {json_byte}"
        mend "Emit one JSON value."
    JsonDepth "json-depth" Form Error 3 "Jotsmith bound"
        when "Arrays and objects are nested deeper than the bound."
        says "the JSON of the {part} is nested deeper than {expected} levels"
        mend "Flatten it."
    JsonNotObject "json-not-object" Form Error 3 "RFC 7515 section 4; RFC 7519 section 7.2"
        when "Header or claims are JSON and no object."
        says "the {part} is {found}, not a JSON object"
        mend "Wrap it in an object."
    JsonUnportable "json-unportable" Form Warning 3 "RFC 8259 sections 6 and 8.2"
        when "An integer lies outside plus or minus 2^53 - 1 (a warning), or a string holds an unpaired surrogate (an error)."
        says "the {part} holds {found}, which readers understand differently" + "[ ({pointer})]"
        mend "Send large numbers and binary data as strings."
    DuplicateMember "duplicate-member" Form Error 3 "RFC 7515 section 4; RFC 7519 section 4"
        when "One member name stands twice in an object, at any depth, compared after unescaping."
        says "the {part} names {found} twice[ at byte {input_byte} of the input]"
        mend "Emit each name once: readers disagree which of the two counts."
    HeaderType "header-type" Form Error 3 "RFC 7515 section 4.1"
        when "A registered header parameter has another JSON type than its RFC says."
        says "the header parameter {name} is {found}, not {expected}"
        mend "Give it the type its RFC says."
    AlgMissing "alg-missing" Form Error 3 "RFC 7515 section 4.1.1"
        when "The protected header has no alg (a JWE: or no enc)."
        says "the header names no {name}"
        mend "Name the algorithm in the protected header."
    AlgUnknown "alg-unknown" Form Error 1 "RFC 7515 section 4.1.1; RFC 8725 section 3.1"
        when "The alg or enc is none that is known."
        says "the algorithm {found} is not known" + "[; the registered spelling is {expected}]"
        mend "Use the exact registered name."
    AlgUnprotected "alg-unprotected" Form Error 1 "RFC 8725 section 3.1"
        when "The alg or enc stands only in an unprotected header."
        says "the algorithm stands only in the unprotected header"
        mend "Move it to the protected header."
    CritMalformed "crit-malformed" Form Error 3 "RFC 7515 section 4.1.11"
        when "The crit is empty, no array of strings, repeats a name, stands unprotected, names a parameter of RFC 7515, 7516 or 7518, or names an absent one."
        says "the parameter crit is malformed: {found}"
        mend "List the extensions that must be understood, and those only."
    CritUnknown "crit-unknown" Form Error 1 "RFC 7515 section 4.1.11"
        when "The crit names an extension that is not known here."
        says "the token demands an extension that is not known here: {found}"
        mend "Drop it from crit, or verify with a program that knows it."
    B64Misuse "b64-misuse" Form Error 3 "RFC 7797 sections 3 and 5 to 7"
        when "b64 is not in crit, stands unprotected, or is false with a claims set."
        says "the parameter b64 is misused: {found}"
        mend "Leave b64 out of JWTs."
    SerializationMalformed "serialization-malformed" Form Error 3 "RFC 7515 section 7.2; RFC 7516 section 7.2"
        when "Flattened and general members are mixed, or a parameter stands in two of the headers."
        says "the JSON serialization is malformed: {found}"
        mend "Use one form, and one place for each parameter."
    SignaturesEmpty "signatures-empty" Form Error 3 "RFC 7515 section 7.2.1"
        when "signatures or recipients is an empty array."
        says "the array {name} is empty: nothing is signed"
        mend "Treat it as unsigned: refuse it."
    TooManySignatures "too-many-signatures" Form Error 3 "Jotsmith bound"
        when "There are more signatures or recipients than the bound."
        says "there are more than {expected} signatures or recipients"
        mend "Send one signature for each reader."
    JwtJsonSerialization "jwt-json-serialization" Form Warning 3 "RFC 7519 section 1"
        when "A claims set stands inside flattened or general JSON serialization."
        says "a JWT is always compact; this claims set stands in JSON serialization"
        mend "Use the compact form for JWTs."
    HeaderPrivateKey "header-private-key" Form Error 3 "RFC 7515 section 4.1.3"
        when "A key in the header holds a private or symmetric member."
        says "the header carries a private key, so the key is public now" + " ({pointer})"
        mend "Revoke the key, and put only public members into the header."

    // Signature: does it hold?
    SignatureMismatch "signature-mismatch" Signature Error 1 "RFC 7515 section 5.2"
        when "A key was given, and the signature does not hold under any that fits."
        says "the signature does not match {keys}"
        mend "Check that this is the key of the issuer, and that the token was not changed. The hints name the usual causes."
    SignatureMissing "signature-missing" Signature Error 1 "RFC 7515 section 5.2; RFC 8725 section 2.1"
        when "The alg is not none, and the signature part is empty."
        says "the signature is missing: the header names {alg}, and nothing is signed"
        mend "Find who stripped it. A token without its signature proves nothing."
    SignatureLength "signature-length" Signature Error 1 "RFC 7518 sections 3.2 to 3.5; RFC 8037 section 3.1"
        when "The signature is not as long as the algorithm and the key make it."
        says "the signature is {found} bytes; {alg} makes {expected}"
        mend "Check that the token was copied whole."
    EcdsaOutOfRange "ecdsa-out-of-range" Signature Error 1 "RFC 7518 section 3.4"
        when "r or s of an ECDSA signature is 0, or not below the order of the curve (CVE-2022-21449)."
        says "the ECDSA signature is forged: {found} is not between 1 and the order of the curve"
        mend "Refuse it, and find the forger: some verifiers once accepted such signatures for any message."
    AlgNone "alg-none" Signature Error 1 "RFC 8725 sections 2.1 and 3.2; RFC 7518 section 3.6"
        when "The alg is none, in any spelling."
        says "it is unsigned: anyone can write this" + " (alg is {found})"
        mend "Sign with ES256 or Ed25519. A verifier must never take none."
    AlgNotAllowed "alg-not-allowed" Signature Error 1 "RFC 8725 section 3.1"
        when "The algorithm of the token is not on the allow-list of the caller or of the key."
        says "the algorithm {found} is not allowed" + "[; allowed: {expected}]"
        mend "Sign with an algorithm on the list, or name this one if it is meant."
    AlgKeyMismatch "alg-key-mismatch" Signature Error 1 "RFC 8725 section 3.1; RFC 7517 sections 4.2 to 4.4"
        when "The key excludes the algorithm by its type, curve, alg, use or key_ops."
        says "the key does not fit {found}" + "[: {expected}]"
        mend "Verify with the key that belongs to this algorithm. A key has one algorithm."
    KeyMissing "key-missing" Signature Note 1 "RFC 7515 section 5.2"
        when "No key was given."
        says "no key was given[ for kid {found}]"
        mend "Add the secret, the public key or the key set of the issuer."
    KidUnknown "kid-unknown" Signature Error 1 "RFC 7515 section 4.1.4; RFC 8725 section 3.8"
        when "Keys were given, and kid names none of them."
        says "no key here has the kid {found}" + "[; the keys are {expected}]"
        mend "Get the current key set of the issuer. Publish a key before it signs."
    KeyAmbiguous "key-ambiguous" Signature Error 1 "RFC 7515 section 4.1.4"
        when "More keys fit than are tried."
        says "more than {expected} keys fit, and the token does not say which"
        mend "Set kid in the header, or give fewer keys."
    KidDiffers "kid-differs" Signature Warning 1 "RFC 7515 section 4.1.4"
        when "The one key given by hand has another kid than the token names."
        says "the token names the kid {found}; the key given is {expected}"
        mend "Check that this is the key you mean."
    TokenEncrypted "token-encrypted" Signature Error 1 "RFC 7516 section 3"
        when "The token is a JWE where a signed token is verified."
        says "this is an encrypted token (JWE), which carries no signature to verify"
        mend "Decrypt it first with the private or shared key of the receiver, then verify what is inside."
    EncryptedNotOpened "encrypted-not-opened" Signature Note 1 "RFC 7516 section 3"
        when "The token is a JWE, and it was not opened."
        says "it is encrypted: only its header can be read"
        mend "Only the receiver's private or shared key opens it."
    SdJwtNotVerified "sd-jwt-not-verified" Signature Note 1 "RFC 9901 section 4"
        when "The token is an SD-JWT, and its disclosures were not checked."
        says "it is an SD-JWT, with {found}"
        mend "Verify it as an SD-JWT: its disclosures must match the digests that are signed."

    // Decryption answers the question signature.
    DecryptionFailed "decryption-failed" Signature Error 1 "RFC 7516 section 5.2"
        when "The token does not decrypt: padding, tag and key size are one and the same answer."
        says "it does not decrypt under this key"
        mend "Check that this is the receiver's key."
    AlgDisabled "alg-disabled" Signature Error 1 "RFC 8725 section 3.2"
        when "The algorithm is RSA1_5, and it was not switched on."
        says "the algorithm {found} is switched off: its padding can be attacked"
        mend "Ask the sender for RSA-OAEP-256 or ECDH-ES."
    JwePbes2Costly "jwe-pbes2-costly" Signature Error 1 "RFC 8725 section 3.1; RFC 7518 section 4.8.1.2"
        when "p2c asks for more iterations than the bound."
        says "the token asks for {found} iterations of PBKDF2, more than {expected}"
        mend "Lower p2c. A stranger may be stalling you."
    JwePbes2Weak "jwe-pbes2-weak" Signature Error 1 "RFC 7518 section 4.8.1"
        when "p2s is not 8 to 1,024 bytes long."
        says "the salt p2s is {found} bytes, not 8 to 1,024"
        mend "Use a random salt of 16 bytes."
    JweZip "jwe-zip" Signature Error 1 "RFC 7516 section 4.1.3"
        when "zip stands outside the protected header, or is not DEF."
        says "the parameter zip is {found}, not DEF in the protected header"
        mend "Do not compress."
    JweZipBomb "jwe-zip-bomb" Signature Error 1 "RFC 8725 section 3.6"
        when "The decrypted content inflates past the bound."
        says "the content inflates past {expected} bytes"
        mend "Refuse it."
    JweEncryptedKey "jwe-encrypted-key" Signature Error 1 "RFC 7516 sections 5.1 and 5.2"
        when "Direct modes have an encrypted key, or other modes have none."
        says "the encrypted key does not fit {found}"
        mend "Mend the key management mode."
    JweIvTag "jwe-iv-tag" Signature Error 1 "RFC 7518 sections 5.2 and 5.3"
        when "Initialization vector or authentication tag has not the length of enc, or is all zero."
        says "the {part} is {found}, not {expected}"
        mend "Use a random initialization vector and the whole tag."
    JweEpk "jwe-epk" Signature Error 1 "RFC 7518 section 4.6.1.1"
        when "The epk of ECDH-ES is absent, on another curve than the key, or off its curve."
        says "the ephemeral public key epk is {found}"
        mend "Use a fresh key on the receiver's curve."
    JweReplicatedClaims "jwe-replicated-claims" Signature Error 1 "RFC 7519 section 5.3"
        when "iss, sub or aud in the JWE header differs from the payload."
        says "the header says {found}, the payload {expected}"
        mend "Copy the same value into the header, or nothing."

    // Claims: do they allow it, here and now?
    TokenExpired "token-expired" Claims Error 5 "RFC 7519 section 4.1.4"
        when "The instant is at or after exp plus leeway."
        says "the token expired[ {ago}]" + "[, at {instant}]"
        mend "Get a new token from the issuer. If the clocks differ, allow a leeway of at most 60 seconds."
    TokenNotYetValid "token-not-yet-valid" Claims Error 5 "RFC 7519 section 4.1.5"
        when "The instant is before nbf minus leeway."
        says "the token is not valid yet[: it begins {until}]" + "[, at {instant}]"
        mend "Wait, or set the clocks right. If they differ, allow a leeway of at most 60 seconds."
    IatFuture "iat-future" Claims Error 5 "RFC 7519 section 4.1.6; Jotsmith rule"
        when "iat is later than the instant plus leeway."
        says "the token says it was issued in the future[, {until}]" + "[, at {instant}]"
        mend "Set the clock of the issuer right, or yours."
    TokenTooOld "token-too-old" Claims Error 5 "RFC 7519 section 4.1.6"
        when "iat is older than the greatest age allowed."
        says "the token is older than {expected}" + "[: it was issued {ago}]"
        mend "Get a new token."
    TokenDenied "token-denied" Claims Error 5 "RFC 7519 section 4.1.7"
        when "The jti stands on the denylist."
        says "the token was called back: its jti is on the denylist"
        mend "Get a new token from the issuer."
    ExpMissing "exp-missing" Claims Error 5 "RFC 7519 section 4.1.4"
        when "There is no exp, and it was not waived."
        says "it never expires, for there is no exp"
        mend "Have the issuer set exp. To take such tokens all the same, say so (command line: --allow-missing-exp)."
    IssMissing "iss-missing" Claims Error 5 "RFC 7519 section 4.1.1; RFC 8725 section 3.8"
        when "There is no iss, and an issuer is expected."
        says "the token names no issuer; {expected} is expected"
        mend "Have the issuer set iss. To take any issuer, say so (command line: --any-issuer)."
    IssMismatch "iss-mismatch" Claims Error 5 "RFC 8725 section 3.8"
        when "iss is none of the issuers that are expected, code point for code point."
        says "the issuer is {found}, not {expected}" + "[ ({nearly})]"
        mend "Use one spelling on both sides, or ask the right issuer for a token."
    IssUnstated "iss-unstated" Claims Note 5 "RFC 8725 section 3.8"
        when "Nobody said which issuer is expected."
        says "nobody said which issuer is expected"
        mend "Say which issuer you expect."
    AudMissing "aud-missing" Claims Error 5 "RFC 7519 section 4.1.3; RFC 8725 section 3.9"
        when "There is no aud, or an empty one, and an audience is expected."
        says "the token names no audience; {expected} is expected"
        mend "Have the issuer set aud. To take any audience, say so (command line: --any-audience)."
    AudMismatch "aud-mismatch" Claims Error 5 "RFC 8725 section 3.9"
        when "None of the audiences that are expected is in aud."
        says "the token is meant for {found}, not for {expected}"
        mend "Ask the issuer for a token for this receiver."
    AudUnstated "aud-unstated" Claims Note 5 "RFC 8725 section 3.9"
        when "Nobody said which audience is expected."
        says "nobody said which audience is expected"
        mend "Say which audience you are."
    SubMismatch "sub-mismatch" Claims Error 5 "RFC 7519 section 4.1.2"
        when "sub is not the subject that is expected."
        says "the subject is {found}, not {expected}"
        mend "Ask for a token of this subject."
    TypMismatch "typ-mismatch" Claims Error 5 "RFC 8725 section 3.11"
        when "typ is not the type that is expected, or is an explicit type that nobody asked for."
        says "the type is {found}, not {expected}"
        mend "Use the token where its type belongs, or name the type that is expected (command line: --typ)."
    ClaimMissing "claim-missing" Claims Error 5 "RFC 7519 section 4"
        when "A claim that is required is absent or empty."
        says "the claim {name} is required and missing"
        mend "Have the issuer add it."
    ClaimType "claim-type" Claims Error 3 "RFC 7519 section 4.1"
        when "A registered claim has another JSON type than its RFC says, or a NumericDate is beyond the arithmetic bound."
        says "the claim {name} is {found}, not {expected}"
        mend "Give it the type its RFC says."
    NumericdateString "numericdate-string" Claims Error 3 "RFC 7519 section 2"
        when "A time is written as a string."
        says "the time {name} is a string, not a number of seconds"
        mend "Emit a number: seconds since 1970-01-01T00:00:00Z."
    ClaimsUnfit "claims-unfit" Claims Error 5 "RFC 7519 section 4"
        when "The claims do not fit the type that the program asks for."
        says "the claims do not fit what the program asks for: {found}"
        mend "Check which claims the issuer sends, and make the others optional."
    SdHash "sd-hash" Claims Error 5 "RFC 9901 section 4.1.1"
        when "The hash algorithm of an SD-JWT is nested, or is none that is fit."
        says "the hash {found} of the disclosures is not fit"
        mend "Use sha-256."
    SdDisclosureMalformed "sd-disclosure-malformed" Claims Error 5 "RFC 9901 section 4.2"
        when "A disclosure is not base64url JSON of 2 or 3 items."
        says "the {part} is malformed: {found}"
        mend "Rebuild it."
    SdDigestInvalid "sd-digest-invalid" Claims Error 5 "RFC 9901 section 7.1"
        when "A digest occurs twice, or a disclosure matches no digest."
        says "the {part} matches no digest that is signed"
        mend "Drop stray disclosures, and use fresh salts."
    SdKb "sd-kb" Claims Error 5 "RFC 9901 sections 4.3 and 7.3"
        when "The key binding does not hold."
        says "the key binding does not hold: {found}"
        mend "Present it anew."
    DpopKey "dpop-key" Claims Error 5 "RFC 9449 section 4.2"
        when "A DPoP proof has no jwk, a symmetric one, or a symmetric alg."
        says "the DPoP proof carries no fit key: {found}"
        mend "Use one asymmetric key pair for each client."
    DpopTarget "dpop-target" Claims Error 5 "RFC 9449 section 4.2"
        when "htu or htm does not name the request."
        says "the DPoP proof is for {found}, not for {expected}"
        mend "Copy method and URL of the request."
    DpopBinding "dpop-binding" Claims Error 5 "RFC 9449 section 4.3"
        when "ath or cnf.jkt does not match."
        says "the DPoP proof is bound to another access token or key"
        mend "Hash the token you send."
    DpopStale "dpop-stale" Claims Error 5 "RFC 9449 section 11.1"
        when "iat is further from the instant than allowed."
        says "the DPoP proof is {found} old"
        mend "Make a proof for each request."

    // Trust: where did the key come from, is it strong enough?
    HmacKeyShort "hmac-key-short" Trust Error 4 "RFC 7518 section 3.2"
        when "An HMAC key is shorter than the output of its hash."
        says "the {found}-byte secret can be guessed" + ": {alg} wants {expected} bytes or more"
        mend "Use {expected} random bytes or more."
    RsaKeyShort "rsa-key-short" Trust Error 4 "RFC 7518 sections 3.3 and 3.5"
        when "An RSA modulus is below 2048 bits; below 1024 bits it is never computed with."
        says "the RSA key of {found} bits is too short" + ": {expected} bits are the least"
        mend "Use ES256, or an RSA key of 3072 bits."
    RsaRoca "rsa-roca" Trust Error 4 "CVE-2017-15361"
        when "The modulus has the ROCA fingerprint."
        says "the RSA key was made by a broken generator (ROCA): it can be factored"
        mend "Replace the key and the device that made it."
    KeyInvalid "key-invalid" Trust Error 4 "RFC 7517; RFC 7518 section 6"
        when "A key has a broken member: a point off its curve, an even exponent, a private part that does not fit."
        says "the key is broken: {found}"
        mend "Make a new key, or copy this one whole."
    KeyUnreadable "key-unreadable" Trust Error 4 "RFC 7517"
        when "What was given as a key is none in any form that is known."
        says "this is no key in a form that is known" + "[: {found}]"
        mend "Give a JWK, a JWK set, or PEM or DER (PKCS#8, PKCS#1, SEC1, SPKI, X.509). A raw secret needs its encoding: utf8, base64, base64url or hex."
    KeyEncrypted "key-encrypted" Trust Error 4 "RFC 8018 section 6"
        when "The private key is encrypted with a password."
        says "the private key is encrypted with a password"
        mend "Decrypt it first, for example with openssl pkcs8."
    KeyUnsupported "key-unsupported" Trust Error 4 "RFC 7517 section 4.1; RFC 7518 section 6"
        when "A key is of a type or on a curve that is not known here."
        says "keys of this kind are not known here: {found}"
        mend "Use an RSA, EC, Ed25519 or symmetric key."
    KeyUnavailable "key-unavailable" Trust Error 4 "Jotsmith build"
        when "A key is of a kind that this build leaves out: on a curve, RSA, in PEM or DER."
        says "{found} are left out of this build"
        mend "Use a build with the features portable and rare-curves, or native."
    KeyForm "key-form" Trust Error 4 "RFC 5958; RFC 8017; RFC 5915; RFC 5280"
        when "A key was to be written in a form that cannot hold it."
        says "{found} cannot hold this key" + " ({expected})"
        mend "PKCS#8 holds private keys, SPKI public keys, PKCS#1 RSA keys, SEC 1 private EC keys, JWK every key."
    SecretMalformed "secret-malformed" Trust Error 4 "RFC 4648"
        when "A secret is not written in the encoding that it was given as."
        says "the secret is not {expected}: {found}"
        mend "Check the secret, or name its encoding: utf8, base64, base64url or hex."
    ChanceFailed "chance-failed" Trust Error 4 "Jotsmith rule"
        when "The system gave no random bytes."
        says "the system gave no random bytes, so no key was made"
        mend "Try again; if it fails again, the system is broken."
    KeyWithoutAlgorithm "key-without-algorithm" Trust Error 4 "RFC 8725 section 3.1; RFC 7517 section 4.4"
        when "An RSA or symmetric key does not say which algorithm it is for, and the caller did not either."
        says "the key does not say which algorithm it is for"
        mend "Name one of {expected}."
    HmacPublicKey "hmac-public-key" Trust Error 4 "RFC 8725 section 2.1"
        when "A public key is used as an HMAC secret: whoever reads the public key can sign."
        says "the HMAC secret is a public key: anyone can forge this"
        mend "Verify with the public key under its own algorithm. If a program accepts this token, mend it now."
    KeyFromToken "key-from-token" Trust Warning 1 "RFC 8725 section 3.10; RFC 7515 section 4.1.3"
        when "The header brings a key of its own, or the key used came from the token."
        says "the token brings its own key" + "[ ({found})]: it proves nothing"
        mend "Never trust it. Verify with a key that you hold."
    KeyFromLink "key-from-link" Trust Error 1 "Jotsmith rule"
        when "The key came by a shared link, and nobody said that it is known."
        says "the key came by a link, not from you"
        mend "Compare its thumbprint with the one you know before you trust it."
    X5cMalformed "x5c-malformed" Trust Error 1 "RFC 7515 sections 4.1.6 to 4.1.8"
        when "x5c is no array of standard-base64 DER, or its first certificate does not match x5t or jwk."
        says "the certificate chain x5c is malformed: {found}"
        mend "Rebuild it."
    EncryptedNotAuthenticated "encrypted-not-authenticated" Trust Error 1 "RFC 7516 section 10; RFC 8725 section 3.3"
        when "The token was encrypted to a public key, so anyone may have made it."
        says "anyone may have encrypted this: it says nothing about the sender"
        mend "Sign first, then encrypt."
    CertificateUntrusted "certificate-untrusted" Trust Error 1 "RFC 5280 section 6"
        when "The chain does not end in a given root, or the instant lies outside its validity."
        says "the certificate is not trusted: {found}"
        mend "Give the root certificate that you trust."

    // Hints of the diagnosis. They never change a verdict.
    HintSecretBase64 "hint-secret-base64" Signature Note 1 "RFC 4648 section 4"
        when "The MAC holds when the secret is read as base64."
        says "the signature holds if the secret is read as base64"
        mend "Read the secret so (command line: base64:VALUE), and make both sides alike."
    HintSecretBase64url "hint-secret-base64url" Signature Note 1 "RFC 4648 section 5"
        when "The MAC holds when the secret is read as base64url."
        says "the signature holds if the secret is read as base64url"
        mend "Read the secret so (command line: base64url:VALUE), and make both sides alike."
    HintSecretHex "hint-secret-hex" Signature Note 1 "RFC 4648 section 8"
        when "The MAC holds when the secret is read as hexadecimal."
        says "the signature holds if the secret is read as hexadecimal"
        mend "Read the secret so (command line: hex:VALUE), and make both sides alike."
    HintSecretText "hint-secret-text" Signature Note 1 "RFC 7518 section 3.2"
        when "The MAC holds when the encoded secret is taken as text."
        says "the signature holds if the secret is taken as text, undecoded ({found})"
        mend "One side decodes the secret and the other does not. Take it as text (command line: utf8:VALUE), and make both sides alike."
    HintSecretNewline "hint-secret-newline" Signature Note 1 "Jotsmith rule"
        when "The MAC holds when a final newline of the secret is dropped or added."
        says "the signature holds if the secret {found}"
        mend "A file saved by an editor ends with a newline; the signer read it otherwise."
    HintOtherKey "hint-other-key" Signature Note 1 "RFC 7515 section 4.1.4"
        when "The signature holds under another key of those given."
        says "the signature holds under another key: {found}"
        mend "The token names the wrong kid, or none. Mend the signer."
    HintPssPkcs1 "hint-pss-pkcs1" Signature Note 1 "RFC 7518 sections 3.3 and 3.5"
        when "The RSA signature holds under the other padding."
        says "the signature is {found}, and the header says {expected}"
        mend "The signer uses another padding than it names."
    HintPssSalt "hint-pss-salt" Signature Note 1 "RFC 7518 section 3.5"
        when "The PSS signature holds with a salt of another length."
        says "the PSS salt is {found} bytes; JOSE wants {expected}"
        mend "Have the signer use a salt as long as the hash."
    HintReserialised "hint-reserialised" Signature Note 1 "RFC 7515 section 5.2"
        when "The signature holds over the same JSON written in another way."
        says "the signature holds over the same JSON written {found}: somebody decoded and re-encoded the token"
        mend "Pass the token on as it was received."
    HintPadded "hint-padded" Signature Note 1 "RFC 7515 section 2"
        when "The signature holds over padded or standard base64."
        says "the signature was made over {found}"
        mend "JOSE signs base64url without padding. Mend the signer."
    HintCertificate "hint-certificate" Signature Note 1 "RFC 7515 section 4.1.6"
        when "The signature holds under the key of the certificate in the header."
        says "the signature holds under the key of the certificate that the token carries"
        mend "If you trust this certificate, give its key; the token's own word is no reason to."
    HintTruncated "hint-truncated" Signature Note 3 "RFC 7515 section 7.1"
        when "The token ends early."
        says "the token was likely cut while copying: {found}"
        mend "Copy the whole token."
    EcdsaDer "ecdsa-der" Signature Note 1 "RFC 7518 section 3.4"
        when "An ECDSA signature is DER-encoded."
        says "the signature is DER-encoded. JWS wants r and s side by side (RFC 7518 section 3.4): the signer is at fault"
        mend "Convert the signature to r and s, each as long as the curve."
    NumericdateMilliseconds "numericdate-milliseconds" Claims Note 5 "RFC 7519 section 2"
        when "A time is 10^11 or more: milliseconds where seconds are wanted."
        says "the time {name} looks like milliseconds: read so it is {found}"
        mend "Divide by 1,000."
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn every_row_stands_under_its_own_code_and_name() {
        let mut names = HashSet::new();
        for row in ROWS {
            assert_eq!(row.code.row().name, row.name);
            assert_eq!(Code::named(row.name), Some(row.code));
            assert!(names.insert(row.name), "{} stands twice", row.name);
            assert!(
                row.name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-'),
                "{}",
                row.name
            );
        }
        assert!(ROWS.len() > 90, "the table lost rows: {}", ROWS.len());
    }

    #[test]
    fn every_row_has_its_words() {
        for row in ROWS {
            for sentence in [row.condition, row.remedy] {
                assert!(sentence.ends_with(['.', '}']), "{}: {sentence}", row.name);
                assert!(!sentence.contains('!'), "{}: {sentence}", row.name);
            }
            assert!(!row.clause.ends_with('.') && !row.clause.contains('!'), "{}: {}", row.name, row.clause);
            assert!(!row.source.is_empty(), "{}", row.name);
            assert!(matches!(row.exit, 1 | 3 | 4 | 5), "{}: exit {}", row.name, row.exit);
        }
    }
}
