/* What this script is handed by the page, and what it hands back. It is bundled by itself and loaded on need, so it may
   import nothing of the page but types: a second Preact or a second store would know nothing of the first. */
import type { FunctionComponent } from "preact";
import type { Kit } from "../component/inside.tsx";

export interface InsideParts {
  /** Layers, signatures, recipients, disclosures. */
  readonly Layers: FunctionComponent;
  /** What else may be expected of the token. */
  readonly Fields: FunctionComponent;
  /** What the page proves of itself. */
  readonly Privacy: FunctionComponent;
  /** The build lens. */
  readonly Build: FunctionComponent;
  /** Reads what stands in the build lens again. */
  readonly previewBuild: () => Promise<void>;
  /** Signs what stands in the build lens with the key that is chosen there. */
  readonly sign: () => Promise<void>;
}

/** The page's parts; there once `make` was called, which comes before anything is drawn. */
export let kit: Kit;

export const take = (given: Kit): void => { kit = given; };
