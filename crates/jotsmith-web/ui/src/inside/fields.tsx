/* What else may be expected of an SD-JWT or of a DPoP proof: fields that stand there only while such a token does. */
import { kit } from "./kit.ts";
import { labels } from "./text.ts";

interface Row {
  /** What the engine calls it. */
  readonly name: string;
  readonly label: string;
}

const ROWS: Readonly<Record<string, { title: string; help: string; rows: readonly Row[] }>> = {
  "sd-jwt": {
    title: labels.binding,
    help: labels.bindingHelp,
    rows: [{ name: "kb-audience", label: labels.audience }, { name: "kb-nonce", label: labels.nonce }],
  },
  dpop: {
    title: labels.proof,
    help: labels.proofHelp,
    rows: [
      { name: "method", label: labels.method }, { name: "url", label: labels.url }, { name: "jkt", label: labels.jkt },
      { name: "access-token", label: labels.accessToken }, { name: "nonce", label: labels.proofNonce },
    ],
  },
};

const Field = ({ name, label }: Row) => {
  const { expected, inspect } = kit;
  const start = `${name} `;
  const value = expected.value.find((one) => one.startsWith(start))?.slice(start.length) ?? "";
  return (
    <div class="expectations__field">
      <label class="label" for={`expected-${name}`}>{label}</label>
      <input
        id={`expected-${name}`} class="field field--code" spellcheck={false} autocomplete="off" autocapitalize="off" autocorrect="" translate={false}
        aria-describedby="expected-help" value={value}
        onInput={(event) => {
          const typed = event.currentTarget.value;
          const others = expected.value.filter((one) => !one.startsWith(start));
          expected.value = typed === "" ? others : [...others, start + typed];
          void inspect();
        }}
      />
    </div>
  );
};

export const Fields = () => {
  const asked = ROWS[kit.inspection.value?.inside?.asks ?? ""];
  if (asked === undefined) return null;
  return (
    <div class="inside__fields" role="group" aria-label={asked.title}>
      <h3 class="findings__title">{asked.title}</h3>
      <div class="expectations__row">{asked.rows.map((row) => <Field key={row.name} {...row} />)}</div>
      <p class="expectations__help" id="expected-help">{asked.help}</p>
    </div>
  );
};
