// Selective disclosure (RFC 9901) with the reference implementation as the other side. Issuer, holder and verifier are
// each once ours and once theirs, in every mixture: flat, structured, recursive, array elements, decoys; all, some and
// nothing disclosed; with a key binding and without.
import assert from "node:assert/strict";
import { generateKeyPairSync } from "node:crypto";
import { test } from "node:test";
import { each, publicPart, run } from "./ours.mjs";
import { python } from "./python.mjs";

const ISSUER = "https://auth.example.com";
const AUDIENCE = "https://verifier.example.org";
const NONCE = "n-0S6_WzA2Mj";
const PLAIN = { iss: ISSUER, exp: 4_102_444_800 };
const PERSON = {
  given_name: "Zoë",
  address: { street: "12 Main Street", country: "UK" },
  nationalities: ["GB", "FR"],
};
const CLAIMS = { ...PLAIN, ...PERSON };

const SHAPES = {
  flat: { concealed: ["/given_name", "/address", "/nationalities"], disclosed: ["/address"] },
  structured: { concealed: ["/address/street", "/address/country"], disclosed: ["/address/country"] },
  recursive: {
    concealed: ["/address", "/address/street", "/address/country"],
    disclosed: ["/address", "/address/street"],
  },
  "array elements": { concealed: ["/nationalities/0", "/nationalities/1"], disclosed: ["/nationalities/1"] },
  decoys: { concealed: ["/given_name", "/address/street"], disclosed: ["/given_name"], decoys: true },
};

/** The claims that a verifier sees, worked out here and by neither side. */
const visible = (value, concealed, disclosed, path = "") => {
  const seen = (name) => !concealed.includes(`${path}/${name}`) || disclosed.includes(`${path}/${name}`);
  const inner = (name) => visible(value[name], concealed, disclosed, `${path}/${name}`);
  if (Array.isArray(value)) return [...value.keys()].filter(seen).map(inner);
  if (typeof value !== "object") return value;
  return Object.fromEntries(Object.keys(value).filter(seen).map((name) => [name, inner(name)]));
};

const newKey = () => generateKeyPairSync("ec", { namedCurve: "prime256v1" }).privateKey.export({ format: "jwk" });
const issuer = newKey();
const holder = newKey();

const flags = (name, values) => values.flatMap((value) => [name, value]);
const told = ({ status, out, talk }) => (status === 0 ? { token: out.toString().trim() } : { error: talk });

const OURS = {
  issue: async ({ concealed, decoys, binding }) => {
    const words = ["sign", "--as", "sd-jwt", "--key", "env:KEY", ...flags("--disclose", concealed)];
    if (decoys) words.push("--decoys", "3");
    if (binding) words.push("--holder-key", "env:HOLDER");
    const keys = { KEY: JSON.stringify(issuer), HOLDER: JSON.stringify(publicPart(holder)) };
    return told(await run([...words, "-"], keys, JSON.stringify(CLAIMS)));
  },
  present: async ({ token, disclosed, binding }) => {
    const words = ["present", ...flags("--disclose", disclosed)];
    if (binding) words.push("--key", "env:HOLDER", "--audience", AUDIENCE, "--nonce", NONCE);
    return told(await run([...words, "-"], { HOLDER: JSON.stringify(holder) }, token));
  },
  verify: async ({ token, binding, nonce }) => {
    const words = ["verify", "--as", "sd-jwt", "--key", "env:KEY", "--issuer", ISSUER, "--any-audience"];
    if (binding) words.push("--kb-audience", AUDIENCE, "--kb-nonce", nonce);
    const { status, out, talk } = await run([...words, "-"], { KEY: JSON.stringify(publicPart(issuer)) }, token);
    return status === 0 ? { payload: out.toString("base64url") } : { error: `exit ${status}: ${talk}` };
  },
};

const reference = python("sd_jwt");
const payload = Buffer.from(JSON.stringify(CLAIMS)).toString("base64url");

/** One step for many calls, each on the side that the call names for it. */
const take = async (step, calls) => {
  const answers = new Map();
  const act = step === "verify" ? "read" : "make";
  const theirs = calls.filter((call) => call[step] === "sd-jwt");
  const asked = theirs.map((call) => ({
    ...call, step, act, payload, audience: AUDIENCE, holder,
    issuer: step === "verify" ? publicPart(issuer) : issuer,
  }));
  const mine = calls.filter((call) => call[step] === "jotsmith");
  const [theirAnswers, ourAnswers] = await Promise.all([reference(asked), each(mine, OURS[step])]);
  theirs.forEach((call, at) => answers.set(call, theirAnswers[at]));
  mine.forEach((call, at) => answers.set(call, ourAnswers[at]));
  return calls.map((call) => answers.get(call));
};

const SIDES = ["jotsmith", "sd-jwt"];
const cases = [];
for (const [shape, { concealed, disclosed, decoys = false }] of Object.entries(SHAPES)) {
  for (const [much, shown] of [["all", concealed], ["some", disclosed], ["nothing", []]]) {
    for (const binding of [false, true]) {
      for (const issue of SIDES) {
        for (const present of SIDES) {
          for (const verify of SIDES) {
            if (issue === present && present === verify) continue; // a side alone proves nothing of the other
            cases.push({ shape, concealed, decoys, much, disclosed: shown, binding, issue, present, verify, nonce: NONCE });
          }
        }
      }
    }
  }
}

/** The calls of the next step: with the token of the last one, or its fault. */
const carried = (calls, answers) =>
  calls.map((call, at) => ({ ...call, ...answers[at], token: answers[at].token ?? "" }));
const changed = (token) => token.replace(/\.(...)(.)/, (_, kept, letter) => `.${kept}${letter === "A" ? "B" : "A"}`);

const issued = carried(cases, await take("issue", cases));
const presented = carried(issued, await take("present", issued));
const verdicts = await take("verify", presented);
const tampered = await take("verify", presented.map((call) => ({ ...call, token: changed(call.token) })));
const bound = presented.filter(({ binding }) => binding);
const elsewhere = await take("verify", bound.map((call) => ({ ...call, nonce: "another" })));

// How each verifier says that a letter of the token is another one, and that the nonce is.
const REFUSED = {
  jotsmith: {
    tampered: /^exit 1: Do not accept: the signature does not match/,
    elsewhere: /^exit 1: Do not accept: the key binding does not hold/,
  },
  "sd-jwt": { tampered: /Verification failed/, elsewhere: /Invalid nonce in KB-JWT/ },
};

for (const [at, call] of presented.entries()) {
  const { shape, much, binding, issue, present, verify } = call;
  const key = binding ? "with a key binding" : "without a key binding";
  test(`${shape}, ${much} disclosed, ${key}: ${issue} issues, ${present} presents, ${verify} verifies`, () => {
    assert.equal(call.error, undefined);
    assert.equal(verdicts[at].error, undefined);
    const { cnf, _sd_alg, ...claims } = JSON.parse(Buffer.from(verdicts[at].payload, "base64url"));
    assert.deepEqual(claims, visible(CLAIMS, call.concealed, call.disclosed));
    assert.equal(cnf !== undefined, binding);
    assert.match(tampered[at].error, REFUSED[verify].tampered);
    if (binding) assert.match(elsewhere[bound.indexOf(call)].error, REFUSED[verify].elsewhere);
  });
}
