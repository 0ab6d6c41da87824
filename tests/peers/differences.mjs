// Where a peer and we do not meet, and why. A row that no longer is so fails the test, as does a difference without a
// row. `lacks` names the way that is closed: `reading` what jotsmith makes, `making` what jotsmith reads, or `both`.
// `of` says for which cases, `says` what the refusal must tell. A row that depends on the machine has `sometimes`: the
// token may be read there as well.

const alg = (...names) => (one) => names.includes(one.alg);
const begins = (text) => (one) => one.alg.startsWith(text);
const ALL = ["jose", "joserfc", "jwcrypto"];

export const DIFFERENCES = [
  {
    peers: ["jose"],
    lacks: "both",
    of: alg("ES256K"),
    says: /not supported|unsupported/i,
    reason: "no ES256K since version 6: WebCrypto has no secp256k1.",
  },
  {
    peers: ["jose"],
    lacks: "both",
    of: ({ alg, key }) => alg === "Ed448" || key === "Ed448" || key === "X448",
    says: /unsupported|crv/i,
    reason: "no Ed448 and no X448.",
  },
  {
    peers: ["jose"],
    lacks: "both",
    of: begins("ML-DSA"),
    sometimes: true,
    says: /Unrecognized algorithm name/,
    reason: "ML-DSA comes from the WebCrypto of Node, which has it from version 24.7 on.",
  },
  {
    peers: ["joserfc", "PyJWT"],
    lacks: "both",
    of: begins("ML-DSA"),
    says: /AKP/,
    reason: "no ML-DSA, and no keys of the type AKP.",
  },
  {
    peers: ["PyJWT"],
    lacks: "both",
    of: alg("Ed25519", "Ed448"),
    says: /Unable to find an algorithm/,
    reason: "EdDSA alone, without the names of RFC 9864.",
  },
  {
    peers: ALL,
    lacks: "both",
    of: ({ special }) => special === "unprotected alg",
    says: /leaves alg unprotected|stands only in the unprotected header/,
    reason:
      "jotsmith refuses an alg that only the unprotected header has, but for a wrapped key's, and makes no such token (RFC 8725 section 3.1).",
  },
  {
    peers: ["jose"],
    lacks: "both",
    of: alg("RSA1_5"),
    says: /unsupported|switched off/i,
    reason: "no RSA1_5, whose padding can be attacked.",
  },
  {
    peers: ["joserfc", "jwcrypto"],
    lacks: "reading",
    of: alg("RSA1_5"),
    says: /switched off/,
    reason: "jotsmith makes no RSA1_5, and reads it only with its switch.",
  },
  {
    peers: ["joserfc", "jwcrypto"],
    lacks: "both",
    of: alg("RSA-OAEP-384", "RSA-OAEP-512"),
    says: /not supported|not a valid|Invalid recipients/,
    reason: "without these names of the IANA registry.",
  },
  {
    peers: ["joserfc"],
    lacks: "reading",
    of: begins("PBES2"),
    says: /Invalid recipients|300000/,
    reason: "at most 300,000 iterations, without a setting; jotsmith makes 600,000.",
  },
];
