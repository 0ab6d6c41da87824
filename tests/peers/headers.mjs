// The headers that a peer is to write for a case: of a JWS one for each key, of a JWE one for all and what each
// recipient adds. The command line finds its own.

/** A header in two: what is protected, and what is not, if anything. */
const split = (header, loose) => {
  const part = (wanted) => {
    const members = Object.entries(header).filter(([name]) => loose.includes(name) === wanted);
    return members.length === 0 ? undefined : Object.fromEntries(members);
  };
  return { protected: part(false), header: part(true) };
};

const LOOSE = { "unprotected kid": ["kid"], "unprotected alg": ["alg"] };

/** The keys with what is written for each. */
export const ofSigned = (keys, special) => {
  const b64 = special.startsWith("b64 false") ? { b64: false, crit: ["b64"] } : {};
  const written = ({ alg, kid }) => split({ alg, kid, ...b64 }, LOOSE[special] ?? []);
  return { keys: keys.map((key) => ({ ...key, ...written(key) })) };
};

/** The protected header, the shared unprotected one, and the keys with what each recipient adds. */
export const ofEncrypted = (keys, enc, special) => {
  const [{ alg, kid }] = keys;
  const shared = special === "unprotected kid" ? { kid } : undefined;
  const content = special === "zip DEF" ? { enc, zip: "DEF" } : { enc };
  if (keys.length === 1) {
    const one = split({ alg, kid }, LOOSE[special] ?? []);
    const header = special === "unprotected alg" ? one.header : undefined;
    return { keys: [{ ...keys[0], header }], protected: { ...one.protected, ...content }, shared };
  }
  const each = keys.map((key) => ({ ...key, header: shared ? { alg: key.alg } : { alg: key.alg, kid: key.kid } }));
  return { keys: each, protected: content, shared };
};
