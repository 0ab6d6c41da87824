/* Registers the service worker and asks before a new version takes the place of the running one. */
import { online, update } from "./state/store.ts";

const WORKER = "sw.js";

/** The one address that may become a script. */
const policy = typeof trustedTypes === "undefined" ? undefined : trustedTypes.createPolicy("jotsmith", {
  createScriptURL: (address) => {
    if (address !== WORKER) throw new TypeError("not a script of this page");
    return address;
  },
});

const build = (): string => document.querySelector<HTMLMetaElement>("meta[name=jotsmith-build]")?.content ?? "";

/** Puts another worker in the place of the running one, and reloads this tab: the others keep their tokens and keys. */
const take = (worker: ServiceWorker): void => {
  const reload = (): void => location.reload();
  // Another tab was faster.
  if (worker.state !== "installed") return reload();
  navigator.serviceWorker.addEventListener("controllerchange", reload);
  worker.postMessage("skip-waiting");
};

/** A worker of another build says its name when asked over a channel of its own. */
const offer = (worker: ServiceWorker | null): void => {
  if (worker === null) return;
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = ({ data }: MessageEvent<unknown>) => {
    if (data !== build()) update.value = { from: build(), to: String(data), go: () => take(worker) };
  };
  worker.postMessage("build", [port2]);
};

/** After the page is there, so that the first load stays small; soon, so that public keys work without a network. */
const IDLE_MS = 3_000;

const keepLater = async (): Promise<void> => {
  const { active } = await navigator.serviceWorker.ready;
  setTimeout(() => active?.postMessage("idle"), IDLE_MS);
};

const watch = (registration: ServiceWorkerRegistration): void => {
  offer(registration.waiting);
  registration.addEventListener("updatefound", () => {
    const coming = registration.installing;
    coming?.addEventListener("statechange", () => {
      if (coming.state === "installed") offer(coming);
    });
  });
  // Taken in another tab, and perhaps never offered in this one.
  navigator.serviceWorker.addEventListener("controllerchange", () => offer(navigator.serviceWorker.controller));
};

export const registerWorker = async (): Promise<void> => {
  const set = (): void => { online.value = navigator.onLine; };
  addEventListener("online", set);
  addEventListener("offline", set);
  set();
  if (JOTSMITH_SINGLE || !("serviceWorker" in navigator)) return;
  try {
    watch(await navigator.serviceWorker.register(policy?.createScriptURL(WORKER) ?? WORKER));
    await keepLater();
  } catch {
    // A browser that allows no worker shows the page all the same, online only.
  }
};
