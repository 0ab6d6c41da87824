/* Where what is inside a token is shown: by a script of its own, which comes when the first such token does. */
import { useSignal } from "@preact/signals";
import { jsx } from "preact/jsx-runtime";
import type { InsideParts } from "../inside/kit.ts";
import { load } from "../lazy.ts";
import { inspect } from "../state/actions.ts";
import { linkFromClaim, unlink } from "../state/link.ts";
import { expected, inside, inspection, link, notice, text } from "../state/store.ts";
import { en } from "../text/en.ts";
import { CopyButton } from "./copy-button.tsx";
import { Finding } from "./findings.tsx";
import { Icon, outcomeIcon, stateIcon } from "./icon.tsx";
import { JsonText } from "./json-pane.tsx";
import { Moment } from "./moment.tsx";
import { Question } from "./verdict-bar.tsx";

/** What the script works with: the page's own parts, since it has no second Preact and no second store. */
const KIT = {
  jsx, useSignal, inspection, expected, link, linkFromClaim, unlink, inspect, CopyButton, Finding, Icon, JsonText, Moment, Question,
  outcomeIcon, stateIcon,
};
export type Kit = typeof KIT;

let loading = false;
const prepare = async (): Promise<void> => {
  if (loading) return;
  loading = true;
  try {
    inside.value = (await load("inside")).make(KIT);
    if (notice.value === en.notice.inside) notice.value = "";
  } catch {
    notice.value = en.notice.inside;
    loading = false;
  }
};

export const Inside = ({ of }: { of: keyof InsideParts }) => {
  if (text.value === "" || inspection.value?.inside === undefined) return null;
  const Part = inside.value?.[of];
  if (Part !== undefined) return <Part />;
  void prepare();
  return null;
};
