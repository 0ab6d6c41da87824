// axe finds nothing in any state of the dark theme.
import { noFindings } from "./states.mjs";

noFindings("dark");
