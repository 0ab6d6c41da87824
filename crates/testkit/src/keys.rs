//! Fixed keys in the forms people have them. `keys/SOURCE.md` says how they were made; every form of one name is the
//! same key.

macro_rules! texts {
    ($($name:ident $file:literal;)*) => {
        $(#[doc = concat!("`", $file, "`")] pub const $name: &str = include_str!(concat!("../keys/", $file));)*
    };
}

texts! {
    CHAIN_LEAF "chain/leaf.pem";
    CHAIN_INTERMEDIATE "chain/mid.pem";
    CHAIN_OTHER_ROOT "chain/other.pem";
    CHAIN_ROOT "chain/root.pem";
    ROOTS_BEGINS_LATER "roots/begins-later.pem";
    ROOTS_ENDED "roots/ended.pem";
    ROOTS_FIRST "roots/first.pem";
    ROOTS_LEAF "roots/leaf.pem";
    ROOTS_LEAF_OF_ANY_PURPOSE "roots/leaf-of-any-purpose.pem";
    ROOTS_LEAF_OF_FIRST "roots/leaf-of-first.pem";
    ROOTS_LEAF_OF_RENEWED "roots/leaf-of-renewed.pem";
    ROOTS_LEAF_OF_SECOND "roots/leaf-of-second.pem";
    ROOTS_LEAF_SERVES "roots/leaf-serves.pem";
    ROOTS_LEAF_SERVES_ALSO "roots/leaf-serves-also.pem";
    ROOTS_LEAF_SIGNS_TOKENS "roots/leaf-signs-tokens.pem";
    ROOTS_NAMES_LEAF "roots/names-leaf.pem";
    ROOTS_NAMES_PRINTABLE "roots/names-printable.pem";
    ROOTS_NAMES_UTF8 "roots/names-utf8.pem";
    ROOTS_NO_AUTHORITY "roots/no-authority.pem";
    ROOTS_NO_CONSTRAINTS "roots/no-constraints.pem";
    ROOTS_PATH_0 "roots/path-0.pem";
    ROOTS_PATH_1 "roots/path-1.pem";
    ROOTS_RENEWED "roots/renewed.pem";
    ROOTS_ROOT "roots/root.pem";
    ROOTS_SECOND "roots/second.pem";
    ROOTS_SIGNS_NO_CERTIFICATES "roots/signs-no-certificates.pem";
    ROOTS_VERSION_1 "roots/version-1.pem";
    ROOTS_VERSION_1_ENDED "roots/version-1-ended.pem";
    USAGE_AUTHORITY "usage/authority-signs-no-certificates.pem";
    USAGE_LEAF_AGREES "usage/leaf-agrees.pem";
    USAGE_LEAF_COMMITS "usage/leaf-commits.pem";
    USAGE_LEAF_OF_ANY "usage/leaf-of-any-use.pem";
    USAGE_LEAF_OF_AUTHORITY "usage/leaf-of-that.pem";
    USAGE_ROOT "usage/root.pem";
    ED25519_PKCS8 "ed25519.pkcs8.pem";
    ED25519_PRIVATE_JWK "ed25519.private.jwk";
    ED25519_PUBLIC_JWK "ed25519.public.jwk";
    ED25519_SPKI "ed25519.spki.pem";
    ED448_SPKI "ed448.spki.pem";
    HMAC_256_JWK "hmac-256.jwk";
    OPENSSH_PRIVATE "openssh-ed25519";
    OPENSSH_PUBLIC "openssh-ed25519.pub";
    OPENSSH_P256 "openssh-p-256";
    OPENSSH_P256_COSTLY "openssh-p-256-costly";
    OPENSSH_P256_LOCKED "openssh-p-256-locked";
    OPENSSH_P256_LOCKED_CBC "openssh-p-256-locked-cbc";
    OPENSSH_P256_LOCKED_GCM "openssh-p-256-locked-gcm";
    OPENSSH_P256_PUBLIC "openssh-p-256.pub";
    OPENSSH_P384 "openssh-p-384";
    OPENSSH_P384_PUBLIC "openssh-p-384.pub";
    OPENSSH_RSA_2048 "openssh-rsa-2048";
    OPENSSH_RSA_2048_PUBLIC "openssh-rsa-2048.pub";
    P256_CERTIFIED_JWK "p-256.certified.jwk";
    P256_CERTIFICATE "p-256.certificate.pem";
    P256_COMPRESSED_SPKI "p-256.compressed-spki.pem";
    P256_ENCRYPTED_PKCS8 "p-256.encrypted-pkcs8.pem";
    P256_DES3_PKCS8 "p-256.des3-pkcs8.pem";
    P256_SCRYPT_PKCS8 "p-256.scrypt-pkcs8.pem";
    P256_SHA1_PKCS8 "p-256.sha1-pkcs8.pem";
    P256_ENCRYPTED_SEC1 "p-256.encrypted-sec1.pem";
    P256_EXPLICIT_SPKI "p-256.explicit-spki.pem";
    P256_PKCS8 "p-256.pkcs8.pem";
    P256_PRIVATE_JWK "p-256.private.jwk";
    P256_PUBLIC_JWK "p-256.public.jwk";
    P256_REQUEST "p-256.request.pem";
    P256_SEC1 "p-256.sec1.pem";
    P256_SEC1_WITH_PARAMETERS "p-256.sec1-with-parameters.pem";
    P256_SPKI "p-256.spki.pem";
    P384_PKCS8 "p-384.pkcs8.pem";
    P384_PRIVATE_JWK "p-384.private.jwk";
    P384_PUBLIC_JWK "p-384.public.jwk";
    P384_SEC1 "p-384.sec1.pem";
    P384_SPKI "p-384.spki.pem";
    P521_PKCS8 "p-521.pkcs8.pem";
    P521_PRIVATE_JWK "p-521.private.jwk";
    P521_PUBLIC_JWK "p-521.public.jwk";
    P521_SEC1 "p-521.sec1.pem";
    P521_SPKI "p-521.spki.pem";
    RSA_512_SPKI "rsa-512.spki.pem";
    RSA_1024_PKCS1 "rsa-1024.pkcs1.pem";
    RSA_1024_PKCS8 "rsa-1024.pkcs8.pem";
    RSA_1024_PRIVATE_JWK "rsa-1024.private.jwk";
    RSA_1024_PUBLIC_JWK "rsa-1024.public.jwk";
    RSA_1024_SPKI "rsa-1024.spki.pem";
    RSA_2048_PKCS1 "rsa-2048.pkcs1.pem";
    RSA_2048_PKCS1_PUBLIC "rsa-2048.pkcs1-public.pem";
    RSA_2048_PKCS8 "rsa-2048.pkcs8.pem";
    RSA_2048_PRIVATE_JWK "rsa-2048.private.jwk";
    RSA_2048_PUBLIC_JWK "rsa-2048.public.jwk";
    RSA_2048_SPKI "rsa-2048.spki.pem";
    RSA_3072_PKCS1 "rsa-3072.pkcs1.pem";
    RSA_3072_PKCS8 "rsa-3072.pkcs8.pem";
    RSA_3072_PRIVATE_JWK "rsa-3072.private.jwk";
    RSA_3072_PUBLIC_JWK "rsa-3072.public.jwk";
    RSA_3072_SPKI "rsa-3072.spki.pem";
    RSA_PSS_SHA384_PKCS8 "rsa-pss-sha384.pkcs8.pem";
    RSA_PSS_SPKI "rsa-pss.spki.pem";
    RSA_ROCA_PUBLIC_JWK "rsa-roca.public.jwk";
    SECP256K1_PKCS8 "secp256k1.pkcs8.pem";
    SECP256K1_PRIVATE_JWK "secp256k1.private.jwk";
    SECP256K1_PUBLIC_JWK "secp256k1.public.jwk";
    SECP256K1_SEC1 "secp256k1.sec1.pem";
    SECP256K1_SPKI "secp256k1.spki.pem";
    X25519_PKCS8 "x25519.pkcs8.pem";
}

/// `p-256.pkcs8.der`
pub const P256_PKCS8_DER: &[u8] = include_bytes!("../keys/p-256.pkcs8.der");

/// `p-256.spki.der`
pub const P256_SPKI_DER: &[u8] = include_bytes!("../keys/p-256.spki.der");
