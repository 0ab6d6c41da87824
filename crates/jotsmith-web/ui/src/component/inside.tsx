/* Where what comes on need is shown: what is inside a token, the build lens, and what the page proves of itself. A script of
   its own brings them when one of them is asked for first. */
import { batch, signal, useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { Fragment, jsx } from "preact/jsx-runtime";
import { announce } from "../announce.ts";
import { ask } from "../engine.ts";
import { load } from "../lazy.ts";
import { inspect, setText } from "../state/actions.ts";
import { checks, clock } from "../state/checks.ts";
import { takeIn } from "../state/keys.ts";
import { linkFromClaim, unlink } from "../state/link.ts";
import { keptChoices } from "../state/prefs.ts";
import { algorithms, dialog, engine, expected, inside, inspection, lens, link, notice, signingKeys, text } from "../state/store.ts";
import { en } from "../text/en.ts";
import { CopyButton } from "./copy-button.tsx";
import { Dialog } from "./dialog.tsx";
import { Finding } from "./findings.tsx";
import { Icon, outcomeIcon, stateIcon } from "./icon.tsx";
import { JsonText } from "./json-pane.tsx";
import { keyName } from "./key-card.tsx";
import { KeyTray } from "./key-tray.tsx";
import { Moment } from "./moment.tsx";
import { SEALED } from "./sealed.ts";
import { Question } from "./verdict-bar.tsx";

/** What the script works with: the page's own parts, since it has no second Preact and no second store. */
const KIT = {
  Fragment, jsx, batch, signal, useEffect, useSignal, algorithms, engine, expected, inspection, lens, link, signingKeys, text, announce, ask, checks,
  clock, inspect, keptChoices, linkFromClaim, setText, takeIn, unlink, en, CopyButton, Dialog, Finding, Icon, JsonText, KeyTray, Moment, Question,
  SEALED, keyName, outcomeIcon, stateIcon,
};
export type Kit = typeof KIT;

let coming: Promise<void> | undefined;

const fetchParts = async (): Promise<void> => {
  try {
    inside.value = (await load("inside")).make(KIT);
    if (notice.value === en.notice.part) notice.value = "";
  } catch {
    notice.value = en.notice.part;
    announce(en.notice.part);
    // Who asks for it again asks the server again.
    if (dialog.value === "privacy") dialog.value = null;
    lens.value = "inspect";
    coming = undefined;
  }
};

/** Loads the script, once. */
export const prepare = (): Promise<void> => coming ??= fetchParts();

/** A part of that script, once it is there. */
export const Late = ({ of }: { of: "Layers" | "Fields" | "Privacy" | "Build" }) => {
  const Part = inside.value?.[of];
  if (Part !== undefined) return <Part />;
  void prepare();
  return of === "Build" ? <p class="notice">{en.pending}</p> : null;
};

/** Called, not drawn: a component of its own would not be drawn again by the next answer, and so would not ask again. */
export const Inside = ({ of }: { of: "Layers" | "Fields" }) =>
  text.value === "" || inspection.value?.inside === undefined ? null : Late({ of });
