/* What the build fills in (xtask/src/page/mod.rs). */

/** The version of the workspace. */
declare const JOTSMITH_VERSION: string;
/** Whether this is the single file: no service worker, and `jotsmith-core` is `jotsmith-extra`. Not in sw.ts. */
declare const JOTSMITH_SINGLE: boolean;
/** Where the scripts are that come on need. Not in the single file, nor in sw.ts. */
declare const JOTSMITH_FILES: Readonly<Record<"examples" | "extra" | "inside" | "words", string>>;
/** The name of this build, as in `<meta name="jotsmith-build">`. Only in sw.ts. */
declare const JOTSMITH_BUILD: string;
/** The files that the service worker keeps, as names beside it. Only in sw.ts. */
declare const JOTSMITH_PRECACHE: readonly string[];
