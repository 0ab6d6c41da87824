"""The peer PyJWT, which knows compact JWTs alone."""

import json

import jwt
from batch import answer_all

ISSUER = "https://auth.example.com"
AUDIENCE = "https://api.example.com"


class AsTheyAre(json.JSONEncoder):
    """Letters outside ASCII as they are, so that the payload is the same bytes for every peer."""

    def __init__(self, **options):
        super().__init__(**options | {"ensure_ascii": False})


def key_of(call):
    return jwt.PyJWK(call["keys"][0]["jwk"], algorithm=call["alg"]).key


def make(call):
    header = call["keys"][0]["protected"]
    return jwt.encode(json.loads(call["bytes"]), key_of(call), call["alg"], header, AsTheyAre)


def read(call):
    claims = jwt.decode(call["token"], key_of(call), algorithms=[call["alg"]], issuer=ISSUER, audience=AUDIENCE)
    return json.dumps(claims, separators=(",", ":"), ensure_ascii=False).encode()


answer_all(make, read)
