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


def claims(**more):
    made = {"iss": ISS, "aud": AUD, "sub": "u_42", "exp": NOW + 720, "iat": NOW - 180}
    made.update(more)
    return {name: value for name, value in made.items() if value is not None}


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
state("type-explicit", token({"alg": "HS256", "typ": "dpop+jwt"}, claims()), SECRET_KEY + EXPECT)
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
state("sd-jwt", ES + "~" + b64('["2GLC42sKQveCfGfryNRN9w","given_name","John"]') + "~", [("key", "p-256.spki.pem")] + EXPECT)
state("paseto", "v4.public.eyJkYXRhIjoidGhpcyBpcyBhIHNpZ25lZCBtZXNzYWdlIiwiZXhwIjoiMjAyMi0wMS0wMVQwMDowMDowMCswMDowMCJ9bg_XBBzds8lTZShVlwwKSgeKpLT3yukTw6JUz3W4h_ExsQV-P0V54zemZDcAxFaSeef1QlXEFtkqxT1ciiQEDA")
state("saml", base64.b64encode(b'<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" ID="_1"><saml:Assertion/></samlp:Response>').decode())
state("github-token", "ghp_" + "a1B2c3D4e5F6" * 3)
state("aws-key", "AKIA" + "ABCDEFGH23456789")
state("uuid", "7f3a9c52-1d84-4e6b-9b0f-2c5d8e1a4f63")
state("public-key-pasted", (KEYS / "p-256.spki.pem").read_text().strip())
state("opaque", "8xLOxBtZp8")
