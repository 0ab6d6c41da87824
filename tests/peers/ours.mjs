// Our side: the command line makes and reads the token of a case. Secrets go by the environment and tokens by standard
// input, so nothing is written to a disk. The command comes by the variable JOTSMITH.
import { spawn, spawnSync } from "node:child_process";

/** Runs the command line with these words, variables and standard input, to its end. */
export const run = (words, env, input) =>
  new Promise((resolve, reject) => {
    const child = spawn(process.env.JOTSMITH, words, { env: { ...process.env, ...env } });
    const out = [];
    let talk = "";
    child.stdout.on("data", (chunk) => out.push(chunk));
    child.stderr.on("data", (chunk) => (talk += chunk));
    child.on("error", reject);
    child.on("close", (status) => resolve({ status, out: Buffer.concat(out), talk: talk.trim() }));
    child.stdin.on("error", () => {}); // a refusal may come before all was read
    child.stdin.end(input);
  });

/** The names that the engine knows, as the command line lists them to whoever types another. */
export const engine = () => {
  const listed = (...words) => {
    const { stderr } = spawnSync(process.env.JOTSMITH, words, { encoding: "utf8" });
    return stderr.match(/Write one of ([^\n]*)\./)[1].split(", ");
  };
  return {
    signatures: listed("sign", "--alg", "?", "{}"),
    managements: listed("encrypt", "--alg", "?", "x"),
    contents: listed("encrypt", "--enc", "?", "x"),
  };
};

/** A private key of an algorithm, as a JWK. */
export const generated = (alg) => {
  const done = spawnSync(process.env.JOTSMITH, ["key", "generate", "--alg", alg], { encoding: "utf8" });
  if (done.status !== 0) throw new Error(done.stderr);
  return JSON.parse(done.stdout);
};

const PRIVATE = ["d", "p", "q", "dp", "dq", "qi", "priv"];

/** The part of a key that may be known; a shared secret has none. */
export const publicPart = (jwk) => Object.fromEntries(Object.entries(jwk).filter(([name]) => !PRIVATE.includes(name)));

/** Our token of the case, or why there is none. */
export const make = async (call) => {
  const { kind, enc, form, keys, special, payload } = call;
  if (special === "unprotected alg") return { error: "no flag of ours leaves alg unprotected" };
  const unprotected = special === "unprotected kid";
  const env = {};
  const words = kind === "jws" ? ["sign", "--as", "jws"] : ["encrypt", "--enc", enc];
  words.push("--serialization", form);
  keys.forEach(({ alg, kid, jwk }, at) => {
    env[`KEY_${at}`] = JSON.stringify(unprotected ? { ...jwk, alg } : { ...jwk, alg, kid });
    words.push("--key", `env:KEY_${at}`);
  });
  if (unprotected) words.push("--unprotected", "kid=main");
  if (special.includes("detached")) words.push("--detached");
  if (special.includes("b64 false")) words.push("--unencoded");
  if (special === "zip DEF") words.push("--zip");
  if (special === "aad") words.push("--aad", call.aad);
  const done = await run([...words, "-"], env, Buffer.from(payload, "base64url"));
  return done.status === 0 ? { token: done.out.toString().trim() } : { error: done.talk || `exit ${done.status}` };
};

/** What we read in the token of a case, or why not. */
export const read = async ({ kind, keys, special, payload, token }) => {
  const [{ alg, jwk, kid }] = keys;
  const env = { KEY: JSON.stringify({ ...jwk, alg, kid }) };
  const words = kind === "jws" ? ["verify", "--as", "jws"] : ["decrypt"];
  if (alg === "RSA1_5") words.push("--insecure-rsa1-5");
  if (special.includes("detached")) {
    env.PAYLOAD = Buffer.from(payload, "base64url").toString();
    words.push("--detached-payload", "env:PAYLOAD");
  }
  const { status, out, talk } = await run([...words, "--key", "env:KEY", "-"], env, token);
  return status === 0 ? { payload: out.toString("base64url") } : { error: talk || `exit ${status}`, exit: status };
};

/** Calls the function for each item, a few at a time, and gives the answers in order. */
export const each = async (items, ask) => {
  const answers = new Array(items.length);
  const waiting = [...items.keys()];
  const worker = async () => {
    for (let at = waiting.shift(); at !== undefined; at = waiting.shift()) answers[at] = await ask(items[at]);
  };
  await Promise.all([worker(), worker(), worker()]);
  return answers;
};
