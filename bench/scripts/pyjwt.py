"""python pyjwt.py FILE: verifies one token a line with PyJWT and writes the claims as JSON lines."""

import json
import os
import sys

import jwt

SECRET = os.environ["BENCH_SECRET"]
EXPECTED = {"issuer": "https://auth.example.com/realms/main", "audience": "https://api.example.com/v2"}

with open(sys.argv[1]) as lines:
    for line in lines:
        try:
            answer = jwt.decode(line.strip(), SECRET, ["HS256"], **EXPECTED)
        except jwt.PyJWTError as fault:
            answer = {"error": str(fault)}
        sys.stdout.write(json.dumps(answer) + "\n")
