"""What the Python peers share. A JSON list of calls comes on standard input: a case, with `act` (make or read) and, to be
read, the token. The answers go to standard output in order: `token`, `payload` or, for a refusal, `error`."""

import base64
import json
import sys
import warnings


def unb64(text):
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def answer_all(make, read):
    warnings.simplefilter("ignore")
    json.dump([_answer(make, read, call) for call in json.load(sys.stdin)], sys.stdout)


def _answer(make, read, call):
    call["bytes"] = unb64(call["payload"])
    try:
        if call["act"] == "make":
            token = make(call)
            return {"token": token if isinstance(token, str) else json.dumps(token)}
        payload = base64.urlsafe_b64encode(read(call)).rstrip(b"=").decode()
        return {"payload": payload}
    except Exception as fault:  # a refusal, whatever its type: the caller holds it against the list of differences
        return {"error": f"{type(fault).__name__}: {fault}"}
