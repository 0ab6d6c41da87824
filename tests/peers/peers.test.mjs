// Other people's libraries as judges. For every algorithm: what we sign they verify, what they sign we verify, and
// neither takes the other's token once a letter of its payload is changed. The command line comes by the variable
// JOTSMITH, the Python with the peers in it by PEERS_PYTHON; `cargo xtask test` sets both.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { generateKeyPairSync, randomBytes } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";
import { SignJWT, importJWK, jwtVerify } from "jose";

const ISSUER = "https://auth.example.com";
const AUDIENCE = "https://api.example.com";
const CLAIMS = { iss: ISSUER, aud: AUDIENCE, sub: "u_42", name: "Zoë \"O'Hara\"", exp: 4_102_444_800 };

const pair = (kind, options) => {
  const { privateKey } = generateKeyPairSync(kind, options);
  return privateKey.export({ format: "jwk" });
};
const rsa = () => pair("rsa", { modulusLength: 2048 });
const ec = (namedCurve) => () => pair("ec", { namedCurve });
const okp = () => pair("ed25519");
const oct = (bytes) => () => ({ kty: "oct", k: randomBytes(bytes).toString("base64url") });

// Each algorithm with its key, and the peers that do not know it with the reason.
const ALGORITHMS = {
  HS256: { key: oct(32) },
  HS384: { key: oct(48) },
  HS512: { key: oct(64) },
  RS256: { key: rsa },
  RS384: { key: rsa },
  RS512: { key: rsa },
  PS256: { key: rsa },
  PS384: { key: rsa },
  PS512: { key: rsa },
  ES256: { key: ec("prime256v1") },
  ES384: { key: ec("secp384r1") },
  ES512: { key: ec("secp521r1") },
  ES256K: { key: ec("secp256k1"), without: { jose: "WebCrypto has no secp256k1, and jose dropped it with version 6" } },
  EdDSA: { key: okp },
  Ed25519: { key: okp, without: { PyJWT: "its table of algorithms has EdDSA only, not the name of RFC 9864" } },
};

const PEERS = {
  jose: {
    sign: async (alg, jwk) => new SignJWT(CLAIMS).setProtectedHeader({ alg }).sign(await importJWK(jwk, alg)),
    verify: async (alg, jwk, token) => {
      const expected = { algorithms: [alg], issuer: ISSUER, audience: AUDIENCE };
      return (await jwtVerify(token, await importJWK(jwk, alg), expected)).payload;
    },
  },
  joserfc: {
    sign: (alg, jwk) => python({ peer: "joserfc", act: "sign", alg, jwk, claims: CLAIMS }),
    verify: (alg, jwk, token) => python({ peer: "joserfc", act: "verify", alg, jwk, token }),
  },
  PyJWT: {
    sign: (alg, jwk) => python({ peer: "PyJWT", act: "sign", alg, jwk, claims: CLAIMS }),
    verify: (alg, jwk, token) => python({ peer: "PyJWT", act: "verify", alg, jwk, token, issuer: ISSUER, audience: AUDIENCE }),
  },
};

const python = async (call) => {
  const script = fileURLToPath(new URL("peer.py", import.meta.url));
  const done = spawnSync(process.env.PEERS_PYTHON, [script], { input: JSON.stringify(call), encoding: "utf8" });
  if (done.status !== 0) throw new Error(done.stderr);
  return JSON.parse(done.stdout);
};

const folder = mkdtempSync(join(tmpdir(), "jotsmith-peers-"));
after(() => rmSync(folder, { recursive: true }));

const file = (name, content) => {
  const path = join(folder, name);
  writeFileSync(path, content, { mode: 0o600 });
  return path;
};
const jotsmith = (...words) => spawnSync(process.env.JOTSMITH, words, { encoding: "utf8", input: "" });

const publicPart = ({ kty, crv, x, y, n, e, k }) => JSON.parse(JSON.stringify({ kty, crv, x, y, n, e, k: kty === "oct" ? k : undefined }));

const ourSignature = (alg, jwk) => {
  const key = file(`${alg}.private.json`, JSON.stringify(jwk));
  const done = jotsmith("sign", "--alg", alg, "--key", `@${key}`, JSON.stringify(CLAIMS));
  assert.equal(done.status, 0, done.stderr);
  return done.stdout.trim();
};
const ourVerdict = (alg, jwk, token) => {
  const key = file(`${alg}.public.json`, JSON.stringify(publicPart(jwk)));
  const input = file(`${alg}.jwt`, token);
  return jotsmith("verify", "--alg", alg, "--key", `@${key}`, "--issuer", ISSUER, "--audience", AUDIENCE, "--in", input);
};

/** The token with the fourth letter of its payload changed: the first name in it is another, the JSON is still whole. */
const tampered = (token) => {
  const [header, payload, signature] = token.split(".");
  const other = payload[3] === "A" ? "B" : "A";
  return [header, payload.slice(0, 3) + other + payload.slice(4), signature].join(".");
};

for (const [alg, { key, without = {} }] of Object.entries(ALGORITHMS)) {
  const jwk = key();
  const judges = Object.entries(PEERS).filter(([name]) => !(name in without));
  assert.ok(judges.length >= 2, `${alg} needs two judges`);
  for (const [name, peer] of judges) {
    test(`${alg}: what jotsmith signs, ${name} verifies`, async () => {
      const token = ourSignature(alg, jwk);
      assert.deepEqual(await peer.verify(alg, publicPart(jwk), token), CLAIMS);
      await assert.rejects(async () => peer.verify(alg, publicPart(jwk), tampered(token)), `${name} takes anything`);
    });
    test(`${alg}: what ${name} signs, jotsmith verifies`, async () => {
      const token = await peer.sign(alg, jwk);
      const good = ourVerdict(alg, jwk, token);
      assert.equal(good.status, 0, good.stderr);
      assert.deepEqual(JSON.parse(good.stdout), CLAIMS);
      const bad = ourVerdict(alg, jwk, tampered(token));
      assert.equal(bad.stdout, "");
      assert.equal(bad.status, 1, bad.stderr);
    });
  }
}
