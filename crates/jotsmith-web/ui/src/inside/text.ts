/* The labels of what comes on need, in English. Nothing here is about a given token: those sentences are the engine's. */
export const labels = {
  title: "Inside",
  layer: (at: number, of: number): string => (of > 1 ? `Layer ${at} of ${of}` : ""),
  copy: "Copy",
  copyLayer: "Copy token",
  more: (count: number): string => `Show ${count} more`,
  reasons: "Findings of this layer",
  verdict: "Its own verdict",
  binding: "Key binding",
  audience: "Audience of the key binding",
  nonce: "Nonce of the key binding",
  bindingHelp: "Both, as the presentation was asked for; then it is checked, and must not be older than 5 minutes.",
  proof: "DPoP proof",
  method: "Method",
  url: "URL",
  jkt: "Thumbprint of the key (jkt)",
  accessToken: "Access token",
  proofNonce: "Nonce",
  proofHelp: "Method, URL and thumbprint are needed: cnf.jkt of the access token is the thumbprint.",
};

/** "Show me": what the page proves of itself. */
export const privacy = {
  title: "Nothing leaves this page",
  claim: "No other host can be contacted; our own only for the listed files.",
  limits:
    "A policy cannot stop a page from navigating itself, and browser extensions and the clipboard can read what is here. Tokens and keys are never stored: the browser keeps the theme and the shortcut setting, nothing else.",
  files: "Files that were loaded",
  noFiles: "None: everything is inside this file.",
  policy: "The policy that the browser enforces",
  noPolicy: "This page was opened without a policy.",
  kept: "Kept by the browser",
  keptNothing: "Nothing.",
};

/** What is spoken once it was done in the build lens. */
export const said = { generated: "Key made.", signed: "Signed." };

/** The build lens. */
export const build = {
  intro: "Header and claims are the source. Choose an algorithm and a key, then sign.",
  fromToken: "Start from the token in Inspect",
  header: "Header",
  headerLabel: "Header as JSON; alg is set from the algorithm",
  claims: "Claims",
  claimsLabel: "Claims as JSON",
  expiry: "Expires in",
  presets: [["+5m", "5 minutes"], ["+15m", "15 minutes"], ["+1h", "1 hour"], ["+1d", "1 day"]] as const,
  noExpiry: "no exp",
  add: "Add",
  iat: "iat, now",
  jti: "jti, at random",
  signing: "Signing",
  algorithm: "Algorithm",
  key: "Key",
  noKey: "No key of the tray signs with this algorithm. Make one, or add yours under Keys.",
  generate: "Make a key",
  generating: "Making a key…",
  sign: "Sign",
  unsigned: "Make it unsigned",
  unsignedTitle: "Experiment: alg none",
  unsignedHelp: "A token that anyone could have written, to test that your verifier refuses it.",
  result: "Signed token",
  resultEmpty: "The token will stand here once it is signed.",
  stale: "Header, claims or key changed since: sign again.",
  open: "Open in Inspect",
  inWords: "In words",
};
