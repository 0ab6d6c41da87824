/* The only door to WASM: a question goes in, its answer comes out. Which of the two modules answers is decided here.
   `core` is loaded first. When it says that it lacks something, `extra` takes its place and its keys. What claims are
   is told by `core` in the words of a file of its own, which is loaded when it first meets a claim that has some. */
import type { Answer, Request } from "./engine-types.ts";
import { load } from "./lazy.ts";
import { en } from "./text/en.ts";

/** What each question may be answered with, but for a failure. */
type Kinds = {
  inspect: "inspection";
  diagnose: "diagnosis";
  edit: "token";
  "set-member": "token";
  sign: "token";
  "sign-none": "token";
  "read-key": "keys";
  "preview-key": "preview";
  "generate-key": "keys";
  "export-key": "export";
  forget: "forgotten";
  explain: "explanation";
  "read-time": "time";
  catalogue: "catalogue";
};

export type Failure = Extract<Answer, { answer: "failure" }>;

/** The answer to a question, or why there is none. */
export type AnswerTo<A extends Request["ask"]> = Extract<Answer, { answer: Kinds[A] }> | Failure;

type Module = typeof import("jotsmith-core");
type Session = InstanceType<Module["Session"]>;

const loadCore = (): Promise<Module> => import("jotsmith-core");
const loadExtra = (): Promise<Module> => load("extra");

let session: Session | undefined;
let whole = JOTSMITH_SINGLE;
let starting: Promise<Session> | undefined;
let replacing: Promise<Session> | undefined;

/** Starts the engine; a second call waits for the first. */
export const start = (): Promise<Session> => {
  starting ??= loadCore().then((module) => (session = new module.Session()));
  return starting;
};

const put = (to: Session, request: Request): Answer => JSON.parse(to.ask(JSON.stringify(request))) as Answer;

/** Loads `extra` in the place of `core`. The keys go over in one array of bytes, wiped on both sides. */
const replace = (): Promise<Session> => {
  replacing ??= loadExtra().then((module) => {
    const from = session;
    const to = new module.Session();
    if (from !== undefined) {
      const keys = from.handOver();
      to.takeOver(keys);
      keys.fill(0);
      from.free();
    }
    whole = true;
    session = to;
    return to;
  }).catch((fault: unknown) => {
    // The next question that needs it tries again: the network may be back.
    replacing = undefined;
    throw fault;
  });
  return replacing;
};

let learning: Promise<void> | undefined;
let told = (): void => {};

/** Calls back when the words of claims have come, so that what is shown is asked about again. */
export const whenTold = (then: () => void): void => { told = then; };

const learn = (): Promise<void> => {
  learning ??= load("words").then(({ words }) => {
    session?.learn(words);
    told();
  }).catch(() => {
    // Claims keep their names alone; the next one tries again.
    learning = undefined;
  });
  return learning;
};

/** Asks the engine. Questions are answered in the order in which they were asked. */
export const ask = async <R extends Request>(request: R): Promise<AnswerTo<R["ask"]>> => {
  let answer = put(session ?? (await start()), request);
  if (!whole && session?.wantsExtra() === true) {
    try {
      answer = put(await replace(), request);
    } catch {
      if (answer.answer === "failure") answer = { ...answer, ...en.unreachable };
    }
  }
  if (!whole && session?.wantsWords() === true) void learn();
  return answer as AnswerTo<R["ask"]>;
};
