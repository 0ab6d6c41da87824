/* Starts the page: hydrates the static shell, then loads the engine. */
import { signal } from "@preact/signals";
import { hydrate } from "preact";
import { engine } from "./engine.ts";

const version = signal("");

const Page = () => <p>{version}</p>;

const root = document.querySelector("main");
if (root !== null) hydrate(<Page />, root);
const { version: read } = await engine();
version.value = read();
