//! Both providers hold the published vectors, and each takes what the other makes. Built with both features on.

mod agreement;

use proptest::prelude::*;
use testkit::hex;

use super::chance::Chance;
use super::{
    KeyFault, SignatureFault, SigningFault, generate_ec, generate_ed25519, generate_rsa, native, portable,
    pss_salt_length, rules, sha256,
};
use super::{Padding, RsaParts};
use crate::alg::{Curve, Hash};

/// Runs the body once with each provider under the name `provider`.
macro_rules! both_providers {
    ($body:block) => {{
        {
            use native as provider;
            $body
        }
        {
            use portable as provider;
            $body
        }
    }};
}

/// RFC 6979 appendix A.2.5 to A.2.7, message "sample", with the hash of the JWS algorithm: curve, x, Ux, Uy, r, s.
const RFC_6979: &[(Curve, &str, &str, &str, &str, &str)] = &[
    (
        Curve::P256,
        "c9afa9d845ba75166b5c215767b1d6934e50c3db36e89b127b8a622b120f6721",
        "60fed4ba255a9d31c961eb74c6356d68c049b8923b61fa6ce669622e60f29fb6",
        "7903fe1008b8bc99a41ae9e95628bc64f2f1b20c2d7e9f5177a3c294d4462299",
        "efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0ea84eaf3716",
        "f7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff4064dc4ab2f843acda8",
    ),
    (
        Curve::P384,
        "6b9d3dad2e1b8c1c05b19875b6659f4de23c3b667bf297ba9aa47740787137d896d5724e4c70a825f872c9ea60d2edf5",
        "ec3a4e415b4e19a4568618029f427fa5da9a8bc4ae92e02e06aae5286b300c64def8f0ea9055866064a254515480bc13",
        "8015d9b72d7d57244ea8ef9ac0c621896708a59367f9dfb9f54ca84b3f1c9db1288b231c3ae0d4fe7344fd2533264720",
        "94edbb92a5ecb8aad4736e56c691916b3f88140666ce9fa73d64c4ea95ad133c81a648152e44acf96e36dd1e80fabe46",
        "99ef4aeb15f178cea1fe40db2603138f130e740a19624526203b6351d0a3a94fa329c145786e679e7b82c71a38628ac8",
    ),
    (
        Curve::P521,
        "00fad06daa62ba3b25d2fb40133da757205de67f5bb0018fee8c86e1b68c7e75caa896eb32f1f47c70855836a6d16fcc1466f6d8fbec67db89ec0c08b0e996b83538",
        "01894550d0785932e00eaa23b694f213f8c3121f86dc97a04e5a7167db4e5bcd371123d46e45db6b5d5370a7f20fb633155d38ffa16d2bd761dcac474b9a2f5023a4",
        "00493101c962cd4d2fddf782285e64584139c2f91b47f87ff82354d6630f746a28a0db25741b5b34a828008b22acc23f924faafbd4d33f81ea66956dfeaa2bfdfcf5",
        "00c328fafcbd79dd77850370c46325d987cb525569fb63c5d3bc53950e6d4c5f174e25a1ee9017b5d450606add152b534931d7d4e8455cc91f9b15bf05ec36e377fa",
        "00617cce7cf5064806c467f678d3b4080d6f1cc50af26ca209417308281b68af282623eaa63e5b5c0723d8b8c37ff0777b1a20f8ccb1dccc43997f1ee0e44da4a67a",
    ),
];

#[test]
fn ecdsa_knows_the_vectors_of_rfc_6979() {
    for (curve, d, x, y, r, s) in RFC_6979 {
        let signature = [hex(r), hex(s)].concat();
        both_providers!({
            let private = provider::EcPrivate::new(*curve, &hex(d)).unwrap();
            assert_eq!(private.point(), (hex(x).as_slice(), hex(y).as_slice()));
            assert_eq!(private.scalar(), hex(d));
            let public = provider::EcPublic::new(*curve, &hex(x), &hex(y)).unwrap();
            assert_eq!(public.verify(b"sample", &signature), Ok(()));
            assert_eq!(public.verify(b"Sample", &signature), Err(SignatureFault::Mismatch));
        });
        // Only the portable provider draws k from key and message, as the RFC does.
        let mut made = Vec::new();
        portable::EcPrivate::new(*curve, &hex(d)).unwrap().sign(b"sample", &mut made).unwrap();
        assert_eq!(made, signature, "{curve}");
    }
}

