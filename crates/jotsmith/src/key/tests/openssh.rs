//! OpenSSH keys: what ssh-keygen wrote is read, and what is written reads again.

use testkit::keys::*;

use super::{fault, read};
use crate::key::{AnyKey, Form, KeySet};
use crate::reason::Code;

const FAMILIES: &[(&str, &str, Option<&str>)] = &[
    (OPENSSH_PRIVATE, OPENSSH_PUBLIC, None),
    (OPENSSH_P256, OPENSSH_P256_PUBLIC, Some(P256_PKCS8)),
    (OPENSSH_P384, OPENSSH_P384_PUBLIC, Some(P384_PKCS8)),
    (OPENSSH_RSA_2048, OPENSSH_RSA_2048_PUBLIC, Some(RSA_2048_PKCS8)),
];

#[test]
fn what_ssh_keygen_wrote_is_the_same_key_in_every_form() {
    for (private, public, pkcs8) in FAMILIES {
        let (private, public) = (read(private), read(public));
        assert_eq!((private.form(), public.form()), (Form::OpenSsh, Form::OpenSsh));
        assert!(private.is_secret() && !public.is_secret());
        assert_eq!(private.thumbprint(), public.thumbprint());
        if let Some(pkcs8) = pkcs8 {
            assert_eq!(private.thumbprint(), read(pkcs8).thumbprint());
            assert_eq!(*private.to_jwk().unwrap(), *read(pkcs8).to_jwk().unwrap());
        }
    }
}

#[test]
fn what_is_written_reads_again() {
    for (private, public, _) in FAMILIES {
        let key = read(private).with_kid("a name");
        let block = key.to_form(Form::OpenSsh).unwrap().pem();
        assert!(block.starts_with("-----BEGIN OPENSSH PRIVATE KEY-----\n"));
        assert_eq!(*read(&block).with_kid("a name").to_jwk().unwrap(), *key.to_jwk().unwrap());
        let line = key.to_openssh_line().unwrap();
        assert!(line.ends_with(" a name"));
        let bare = line.strip_suffix(" a name").unwrap();
        assert_eq!(bare.split(' ').nth(1), public.split(' ').nth(1));
        assert_eq!(read(&line).thumbprint(), key.thumbprint());
        let locked = key.to_locked(Form::OpenSsh, b"password").unwrap().pem();
        assert_eq!(AnyKey::read(locked.as_bytes()).unwrap_err().code(), Code::KeyEncrypted);
        let again = AnyKey::read_locked(locked.as_bytes(), b"password").unwrap();
        assert_eq!(again.thumbprint(), key.thumbprint());
        let wrong = AnyKey::read_locked(locked.as_bytes(), b"Password").unwrap_err();
        assert_eq!(wrong.code(), Code::KeyPassword);
    }
}

#[test]
fn a_name_that_could_break_the_line_is_left_out() {
    let line = read(OPENSSH_P256_PUBLIC).with_kid("a\nssh-rsa AAAA").to_openssh_line().unwrap();
    assert_eq!(line.split(' ').count(), 2);
}

#[test]
fn the_password_opens_what_ssh_keygen_locked() {
    let same = read(P256_PKCS8).thumbprint();
    for text in [OPENSSH_P256_LOCKED, OPENSSH_P256_LOCKED_CBC] {
        assert_eq!(fault(text).0, Code::KeyEncrypted);
        assert_eq!(AnyKey::read_locked(text.as_bytes(), b"example").unwrap().thumbprint(), same);
        assert_eq!(AnyKey::read_locked(text.as_bytes(), b"exampl").unwrap_err().code(), Code::KeyPassword);
        assert_eq!(AnyKey::read_locked(text.as_bytes(), b"").unwrap_err().code(), Code::KeyPassword);
    }
    let costly = AnyKey::read_locked(OPENSSH_P256_COSTLY.as_bytes(), b"example").unwrap_err();
    let says = "The key is broken: its bcrypt asks for 300 rounds, and 256 are the most.";
    assert_eq!((costly.code(), costly.to_string().as_str()), (Code::KeyInvalid, says));
    let unsupported =
        "Keys of this kind are not known here: an OpenSSH key locked with the cipher \"aes256-gcm@opens…\".";
    assert_eq!(fault(OPENSSH_P256_LOCKED_GCM), (Code::KeyUnsupported, unsupported.into()));
}

#[test]
fn lines_of_authorized_keys_are_a_set() {
    let lines = format!("{OPENSSH_PUBLIC}\n{OPENSSH_P256_PUBLIC}ssh-dss AAAAB3NzaC1kc3M= old\n");
    let set = KeySet::read(lines.as_bytes()).unwrap();
    assert_eq!((set.len(), set.keys().count()), (3, 2));
    let left: Vec<_> = set.left_out().map(ToString::to_string).collect();
    assert_eq!(left, ["Keys of this kind are not known here: the OpenSSH type \"ssh-dss\"."]);
}

#[test]
fn a_line_that_is_broken_says_why() {
    let broken = |found: &str| (Code::KeyInvalid, format!("The key is broken: {found}."));
    let blob = OPENSSH_P256_PUBLIC.split(' ').nth(1).unwrap();
    assert_eq!(
        fault(&format!("ssh-ed25519 {blob}")),
        broken("its OpenSSH line names another type than the key inside")
    );
    assert_eq!(
        fault(&format!("ecdsa-sha2-nistp256 {}", blob.get(..blob.len() - 8).unwrap())),
        broken("its OpenSSH form ends in the middle of a field")
    );
    assert_eq!(
        fault(&format!("ecdsa-sha2-nistp256 {}AAAA", blob.trim_end_matches('='))),
        broken("its OpenSSH form has more than the fields of its type")
    );
}

/// Every byte of a block changed, and every length of it: nothing panics, and nothing reads as another key.
#[test]
fn a_changed_block_is_refused_or_the_same_key() {
    let same = read(OPENSSH_P256).thumbprint();
    let key = read(OPENSSH_P256).to_form(Form::OpenSsh).unwrap();
    let block = key.der();
    for at in 0..block.len() {
        let mut changed = block.to_vec();
        changed[at] ^= 0x55;
        if let Ok(key) = super::super::openssh::read_private(&changed, None) {
            assert_eq!(key.thumbprint(), same, "byte {at}");
        }
        assert!(
            super::super::openssh::read_private(&block[..at], None)
                .map(|_| ())
                .is_err_and(|f| f.code() == Code::KeyInvalid)
        );
    }
}
