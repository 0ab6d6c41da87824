"""Makes tests/vectors/defects and tests/vectors/states from the fixed keys of crates/testkit.

Run it after changing this file: `python3 tests/vectors/make.py` (needs the package `cryptography`, 44 or later, whose
ECDSA is deterministic, so that the same file comes out each time). What must happen to each vector is written here by
hand; nothing is computed by the code under test.
"""

import base64
import hashlib
import hmac
import json
import pathlib

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, utils
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

HERE = pathlib.Path(__file__).parent
KEYS = HERE.parent.parent / "crates/testkit/keys"
NOW = 1795442711  # 2026-11-23T14:05:11Z
SECRET = "0123456789abcdef0123456789abcdef"
ISS, AUD = "https://auth.example.com", "https://api.example.com"


def b64(data):
    data = data.encode() if isinstance(data, str) else data
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def dump(value):
    return value if isinstance(value, (str, bytes)) else json.dumps(value, separators=(",", ":"), ensure_ascii=False)


def pem(name):
    return serialization.load_pem_private_key((KEYS / name).read_bytes(), None)


def hs(message, secret=SECRET, digest=hashlib.sha256):
    secret = secret.encode() if isinstance(secret, str) else secret
    return hmac.new(secret, message.encode(), digest).digest()


def rs(message, key="rsa-2048.pkcs8.pem"):
    return pem(key).sign(message.encode(), padding.PKCS1v15(), hashes.SHA256())


def ps(message, salt=32):
    return pem("rsa-2048.pkcs8.pem").sign(message.encode(), padding.PSS(padding.MGF1(hashes.SHA256()), salt), hashes.SHA256())


def es_der(message, key="p-256.pkcs8.pem", digest=hashes.SHA256()):
    return pem(key).sign(message.encode(), ec.ECDSA(digest, deterministic_signing=True))


def es(message, key="p-256.pkcs8.pem", digest=hashes.SHA256(), size=32):
    r, s = utils.decode_dss_signature(es_der(message, key, digest))
    return r.to_bytes(size, "big") + s.to_bytes(size, "big")


def ed(message):
    return pem("ed25519.pkcs8.pem").sign(message.encode())


def token(header, claims, sign=hs):
    message = b64(dump(header)) + "." + b64(dump(claims))
    signature = sign if isinstance(sign, bytes) else sign(message)
    return message + "." + b64(signature)


def token_as_it_is(header, payload):
    """A compact token whose payload stands in it as it is."""
    message = b64(dump(header)) + "." + payload
    return message + "." + b64(hs(message))


def entry(header, payload, unprotected=None, sign=hs):
    """The members of one signature in JSON serialization."""
    protected = b64(dump(header)) if header else ""
    signature = sign if isinstance(sign, bytes) else sign(protected + "." + payload)
    made = {"protected": protected} if header else {}
    if unprotected is not None:
        made["header"] = unprotected
    return {**made, "signature": b64(signature)}


def flattened(header, payload, unprotected=None, sign=hs, **more):
    """`payload` is the text of the member, base64url already."""
    return dump({"payload": payload, **entry(header, payload, unprotected, sign), **more})


def general(payload, *entries):
    return dump({"payload": payload, "signatures": list(entries)})


def claims(**more):
    made = {"iss": ISS, "aud": AUD, "sub": "u_42", "exp": NOW + 720, "iat": NOW - 180}
    made.update(more)
    return {name: value for name, value in made.items() if value is not None}


def jwe_dir(content, header=(), secret=SECRET):
    """`dir` with A256GCM: the secret encrypts the content itself. The initialization vector is fixed, so that the same
    file comes out each time."""
    protected = b64(dump({"alg": "dir", "enc": "A256GCM", **dict(header)}))
    content = content if isinstance(content, bytes) else dump(content).encode()
    sealed = AESGCM(secret.encode()).encrypt(bytes(range(1, 13)), content, protected.encode())
    return ".".join([protected, "", b64(bytes(range(1, 13))), b64(sealed[:-16]), b64(sealed[-16:])])


