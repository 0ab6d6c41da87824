/* Labels of what is inside, in English. Nothing here is about a given token: those sentences are the engine's. */
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
