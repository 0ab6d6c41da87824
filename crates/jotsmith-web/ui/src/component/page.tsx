/* The whole page. Its first render is the static shell of index.html. */
import { useLayoutEffect } from "preact/hooks";
import { announced } from "../announce.ts";
import { Inspect } from "../lens/inspect.tsx";
import { dialog, inspection, lens, notice, text, update } from "../state/store.ts";
import { en } from "../text/en.ts";
import { Help } from "./help.tsx";
import { Late } from "./inside.tsx";
import { Masthead } from "./masthead.tsx";
import { Palette } from "./palette.tsx";
import { VerdictBar } from "./verdict-bar.tsx";

/** The verdict in the title of the tab. It is drawn with the rest, so that it does not change twice at each key press. */
const Title = () => {
  const title = text.value === "" ? "" : (inspection.value?.verdict.title ?? "");
  useLayoutEffect(() => { document.title = title === "" ? en.title : `${title} · ${en.title}`; }, [title]);
  return null;
};

const Update = () => {
  const waiting = update.value;
  if (waiting === null) return null;
  return (
    <p class="notice">
      {en.update.ready} {en.update.from} <code>{waiting.from}</code>, {en.update.to} <code>{waiting.to}</code>{" "}
      <button type="button" class="button" onClick={waiting.go}>{en.update.reload}</button>
    </p>
  );
};

const Dialogs = () => {
  switch (dialog.value) {
    case "palette": return <Palette />;
    case "help": return <Help />;
    case "privacy": return <Late of="Privacy" />;
    case null: return null;
  }
};

export const Page = () => (
  <>
    <Title />
    <a class="skip-link" href="#main">{en.skip}</a>
    <Masthead />
    <main class="page" id="main" tabIndex={-1}>
      {lens.value === "inspect" ? <VerdictBar /> : null}
      <p class="visually-hidden" role="status" aria-live="polite" aria-atomic="true">{announced}</p>
      {notice.value === "" ? null : <p class="notice">{notice.value}</p>}
      <Update />
      {lens.value === "inspect" ? <Inspect /> : <Late of="Build" />}
    </main>
    <Dialogs />
  </>
);
