"""The peer jwcrypto."""

import json

from batch import answer_all
from jwcrypto import jwa, jwe, jwk, jws

# What jotsmith makes with a password; jwcrypto takes 16,384 unless told.
jwa.default_max_pbkdf2_iterations = 600_000


def key_of(entry):
    return jwk.JWK(**entry["jwk"], kid=entry["kid"])


def text_of(header):
    return json.dumps(header) if header else None


def sign(call):
    # Bytes could not be written into JSON as they are.
    token = jws.JWS(call["bytes"].decode() if call["special"] == "b64 false" else call["bytes"])
    for entry in call["keys"]:
        token.add_signature(key_of(entry), None, text_of(entry["protected"]), text_of(entry.get("header")))
    if "detached" in call["special"]:
        token.detach_payload()
    return token.serialize(compact=call["form"] == "compact")


def verify(call):
    token = jws.JWS()
    token.deserialize(call["token"])
    beside = call["bytes"] if "detached" in call["special"] else None
    token.verify(key_of(call["keys"][0]), call["keys"][0]["alg"], detached_payload=beside)
    if beside is not None:
        return beside
    return token.payload if isinstance(token.payload, bytes) else token.payload.encode()


def encrypt(call):
    names = [entry["alg"] for entry in call["keys"]]
    aad = call["aad"].encode() if call["special"] == "aad" else None
    protected, shared = text_of(call["protected"]), text_of(call.get("shared"))
    token = jwe.JWE(call["bytes"], protected, shared, aad, algs=[*names, call["enc"]])
    for entry in call["keys"]:
        token.add_recipient(key_of(entry), text_of(entry.get("header")))
    return token.serialize(compact=call["form"] == "compact")


def decrypt(call):
    token = jwe.JWE(algs=[*(entry["alg"] for entry in call["keys"]), call["enc"]])
    token.deserialize(call["token"], key_of(call["keys"][0]))
    return token.payload


answer_all(
    lambda call: sign(call) if call["kind"] == "jws" else encrypt(call),
    lambda call: verify(call) if call["kind"] == "jws" else decrypt(call),
)
