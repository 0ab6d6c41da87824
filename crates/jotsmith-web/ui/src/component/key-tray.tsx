/* Keys: a field that takes whatever is a key, says what it is, and uses it at once; and the tray of those that are held. */
import type { KeyReading, SecretReadings } from "../engine-types.ts";
import { forgetAll, keepFieldKeys, setKeyText } from "../state/keys.ts";
import { generation, holdsKeys, keyField, keys } from "../state/store.ts";
import { en } from "../text/en.ts";
import { fileText } from "./drop.ts";
import { KeyCard } from "./key-card.tsx";
import { SEALED } from "./sealed.ts";

const READINGS: readonly Exclude<KeyReading, "auto">[] = ["utf8", "base64", "base64url", "hex"];

/** How a secret may be read, with the bytes that each reading gives. */
const Readings = ({ sizes }: { sizes: SecretReadings }) => {
  const { text, reading } = keyField.value;
  const chosen = reading === "auto" ? "utf8" : reading;
  return (
    <div class="key-tray__readings" role="group" aria-label={en.readAs}>
      <span class="key-tray__words">{en.readAs}</span>
      {READINGS.map((one) => {
        const bytes = sizes[one];
        return (
          <button type="button" class="chip" aria-pressed={one === chosen} disabled={bytes === null} onClick={() => void setKeyText(text, one)}>
            {en.reading[one]} <span class="chip__meta">{bytes === null ? en.notReadableAs : en.bytes(bytes)}</span>
          </button>
        );
      })}
    </div>
  );
};

const openFile = async (event: Event & { currentTarget: HTMLInputElement }): Promise<void> => {
  const file = event.currentTarget.files?.[0];
  event.currentTarget.value = "";
  if (file !== undefined) await setKeyText(await fileText(file));
};

const Field = () => {
  const { text, what, secret, failure, leftOut } = keyField.value;
  return (
    <>
      <label class="label" for="key">{en.keyLabel}</label>
      <textarea
        key={generation.value} id="key" class="field field--code key-tray__field" rows={2} placeholder={en.keyPlaceholder}
        {...SEALED}
        aria-describedby={failure === null ? "key-help" : "key-help key-failure"}
        value={text} onInput={(event) => void setKeyText(event.currentTarget.value)}
      />
      {what === null ? null : <p class="key-tray__what">{what}</p>}
      {secret === null || text === "" ? null : <Readings sizes={secret} />}
      {failure === null ? null : <p class="failure" id="key-failure">{failure.message} {failure.remedy}</p>}
      {leftOut.length === 0 ? null : <p class="key-tray__words">{en.leftOut} {leftOut.map((one) => one.message).join(" ")}</p>}
      <div class="key-tray__tools">
        <label class="button key-tray__file">{en.keyFile}<input type="file" class="visually-hidden" onChange={(event) => void openFile(event)} /></label>
        <button type="button" class="button" disabled={keyField.value.handles.length === 0} onClick={keepFieldKeys}>{en.keepKey}</button>
        <button type="button" class="button" disabled={!holdsKeys.value} onClick={() => void forgetAll()}>{en.forgetAll}</button>
      </div>
    </>
  );
};

export const KeyTray = () => (
  <section class="pane key-tray" aria-label={en.keys} data-drop="key">
    <header class="pane__head"><h2 class="pane__title">{en.keys}</h2></header>
    <p class="pane__help" id="key-help">{en.keysHelp}</p>
    <Field />
    {keys.value.length === 0 ? null : <ul class="key-tray__list">{keys.value.map((key) => <KeyCard key={key.handle} of={key} />)}</ul>}
  </section>
);
