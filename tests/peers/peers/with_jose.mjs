// The peer `jose`, in this process. A case goes in; a token, or what was read in one, comes out; a refusal is thrown.
import * as jose from "jose";

const bytes = (text) => new Uint8Array(Buffer.from(text, "base64url"));
const PBES2_COUNT = 600_000; // what jotsmith makes; jose takes 10,000 unless told

const keyOf = ({ alg, jwk }) => jose.importJWK(jwk, alg);

const sign = async ({ keys, form, special, payload: text }) => {
  const payload = bytes(text);
  const [first] = keys;
  if (form === "general") {
    const signer = new jose.GeneralSign(payload);
    for (const key of keys) signer.addSignature(await keyOf(key)).setProtectedHeader(key.protected);
    return JSON.stringify(await signer.sign());
  }
  if (form === "compact" && special === "") {
    return new jose.CompactSign(payload).setProtectedHeader(first.protected).sign(await keyOf(first));
  }
  const signer = new jose.FlattenedSign(payload).setProtectedHeader(first.protected);
  if (first.header) signer.setUnprotectedHeader(first.header);
  const jws = await signer.sign(await keyOf(first));
  if (special.includes("detached")) return `${jws.protected}..${jws.signature}`;
  // jose leaves an unencoded payload to its caller (RFC 7797 section 5).
  if (special === "b64 false") jws.payload = Buffer.from(payload).toString();
  return JSON.stringify(jws);
};

const verify = async ({ keys, form, special, token, payload }) => {
  const key = await keyOf(keys[0]);
  const allowed = { algorithms: [keys[0].alg] };
  if (form === "general") return (await jose.generalVerify(JSON.parse(token), key, allowed)).payload;
  if (form === "flattened") return (await jose.flattenedVerify(JSON.parse(token), key, allowed)).payload;
  if (special === "") return (await jose.compactVerify(token, key, allowed)).payload;
  const [head, , signature] = token.split(".");
  const beside = special.includes("b64 false") ? bytes(payload) : payload;
  return (await jose.flattenedVerify({ protected: head, payload: beside, signature }, key, allowed)).payload;
};

const encrypt = async ({ keys, form, special, payload, aad, shared, protected: header }) => {
  const kinds = { compact: jose.CompactEncrypt, flattened: jose.FlattenedEncrypt, general: jose.GeneralEncrypt };
  const encrypter = new kinds[form](bytes(payload)).setProtectedHeader(header);
  if (form === "compact") return encrypter.encrypt(await keyOf(keys[0]));
  if (special === "aad") encrypter.setAdditionalAuthenticatedData(new TextEncoder().encode(aad));
  if (shared) encrypter.setSharedUnprotectedHeader(shared);
  if (form === "flattened") {
    if (keys[0].header) encrypter.setUnprotectedHeader(keys[0].header);
    return JSON.stringify(await encrypter.encrypt(await keyOf(keys[0])));
  }
  for (const key of keys) {
    const recipient = encrypter.addRecipient(await keyOf(key));
    if (key.header) recipient.setUnprotectedHeader(key.header);
  }
  return JSON.stringify(await encrypter.encrypt());
};

const decrypt = async ({ keys, enc, form, token }) => {
  const read = { compact: jose.compactDecrypt, flattened: jose.flattenedDecrypt, general: jose.generalDecrypt }[form];
  const allowed = {
    keyManagementAlgorithms: [keys[0].alg],
    contentEncryptionAlgorithms: [enc],
    maxPBES2Count: PBES2_COUNT,
  };
  return (await read(form === "compact" ? token : JSON.parse(token), await keyOf(keys[0]), allowed)).plaintext;
};

const answered = async (work) => {
  try {
    return await work();
  } catch (fault) {
    return { error: String(fault) };
  }
};

export const make = (call) => answered(async () => ({ token: await (call.kind === "jws" ? sign : encrypt)(call) }));
export const read = (call) =>
  answered(async () => {
    const payload = await (call.kind === "jws" ? verify : decrypt)(call);
    return { payload: Buffer.from(payload).toString("base64url") };
  });
