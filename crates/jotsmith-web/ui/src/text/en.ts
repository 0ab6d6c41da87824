/* The words of the page in English: labels, help, what was done. Nothing here is about a given token: those sentences
   are the engine's. */

type Words = Readonly<Record<string, string>>;

/** Words looked up by a name that the engine gives. */
const words = (of: Words): Words => of;

export const en = {
  title: "jotsmith",
  skip: "Skip to the content",
  lenses: "Lenses",
  lens: { inspect: "Inspect", build: "Build" },
  empty: "Paste a token to begin. Nothing leaves this page.",
  emptyMore: "A header line, a cURL command or an address will do: the token is found in it.",
  starting: "The engine is starting. What you type is kept.",
  pending: "Reading…",
  failed: "The engine did not start, so nothing can be read here.",
  failedWhy: "The browser said:",
  unreachable: {
    message: "The rest of the engine could not be loaded.",
    remedy: "Try again when the page's own server can be reached; it is then kept for use without a network.",
  },

  verdict: "Verdict",
  question: words({ form: "Form", signature: "Signature", claims: "Claims", trust: "Trust" }),
  state: words({ pass: "pass", fail: "fail", "not-checked": "not checked", "not-applicable": "does not apply" }),
  asSeenAt: "As seen at",
  backToNow: "Back to now",
  findingsCount: (errors: number, warnings: number): string =>
    [count(errors, "error", "errors"), count(warnings, "warning", "warnings")].filter((part) => part !== "").join(", "),

  token: "Token",
  tokenLabel: "Token, encoded",
  tokenPlaceholder: "eyJ… a token, or anything with a token in it: a header line, a cURL command, an address",
  bytes: (size: number): string => `${size.toLocaleString("en-GB").replaceAll(",", "\u2009")} B`,
  paste: "Paste",
  clear: "Clear",
  copy: "Copy",
  copyToken: "Copy token",
  copied: "Copied",
  expand: "Show all of it",
  collapse: "Show less",
  cleaned: "Cleaned:",
  foundMany: (many: number): string => `Found ${many} tokens:`,
  part: words({
    header: "header", payload: "payload", signature: "signature", "encrypted-key": "encrypted key", iv: "initialization vector",
    ciphertext: "ciphertext", tag: "authentication tag", unprotected: "unprotected header", recipient: "recipient", disclosure: "disclosure", kb: "key binding",
  }),
  legend: "Parts",
  examples: "Examples",
  example: words({
    guide: "HS256, the guide’s", expired: "Expired", tampered: "Tampered", none: "alg none", rs256: "RS256", es256: "ES256",
    ed25519: "Ed25519", jwe: "Encrypted (JWE)", nested: "Signed, then encrypted", general: "Two signatures (JSON)", sdjwt: "SD-JWT with key binding", dpop: "DPoP proof",
  }),
  modified: "Modified. The signature is of the original.",
  resign: (name: string): string => `Re-sign with ${name}`,
  resignNoKey: "To sign it again, add a key that can sign.",
  revert: "Revert",

  header: "Header",
  payload: "Payload",
  signature: "Signature",
  edit: "Edit",
  done: "Done",
  editLabel: words({ header: "Header as JSON", payload: "Payload as JSON" }),
  partial: "partial",
  partialHelp: "What could be read is shown.",
  nothingYet: { header: "The header will stand here.", payload: "The payload will stand here.", signature: "The signature will stand here." },
  notReadable: "No JSON could be read here.",
  noSignature: "No signature could be read here.",
  about: (name: string): string => `About ${name}`,
  className: words({ registered: "registered", public: "public", private: "private" }),
  copyValue: "Copy value",
  copyPath: "Copy path",
  utc: "UTC",
  raw: "raw",
  hex: "Hex",
  hexShow: "Show hex",
  hexHide: "Hide hex",

  findings: "Findings",
  severity: words({ error: "Error", warning: "Warning", note: "Note" }),
  excerpt: "The place in the text",
  jump: "Show in the token",
  hintsTitle: "Why the signature may not hold",

  keys: "Keys",
  keysHelp: "Paste or drop a secret, PEM, JWK or JWKS. Keys stay in memory and are forgotten with the page.",
  keyLabel: "Secret or key",
  keyPlaceholder: "a secret, or -----BEGIN PUBLIC KEY-----, or {\"kty\": …}",
  keyFile: "Open a file",
  readAs: "Read the secret as",
  reading: words({ utf8: "text", base64: "base64", base64url: "base64url", hex: "hex" }),
  notReadableAs: "—",
  keepKey: "Keep, and add another",
  forget: "Forget",
  forgetAll: "Forget all",
  forgetKey: (what: string): string => `Forget ${what}`,
  thumbprint: "thumbprint",
  kid: "kid",
  signs: "can sign",
  knowLink: "I know this key",
  leftOut: "Left out of the set:",
  exportTitle: "Copy this key as",
  form: words({
    jwk: "JWK with the private part", "public-jwk": "public JWK", pem: "PEM with the private part", "public-pem": "public PEM",
    base64url: "secret in base64url",
  }),

  expected: "What you expect",
  issuer: "Issuer (iss)",
  audience: "Audience (aud)",
  oneALine: "One a line.",
  anyIssuer: "Any issuer will do",
  anyIssuerHelp: "A token of any issuer that holds this key passes.",
  anyAudience: "Any audience will do",
  anyAudienceHelp: "A token made for another service passes.",
  missingExp: "A token without exp will do",
  missingExpHelp: "Such a token never expires.",
  typ: "Type (typ)",
  typHelp: "Optional.",
  leeway: "Leeway, seconds",
  leewayHelp: "For clocks that differ.",
  instant: "Judge at",
  instantPlaceholder: "now",
  tooFar: "Too far from now: write Unix seconds, not a fraction of them.",
  instantHelp: "+15m, 2027-01-01, or Unix seconds.",

  menu: {
    palette: "Commands", theme: "Theme", help: "Shortcuts", privacy: "No network", offline: "offline, no network",
  },
  themes: words({ system: "as the system", light: "light", dark: "dark" }),
  close: "Close",
  palette: { title: "All commands", label: "Search commands", none: "No command has this in its name." },
  help: {
    title: "Shortcuts",
    intro: "Single keys act outside text fields only.",
    toggle: "Single keys are shortcuts",
  },
  update: { ready: "A new version is ready.", from: "running", to: "new", reload: "Reload" },

  action: {
    token: "Go to the token", inspect: "Lens: Inspect", build: "Lens: Build", problem: "Next problem", help: "Shortcuts",
    palette: "All commands", nextClaim: "Next claim", previousClaim: "Previous claim", copy: "Copy the claim, or the token",
    undo: "Undo", redo: "Redo", theme: "Theme: system, light, dark", privacy: "What was loaded, and the policy", clear: "Clear the token",
    key: "Go to the key", forget: "Forget all keys", sign: "Sign (Build)", resign: "Re-sign the edited token", revert: "Revert the edit",
    verdict: "Copy the verdict as JSON", now: "Back to now", instant: "Judge at another time",
    example: (name: string): string => `Example: ${name}`,
  },
  announce: {
    copied: (what: string): string => `${what} copied.`,
    forgotten: "Key forgotten.", forgottenAll: "All keys forgotten.", reverted: "Edit reverted.",
    noProblem: "No problem to show.", cleared: "Cleared. Undo brings it back.",
  },
  notice: {
    examples: "The examples could not be loaded. Try again when the page's own server can be reached.",
    part: "What you asked for, or what is inside this token, cannot be shown: a part of the page could not be loaded.",
    longFragment: "The link holds more than 65 536 characters after its #. It was not read.",
    manyKeys: "The link holds more than one key. None was taken in.",
    clipboard: "The browser does not let the page read the clipboard. Paste with the keyboard instead.",
    copyFailed: "The browser does not let the page write to the clipboard.",
  },
};

function count(many: number, one: string, more: string): string {
  if (many === 0) return "";
  return `${many} ${many === 1 ? one : more}`;
}