/// RFC 8032 section 7.1, tests 1 to 3: seed, public key, message, signature.
const RFC_8032: &[(&str, &str, &str, &str)] = &[
    (
        "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
    ),
    (
        "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
    ),
    (
        "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
        "af82",
        "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a",
    ),
];

#[test]
fn ed25519_knows_the_vectors_of_rfc_8032() {
    for (seed, x, message, signature) in RFC_8032 {
        both_providers!({
            let private = provider::Ed25519Private::new(&hex(seed)).unwrap();
            assert_eq!(private.public(), hex(x));
            assert_eq!(private.seed(), hex(seed));
            let mut made = Vec::new();
            private.sign(&hex(message), &mut made).unwrap();
            assert_eq!(made, hex(signature));
            let public = provider::Ed25519Public::new(&hex(x)).unwrap();
            assert_eq!(public.verify(&hex(message), &made), Ok(()));
            assert_eq!(public.verify(b"other", &made), Err(SignatureFault::Mismatch));
        });
    }
}

#[test]
fn ed25519_takes_no_s_above_l_and_no_r_of_small_order() {
    let (_, x, message, signature) = RFC_8032[1];
    // S + L is the same scalar in another spelling (RFC 8032 section 8.4).
    let mut malleable = hex(signature);
    let l = hex("edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010");
    let mut carry = 0;
    for (byte, add) in malleable[32..].iter_mut().zip(&l) {
        let sum = u16::from(*byte) + u16::from(*add) + carry;
        *byte = sum.to_le_bytes()[0];
        carry = sum >> 8;
    }
    let mut small = hex(signature);
    small[..32].fill(0);
    small[0] = 1;
    both_providers!({
        let public = provider::Ed25519Public::new(&hex(x)).unwrap();
        assert_eq!(public.verify(&hex(message), &malleable), Err(SignatureFault::Mismatch));
        assert_eq!(public.verify(&hex(message), &small), Err(SignatureFault::Mismatch));
        assert_eq!(
            public.verify(&hex(message), &[0; 63]),
            Err(SignatureFault::Length { found: 63, expected: 64 })
        );
    });
}

/// order - s, the other s that holds.
fn other_s(curve: Curve, signature: &[u8]) -> Vec<u8> {
    let order = match curve {
        Curve::P256 => "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551",
        Curve::Secp256k1 => "fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141",
        Curve::P384 => {
            "ffffffffffffffffffffffffffffffffffffffffffffffffc7634d81f4372ddf581a0db248b0a77aecec196accc52973"
        }
        Curve::P521 => {
            "01fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffa51868783bf2f966b7fcc0148f709a5d03bb5c9b8899c47aebb6fb71e91386409"
        }
        Curve::Ed25519 | Curve::Ed448 | Curve::X25519 | Curve::X448 => panic!("not ECDSA"),
    };
    let (r, s) = signature.split_at(curve.len_bytes());
    let mut other = hex(order);
    let mut borrow = 0;
    for (byte, less) in other.iter_mut().rev().zip(s.iter().rev()) {
        let difference = i16::from(*byte) - i16::from(*less) - borrow;
        borrow = i16::from(difference < 0);
        *byte = difference.to_le_bytes()[0];
    }
    [r, &other].concat()
}

const ECDSA_CURVES: [Curve; 4] = [Curve::P256, Curve::P384, Curve::P521, Curve::Secp256k1];

