/* The script that shows what is seldom asked for: what is inside a token, where the engine says that there is more than a
   header, a payload and a signature, and what the page proves of itself. */
import type { Kit } from "../component/inside.tsx";
import { Fields } from "./fields.tsx";
import css from "./inside.css";
import { type InsideParts, take } from "./kit.ts";
import { Layers } from "./layers.tsx";
import { Privacy } from "./privacy.tsx";
import { use } from "./runtime.ts";

export const make = (given: Kit): InsideParts => {
  take(given);
  use(given.jsx);
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  return { Layers, Fields, Privacy };
};
