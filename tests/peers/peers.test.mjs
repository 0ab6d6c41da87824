// Other people's libraries as judges. For every algorithm, content encryption and serialization: what we make they
// read, what they make we read, and neither takes the other's token once a letter of it was changed. Where that is not
// so, differences.mjs has the reason, and only there. MATRIX.md is the outcome as a page; JOTSMITH_MATRIX=write writes
// it. The command line comes by the variable JOTSMITH, the Python with the peers in it by PEERS_PYTHON; `cargo xtask
// test` sets both.
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { test } from "node:test";
import * as table from "./cases.mjs";
import { DIFFERENCES } from "./differences.mjs";
import { page, ways } from "./matrix.mjs";
import * as ours from "./ours.mjs";
import * as jose from "./peers/with_jose.mjs";
import { python } from "./python.mjs";

const CLAIMS = {
  iss: "https://auth.example.com", aud: "https://api.example.com", sub: "u_42", name: "Zoë \"O'Hara\"", exp: 4_102_444_800,
};
const PAYLOAD = Buffer.from(JSON.stringify(CLAIMS)).toString("base64url");

const PEERS = {
  jose: (calls) => ours.each(calls, (call) => (call.act === "make" ? jose.make(call) : jose.read(call))),
  joserfc: python("joserfc"),
  jwcrypto: python("jwcrypto"),
  PyJWT: python("pyjwt"),
};
const peers = Object.keys(PEERS);

/** The token with one letter changed: of the payload or the ciphertext, of the signature where the payload is apart. */
const changed = ({ kind, form, special }, token) => {
  const other = (text) => text.slice(0, 3) + (text[3] === "A" ? "B" : "A") + text.slice(4);
  if (form === "compact") {
    const parts = token.split(".");
    const at = kind === "jwe" ? 3 : special.includes("detached") ? 2 : 1;
    return parts.with(at, other(parts[at])).join(".");
  }
  const members = JSON.parse(token);
  const name = kind === "jwe" ? "ciphertext" : "payload";
  return JSON.stringify({ ...members, [name]: other(members[name]) });
};

const engine = ours.engine();
const cases = table.cases(ours.generated).map((one) => ({ ...one, payload: PAYLOAD, aad: "travels in the clear" }));

/** Whether the peer is asked: PyJWT has compact JWTs and nothing else. */
const asked = (peer, { kind, form, special }) =>
  peer !== "PyJWT" || (kind === "jws" && form === "compact" && special === "");

/** The call of a side, with no more of the keys than the act needs. */
const call = (one, act, token) => {
  const isPublic = (act === "make") === (one.kind === "jwe");
  const keys = one.keys.map((key) => ({ ...key, jwk: isPublic ? ours.publicPart(key.jwk) : key.jwk }));
  // The first key is the one that a reader has.
  if (act === "read" && one.special.startsWith("second ")) keys.reverse();
  return { ...one, act, token, keys };
};

/** What a side makes of the tokens of another: each read as it is, and once more with a letter changed. */
const judged = async (tokens, ask) => {
  const calls = tokens.flatMap((made, id) => {
    if (made.token === undefined) return [];
    const whole = call(cases[id], "read", made.token);
    return [whole, { ...whole, token: changed(whole, made.token), changed: true }];
  });
  const answers = await ask(calls);
  const verdicts = tokens.map(({ error }) => ({ error }));
  calls.forEach(({ id, changed }, at) => {
    const verdict = verdicts[id];
    const { payload, error, exit } = answers[at];
    if (changed) Object.assign(verdict, { taken: payload !== undefined, exit });
    else if (payload !== PAYLOAD) verdict.error = error ?? `read as ${payload}`;
  });
  return verdicts;
};

/** The answers in the order of the cases; a case that the peer is not asked about has none. */
const answered = async (peer, calls) => {
  const wanted = calls.filter((one) => asked(peer, one));
  const answers = await PEERS[peer](wanted);
  const found = new Map(wanted.map((one, at) => [one, answers[at]]));
  return calls.map((one) => found.get(one) ?? { error: "not asked" });
};

const making = cases.map((one) => call(one, "make"));
const [ourTokens, ...theirTokens] = await Promise.all([
  ours.each(making, ours.make),
  ...peers.map((peer) => answered(peer, making)),
]);
const theyRead = await Promise.all(peers.map((peer) => judged(ourTokens, (calls) => answered(peer, calls))));
const weRead = [];
for (const tokens of theirTokens) weRead.push(await judged(tokens, (calls) => ours.each(calls, ours.read)));

const rowsOf = (one, peer) => DIFFERENCES.filter((row) => row.peers.includes(peer) && row.of(one));

test("every algorithm and content encryption of the engine is in the table of cases, and no other", () => {
  assert.deepEqual(table.forgotten(engine), []);
});

const held = ({ error, taken, exit }, isOpen, rows) => {
  if (isOpen || (error === undefined && rows.some(({ sometimes }) => sometimes))) {
    assert.equal(error, undefined);
    assert.equal(taken, false, "a token with another letter in it was taken");
    assert.equal(exit ?? 1, 1, "the exit code of a signature or a decryption that does not hold");
  } else {
    assert.ok(error, "listed as a difference, and there is none");
    for (const { says } of rows) assert.match(error, says);
  }
};

for (const one of cases) {
  for (const [at, peer] of peers.entries()) {
    if (!asked(peer, one)) continue;
    const rows = rowsOf(one, peer);
    const { fromUs, toUs } = ways(rows);
    const reads = (isOpen) => (isOpen ? "reads" : "cannot read");
    const name = table.named(one);
    test(`${name}: ${peer} ${reads(fromUs)} what jotsmith makes`, () => held(theyRead[at][one.id], fromUs, rows));
    test(`${name}: jotsmith ${reads(toUs)} what ${peer} makes`, () => held(weRead[at][one.id], toUs, rows));
  }
}

test("every row of the list of differences has a case for each of its peers", () => {
  const idle = DIFFERENCES.flatMap(({ peers, of, reason }) =>
    peers.filter((peer) => !cases.some((one) => asked(peer, one) && of(one))).map((peer) => `${peer}: ${reason}`),
  );
  assert.deepEqual(idle, []);
});

test("the matrix is fresh", () => {
  const file = new URL("MATRIX.md", import.meta.url);
  const now = page({ cases, peers, asked, differences: DIFFERENCES, rowsOf, contents: engine.contents.length });
  if (process.env.JOTSMITH_MATRIX === "write") writeFileSync(file, now);
  assert.equal(readFileSync(file, "utf8"), now, "write it anew with JOTSMITH_MATRIX=write");
});
