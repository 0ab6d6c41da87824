/* The source side of the build lens: header and claims as JSON, what is often added, algorithm and key. */
import type { EditedPart } from "../engine-types.ts";
import {
  addIssuedAt, addTokenId, chooseAlgorithm, chooseKey, fittingKeys, generateKey, setBuildPart, setExpiry, sign, signNone, signer, state, takeFromToken,
} from "./build-state.ts";
import { kit } from "./kit.ts";
import { build } from "./text.ts";

const JsonField = ({ part, title, label, json }: { part: EditedPart; title: string; label: string; json: string }) => (
  <>
    <h3 class="build__title" data-part={part}>{title}</h3>
    <textarea
      class="field field--code build__field" aria-label={label} rows={Math.min(Math.max(json.split("\n").length, 3), 24)}
      {...kit.SEALED}
      aria-describedby={state.failure.value === null ? undefined : "build-failure"}
      value={json} onInput={(event) => setBuildPart(part, event.currentTarget.value)}
    />
  </>
);

const Additions = () => (
  <>
    <div class="build__row" role="group" aria-label={build.expiry}>
      <span class="build__words">{build.expiry}</span>
      {build.presets.map(([span, words]) => <button type="button" class="chip" onClick={() => void setExpiry(span)}>{words}</button>)}
      <button type="button" class="chip" onClick={() => void setExpiry(null)}>{build.noExpiry}</button>
    </div>
    <div class="build__row" role="group" aria-label={build.add}>
      <span class="build__words">{build.add}</span>
      <button type="button" class="chip" onClick={() => void addIssuedAt()}>{build.iat}</button>
      <button type="button" class="chip" onClick={() => void addTokenId()}>{build.jti}</button>
    </div>
  </>
);

const Signing = () => {
  const making = kit.useSignal(false);
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
        <label class="label" for="build-algorithm">{build.algorithm}</label>
        <select id="build-algorithm" class="field" value={state.algorithm.value} onChange={(event) => chooseAlgorithm(event.currentTarget.value)}>
          {kit.algorithms.value.length === 0 ? <option value={state.algorithm.value}>{state.algorithm.value}</option> : null}
          {kit.algorithms.value.map((one) => <option key={one.name} value={one.name}>{one.name} · {one.words}</option>)}
        </select>
      </div>
      <div class="build__choice">
        <label class="label" for="build-key">{build.key}</label>
        <select
          id="build-key" class="field" disabled={fitting.length === 0} value={chosen === null ? "" : String(chosen.handle)}
          onChange={(event) => chooseKey(Number(event.currentTarget.value))}
        >
          {fitting.map((key) => <option key={key.handle} value={String(key.handle)}>{kit.keyName(key)}{key.kid === null ? "" : ` · ${key.words}`}</option>)}
        </select>
      </div>
      {chosen === null ? <p class="pane__help">{build.noKey}</p> : null}
      <div class="build__row">
        <button type="button" class="button" disabled={making.value} onClick={() => void make()}>{making.value ? build.generating : build.generate}</button>
        <button type="button" class="button button--strong" disabled={chosen === null} onClick={() => void sign()}>{build.sign}</button>
      </div>
    </div>
  );
};

export const BuildForm = () => (
  <section class="pane build__source" aria-label={kit.en.lens.build}>
    <header class="pane__head">
      <h2 class="pane__title">{kit.en.lens.build}</h2>
      <div class="pane__tools">
        <button type="button" class="button" disabled={kit.text.value === "" || kit.inspection.value?.payload == null} onClick={takeFromToken}>{build.fromToken}</button>
      </div>
    </header>
    <p class="pane__help">{build.intro}</p>
    <JsonField part="header" title={build.header} label={build.headerLabel} json={state.header.value} />
    <JsonField part="payload" title={build.claims} label={build.claimsLabel} json={state.payload.value} />
    <Additions />
    {state.failure.value === null ? null : <p class="failure" id="build-failure">{state.failure.value.message} {state.failure.value.remedy}</p>}
    <h3 class="build__title" data-part="signature">{build.signing}</h3>
    <Signing />
    <details class="build__experiment">
      <summary>{build.unsignedTitle}</summary>
      <p class="pane__help">{build.unsignedHelp}</p>
      <button type="button" class="button" onClick={() => void signNone()}>{build.unsigned}</button>
    </details>
  </section>
);
