/* The scripts that come on need. A browser remembers for as long as the page lives that a script could not be loaded, so
   each try after a failure has an address of its own: what stands behind its # stays in the browser. */

type Scripts = {
  examples: typeof import("jotsmith-examples");
  extra: typeof import("jotsmith-extra");
  inside: typeof import("jotsmith-inside");
  words: typeof import("jotsmith-words");
};

/** How often each could not be loaded. */
const failures = { examples: 0, extra: 0, inside: 0, words: 0 };

const found = <Name extends keyof Scripts>(name: Name): Promise<Scripts[Name]> => {
  if (JOTSMITH_SINGLE) {
    const held: { [Each in keyof Scripts]: () => Promise<Scripts[Each]> } = {
      examples: () => import("jotsmith-examples"),
      extra: () => import("jotsmith-extra"),
      inside: () => import("jotsmith-inside"),
      words: () => import("jotsmith-words"),
    };
    return held[name]();
  }
  return import(JOTSMITH_FILES[name] + (failures[name] > 0 ? `#${failures[name]}` : ""));
};

/** Loads a script; one that is there already is not loaded again. */
export const load = async <Name extends keyof Scripts>(name: Name): Promise<Scripts[Name]> => {
  const before = failures[name];
  try {
    return await found(name);
  } catch (fault) {
    failures[name] = before + 1;
    throw fault;
  }
};
