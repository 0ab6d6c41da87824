/* The script of what comes on need: what is inside a token, where the engine says that there is more than a header, a payload
   and a signature; the build lens; and what the page proves of itself. */
import type { Kit } from "../component/inside.tsx";
import buildCss from "./build.css";
import { begin, previewBuild, sign } from "./build-state.ts";
import { Build } from "./build.tsx";
import { Fields } from "./fields.tsx";
import css from "./inside.css";
import { type InsideParts, take } from "./kit.ts";
import { Layers } from "./layers.tsx";
import { Privacy } from "./privacy.tsx";
import { use } from "./runtime.ts";

export const make = (given: Kit): InsideParts => {
  take(given);
  use(given.jsx, given.Fragment);
  begin();
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css + buildCss);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  return { Layers, Fields, Privacy, Build, previewBuild, sign };
};