#[test]
fn each_provider_takes_the_others_ecdsa_in_both_halves_of_s() {
    for curve in ECDSA_CURVES {
        let private = generate_ec(curve).unwrap();
        let (x, y) = private.point();
        let mut by_native = Vec::new();
        native::EcPrivate::new(curve, private.scalar()).unwrap().sign(b"message", &mut by_native).unwrap();
        let mut by_portable = Vec::new();
        portable::EcPrivate::new(curve, private.scalar())
            .unwrap()
            .sign(b"message", &mut by_portable)
            .unwrap();
        both_providers!({
            let public = provider::EcPublic::new(curve, x, y).unwrap();
            for signature in [&by_native, &by_portable] {
                assert_eq!(public.verify(b"message", signature), Ok(()), "{curve}");
                assert_eq!(public.verify(b"message", &other_s(curve, signature)), Ok(()), "{curve}");
                let mut zero = signature.clone();
                zero[..curve.len_bytes()].fill(0);
                assert_eq!(public.verify(b"message", &zero), Err(SignatureFault::OutOfRange { which: "r" }));
                let mut huge = signature.clone();
                huge[curve.len_bytes()..].fill(0xff);
                assert_eq!(public.verify(b"message", &huge), Err(SignatureFault::OutOfRange { which: "s" }));
            }
        });
    }
}

#[test]
fn points_off_the_curve_and_scalars_out_of_range_make_no_key() {
    for curve in ECDSA_CURVES {
        let private = generate_ec(curve).unwrap();
        let (x, y) = private.point();
        let mut off = y.to_vec();
        *off.last_mut().unwrap() ^= 1;
        both_providers!({
            assert_eq!(
                provider::EcPublic::new(curve, x, &off).unwrap_err(),
                KeyFault::Broken("the point (x, y) does not lie on the curve")
            );
            assert_eq!(
                provider::EcPublic::new(curve, &x[1..], y).unwrap_err(),
                KeyFault::Broken("a coordinate has not the length of the curve")
            );
            let scalar = vec![0; curve.len_bytes()];
            assert_eq!(
                provider::EcPrivate::new(curve, &scalar).unwrap_err(),
                KeyFault::Broken("the private number d is not between 1 and the order of the curve")
            );
        });
    }
}

const WAYS: [(Padding, Hash); 6] = [
    (Padding::Pkcs1, Hash::Sha256),
    (Padding::Pkcs1, Hash::Sha384),
    (Padding::Pkcs1, Hash::Sha512),
    (Padding::Pss, Hash::Sha256),
    (Padding::Pss, Hash::Sha384),
    (Padding::Pss, Hash::Sha512),
];

#[test]
fn each_provider_takes_the_others_rsa_in_every_way_and_in_no_other() {
    for parts in [native::generate_rsa(2048).unwrap(), portable::generate_rsa(1024).unwrap()] {
        let by_native = native::RsaPrivate::new(&parts).unwrap();
        let by_portable = portable::RsaPrivate::new(&parts).unwrap();
        for (padding, hash) in WAYS {
            if (padding, hash) == (Padding::Pss, Hash::Sha512) && parts.n.len() == 128 {
                // 64 bytes of hash and 64 of salt do not fit into 128 bytes.
                let mut none = Vec::new();
                assert_eq!(by_native.sign(padding, hash, b"message", &mut none), Err(SigningFault::Failed));
                continue;
            }
            let mut signatures = [Vec::new(), Vec::new()];
            by_native.sign(padding, hash, b"message", &mut signatures[0]).unwrap();
            by_portable.sign(padding, hash, b"message", &mut signatures[1]).unwrap();
            both_providers!({
                let public = provider::RsaPublic::new(&parts.n, &parts.e).unwrap();
                for signature in &signatures {
                    for other in WAYS {
                        let expected =
                            if other == (padding, hash) { Ok(()) } else { Err(SignatureFault::Mismatch) };
                        assert_eq!(public.verify(other.0, other.1, b"message", signature), expected);
                    }
                    assert_eq!(
                        public.verify(padding, hash, b"message", &signature[1..]),
                        Err(SignatureFault::Length { found: parts.n.len() - 1, expected: parts.n.len() })
                    );
                }
            });
        }
    }
}

