"""The peer sd-jwt, the reference implementation of RFC 9901: issuer, holder and verifier. Pointers name what is concealed
or disclosed."""

import copy
import json

from batch import answer_all
from jwcrypto.jwk import JWK
from sd_jwt.common import SDObj
from sd_jwt.holder import SDJWTHolder
from sd_jwt.issuer import SDJWTIssuer
from sd_jwt.verifier import SDJWTVerifier


def parent_of(claims, names):
    """The object or array that the last name is in."""
    for name in names[:-1]:
        claims = claims[int(name)] if isinstance(claims, list) else claims[name]
    return claims


def marked(claims, pointers):
    """The claims with what is to be concealed wrapped, the innermost first."""
    claims = copy.deepcopy(claims)
    for pointer in sorted(pointers, key=lambda text: -text.count("/")):
        *_, last = names = pointer.split("/")[1:]
        parent = parent_of(claims, names)
        if isinstance(parent, list):
            parent[int(last)] = SDObj(parent[int(last)])
        else:
            parent[SDObj(last)] = parent.pop(last)
    return claims


def wanted(claims, pointers):
    """The tree that the holder's library takes: as the claims are, with a yes, a no or an empty one for each."""

    def walk(value, path):
        if isinstance(value, dict):
            inner = {name: walk(member, f"{path}/{name}") for name, member in value.items()}
            return inner if any(inner.values()) else path in pointers or {}
        if isinstance(value, list):
            inner = [walk(element, f"{path}/{at}") for at, element in enumerate(value)]
            return inner if any(inner) else path in pointers or []
        return path in pointers

    return walk(claims, "")


def issue(call):
    holder = JWK(**call["holder"]) if call["binding"] else None
    claims = marked(json.loads(call["bytes"]), call["concealed"])
    header = {"typ": "dc+sd-jwt"}
    issuer = SDJWTIssuer(claims, JWK(**call["issuer"]), holder, "ES256", call["decoys"], "compact", header)
    return issuer.sd_jwt_issuance


def present(call):
    holder = SDJWTHolder(call["token"])
    disclosed = wanted(json.loads(call["bytes"]), call["disclosed"])
    if call["binding"]:
        key = JWK(**call["holder"])
        holder.create_presentation(disclosed, call["nonce"], call["audience"], key, "ES256")
    else:
        holder.create_presentation(disclosed)
    return holder.sd_jwt_presentation


def verify(call):
    expected = (call["audience"], call["nonce"]) if call["binding"] else (None, None)
    verifier = SDJWTVerifier(call["token"], lambda _issuer, _header: JWK(**call["issuer"]), *expected)
    return json.dumps(verifier.get_verified_payload()).encode()


answer_all(lambda call: issue(call) if call["step"] == "issue" else present(call), verify)
