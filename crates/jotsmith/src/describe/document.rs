//! The documents that define claims and header parameters: what they are called, and where to read them.

/// A document.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Document {
    /// What it is about, in one or two words.
    pub(super) short: &'static str,
    /// Its title as a source is cited.
    pub(super) title: &'static str,
    /// Where it can be read.
    pub(super) link: &'static str,
}

macro_rules! rfcs {
    ($($name:ident $number:literal $short:literal;)*) => {
        $(pub(super) const $name: &Document = &Document {
            short: $short,
            title: concat!("RFC ", $number),
            link: concat!("https://www.rfc-editor.org/rfc/rfc", $number),
        };)*
    };
}

rfcs! {
    RFC_6749 "6749" "OAuth";
    RFC_7515 "7515" "JWS";
    RFC_7516 "7516" "JWE";
    RFC_7518 "7518" "JWA";
    RFC_7519 "7519" "JWT";
    RFC_7591 "7591" "OAuth client registration";
    RFC_7636 "7636" "OAuth PKCE";
    RFC_7662 "7662" "OAuth introspection";
    RFC_7797 "7797" "JWS unencoded payload";
    RFC_7800 "7800" "proof of possession";
    RFC_8055 "8055" "SIP";
    RFC_8225 "8225" "PASSporT";
    RFC_8417 "8417" "security event tokens";
    RFC_8443 "8443" "PASSporT";
    RFC_8485 "8485" "vectors of trust";
    RFC_8555 "8555" "ACME";
    RFC_8588 "8588" "SHAKEN";
    RFC_8688 "8688" "SIP";
    RFC_8693 "8693" "OAuth";
    RFC_8707 "8707" "OAuth";
    RFC_8946 "8946" "PASSporT";
    RFC_9027 "9027" "PASSporT";
    RFC_9068 "9068" "OAuth";
    RFC_9200 "9200" "ACE";
    RFC_9246 "9246" "CDNI";
    RFC_9321 "9321" "signature validation tokens";
    RFC_9396 "9396" "OAuth";
    RFC_9447 "9447" "ACME";
    RFC_9449 "9449" "DPoP";
    RFC_9475 "9475" "PASSporT";
    RFC_9493 "9493" "subject identifiers";
    RFC_9560 "9560" "RDAP";
    RFC_9635 "9635" "GNAP";
    RFC_9701 "9701" "OAuth";
    RFC_9711 "9711" "entity attestation";
    RFC_9795 "9795" "PASSporT";
    RFC_9901 "9901" "SD-JWT";
    RFC_9999 "9999" "attestation wrapper";
}

pub(super) const OIDC: &Document = &Document {
    short: "OpenID Connect",
    title: "OpenID Connect Core 1.0",
    link: "https://openid.net/specs/openid-connect-core-1_0.html",
};
pub(super) const OIDC_LOGOUT: &Document = &Document {
    short: "OpenID Connect",
    title: "OpenID Connect Front-Channel Logout 1.0",
    link: "https://openid.net/specs/openid-connect-frontchannel-1_0.html",
};
pub(super) const FEDERATION: &Document = &Document {
    short: "OpenID Federation",
    title: "OpenID Federation 1.0",
    link: "https://openid.net/specs/openid-federation-1_0.html",
};
pub(super) const ASSURANCE: &Document = &Document {
    short: "OpenID identity assurance",
    title: "OpenID Identity Assurance Schema Definition 1.0",
    link: "https://openid.net/specs/openid-ida-verified-claims-1_0.html",
};
pub(super) const ASSURANCE_CLAIMS: &Document = &Document {
    short: "OpenID identity assurance",
    title: "OpenID Connect for Identity Assurance Claims Registration 1.0",
    link: "https://openid.net/specs/openid-connect-4-ida-claims-1_0.html",
};
pub(super) const CIBA: &Document = &Document {
    short: "OpenID Connect CIBA",
    title: "OpenID Connect Client-Initiated Backchannel Authentication 1.0",
    link: "https://openid.net/specs/openid-client-initiated-backchannel-authentication-core-1_0.html",
};
pub(super) const FAPI: &Document = &Document {
    short: "FAPI",
    title: "FAPI 1.0 Part 2: Advanced",
    link: "https://openid.net/specs/openid-financial-api-part-2-1_0.html",
};
pub(super) const SD_JWT_VC: &Document = &Document {
    short: "SD-JWT VC",
    title: "SD-JWT VC (draft)",
    link: "https://datatracker.ietf.org/doc/draft-ietf-oauth-sd-jwt-vc/",
};
pub(super) const STATUS_LIST: &Document = &Document {
    short: "Token Status List",
    title: "Token Status List (draft)",
    link: "https://datatracker.ietf.org/doc/draft-ietf-oauth-status-list/",
};
pub(super) const VC_1_0: &Document = &Document {
    short: "verifiable credentials",
    title: "Verifiable Credentials Data Model 1.0",
    link: "https://www.w3.org/TR/2019/REC-vc-data-model-20191119/",
};
pub(super) const NFV: &Document =
    &Document { short: "ETSI", title: "ETSI GS NFV-SEC 022", link: "https://www.etsi.org/standards" };
pub(super) const CREDENTIAL_ISSUANCE: &Document = &Document {
    short: "OpenID for credential issuance",
    title: "OpenID for Verifiable Credential Issuance 1.0",
    link: "https://openid.net/specs/openid-4-verifiable-credential-issuance-1_0.html",
};
pub(super) const PRESENTATIONS: &Document = &Document {
    short: "OpenID for presentations",
    title: "OpenID for Verifiable Presentations 1.0",
    link: "https://openid.net/specs/openid-4-verifiable-presentations-1_0.html",
};
pub(super) const RESPONSE_TYPES: &Document = &Document {
    short: "OAuth response types",
    title: "OAuth 2.0 Multiple Response Type Encoding Practices",
    link: "https://openid.net/specs/oauth-v2-multiple-response-types-1_0.html",
};
pub(super) const TRANSACTION_TOKENS: &Document = &Document {
    short: "transaction tokens",
    title: "Transaction Tokens (draft)",
    link: "https://datatracker.ietf.org/doc/draft-ietf-oauth-transaction-tokens/",
};
pub(super) const CLIENT_ATTESTATION: &Document = &Document {
    short: "OAuth client attestation",
    title: "OAuth 2.0 Attestation-Based Client Authentication (draft)",
    link: "https://datatracker.ietf.org/doc/draft-ietf-oauth-attestation-based-client-auth/",
};
pub(super) const OCSP_STAPLE: &Document = &Document {
    short: "PASSporT",
    title: "OCSP Usage for Secure Telephone Identity Certificates (draft)",
    link: "https://datatracker.ietf.org/doc/draft-ietf-stir-certificates-ocsp/",
};
pub(super) const MOBILE_CORE: &Document =
    &Document { short: "3GPP", title: "3GPP TS 29.510", link: "https://www.3gpp.org/dynareport/29510.htm" };
pub(super) const GEOHASH: &Document =
    &Document { short: "geohash", title: "CTA-5009", link: "https://www.cta.tech/standards/" };
pub(super) const IHE: &Document = &Document {
    short: "IHE",
    title: "IHE Document Digital Signature with JSON",
    link: "https://profiles.ihe.net/ITI/DSGj/",
};
