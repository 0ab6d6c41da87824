/* One key of the tray: what it is, what it serves, what speaks against it, and ways to take it along or forget it. */
import type { KeyForm, KeyView } from "../engine-types.ts";
import { inspect } from "../state/actions.ts";
import { exportKey, forget } from "../state/keys.ts";
import { knowsLink } from "../state/store.ts";
import { en } from "../text/en.ts";
import { CopyButton } from "./copy-button.tsx";
import { Icon } from "./icon.tsx";

/** What a key is called in a button: its kid, else what it is. */
export const keyName = (key: KeyView): string => (key.kid === null ? key.words : `“${key.kid}”`);

const formsOf = (key: KeyView): readonly KeyForm[] => {
  if (key.kty === "oct") return ["base64url", "jwk"];
  return key.secret ? ["public-jwk", "public-pem", "jwk", "pem"] : ["public-jwk", "public-pem"];
};

const knowLink = (): void => {
  knowsLink.value = true;
  void inspect();
};

export const KeyCard = ({ of: key }: { of: KeyView }) => (
  <li class="key-card">
    <p class="key-card__name">
      {key.kid === null ? null : <><span class="key-card__label">{en.kid}</span> <bdi>{key.kid}</bdi> · </>}
      {key.words}
    </p>
    <p class="key-card__meta">
      {key.algorithms.join(" ")}{key.signs ? ` · ${en.signs}` : ""}{key.thumbprint === "" ? "" : <> · {en.thumbprint} <code class="key-card__print">{key.thumbprint}</code></>}
    </p>
    {key.warnings.map((warning) => <p class="key-card__warning"><Icon name="warn" /> {warning}</p>)}
    {key.source === "link" && !knowsLink.value ? (
      <button type="button" class="button" onClick={knowLink}>{en.knowLink}</button>
    ) : null}
    <div class="key-card__tools">
      <details class="key-card__export">
        <summary class="button">{en.exportTitle}…</summary>
        <div class="key-card__forms">
          {formsOf(key).map((form) => <CopyButton text={() => exportKey(key.handle, form)} what={en.form[form] ?? form} label={en.form[form] ?? form} />)}
        </div>
      </details>
      <button type="button" class="button" aria-label={en.forgetKey(keyName(key))} onClick={() => void forget(key.handle)}>{en.forget}</button>
    </div>
  </li>
);