def jwe_ecdh(content, header=()):
    """ECDH-ES with A256GCM to p-256.pkcs8.pem; the ephemeral key is fixed too."""
    ephemeral = ec.derive_private_key(0x1234567890ABCDEF, ec.SECP256R1())
    point = ephemeral.public_key().public_numbers()
    epk = {"kty": "EC", "crv": "P-256", "x": b64(point.x.to_bytes(32, "big")), "y": b64(point.y.to_bytes(32, "big"))}
    z = ephemeral.exchange(ec.ECDH(), pem("p-256.pkcs8.pem").public_key())
    length = lambda part: len(part).to_bytes(4, "big") + part
    info = length(b"A256GCM") + length(b"") + length(b"") + (256).to_bytes(4, "big")
    key = hashlib.sha256((1).to_bytes(4, "big") + z + info).digest()
    protected = b64(dump({"alg": "ECDH-ES", "enc": "A256GCM", **dict(header), "epk": epk}))
    sealed = AESGCM(key).encrypt(bytes(range(1, 13)), dump(content).encode(), protected.encode())
    return ".".join([protected, "", b64(bytes(range(1, 13))), b64(sealed[:-16]), b64(sealed[-16:])])


H = {"alg": "HS256", "typ": "JWT"}
GUIDE = ("eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxMjM0NTY3ODkwIiwibmFtZSI6IkpvaG4gRG9lIiwiaWF0IjoxNTE2MjM5MDIyfQ."
         "SflKxwRJSMeKKF2QT4fwpMeJf36POk6yJV_adQssw5c")
GOOD = token(H, claims())
ES = token({"alg": "ES256", "typ": "JWT", "kid": "p-256"}, claims(), es)
RS = token({"alg": "RS256", "typ": "JWT"}, claims(), rs)
# RFC 7516 appendix A.1
JWE = ("eyJhbGciOiJSU0EtT0FFUCIsImVuYyI6IkEyNTZHQ00ifQ.OKOawDo13gRp2ojaHV7LFpZcgV7T6DVZKTyKOMTYUmKoTCVJRgckCL9kiMT03JGei"
       "psEdY3mx_etLbbWSrFr05kLzcSr4qKAq7YN7e9jwQRb23nfa6c9d-StnImGyFDbSv04uVuxIp5Zms1gNxKKK2Da14B8S4rzVRltdYwam_lDp5XnZ"
       "AYpQdb76FdIKLaVmqgfwX7XWRxv2322i-vDxRfqNzo_tETKzpVLzfiwQyeyPGLBIO56YJ7eObdv0je81860ppamavo35UgoRdbYaBcoh9QcfylQr"
       "66oc6vFWXRcZ_ZT2LawVCWTIy3brGPi6UklfCpIMfIjf7iGdXKHzg.48V1_ALb6US04U3b.5eym8TW_c8SuK0ltJ3rpYIzOeDQz7TALvtu6UG9oM"
       "o4vpzs9tX_EFShS8iB7j6jiSdiwkIr3ajwQzaBtQD_A.XFBoMYUZodetZdvTiFvSkQ")


def disclosure(*parts):
    salt = b64(hashlib.sha256(dump(parts).encode()).digest()[:16])
    return b64(dump([salt, *parts])) + "~"


def digest(text):
    return b64(hashlib.sha256(text.rstrip("~").encode()).digest())


def sd_jwt(members, disclosures):
    """The issuer-signed JWT over the digests, with its first tilde."""
    members = {"_sd": sorted(map(digest, disclosures)), **members, "_sd_alg": "sha-256"}
    return token({"alg": "ES256", "typ": "dc+sd-jwt", "kid": "p-256"}, members, es) + "~"


def bound(presented):
    """The presentation with a key binding by the Ed25519 key."""
    content = {"nonce": "n-0S6_WzA2Mj", "aud": AUD, "iat": NOW - 10, "sd_hash": b64(hashlib.sha256(presented.encode()).digest())}
    return presented + token({"alg": "EdDSA", "typ": "kb+jwt"}, content, ed)


SD_ALL = [disclosure("given_name", "Ada"), disclosure("address", {"country": "UK"}), disclosure("birthdate", "1815-12-10")]
P256 = json.loads((KEYS / "p-256.public.jwk").read_text())
HOLDER = json.loads((KEYS / "ed25519.public.jwk").read_text())
SD = sd_jwt({**claims(), "cnf": {"jwk": {name: HOLDER[name] for name in ("kty", "crv", "x")}}}, SD_ALL)
SECRET_KEY = [("secret", "utf8:" + SECRET)]
EXPECT = [("issuer", ISS), ("audience", AUD)]


