/* What a link brings behind its `#`: a token, and at most one public key. Read once, then taken off the address, so
   that it is neither kept in the history nor copied along. What one expects of a token never comes from a link. */
import { en } from "../text/en.ts";

const MAX_CHARACTERS = 65_536;
/** Our own name first; the others are those of links made for other decoders, and of OAuth redirects. */
const NAMES = ["v1.t", "token", "id_token", "access_token", "value"];

export interface Brought {
  readonly token: string | null;
  /** JSON text of a JWK. */
  readonly key: string | null;
  readonly notice: string;
}

const NOTHING: Brought = { token: null, key: null, notice: "" };

/** Takes token and key off the address. */
export const takeFragment = (): Brought => {
  const fragment = location.hash.slice(1);
  const members = new URLSearchParams(fragment.slice(0, MAX_CHARACTERS));
  const name = NAMES.find((known) => members.has(known));
  if (name === undefined) return NOTHING;
  history.replaceState(history.state, "", location.pathname);
  if (fragment.length > MAX_CHARACTERS) return { ...NOTHING, notice: en.notice.longFragment };
  return { token: members.get(name), key: members.get("k"), notice: "" };
};
