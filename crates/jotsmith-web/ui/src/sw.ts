/* The service worker: keeps the listed files of one build and answers from them. It forwards nothing: what is not on
   the list gets an error, and no request with a query ever leaves. */

declare const self: ServiceWorkerGlobalScope;
export {};

const CACHE = `jotsmith-${JOTSMITH_BUILD}`;
const PAGE = "index.html";
const LISTED = new Set(JOTSMITH_PRECACHE);
/** What is rare is kept later, when the page has nothing else to do. */
const LATER = JOTSMITH_PRECACHE.filter((name) => /^(?:examples|extra|inside|words)\./u.test(name));
const FIRST = JOTSMITH_PRECACHE.filter((name) => !LATER.includes(name));

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
  // Not kept yet, or thrown away by the browser: ask our own host for the listed name, and for nothing else.
  try {
    await keep([name]);
    return (await cache.match(name)) ?? Response.error();
  } catch {
    return Response.error();
  }
};

/** A name with a hash never changes its content, so the copy that the page has just loaded will do. */
const keep = async (names: readonly string[]): Promise<void> => {
  const cache = await caches.open(CACHE);
  await cache.addAll(names.map((name) => new Request(name, { cache: /\.[0-9a-f]{12}\./u.test(name) ? "force-cache" : "no-cache" })));
};

/** What is rare, unless the page has asked for it already. */
const keepLater = async (): Promise<void> => {
  const cache = await caches.open(CACHE);
  const missing: string[] = [];
  for (const name of LATER) if (await cache.match(name) === undefined) missing.push(name);
  await keep(missing);
};

/** All first files, of this very build: a host that is being updated may still have another page. */
const install = async (): Promise<void> => {
  await keep(FIRST);
  const page = await (await caches.open(CACHE)).match(PAGE);
  if ((await page?.text())?.includes(JOTSMITH_BUILD) !== true) throw new Error("the page is of another build");
};

self.addEventListener("install", (event) => event.waitUntil(install()));

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
  else if (event.data === "idle") event.waitUntil(keepLater().catch(() => undefined));
});