def write(folder, name, fields, text):
    head = "".join(f"{field}: {value}\n" for field, value in fields)
    path = HERE / folder / f"{name}.txt"
    path.parent.mkdir(exist_ok=True)
    path.write_bytes((head + "\n").encode() + (text if isinstance(text, bytes) else text.encode()) + b"\n")


def defect(name, strict, tolerant, text, key=None):
    """`strict` is the first code of form or signature that `verify` gives; `tolerant` are those of the defects."""
    fields = [("strict", strict), ("tolerant", tolerant or "none")] + (key or SECRET_KEY)
    write("defects", name, fields, text)


def state(name, text, fields=()):
    """What must come out is kept in crates/jotsmith/tests/golden/states, read by a person before it is committed."""
    write("states", name, [("at", NOW), *fields], text)


# --- defects: one fault each, with its code per reading -------------------------------------------------------------
h, c, s = GOOD.split(".")
defect("alphabet-header", "base64url-alphabet at 11", "base64url-alphabet at 11", f"{h[:10]}*{h[10:]}.{c}.{s}")
defect("alphabet-payload", "base64url-alphabet at 54", "base64url-alphabet at 54", f"{h}.{c[:16]}*{c[16:]}.{s}")
defect("alphabet-signature-standard", "base64url-alphabet", "base64url-alphabet", f"{h}.{c}.{s[:4]}/{s[5:]}")
defect("alphabet-space-inside", "base64url-alphabet", "base64url-alphabet", f"{h}.{c[:8]}\u00a0{c[8:]}.{s}")
defect("padding-header", "base64url-padding", "base64url-padding", f"{h}=.{c}.{s}")
defect("padding-payload", "base64url-padding", "base64url-padding", f"{h}.{b64(dump(claims(sub='u_4')))}==.{s}")
defect("padding-signature", "base64url-padding", "base64url-padding", f"{h}.{c}.{s}=")
unused = s[:-1] + chr(ord(s[-1]) + 1)
defect("unused-bits-signature", "base64url-unused-bits", "base64url-unused-bits", f"{h}.{c}.{unused}")
defect("unused-bits-length", "base64url-unused-bits", "base64url-unused-bits", f"{h}.{c}.{s}AA")
defect("no-dot", "not-a-token", "not-a-token", "hello")
defect("two-parts", "part-count", "part-count hint-truncated", f"{h}.{c}")
defect("four-parts", "part-count", "part-count hint-truncated", f"{GOOD}.{s}")
defect("six-parts", "part-count", "part-count", f"{GOOD}.{GOOD}")
defect("truncated-payload", "part-count", "part-count json-syntax hint-truncated", f"{h}.{b64(dump(claims())[:40])}")
defect("truncated-signature", "signature-length", "none", f"{h}.{c}.{s[:20]}")
defect("empty-header", "json-syntax", "json-syntax", f".{c}.{s}")
defect("empty-payload", "json-syntax", "json-syntax", f"{h}..{s}")
defect("header-no-json", "json-syntax", "json-syntax", f"{b64('alg=HS256')}.{c}.{s}")
defect("header-array", "json-not-object", "json-not-object", f"{b64('[1]')}.{c}.{s}")
defect("header-byte-order-mark", "byte-order-mark", "byte-order-mark", f"{b64(chr(0xfeff) + dump(H))}.{c}.{s}")
defect("header-duplicate-alg", "duplicate-member", "duplicate-member", token('{"alg":"HS256","alg":"none"}', claims()))
defect("header-duplicate-escaped", "duplicate-member", "duplicate-member", token('{"alg":"HS256","\\u0061lg":"HS256"}', claims()))
defect("header-trailing", "json-trailing-data", "json-trailing-data", token('{"alg":"HS256"}{"alg":"none"}', claims()))
defect("header-kid-number", "header-type", "header-type", token({"alg": "HS256", "kid": 7}, claims()))
defect("header-no-alg", "alg-missing", "alg-missing", token({"typ": "JWT"}, claims()))
defect("alg-lower-case", "alg-unknown", "alg-unknown", token({"alg": "hs256"}, claims()))
for number, spelling in enumerate(["none", "None", "NONE", "nOnE"], 1):
    defect(f"alg-none-{number}", "alg-none", "none", token({"alg": spelling}, claims(), b""))
