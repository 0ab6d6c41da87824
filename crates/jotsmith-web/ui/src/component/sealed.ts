/* Attributes of every field that may hold a token, JSON or a key: the browser itself shall neither send, correct nor keep
   what is typed there. An empty `autocorrect` means off: Preact sets the property, which is a boolean. */
export const SEALED = { spellcheck: false, autocomplete: "off", autocapitalize: "off", autocorrect: "", translate: false } as const;
