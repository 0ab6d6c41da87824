"""The peer joserfc."""

import json

from batch import answer_all
from joserfc import jwe, jwk, jws


def key_of(entry):
    return jwk.import_key({**entry["jwk"], "kid": entry["kid"]})


def sign(call):
    algorithms = [entry["alg"] for entry in call["keys"]]
    keys = jwk.KeySet([key_of(entry) for entry in call["keys"]])
    members = [{"protected": entry["protected"], "header": entry.get("header")} for entry in call["keys"]]
    if call["form"] == "general":
        return jws.serialize_json(members, call["bytes"], keys, algorithms)
    if call["form"] == "flattened":
        return jws.serialize_json(members[0], call["bytes"], keys, algorithms)
    token = jws.serialize_compact(members[0]["protected"], call["bytes"], keys, algorithms)
    return jws.detach_content(token) if call["special"] == "detached" else token


def verify(call):
    algorithms = [entry["alg"] for entry in call["keys"]]
    if call["form"] == "compact":
        beside = call["bytes"] if "detached" in call["special"] else None
        key = key_of(call["keys"][0])
        return jws.deserialize_compact(call["token"], key, algorithms, payload=beside).payload
    keys = jwk.KeySet([key_of(one) for one in call["keys"]])
    return jws.deserialize_json(json.loads(call["token"]), keys, algorithms).payload


def registry_of(call):
    names = [entry["alg"] for entry in call["keys"]]
    return jwe.JWERegistry(algorithms=[*names, call["enc"], "DEF"], verify_all_recipients=False)


def encrypt(call):
    if call["form"] == "compact":
        key = key_of(call["keys"][0])
        return jwe.encrypt_compact(call["protected"], call["bytes"], key, registry=registry_of(call))
    aad = call["aad"].encode() if call["special"] == "aad" else None
    kind = jwe.FlattenedJSONEncryption if call["form"] == "flattened" else jwe.GeneralJSONEncryption
    message = kind(call["protected"], call["bytes"], call.get("shared"), aad)
    for entry in call["keys"]:
        # A key with a kid would write it into the recipient's header.
        message.add_recipient(entry.get("header", {}), jwk.import_key(entry["jwk"]))
    return jwe.encrypt_json(message, None, registry=registry_of(call))


def decrypt(call):
    # The first key alone: with that of the guest the token would open whatever the first can do.
    registry, key = registry_of(call), key_of(call["keys"][0])
    if call["form"] == "compact":
        return jwe.decrypt_compact(call["token"], key, registry=registry).plaintext
    return jwe.decrypt_json(json.loads(call["token"]), key, registry=registry).plaintext


answer_all(
    lambda call: sign(call) if call["kind"] == "jws" else encrypt(call),
    lambda call: verify(call) if call["kind"] == "jws" else decrypt(call),
)