defect("alg-none-with-signature", "alg-none", "none", token({"alg": "none"}, claims()))
defect("signature-empty", "signature-missing", "none", token(H, claims(), b""))
defect("crit-empty", "crit-malformed", "crit-malformed", token({"alg": "HS256", "crit": []}, claims()))
defect("crit-unknown", "crit-unknown", "crit-unknown", token({"alg": "HS256", "crit": ["exp2"], "exp2": 1}, claims()))
defect("crit-registered", "crit-malformed", "crit-malformed", token({"alg": "HS256", "crit": ["kid"], "kid": "a"}, claims()))
defect("crit-absent", "crit-malformed", "crit-malformed", token({"alg": "HS256", "crit": ["b64"]}, claims()))
defect("b64-false", "b64-misuse", "none", token({"alg": "HS256", "b64": False, "crit": ["b64"]}, claims()))
defect("b64-uncritical", "b64-misuse", "b64-misuse", token({"alg": "HS256", "b64": True}, claims()))
defect("claims-duplicate", "duplicate-member", "duplicate-member", token(H, '{"sub":"a","exp":9999999999,"sub":"b"}'))
defect("claims-duplicate-deep", "duplicate-member", "duplicate-member", token(H, '{"a":[{"b":{"c":1,"d":2,"c":3}}]}'))
defect("claims-trailing", "json-trailing-data", "json-trailing-data", token(H, '{"sub":"a"} x'))
defect("claims-byte-order-mark", "byte-order-mark", "byte-order-mark", token(H, "\ufeff{}"))
defect("claims-array", "json-not-object", "json-not-object", token(H, '["a"]'))
defect("claims-single-quotes", "json-syntax", "json-syntax", token(H, "{'sub':'a'}"))
defect("claims-nan", "json-syntax", "json-syntax", token(H, '{"exp":NaN}'))
defect("claims-trailing-comma", "json-syntax", "json-syntax", token(H, '{"sub":"a",}'))
defect("claims-comment", "json-syntax", "json-syntax", token(H, '{/* x */"sub":"a"}'))
defect("claims-utf8", "utf8-invalid", "utf8-invalid", token(H, b'{"sub":"\xff"}'))
defect("claims-surrogate", "json-unportable", "json-unportable", token(H, '{"sub":"\\ud800"}'))
defect("claims-depth", "json-depth", "json-depth", token(H, '{"a":' + "[" * 64 + "]" * 64 + "}"))
write("defects", "claims-depth-large", [("strict", "json-depth"), ("tolerant", "json-depth"), *SECRET_KEY], h + ".eyJhIjpb{{W1tb*200000}}." + s)
write("defects", "too-long", [("strict", "too-long"), ("tolerant", "too-long part-count base64url-unused-bits json-syntax hint-truncated"), *SECRET_KEY], h + ".{{eyJh*500000}}." + s)
defect("header-private-key", "header-private-key", "header-private-key",
       token({"alg": "ES256", "jwk": json.loads((KEYS / "p-256.private.jwk").read_text())}, claims(), es))
defect("embedded-jwk", "alg-key-mismatch", "none",
       token({"alg": "ES256", "jwk": json.loads((KEYS / "p-256.public.jwk").read_text())}, claims(), es))
defect("public-key-as-secret", "alg-key-mismatch", "none",
       token(H, claims(), lambda m: hs(m, (KEYS / "rsa-2048.spki.pem").read_bytes())), [("key", "rsa-2048.spki.pem")])
P256_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
defect("ecdsa-zero", "ecdsa-out-of-range", "none", token({"alg": "ES256"}, claims(), bytes(64)), [("key", "p-256.spki.pem")])
defect("ecdsa-order", "ecdsa-out-of-range", "none",
       token({"alg": "ES256"}, claims(), lambda m: es(m)[:32] + P256_ORDER.to_bytes(32, "big")), [("key", "p-256.spki.pem")])
defect("ecdsa-der", "signature-length", "none", token({"alg": "ES256"}, claims(), es_der), [("key", "p-256.spki.pem")])
defect("flipped-payload", "signature-mismatch", "none", f"{h}.{b64(dump(claims(sub='u_43')))}.{s}")

