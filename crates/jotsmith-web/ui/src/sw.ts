/* The service worker: keeps the listed files of one build and answers from them. It forwards nothing: what is not on
   the list gets an error, and no request with a query ever leaves. */

declare const self: ServiceWorkerGlobalScope;
export {};

const CACHE = `jotsmith-${JOTSMITH_BUILD}`;
const PAGE = "index.html";
const LISTED = new Set(JOTSMITH_PRECACHE);

/** The name of a listed file, or none. A navigation is to the page, whatever stands behind its `?`. */
const listed = (request: Request): string | null => {
  if (request.method !== "GET") return null;
  if (request.mode === "navigate") return PAGE;
  const here = new URL("./", self.location.href);
  const asked = new URL(request.url);
  if (asked.origin !== here.origin || asked.search !== "" || !asked.pathname.startsWith(here.pathname)) return null;
  const name = asked.pathname.slice(here.pathname.length);
  return LISTED.has(name) ? name : null;
};

const answer = async (request: Request): Promise<Response> => {
  const name = listed(request);
  if (name === null) return Response.error();
  const cache = await caches.open(CACHE);
  const kept = await cache.match(name);
  if (kept !== undefined) return kept;
  // The browser threw the copy away: ask our own host for the listed name, and for nothing else.
  try { return await fetch(name); } catch { return Response.error(); }
};

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll(JOTSMITH_PRECACHE.map((name) => new Request(name, { cache: "no-cache" })))));
});

self.addEventListener("activate", (event) => {
  const clear = async (): Promise<void> => {
    for (const name of await caches.keys()) if (name.startsWith("jotsmith-") && name !== CACHE) await caches.delete(name);
    await self.clients.claim();
  };
  event.waitUntil(clear());
});

self.addEventListener("fetch", (event) => event.respondWith(answer(event.request)));

self.addEventListener("message", (event) => {
  if (event.data === "skip-waiting") void self.skipWaiting();
  else if (event.data === "build") event.ports[0]?.postMessage(JOTSMITH_BUILD);
});
