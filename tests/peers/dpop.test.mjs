// DPoP proofs (RFC 9449) with other people's client and resource server: `dpop` makes proofs that jotsmith verifies,
// jotsmith makes proofs, and access tokens bound to the key, that `oauth4webapi` takes in a request.
import assert from "node:assert/strict";
import { test } from "node:test";
import { calculateThumbprint, generateKeyPair, generateProof } from "dpop";
import * as oauth from "oauth4webapi";
import { publicPart, run } from "./ours.mjs";

const ISSUER = "https://auth.example.com";
const AUDIENCE = "https://api.example.com";
const REQUESTED = "https://api.example.com/orders?page=2";
const NONCE = "n-0S6_WzA2Mj";
const ALGORITHMS = ["ES256", "Ed25519", "RS256", "PS256"];

const jwkOf = async (key, alg) => ({ ...(await crypto.subtle.exportKey("jwk", key)), alg, kid: "issuer" });
const ours = async (words, env) => {
  const { status, out, talk } = await run(words, env, "");
  return { status, talk, text: out.toString().trim() };
};

/** Everything about one algorithm: the key of the client, the access token bound to it, made by us. */
const scene = async (alg) => {
  const pair = await generateKeyPair(alg, { extractable: true });
  const { key_ops, ext, kid, ...jwk } = await jwkOf(pair.privateKey, alg);
  const jkt = await calculateThumbprint(pair.publicKey);
  const issuer = await jwkOf((await generateKeyPair("ES256", { extractable: true })).privateKey, "ES256");
  delete issuer.key_ops;
  const words = [
    "sign", "--key", "env:ISSUER_KEY", "--typ", "at+jwt", "--issuer", ISSUER, "--audience", AUDIENCE, "--subject", "u_42",
    "--exp", "+5m", "--iat", "now", "--jti", "random", "-c", "client_id=app", "-c", `cnf:=${JSON.stringify({ jkt })}`,
  ];
  const { text: access } = await ours(words, { ISSUER_KEY: JSON.stringify(issuer) });
  return { pair, jwk, jkt, issuer, access };
};

const request = { "--method": "POST", "--url": REQUESTED, "--nonce": NONCE };
const flags = (said) => Object.entries(said).flat();

for (const alg of ALGORITHMS) {
  const { pair, jwk, jkt, issuer, access } = await scene(alg);
  const verified = (proof, changes, ...more) => {
    const said = { ...request, "--jkt": jkt, "--access-token": access, ...changes };
    return ours(["verify", "--as", "dpop", ...flags(said), ...more, proof], {});
  };

  test(`${alg}: jotsmith takes the proof that dpop makes, for this request, key and access token alone`, async () => {
    const proof = await generateProof(pair, "https://api.example.com/orders", "POST", NONCE, access);
    const good = await verified(proof, {});
    assert.equal(good.status, 0, good.talk);
    assert.equal(JSON.parse(good.text).htm, "POST");
    for (const [flag, value, code, exit] of [
      ["--method", "GET", "dpop-target", 5],
      ["--url", "https://api.example.com/other", "dpop-target", 5],
      ["--nonce", "another", "dpop-binding", 1],
      ["--jkt", (await scene(alg)).jkt, "dpop-binding", 1],
      ["--access-token", "another", "dpop-binding", 1],
    ]) {
      const bad = await verified(proof, { [flag]: value });
      assert.deepEqual([bad.status, bad.text], [exit, ""], flag);
      const { reasons } = JSON.parse((await verified(proof, { [flag]: value }, "--json")).text);
      assert.deepEqual(reasons.filter(({ severity }) => severity === "error").map(({ code }) => code), [code], flag);
    }
  });

  test(`${alg}: oauth4webapi takes the proof and the access token that jotsmith makes`, async () => {
    const words = ["sign", "--as", "dpop", "--key", "env:KEY", ...flags(request), "--access-token", access];
    const { text: proof, talk, status } = await ours(words, { KEY: JSON.stringify(jwk) });
    assert.equal(status, 0, talk);
    const taken = (method) => {
      const headers = { authorization: `DPoP ${access}`, dpop: proof };
      const server = { issuer: ISSUER, jwks_uri: `${ISSUER}/jwks` };
      // The keys of the issuer are handed over here; nothing is fetched.
      const keys = async () => Response.json({ keys: [publicPart(issuer)] });
      return oauth.validateJwtAccessToken(server, new Request(REQUESTED, { method, headers }), AUDIENCE, {
        requireDPoP: true, [oauth.customFetch]: keys,
      });
    };
    assert.equal((await taken("POST")).cnf.jkt, jkt);
    await assert.rejects(taken("PUT"), /htm mismatch/);
  });
}