JWS = [("as", "jws")] + SECRET_KEY
A = {"alg": "HS256"}
PLAIN = {"alg": "HS256", "b64": False, "crit": ["b64"]}
HELLO = b64("hello")
FLAT = json.loads(flattened(A, HELLO))
defect("json-alg-unprotected", "alg-unprotected", "alg-unprotected", flattened(None, HELLO, A), JWS)
defect("json-alg-twice", "serialization-malformed", "serialization-malformed", flattened(A, HELLO, A), JWS)
defect("json-b64-differs", "b64-misuse", "b64-misuse", general("hello", entry(PLAIN, "hello"), entry(A, "hello")), JWS)
defect("json-b64-unprotected", "b64-misuse", "b64-misuse", flattened(A, HELLO, {"b64": False}), JWS)
defect("json-crit-unprotected", "crit-malformed", "crit-malformed", flattened(A, HELLO, {"crit": ["b64"]}), JWS)
defect("json-cut", "json-syntax", "json-syntax", flattened(A, HELLO)[:-20], JWS)
defect("json-detached", "payload-detached", "none", dump({**FLAT, "payload": None}).replace('"payload":null,', ""), JWS)
defect("json-duplicate", "duplicate-member", "duplicate-member", flattened(A, HELLO).replace("{", '{"payload":"",', 1), JWS)
defect("json-jwe-member", "serialization-malformed", "serialization-malformed", flattened(A, HELLO, ciphertext=""), JWS)
defect("json-mixed", "serialization-malformed", "serialization-malformed serialization-malformed",
       dump({**json.loads(general(HELLO, entry(A, HELLO))), **entry(A, HELLO)}), JWS)
defect("json-padding", "base64url-padding", "base64url-padding", dump({**FLAT, "protected": FLAT["protected"] + "="}), JWS)
defect("json-payload-number", "serialization-malformed", "serialization-malformed", dump({**FLAT, "payload": 7}), JWS)
defect("json-signature-number", "serialization-malformed", "serialization-malformed", dump({**FLAT, "signature": 7}), JWS)
defect("json-signatures-empty", "signatures-empty", "signatures-empty", general(HELLO), JWS)
defect("json-signatures-object", "serialization-malformed", "serialization-malformed", dump({"payload": HELLO, "signatures": entry(A, HELLO)}), JWS)
defect("json-signatures-too-many", "too-many-signatures", "too-many-signatures", '{"payload":"","signatures":[{{7,*32}}7]}', JWS)
defect("json-wrong-signature", "signature-mismatch", "none", flattened(A, HELLO, sign=bytes(32)), JWS)

