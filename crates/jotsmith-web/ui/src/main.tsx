/* Starts the page: hydrates the static shell, then the engine, and asks it about what was typed meanwhile. */
import { batch } from "@preact/signals";
import { hydrate } from "preact";
import { listenForDrops } from "./component/drop.ts";
import { Page } from "./component/page.tsx";
import { ask, start, whenTold } from "./engine.ts";
import { listenForKeys, showLens } from "./keys.ts";
import { registerWorker } from "./service-worker.ts";
import { inspect, setInstant, setText } from "./state/actions.ts";
import { watchClock } from "./state/checks.ts";
import { takeFragment } from "./state/fragment.ts";
import { addKey, setKeyText, watchAbsence } from "./state/keys.ts";
import { loadPrefs } from "./state/prefs.ts";
import {
  algorithms, anyAudience, anyIssuer, audiences, engine, engineFault, inside, instant, issuers, keyField, leewayText, lens, missingExp, notice, text, typ,
} from "./state/store.ts";

/** The fields of the shell, into which people type before this script runs, and those that they tick. */
const TYPED = { token: text, issuers, audiences, leeway: leewayText, typ };
const TICKED = { "any-issuer": anyIssuer, "any-audience": anyAudience, "missing-exp": missingExp };

const field = (id: string): HTMLInputElement | null => document.querySelector<HTMLInputElement>(`#${id}`);
const typedIn = (id: string): string => field(id)?.value ?? "";

/** What stands in the fields, each with a way to take it over. As with all that the shell was not drawn with, not before
    the page was hydrated: that takes the state for what is drawn, and would leave a button switched off that is not. */
const readShell = (): readonly (() => void)[] => [
  ...Object.entries(TYPED).map(([id, state]) => { const typed = typedIn(id); return () => { state.value = typed; }; }),
  ...Object.entries(TICKED).map(([id, state]) => { const on = field(id)?.checked === true; return () => { state.value = on; }; }),
];

/** A link that was opened in this page takes the place of what stood there. */
const follow = async (): Promise<void> => {
  const { token, key, notice: why } = takeFragment();
  if (token === null && why === "") return;
  showLens("inspect");
  if (token !== null) setText(token);
  if (why !== "") notice.value = why;
  if (key === null) return;
  await addKey(key, "link");
  await inspect();
};

/** The page goes nowhere that nobody clicked on. */
const stay = (): void => {
  globalThis.navigation?.addEventListener("navigate", (event) => {
    if (new URL(event.destination.url).origin !== location.origin && !event.userInitiated && event.cancelable) event.preventDefault();
  });
};

stay();
const brought = takeFragment();
const [early, earlyKey, earlyInstant] = [readShell(), typedIn("key"), typedIn("instant")];
const root = document.querySelector("[data-root]");
if (root !== null) hydrate(<Page />, root);
batch(() => {
  loadPrefs();
  for (const takeOver of early) takeOver();
  text.value = brought.token ?? text.value;
  keyField.value = { ...keyField.value, text: earlyKey };
  instant.value = { ...instant.value, text: earlyInstant };
  notice.value = brought.notice;
});
listenForKeys();
listenForDrops();
addEventListener("hashchange", () => void follow());
watchAbsence();
void registerWorker();

try {
  await start();
  engine.value = "ready";
  const rows = await ask({ ask: "catalogue" });
  if (rows.answer === "catalogue") algorithms.value = rows.algorithms;
  if (brought.key !== null) await addKey(brought.key, "link");
  if (keyField.value.text !== "") await setKeyText(keyField.value.text);
  if (instant.value.text !== "") await setInstant(instant.value.text);
  await inspect();
  watchClock(() => void inspect("clock"));
  whenTold(() => {
    void inspect("clock");
    if (lens.value === "build") void inside.value?.previewBuild();
  });
} catch (fault) {
  batch(() => {
    engine.value = "failed";
    engineFault.value = String(fault);
  });
}
