"""One call of a Python peer. A JSON object comes on standard input: peer, act (sign or verify), alg, jwk, and claims
or token. The token or the claims go to standard output as JSON. A refusal ends with the library's own error."""

import json
import sys
import warnings

warnings.simplefilter("ignore")


def joserfc(call):
    from joserfc import jwk, jwt

    key = jwk.import_key(call["jwk"])
    if call["act"] == "sign":
        return jwt.encode({"alg": call["alg"]}, call["claims"], key, algorithms=[call["alg"]])
    return jwt.decode(call["token"], key, algorithms=[call["alg"]]).claims


def pyjwt(call):
    import jwt

    key = jwt.PyJWK(call["jwk"], algorithm=call["alg"]).key
    if call["act"] == "sign":
        return jwt.encode(call["claims"], key, algorithm=call["alg"])
    return jwt.decode(
        call["token"], key, algorithms=[call["alg"]], issuer=call["issuer"], audience=call["audience"]
    )


call = json.load(sys.stdin)
print(json.dumps({"joserfc": joserfc, "PyJWT": pyjwt}[call["peer"]](call)))
