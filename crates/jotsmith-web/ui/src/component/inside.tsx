/* Where what is inside a token is shown, and what the page proves of itself: by a script of its own, which comes when it is
   asked for first. */
import { useSignal } from "@preact/signals";
import { jsx } from "preact/jsx-runtime";
import type { InsideParts } from "../inside/kit.ts";
import { load } from "../lazy.ts";
import { inspect } from "../state/actions.ts";
import { linkFromClaim, unlink } from "../state/link.ts";
import { keptChoices } from "../state/prefs.ts";
import { dialog, expected, inside, inspection, link, notice, text } from "../state/store.ts";
import { en } from "../text/en.ts";
import { CopyButton } from "./copy-button.tsx";
import { Dialog } from "./dialog.tsx";
import { Finding } from "./findings.tsx";
import { Icon, outcomeIcon, stateIcon } from "./icon.tsx";
import { JsonText } from "./json-pane.tsx";
import { Moment } from "./moment.tsx";
import { Question } from "./verdict-bar.tsx";

/** What the script works with: the page's own parts, since it has no second Preact and no second store. */
const KIT = {
  jsx, useSignal, inspection, expected, link, linkFromClaim, unlink, inspect, keptChoices, CopyButton, Dialog, Finding, Icon, JsonText, Moment,
  Question, outcomeIcon, stateIcon,
};
export type Kit = typeof KIT;

let loading = false;
const prepare = async (): Promise<void> => {
  if (loading) return;
  loading = true;
  try {
    inside.value = (await load("inside")).make(KIT);
    if (notice.value === en.notice.inside || notice.value === en.notice.privacy) notice.value = "";
  } catch {
    const asked = dialog.value === "privacy";
    notice.value = asked ? en.notice.privacy : en.notice.inside;
    // Who asks for it again asks the server again.
    if (asked) dialog.value = null;
    loading = false;
  }
};

/** A part of that script, once it is there. */
export const Late = ({ of }: { of: keyof InsideParts }) => {
  const Part = inside.value?.[of];
  if (Part !== undefined) return <Part />;
  void prepare();
  return null;
};

/** Called, not drawn: a component of its own would not be drawn again by the next answer, and so would not ask again. */
export const Inside = ({ of }: { of: "Layers" | "Fields" }) =>
  text.value === "" || inspection.value?.inside === undefined ? null : Late({ of });