# --- states: what a person brings -------------------------------------------------------------------------------------
WAIVED = [("waive", "iss"), ("waive", "aud"), ("waive", "exp")]
GUIDE_KEY = [("secret", "utf8:your-256-bit-secret")]
state("empty", " \n")
state("guide-no-key", GUIDE)
state("guide-weak-secret", GUIDE, GUIDE_KEY + WAIVED)
state("guide-wrong-secret", GUIDE, [("secret", "utf8:another-secret")] + WAIVED)
state("no-key", GOOD, EXPECT)
state("no-key-with-kid", ES, EXPECT)
state("holds-nothing-stated", GOOD, SECRET_KEY)
state("holds-audience-unstated", GOOD, SECRET_KEY + EXPECT[:1])
state("accepted-hs256", GOOD, SECRET_KEY + EXPECT)
state("accepted-hs512", token({"alg": "HS512"}, claims(), lambda m: hs(m, SECRET * 2, hashlib.sha512)), [("secret", "utf8:" + SECRET * 2)] + EXPECT)
state("accepted-rs256", RS, [("key", "rsa-2048.spki.pem")] + EXPECT)
state("accepted-ps256", token({"alg": "PS256"}, claims(), ps), [("key", "rsa-2048.public.jwk")] + EXPECT)
state("accepted-es256", ES, [("key", "p-256.spki.pem")] + EXPECT)
state("accepted-es256-certificate", ES, [("key", "p-256.certificate.pem")] + EXPECT)
state("accepted-es384", token({"alg": "ES384"}, claims(), lambda m: es(m, "p-384.pkcs8.pem", hashes.SHA384(), 48)), [("key", "p-384.spki.pem")] + EXPECT)
state("accepted-es512", token({"alg": "ES512"}, claims(), lambda m: es(m, "p-521.pkcs8.pem", hashes.SHA512(), 66)), [("key", "p-521.spki.pem")] + EXPECT)
state("accepted-es256k", token({"alg": "ES256K"}, claims(), lambda m: es(m, "secp256k1.pkcs8.pem")), [("key", "secp256k1.spki.pem")] + EXPECT)
state("accepted-eddsa", token({"alg": "EdDSA"}, claims(), ed), [("key", "ed25519.spki.pem")] + EXPECT)
state("accepted-ed25519", token({"alg": "Ed25519"}, claims(), ed), [("key", "ed25519.public.jwk")] + EXPECT)
state("accepted-waived", GOOD, SECRET_KEY + WAIVED)
state("accepted-leeway", token(H, claims(exp=NOW - 20)), SECRET_KEY + EXPECT + [("leeway", 30)])
state("rsa-1024", token({"alg": "RS256"}, claims(), lambda m: rs(m, "rsa-1024.pkcs8.pem")), [("key", "rsa-1024.spki.pem")] + EXPECT)
state("wrong-key-ec", ES, [("key", "hmac-256.jwk")] + EXPECT)
state("wrong-secret", GOOD, [("secret", "utf8:" + SECRET[::-1])] + EXPECT)
state("key-of-another-type", RS, [("key", "p-256.spki.pem")] + EXPECT)
state("expired", token(H, claims(exp=NOW - 180)), SECRET_KEY + EXPECT)
state("expired-long-ago", token(H, claims(exp=1516239022)), SECRET_KEY + EXPECT)
state("not-yet-valid", token(H, claims(nbf=NOW + 3600)), SECRET_KEY + EXPECT)
state("issued-in-the-future", token(H, claims(iat=NOW + 300)), SECRET_KEY + EXPECT)
state("no-exp", token(H, claims(exp=None)), SECRET_KEY + EXPECT)
state("exp-string", token(H, claims(exp=str(NOW + 720))), SECRET_KEY + EXPECT)
state("exp-milliseconds", token(H, claims(exp=(NOW + 720) * 1000)), SECRET_KEY + EXPECT)
state("exp-fraction", token(H, dump(claims()).replace(str(NOW + 720), f"{NOW}.5")), SECRET_KEY + EXPECT)
state("exp-beyond-dates", token(H, claims(exp=10**30)), SECRET_KEY + EXPECT)
state("issuer-final-slash", token(H, claims(iss=ISS + "/")), SECRET_KEY + EXPECT)
state("issuer-missing", token(H, claims(iss=None)), SECRET_KEY + EXPECT)
state("audience-other", token(H, claims(aud=["https://other.example", "https://third.example"])), SECRET_KEY + EXPECT)
state("audience-missing", token(H, claims(aud=[])), SECRET_KEY + EXPECT)
state("audience-number", token(H, claims(aud=7)), SECRET_KEY + EXPECT)
state("subject-other", GOOD, SECRET_KEY + EXPECT + [("subject", "u_1")])
state("type-explicit", token({"alg": "HS256", "typ": "logout+jwt"}, claims()), SECRET_KEY + EXPECT)
state("dpop-proof", token({"typ": "dpop+jwt", "alg": "ES256", "jwk": {name: P256[name] for name in ("kty", "crv", "x", "y")}},
                         {"jti": "-BwC3ESc6acc2lTc", "htm": "POST", "htu": "https://server.example.com/token", "iat": NOW - 10}, es))