#[test]
fn rsa_private_parts_that_do_not_fit_make_no_key() {
    let parts = native::generate_rsa(2048).unwrap();
    let unfit = KeyFault::Broken("the private part does not fit the public part");
    let changes: [fn(&mut RsaParts); 6] = [
        |parts| parts.d[20] ^= 1,
        |parts| parts.p[20] ^= 1,
        |parts| parts.q[20] ^= 1,
        |parts| parts.dp[20] ^= 1,
        |parts| parts.dq[20] ^= 1,
        |parts| parts.qi[20] ^= 1,
    ];
    for change in changes {
        let mut parts = parts.clone();
        change(&mut parts);
        both_providers!({
            assert_eq!(provider::RsaPrivate::new(&parts).unwrap_err(), unfit);
        });
    }
}

#[test]
fn another_pss_salt_length_is_found_and_named() {
    let parts = native::generate_rsa(2048).unwrap();
    let (n, e) = (&parts.n, &parts.e);
    let key = ::rsa::PrivateKey::from_components(
        ::rsa::BoxedUint::from_be_slice_vartime(n),
        ::rsa::BoxedUint::from_be_slice_vartime(e),
        ::rsa::BoxedUint::from_be_slice_vartime(&parts.d),
        vec![
            ::rsa::BoxedUint::from_be_slice_vartime(&parts.p),
            ::rsa::BoxedUint::from_be_slice_vartime(&parts.q),
        ],
    )
    .unwrap();
    for salt_bytes in [0, 20, 222, 7] {
        let hashed = sha256(b"message");
        let scheme = ::rsa::pss::Pss::<sha2::Sha256>::new_with_salt(salt_bytes);
        let signature = key.sign_with_rng(&mut Chance, scheme, &hashed).unwrap();
        assert_eq!(pss_salt_length(n, e, Hash::Sha256, b"message", &signature, 300), Some(salt_bytes));
        assert_eq!(pss_salt_length(n, e, Hash::Sha256, b"massage", &signature, 300), None);
        both_providers!({
            let public = provider::RsaPublic::new(n, e).unwrap();
            assert_eq!(
                public.verify(Padding::Pss, Hash::Sha256, b"message", &signature),
                Err(SignatureFault::Mismatch)
            );
        });
    }
}

#[test]
fn rsa_keys_come_in_four_sizes() {
    assert_eq!(
        generate_rsa(2560).unwrap_err(),
        KeyFault::Broken("RSA keys are made with 2048, 3072, 4096 or 8192 bits")
    );
    let parts = generate_rsa(2048).unwrap();
    assert_eq!(rules::bits(&parts.n), 2048);
    assert_eq!(rules::significant(&parts.e), [1, 0, 1]);
    both_providers!({
        assert!(format!("{:?}", provider::RsaPrivate::new(&parts).unwrap()).ends_with("(2048 bits)"));
    });
}

#[test]
fn random_bytes_are_not_those_of_before() {
    both_providers!({
        let mut bytes = [[0; 32]; 2];
        provider::random(&mut bytes[0]).unwrap();
        provider::random(&mut bytes[1]).unwrap();
        assert_ne!(bytes[0], bytes[1]);
        assert_ne!(bytes[0], [0; 32]);
    });
}

#[test]
fn ed25519_is_no_curve_of_ecdsa() {
    both_providers!({
        let refused = provider::EcPublic::new(Curve::Ed25519, &[1; 32], &[1; 32]).unwrap_err();
        assert_eq!(refused, KeyFault::Unavailable(Curve::Ed25519));
    });
}

