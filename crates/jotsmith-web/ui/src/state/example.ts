/* Shows an example: its token, its key, and what one would expect of it, each where the person would put it. */
import { batch } from "@preact/signals";
import { EXAMPLE_AUDIENCE, EXAMPLE_ISSUER, type Example } from "../text/examples.ts";
import { setText } from "./actions.ts";
import { setKeyText } from "./keys.ts";
import { NOW, anyAudience, anyIssuer, audiences, instant, issuers, knowsLink, leewayText, lens, missingExp, typ } from "./store.ts";

export const loadExample = async (example: Example): Promise<void> => {
  batch(() => {
    lens.value = "inspect";
    issuers.value = example.expects ? EXAMPLE_ISSUER : "";
    audiences.value = example.expects ? EXAMPLE_AUDIENCE : "";
    typ.value = "";
    anyIssuer.value = false;
    anyAudience.value = false;
    missingExp.value = false;
    knowsLink.value = false;
    leewayText.value = "";
    instant.value = NOW;
  });
  setText(example.token);
  await setKeyText(example.key ?? "");
};