state("type-expected", token({"alg": "HS256", "typ": "application/at+JWT"}, claims()), SECRET_KEY + EXPECT + [("typ", "at+jwt")])
state("everything-wrong", token(H, claims(exp=NOW - 180, iss="x", aud="y"), bytes(32)), SECRET_KEY + EXPECT)
state("large-number", token(H, dump(claims()).replace('"u_42"', "12345678901234567890")), SECRET_KEY + EXPECT)
state("hostile-claims", token(H, claims(sub="\u001b[2J\u202eabc\u200b", name="\U000e0041")), SECRET_KEY + EXPECT)
state("payload-text", token({"alg": "HS256"}, "hello"), SECRET_KEY + EXPECT)
state("alg-none", token({"alg": "none"}, claims(), b""), SECRET_KEY + EXPECT)
state("signature-stripped", token(H, claims(), b""), SECRET_KEY + EXPECT)
state("embedded-jwk", token({"alg": "ES256", "jwk": json.loads((KEYS / "p-256.public.jwk").read_text())}, claims(), es), EXPECT)
state("embedded-jku", token({"alg": "HS256", "jku": "http://169.254.169.254/keys"}, claims()), SECRET_KEY + EXPECT)
state("critical-unknown", token({"alg": "HS256", "crit": ["v"], "v": 2}, claims()), SECRET_KEY + EXPECT)
state("b64-false", token({"alg": "HS256", "b64": False, "crit": ["b64"]}, claims()), SECRET_KEY + EXPECT)
state("bad-character", f"{h}.{c[:16]}*{c[16:]}.{s}", SECRET_KEY + EXPECT)
state("truncated", f"{h}.{b64(dump(claims())[:40])}", SECRET_KEY + EXPECT)
state("cut-signature", GOOD[:-10], SECRET_KEY + EXPECT)
state("standard-base64", GOOD.replace("-", "+").replace("_", "/") + "=", SECRET_KEY + EXPECT)
state("duplicate-claim", token(H, '{"sub":"a","sub":"b"}'), SECRET_KEY + EXPECT)
state("broken-json", token(H, '{"sub":"a" "exp":1}'), SECRET_KEY + EXPECT)
state("bearer-line", "Authorization: Bearer " + GOOD, SECRET_KEY + EXPECT)
state("line-breaks", "\r\n".join(GOOD[i:i + 64] for i in range(0, len(GOOD), 64)), SECRET_KEY + EXPECT)
state("curl", f"curl -H 'Authorization: Bearer {GOOD}' https://api.example.com/v1", SECRET_KEY + EXPECT)
state("cookie", f"Cookie: theme=dark; session={GOOD}; lang=en", SECRET_KEY + EXPECT)
state("url-fragment", f"https://app.example.com/cb#access_token={GOOD}&token_type=bearer", SECRET_KEY + EXPECT)
state("token-response", json.dumps({"access_token": GOOD, "id_token": ES, "expires_in": 900}, indent=2), SECRET_KEY + EXPECT)
state("token-response-second", json.dumps({"access_token": GOOD, "id_token": ES, "expires_in": 900}, indent=2), [("choice", 1), ("key", "p-256.spki.pem")] + EXPECT)
state("jwe", JWE, SECRET_KEY + EXPECT)
EC_KEY = [("key", "p-256.pkcs8.pem")]
state("jwe-opened", jwe_dir(claims(), {"typ": "JWT"}), SECRET_KEY + EXPECT)
state("jwe-opened-text", jwe_dir(b"between us"), SECRET_KEY)
state("jwe-expired", jwe_dir(claims(exp=NOW - 180)), SECRET_KEY + EXPECT)
state("jwe-wrong-secret", jwe_dir(claims()), [("secret", "utf8:" + SECRET[::-1])] + EXPECT)
state("jwe-no-key", jwe_ecdh(claims()), EXPECT)
state("jwe-from-anyone", jwe_ecdh(claims()), EC_KEY + EXPECT)
state("jwe-nested", jwe_ecdh(ES, {"cty": "JWT"}), EC_KEY + EXPECT)
state("jwe-nested-expired", jwe_ecdh(token({"alg": "ES256", "typ": "JWT"}, claims(exp=NOW - 180), es), {"cty": "JWT"}), EC_KEY + EXPECT)
NO_KID = token({"alg": "ES256", "typ": "JWT"}, claims(), es)
state("jwe-nested-twice", jwe_dir(jwe_ecdh(NO_KID, {"cty": "JWT"}).encode()), SECRET_KEY + EC_KEY + EXPECT)
state("jwe-nested-refused", jwe_dir(token(H, claims(exp=NOW - 180)).encode()), SECRET_KEY + EXPECT)
state("tokens-in-claims", token(H, claims(vp={"verifiableCredential": [NO_KID, token(H, claims(exp=NOW - 180))]})), SECRET_KEY + EC_KEY + EXPECT)
X5C = ["".join((KEYS / "chain" / name).read_text().splitlines()[1:-1]) for name in ("leaf.pem", "mid.pem")]
state("certified", token({"alg": "ES256", "typ": "JWT", "x5c": X5C}, claims(), es), EC_KEY + EXPECT)
state("jwe-flattened", dump({"protected": jwe_dir(claims()).split(".")[0], "iv": jwe_dir(claims()).split(".")[2],
                             "ciphertext": jwe_dir(claims()).split(".")[3], "tag": jwe_dir(claims()).split(".")[4]}),
      SECRET_KEY + EXPECT)