#[test]
fn debug_of_a_private_key_shows_kind_and_size_only() {
    let ec = generate_ec(Curve::P256).unwrap();
    let ed = generate_ed25519().unwrap();
    both_providers!({
        assert_eq!(
            format!("{:?}", provider::EcPrivate::new(Curve::P256, ec.scalar()).unwrap()),
            "EcPrivate(P-256)"
        );
        assert_eq!(format!("{:?}", provider::Ed25519Private::new(ed.seed()).unwrap()), "Ed25519Private");
    });
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn any_bytes_get_the_same_answer_from_both(point: [u8; 32], signature in prop::collection::vec(any::<u8>(), 60..70)) {
        prop_assert_eq!(
            native::Ed25519Public::new(&point).map(|_| ()),
            portable::Ed25519Public::new(&point).map(|_| ())
        );
        let (_, x, ..) = RFC_8032[0];
        prop_assert_eq!(
            native::Ed25519Public::new(&hex(x)).unwrap().verify(b"", &signature),
            portable::Ed25519Public::new(&hex(x)).unwrap().verify(b"", &signature)
        );
        let (curve, _, x, y, ..) = RFC_6979[0];
        prop_assert_eq!(
            native::EcPublic::new(curve, &hex(x), &hex(y)).unwrap().verify(b"", &signature),
            portable::EcPublic::new(curve, &hex(x), &hex(y)).unwrap().verify(b"", &signature)
        );
    }

    #[test]
    fn a_changed_signature_or_point_gets_the_same_answer_from_both_on_every_curve(
        noise in prop::collection::vec(any::<u8>(), 132),
        at: prop::sample::Index,
        byte: u8,
    ) {
        for (curve, _, x, y, r, s) in RFC_6979 {
            let mut changed = [hex(r), hex(s)].concat();
            let length = changed.len();
            changed[at.index(length)] = byte;
            for signature in [changed.as_slice(), &noise[..length], &noise[..at.index(length)]] {
                prop_assert_eq!(
                    native::EcPublic::new(*curve, &hex(x), &hex(y)).unwrap().verify(b"sample", signature),
                    portable::EcPublic::new(*curve, &hex(x), &hex(y)).unwrap().verify(b"sample", signature),
                    "{}", curve
                );
            }
            let mut point = hex(x);
            let at = at.index(point.len());
            point[at] = byte;
            for (x, y) in [(point.as_slice(), hex(y)), (&noise[..point.len()], noise[66..66 + point.len()].to_vec())] {
                prop_assert_eq!(
                    native::EcPublic::new(*curve, x, &y).map(|_| ()),
                    portable::EcPublic::new(*curve, x, &y).map(|_| ()),
                    "{}", curve
                );
            }
        }
    }

    #[test]
    fn a_changed_rsa_signature_gets_the_same_answer_from_both(
        noise in prop::collection::vec(any::<u8>(), 256),
        at: prop::sample::Index,
        byte: u8,
        way in prop::sample::select(WAYS.to_vec()),
    ) {
        static PARTS: std::sync::OnceLock<RsaParts> = std::sync::OnceLock::new();
        let parts = PARTS.get_or_init(|| native::generate_rsa(2048).unwrap());
        let (padding, hash) = way;
        let mut changed = Vec::new();
        native::RsaPrivate::new(parts).unwrap().sign(padding, hash, b"message", &mut changed).unwrap();
        let length = changed.len();
        changed[at.index(length)] = byte;
        for signature in [changed.as_slice(), &noise, &noise[..at.index(length)]] {
            prop_assert_eq!(
                native::RsaPublic::new(&parts.n, &parts.e).unwrap().verify(padding, hash, b"message", signature),
                portable::RsaPublic::new(&parts.n, &parts.e).unwrap().verify(padding, hash, b"message", signature)
            );
        }
    }

    #[test]
    fn a_flipped_bit_of_a_signature_is_refused_by_both(at in 0_usize..512) {
        let (_, x, message, signature) = RFC_8032[2];
        let mut flipped = hex(signature);
        flipped[at / 8] ^= 1 << (at % 8);
        let (curve, _, ecx, ecy, r, s) = RFC_6979[0];
        let mut ecdsa = [hex(r), hex(s)].concat();
        ecdsa[at / 8] ^= 1 << (at % 8);
        both_providers!({
            let public = provider::Ed25519Public::new(&hex(x)).unwrap();
            prop_assert_eq!(public.verify(&hex(message), &flipped), Err(SignatureFault::Mismatch));
            let public = provider::EcPublic::new(curve, &hex(ecx), &hex(ecy)).unwrap();
            prop_assert_eq!(public.verify(b"sample", &ecdsa), Err(SignatureFault::Mismatch));
        });
    }
}
