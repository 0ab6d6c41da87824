// Everything that is held against the peers: a case is one kind of token, with the keys that make and read it. The
// names that the engine knows come in, so that no algorithm can be forgotten; the cases go out. Who lacks what, and
// why, stands in differences.mjs.
import { generateKeyPairSync, randomBytes } from "node:crypto";
import * as headers from "./headers.mjs";

const pair = (kind, options) => () => generateKeyPairSync(kind, options).privateKey.export({ format: "jwk" });
const once = (make) => {
  let made;
  return () => (made ??= make());
};
const oct = (bytes) => once(() => ({ kty: "oct", k: randomBytes(bytes).toString("base64url") }));

const KEYS = {
  rsa: once(pair("rsa", { modulusLength: 2048 })),
  "P-256": once(pair("ec", { namedCurve: "prime256v1" })),
  "P-384": once(pair("ec", { namedCurve: "secp384r1" })),
  "P-521": once(pair("ec", { namedCurve: "secp521r1" })),
  secp256k1: once(pair("ec", { namedCurve: "secp256k1" })),
  Ed25519: once(pair("ed25519")),
  Ed448: once(pair("ed448")),
  X25519: once(pair("x25519")),
  X448: once(pair("x448")),
  "guest P-256": once(pair("ec", { namedCurve: "prime256v1" })),
  "guest 32": oct(32),
  ...Object.fromEntries([16, 24, 32, 48, 64].map((bytes) => [bytes, oct(bytes)])),
};

// What each signature algorithm is tried with: the curve, `rsa`, or the bytes of the secret. Node cannot make the keys
// of ML-DSA everywhere, so the command line does.
const SIGNATURES = {
  HS256: [32], HS384: [48], HS512: [64],
  RS256: ["rsa"], RS384: ["rsa"], RS512: ["rsa"],
  PS256: ["rsa"], PS384: ["rsa"], PS512: ["rsa"],
  ES256: ["P-256"], ES384: ["P-384"], ES512: ["P-521"], ES256K: ["secp256k1"],
  EdDSA: ["Ed25519", "Ed448"], Ed25519: ["Ed25519"], Ed448: ["Ed448"],
  "ML-DSA-44": ["generated"], "ML-DSA-65": ["generated"], "ML-DSA-87": ["generated"],
};

// The same for key management. `content` stands for a secret as long as the content encryption wants it.
const CURVES = ["P-256", "P-384", "P-521", "X25519", "X448"];
const MANAGEMENTS = {
  dir: ["content"],
  A128KW: [16], A192KW: [24], A256KW: [32],
  A128GCMKW: [16], A192GCMKW: [24], A256GCMKW: [32],
  "RSA-OAEP": ["rsa"], "RSA-OAEP-256": ["rsa"], "RSA-OAEP-384": ["rsa"], "RSA-OAEP-512": ["rsa"], RSA1_5: ["rsa"],
  "ECDH-ES": CURVES, "ECDH-ES+A128KW": CURVES, "ECDH-ES+A192KW": CURVES, "ECDH-ES+A256KW": CURVES,
  "PBES2-HS256+A128KW": [16], "PBES2-HS384+A192KW": [24], "PBES2-HS512+A256KW": [32],
};

const CONTENT_BYTES = {
  "A128CBC-HS256": 32, "A192CBC-HS384": 48, "A256CBC-HS512": 64, A128GCM: 16, A192GCM: 24, A256GCM: 32,
};

// The content encryption where one is enough: with the longest key, which takes two rounds of the key derivation.
const LONGEST = "A256CBC-HS512";

/** Where the engine and the tables above differ: names that one of them lacks. */
export const forgotten = (engine) => {
  const differ = (names, table) => [
    ...names.filter((name) => !(name in table)),
    ...Object.keys(table).filter((name) => !names.includes(name)),
  ];
  return [
    ...differ(engine.signatures, SIGNATURES),
    ...differ(engine.managements, MANAGEMENTS),
    ...differ(engine.contents, CONTENT_BYTES),
  ];
};

/** All cases. `generated` gives the private JWK of an algorithm whose keys Node cannot make. */
export const cases = (generated) => {
  const generatedOnce = new Map();
  const jwkOf = (alg, key, enc) => {
    if (key === "content") return KEYS[CONTENT_BYTES[enc]]();
    if (key !== "generated") return KEYS[key]();
    if (!generatedOnce.has(alg)) generatedOnce.set(alg, generated(alg));
    return generatedOnce.get(alg);
  };
  const all = [];
  const guest = (alg, key) => ({ alg, kid: "guest", jwk: KEYS[key]() });
  const signed = (alg, key, form, special = "") => {
    const keys = [{ alg, kid: "main", jwk: jwkOf(alg, key) }];
    if (form === "general") keys.push(guest("ES256", "guest P-256"));
    all.push({ id: all.length, kind: "jws", alg, key, form, special, ...headers.ofSigned(keys, special) });
  };
  const encrypted = (alg, key, enc, form, special = "") => {
    const keys = [{ alg, kid: "main", jwk: jwkOf(alg, key, enc) }];
    // Where the key is agreed on and not wrapped, there is no second recipient (RFC 7516 section 4.1.1).
    const alone = alg === "dir" || alg === "ECDH-ES";
    if (form === "general" && !alone) keys.push(guest("A256KW", "guest 32"));
    all.push({ id: all.length, kind: "jwe", alg, key, enc, form, special, ...headers.ofEncrypted(keys, enc, special) });
  };

  for (const [alg, kinds] of Object.entries(SIGNATURES)) {
    for (const key of kinds) {
      for (const form of ["compact", "flattened", "general"]) signed(alg, key, form);
    }
  }
  for (const [alg, key] of [["HS256", 32], ["ES256", "P-256"]]) {
    for (const special of ["detached", "b64 false, detached"]) signed(alg, key, "compact", special);
    for (const special of ["b64 false", "unprotected kid", "unprotected alg"]) signed(alg, key, "flattened", special);
    signed(alg, key, "general", "second signature");
  }
  for (const [alg, [key, ...curves]] of Object.entries(MANAGEMENTS)) {
    for (const enc of Object.keys(CONTENT_BYTES)) encrypted(alg, key, enc, "compact");
    for (const curve of curves) encrypted(alg, curve, LONGEST, "compact");
    for (const form of ["flattened", "general"]) encrypted(alg, key, LONGEST, form);
  }
  for (const [alg, key, enc] of [["A256KW", 32, "A256GCM"], ["ECDH-ES+A128KW", "P-256", "A128CBC-HS256"]]) {
    encrypted(alg, key, enc, "compact", "zip DEF");
    for (const form of ["flattened", "general"]) {
      for (const special of ["aad", "unprotected kid"]) encrypted(alg, key, enc, form, special);
    }
    encrypted(alg, key, enc, "general", "second recipient");
  }
  for (const [alg, key] of [["dir", "content"], ["ECDH-ES", "P-256"]]) {
    encrypted(alg, key, LONGEST, "flattened", "unprotected alg");
  }
  return all;
};

/** The algorithm, with the curve where it leaves that open. */
export const algorithm = ({ alg, key }) =>
  (SIGNATURES[alg] ?? MANAGEMENTS[alg]).length > 1 ? `${alg} with ${key}` : alg;

/** A case in words, as a test is called. */
export const named = ({ alg, key, enc, form, special }) =>
  [algorithm({ alg, key }), enc, form, special].filter(Boolean).join(", ");
