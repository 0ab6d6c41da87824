/* Starts the page: hydrates the static shell, then the engine, and asks it about what was typed meanwhile. */
import { batch } from "@preact/signals";
import { hydrate } from "preact";
import { listenForDrops } from "./component/drop.ts";
import { Page } from "./component/page.tsx";
import { ask, start, whenTold } from "./engine.ts";
import { listenForKeys, showLens } from "./keys.ts";
import { registerWorker } from "./service-worker.ts";
import { inspect, setText } from "./state/actions.ts";
import { previewBuild } from "./state/build.ts";
import { watchClock } from "./state/checks.ts";
import { takeFragment } from "./state/fragment.ts";
import { addKey, setKeyText, watchAbsence } from "./state/keys.ts";
import { loadPrefs } from "./state/prefs.ts";
import { algorithms, engine, engineFault, keyField, lens, notice, text } from "./state/store.ts";
import { en } from "./text/en.ts";

/** What was typed into the shell before this script ran. */
const early = (selector: string): string => document.querySelector<HTMLTextAreaElement>(selector)?.value ?? "";

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

loadPrefs();
stay();
const brought = takeFragment();
const typedKey = early(".key-tray__field");
batch(() => {
  text.value = brought.token ?? early(".token-editor__field");
  keyField.value = { ...keyField.value, text: typedKey };
  notice.value = brought.notice;
});
const root = document.querySelector("[data-root]");
if (root !== null) hydrate(<Page />, root);
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
  await inspect();
  watchClock(() => void inspect("clock"));
  whenTold(() => {
    void inspect("clock");
    if (lens.value === "build") void previewBuild();
  });
} catch (fault) {
  batch(() => {
    engine.value = "failed";
    engineFault.value = String(fault);
  });
}
