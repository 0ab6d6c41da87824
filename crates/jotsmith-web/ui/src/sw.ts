/* The service worker: keeps the listed files of one build and answers from them. It forwards nothing but the names of
   files of ours: what is not one of them gets an error, and no request with a query ever leaves. A tab may still run an
   older build than this worker's: its files are known by their names, since each bears the digest of its content. */

declare const self: ServiceWorkerGlobalScope;
export {};

const OURS = "jotsmith-";
const CACHE = `${OURS}${JOTSMITH_BUILD}`;
const PAGE = "index.html";
const LISTED = new Set(JOTSMITH_PRECACHE);
/** A file of any build: a name with a hash never changes its content. */
const HASHED = /^(?:app|core|examples|extra|inside|words|style)\.[0-9a-f]{12}\.(?:js|css)$/u;
/** What is rare is kept later, when the page has nothing else to do. */
const LATER = JOTSMITH_PRECACHE.filter((name) => /^(?:examples|extra|inside|words)\./u.test(name));
const FIRST = JOTSMITH_PRECACHE.filter((name) => !LATER.includes(name));
/** Documents beside the page, opened from our own host; some hosts answer to the second without its ending. */
const BESIDE = new Set(["jotsmith.html", "jotsmith", "licences.txt"]);

/** The name beside this worker that is asked for, or none. */
const named = (request: Request): string | null => {
  const here = new URL("./", self.location.href);
  const asked = new URL(request.url);
  if (request.method !== "GET" || asked.origin !== here.origin || asked.search !== "" || !asked.pathname.startsWith(here.pathname)) return null;
  return asked.pathname.slice(here.pathname.length);
};

/** From our own host, never from where it might send us. Only the page may be moved: some hosts drop its name. */
const load = async (name: string, cache: RequestCache = HASHED.test(name) ? "force-cache" : "no-cache"): Promise<Response> => {
  const found = await fetch(new Request(name, { cache, mode: "same-origin", redirect: name === PAGE ? "follow" : "error" }));
  if (!found.ok) {
    // The browser may have kept the answer of a host that was down.
    if (cache === "force-cache") return load(name, "reload");
    throw new Error(name);
  }
  // A navigation may not be answered with what remembers that it was moved.
  return found.redirected ? new Response(found.body, found) : found;
};

const keep = async (names: readonly string[]): Promise<void> => {
  const cache = await caches.open(CACHE);
  await Promise.all(names.map(async (name) => cache.put(name, await load(name))));
};

/** Our caches, the oldest first. */
const ours = async (): Promise<readonly string[]> => (await caches.keys()).filter((name) => name.startsWith(OURS));

/** The copy that is kept, of a name with a hash by whichever build. */
const kept = async (name: string): Promise<Response | undefined> => {
  for (const cacheName of HASHED.test(name) ? await ours() : [CACHE]) {
    const found = await (await caches.open(cacheName)).match(name);
    if (found !== undefined) return found;
  }
  return undefined;
};

const answer = async (request: Request): Promise<Response> => {
  // A navigation is to the page, whatever stands behind its `?`.
  const name = request.mode === "navigate" && request.method === "GET" ? PAGE : named(request);
  if (name === null || !(LISTED.has(name) || HASHED.test(name))) return Response.error();
  try {
    const found = await kept(name);
    if (found !== undefined) return found;
    // Not kept yet, or thrown away by the browser: ask our own host for that name, and for nothing else.
    if (!LISTED.has(name)) return await load(name);
    await keep([name]);
    return (await kept(name)) ?? Response.error();
  } catch {
    return Response.error();
  }
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
  try {
    await keep(FIRST);
    const page = await (await caches.open(CACHE)).match(PAGE);
    if ((await page?.text())?.includes(JOTSMITH_BUILD) !== true) throw new Error(PAGE);
  } catch (fault) {
    await caches.delete(CACHE);
    throw fault;
  }
};

/** Makes away with what no tab needs any more. The build before this one still runs in other tabs. */
const clear = async (): Promise<void> => {
  const names = await ours();
  const older = names.slice(0, Math.max(names.indexOf(CACHE) - 1, 0));
  await Promise.all(older.map((name) => caches.delete(name)));
  await self.clients.claim();
};

self.addEventListener("install", (event) => event.waitUntil(install()));

self.addEventListener("activate", (event) => event.waitUntil(clear()));

self.addEventListener("fetch", (event) => {
  const beside = event.request.mode === "navigate" && BESIDE.has(named(event.request) ?? "");
  if (!beside) event.respondWith(answer(event.request));
});

self.addEventListener("message", (event) => {
  if (event.data === "skip-waiting") void self.skipWaiting();
  else if (event.data === "build") event.ports[0]?.postMessage(JOTSMITH_BUILD);
  else if (event.data === "idle") event.waitUntil(keepLater().catch(() => undefined));
});
