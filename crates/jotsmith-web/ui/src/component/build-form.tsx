/* The source side of the build lens: header and claims as JSON, what is often added, algorithm and key. */
import { useSignal } from "@preact/signals";
import type { EditedPart } from "../engine-types.ts";
import {
  addIssuedAt, addTokenId, chooseAlgorithm, chooseKey, fittingKeys, generateKey, setBuildPart, setExpiry, sign, signNone, signer, takeFromToken,
} from "../state/build.ts";
import { algorithms, buildAlgorithm, buildFailure, buildHeader, buildPayload, inspection, text } from "../state/store.ts";
import { en } from "../text/en.ts";
import { keyName } from "./key-card.tsx";
import { SEALED } from "./sealed.ts";

const JsonField = ({ part, title, label, json }: { part: EditedPart; title: string; label: string; json: string }) => (
  <>
    <h3 class="build__title" data-part={part}>{title}</h3>
    <textarea
      class="field field--code build__field" aria-label={label} rows={Math.min(Math.max(json.split("\n").length, 3), 24)}
      {...SEALED}
      aria-describedby={buildFailure.value === null ? undefined : "build-failure"}
      value={json} onInput={(event) => setBuildPart(part, event.currentTarget.value)}
    />
  </>
);

const Additions = () => (
  <>
    <div class="build__row" role="group" aria-label={en.build.expiry}>
      <span class="build__words">{en.build.expiry}</span>
      {en.build.presets.map(([span, words]) => <button type="button" class="chip" onClick={() => void setExpiry(span)}>{words}</button>)}
      <button type="button" class="chip" onClick={() => void setExpiry(null)}>{en.build.noExpiry}</button>
    </div>
    <div class="build__row" role="group" aria-label={en.build.add}>
      <span class="build__words">{en.build.add}</span>
      <button type="button" class="chip" onClick={() => void addIssuedAt()}>{en.build.iat}</button>
      <button type="button" class="chip" onClick={() => void addTokenId()}>{en.build.jti}</button>
    </div>
  </>
);

const Signing = () => {
  const making = useSignal(false);
  const fitting = fittingKeys();
  const chosen = signer();
  const make = async (): Promise<void> => {
    making.value = true;
    await generateKey();
    making.value = false;
  };
  return (
    <div class="build__signing">
      <div class="build__choice">
        <label class="label" for="build-algorithm">{en.build.algorithm}</label>
        <select id="build-algorithm" class="field" value={buildAlgorithm.value} onChange={(event) => chooseAlgorithm(event.currentTarget.value)}>
          {algorithms.value.length === 0 ? <option value={buildAlgorithm.value}>{buildAlgorithm.value}</option> : null}
          {algorithms.value.map((one) => <option key={one.name} value={one.name}>{one.name} · {one.words}</option>)}
        </select>
      </div>
      <div class="build__choice">
        <label class="label" for="build-key">{en.build.key}</label>
        <select
          id="build-key" class="field" disabled={fitting.length === 0} value={chosen === null ? "" : String(chosen.handle)}
          onChange={(event) => chooseKey(Number(event.currentTarget.value))}
        >
          {fitting.map((key) => <option key={key.handle} value={String(key.handle)}>{keyName(key)}{key.kid === null ? "" : ` · ${key.words}`}</option>)}
        </select>
      </div>
      {chosen === null ? <p class="pane__help">{en.build.noKey}</p> : null}
      <div class="build__row">
        <button type="button" class="button" disabled={making.value} onClick={() => void make()}>{making.value ? en.build.generating : en.build.generate}</button>
        <button type="button" class="button button--strong" disabled={chosen === null} onClick={() => void sign()}>{en.build.sign}</button>
      </div>
    </div>
  );
};

export const BuildForm = () => (
  <section class="pane build__source" aria-label={en.lens.build}>
    <header class="pane__head">
      <h2 class="pane__title">{en.lens.build}</h2>
      <div class="pane__tools">
        <button type="button" class="button" disabled={text.value === "" || inspection.value?.payload == null} onClick={takeFromToken}>{en.build.fromToken}</button>
      </div>
    </header>
    <p class="pane__help">{en.build.intro}</p>
    <JsonField part="header" title={en.build.header} label={en.build.headerLabel} json={buildHeader.value} />
    <JsonField part="payload" title={en.build.claims} label={en.build.claimsLabel} json={buildPayload.value} />
    <Additions />
    {buildFailure.value === null ? null : <p class="failure" id="build-failure">{buildFailure.value.message} {buildFailure.value.remedy}</p>}
    <h3 class="build__title" data-part="signature">{en.build.signing}</h3>
    <Signing />
    <details class="build__experiment">
      <summary>{en.build.unsignedTitle}</summary>
      <p class="pane__help">{en.build.unsignedHelp}</p>
      <button type="button" class="button" onClick={() => void signNone()}>{en.build.unsigned}</button>
    </details>
  </section>
);