state("jwe-costly", ".".join([b64(dump({"alg": "PBES2-HS256+A128KW", "enc": "A256GCM", "p2s": b64(bytes(range(16))),
                                        "p2c": 10**9})), b64(bytes(range(40))), b64(bytes(range(1, 13))), b64("x"),
                              b64(bytes(range(1, 17)))]), SECRET_KEY + EXPECT)
state("sd-jwt", SD + "".join(SD_ALL[:2]), [("key", "p-256.spki.pem")] + EXPECT)
state("sd-jwt-nothing-disclosed", SD, [("key", "p-256.spki.pem")] + EXPECT)
state("sd-jwt-key-binding", bound(SD + SD_ALL[2]), [("key", "p-256.spki.pem")] + EXPECT)
state("sd-jwt-key-binding-broken", bound(SD + SD_ALL[2]).replace("~" + SD_ALL[2], "~"), [("key", "p-256.spki.pem")] + EXPECT)
state("sd-jwt-stray-disclosure", ES + "~" + disclosure("given_name", "John"), [("key", "p-256.spki.pem")] + EXPECT)
state("sd-jwt-expired-disclosure", sd_jwt(claims(exp=None), [disclosure("exp", NOW - 60)]) + disclosure("exp", NOW - 60), [("key", "p-256.spki.pem")] + EXPECT)
state("paseto", "v4.public.eyJkYXRhIjoidGhpcyBpcyBhIHNpZ25lZCBtZXNzYWdlIiwiZXhwIjoiMjAyMi0wMS0wMVQwMDowMDowMCswMDowMCJ9bg_XBBzds8lTZShVlwwKSgeKpLT3yukTw6JUz3W4h_ExsQV-P0V54zemZDcAxFaSeef1QlXEFtkqxT1ciiQEDA")
state("saml", base64.b64encode(b'<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" ID="_1"><saml:Assertion/></samlp:Response>').decode())
state("github-token", "ghp_" + "a1B2c3D4e5F6" * 3)
state("aws-key", "AKIA" + "ABCDEFGH23456789")
state("uuid", "7f3a9c52-1d84-4e6b-9b0f-2c5d8e1a4f63")
state("public-key-pasted", (KEYS / "p-256.spki.pem").read_text().strip())
state("opaque", "8xLOxBtZp8")
state("json-flattened", flattened({"alg": "ES256"}, HELLO, {"kid": "p-256"}, es), [("key", "p-256.public.jwk")])
state("json-flattened-escaped", flattened(A, HELLO).replace("eyJ", "\\u0065yJ", 1), SECRET_KEY)
state("json-flattened-claims", flattened({"alg": "HS256", "typ": "JWT"}, b64(dump(claims()))), SECRET_KEY + EXPECT)
SEVERAL = general(HELLO, entry({"alg": "ES256"}, HELLO, sign=es), entry(A, HELLO, sign=bytes(32)), entry(None, HELLO, A),
                  entry({"alg": "XX"}, HELLO), entry(A, HELLO))
state("json-general", SEVERAL, SECRET_KEY)
state("json-general-no-key", SEVERAL)
state("json-general-none-holds", SEVERAL, [("secret", "utf8:" + SECRET[::-1])])
state("json-general-two-hold", SEVERAL, [("key", "p-256.public.jwk")] + SECRET_KEY)
state("json-unencoded", flattened(PLAIN, "$.02 \u20ac"), SECRET_KEY)
state("json-unencoded-claims", flattened(PLAIN, dump(claims())), SECRET_KEY + EXPECT)
state("json-detached", dump({k: v for k, v in FLAT.items() if k != "payload"}), SECRET_KEY)
state("json-flattened-broken", dump({**FLAT, "payload": HELLO[:4] + "*" + HELLO[4:]}), SECRET_KEY)
state("json-white-space", " " + json.dumps(FLAT, indent=2), SECRET_KEY)
state("unencoded", token_as_it_is(PLAIN, "This is the payload."[:-1]), SECRET_KEY)
state("unencoded-dot", token_as_it_is(PLAIN, "$.02"), SECRET_KEY)
