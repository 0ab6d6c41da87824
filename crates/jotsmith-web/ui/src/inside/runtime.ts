/* What JSX means in this script: the page's own Preact makes the elements, once it was handed over. */
import type { Kit } from "../component/inside.tsx";

export let jsx: Kit["jsx"];
export let jsxs: Kit["jsx"];

export const use = (made: Kit["jsx"]): void => {
  jsx = made;
  jsxs = made;
};
