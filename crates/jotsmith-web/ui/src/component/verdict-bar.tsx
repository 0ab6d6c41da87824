/* The verdict: one sentence, four questions, always in view. The engine's words, laid out. */
import type { QuestionView } from "../engine-types.ts";
import { setInstant } from "../state/actions.ts";
import { engine, engineFault, inspection, instant, text, unanswered } from "../state/store.ts";
import { en } from "../text/en.ts";
import { Icon, outcomeIcon, stateIcon } from "./icon.tsx";

export const Question = ({ view }: { view: QuestionView }) => (
  <li class="verdict-bar__question" data-state={view.state}>
    <Icon name={stateIcon(view.state)} />
    <span class="verdict-bar__name">{en.question[view.question] ?? view.question}</span>{" "}
    <span class="verdict-bar__state">{en.state[view.state] ?? view.state}</span>{" "}
    <span class="verdict-bar__words">{view.words}</span>
  </li>
);

const Travel = () => {
  if (instant.value.at === null) return null;
  return (
    <p class="verdict-bar__travel">
      {en.asSeenAt} {instant.value.words}{" "}
      <button type="button" class="button" onClick={() => void setInstant("")}>{en.backToNow}</button>
    </p>
  );
};

/** What stands there while the engine has said nothing of the text. */
const waiting = (): string => {
  if (engine.value === "failed") return en.failed;
  if (text.value === "") return en.empty;
  if (engine.value === "starting") return en.starting;
  return unanswered.value === null ? en.pending : `${unanswered.value.message} ${unanswered.value.remedy}`;
};

export const VerdictBar = () => {
  const seen = text.value === "" || engine.value !== "ready" ? null : inspection.value;
  const verdict = seen?.verdict;
  const outcome = engine.value === "failed" ? "unreadable" : (verdict?.outcome ?? "empty");
  const errors = verdict?.reasons.filter((one) => one.severity === "error").length ?? 0;
  const warnings = verdict?.reasons.filter((one) => one.severity === "warning").length ?? 0;
  return (
    <section class="verdict-bar" data-outcome={outcome} aria-label={en.verdict}>
      <Travel />
      <div class="verdict-bar__line">
        <Icon name={outcomeIcon(outcome)} />
        <p class="verdict-bar__sentence">{verdict?.sentence ?? waiting()}</p>
        {errors + warnings > 0 ? <a class="verdict-bar__count" href="#findings">{en.findingsCount(errors, warnings)}</a> : null}
      </div>
      {engine.value === "failed" ? <p class="verdict-bar__words">{en.failedWhy} {engineFault.value}</p> : null}
      {engine.value !== "failed" && text.value === "" ? <p class="verdict-bar__more">{en.emptyMore}</p> : null}
      {verdict === undefined || outcome === "empty" ? null : (
        <ul class="verdict-bar__questions">{verdict.questions.map((view) => <Question view={view} />)}</ul>
      )}
    </section>
  );
};
