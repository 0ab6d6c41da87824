/* What the person expects of a token: issuer, audience, type, leeway, the instant; and what is waived, in so many words. */
import type { Signal } from "@preact/signals";
import { inspect, setInstant } from "../state/actions.ts";
import { anyAudience, anyIssuer, audiences, instant, issuers, leewayText, missingExp, typ } from "../state/store.ts";
import { en } from "../text/en.ts";
import { Inside } from "./inside.tsx";
import { SEALED } from "./sealed.ts";

interface Lines {
  readonly id: string;
  readonly label: string;
  readonly value: Signal<string>;
  readonly off: boolean;
}

const Lines = ({ id, label, value, off }: Lines) => (
  <div class="expectations__field">
    <label class="label" for={id}>{label}</label>
    <textarea
      id={id} class="field field--code expectations__lines" rows={1} disabled={off} title={en.oneALine}
      {...SEALED}
      value={value.value} onInput={(event) => { value.value = event.currentTarget.value; void inspect(); }}
    />
  </div>
);

const Waiver = ({ id, label, help, value }: { id: string; label: string; help: string; value: Signal<boolean> }) => (
  <div class="expectations__waiver">
    <input
      type="checkbox" id={id} checked={value.value} aria-describedby={`${id}-help`}
      onChange={(event) => { value.value = event.currentTarget.checked; void inspect(); }}
    />
    <label for={id}>{label}</label>
    <span class="expectations__help" id={`${id}-help`}>{help}</span>
  </div>
);

export const Expectations = () => (
  <section class="pane expectations" aria-label={en.expected}>
    <header class="pane__head"><h2 class="pane__title">{en.expected}</h2></header>
    <div class="expectations__row">
      <Lines id="issuers" label={en.issuer} value={issuers} off={anyIssuer.value} />
      <Lines id="audiences" label={en.audience} value={audiences} off={anyAudience.value} />
    </div>
    <div class="expectations__row expectations__row--three">
      <div class="expectations__field">
        <label class="label" for="instant">{en.instant}</label>
        <input
          id="instant" class="field" placeholder={en.instantPlaceholder} {...SEALED} aria-describedby="instant-help"
          value={instant.value.text} onInput={(event) => void setInstant(event.currentTarget.value)}
        />
        <span class="expectations__help" id="instant-help">{instant.value.words === "" ? en.instantHelp : instant.value.words}</span>
      </div>
      <div class="expectations__field">
        <label class="label" for="leeway">{en.leeway}</label>
        <input
          id="leeway" class="field" type="number" placeholder="0" min={0} step={1} inputMode="numeric" autocomplete="off" aria-describedby="leeway-help"
          value={leewayText.value} onInput={(event) => { leewayText.value = event.currentTarget.value; void inspect(); }}
        />
        <span class="expectations__help" id="leeway-help">{en.leewayHelp}</span>
      </div>
      <div class="expectations__field">
        <label class="label" for="typ">{en.typ}</label>
        <input
          id="typ" class="field field--code" {...SEALED} aria-describedby="typ-help"
          value={typ.value} onInput={(event) => { typ.value = event.currentTarget.value; void inspect(); }}
        />
        <span class="expectations__help" id="typ-help">{en.typHelp}</span>
      </div>
    </div>
    <Waiver id="any-issuer" label={en.anyIssuer} help={en.anyIssuerHelp} value={anyIssuer} />
    <Waiver id="any-audience" label={en.anyAudience} help={en.anyAudienceHelp} value={anyAudience} />
    <Waiver id="missing-exp" label={en.missingExp} help={en.missingExpHelp} value={missingExp} />
    <Inside of="Fields" />
  </section>
);
