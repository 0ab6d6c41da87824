/* What JSX means in this script: the page's own Preact makes the elements, once it was handed over. */
import type { Kit } from "../component/inside.tsx";

export let jsx: Kit["jsx"];
export let jsxs: Kit["jsx"];
export let Fragment: Kit["Fragment"];

export const use = (made: Kit["jsx"], fragment: Kit["Fragment"]): void => {
  jsx = made;
  jsxs = made;
  Fragment = fragment;
};
