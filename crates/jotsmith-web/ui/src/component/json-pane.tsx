/* A decoded part: each member with its meaning; or, on request, the JSON in an editor that changes the token at once. */
import type { EditedPart, JsonView } from "../engine-types.ts";
import { editPart, endEdit, partOf, startEdit } from "../state/actions.ts";
import { unlink } from "../state/link.ts";
import { draft, draftFailure, inspection, link, text } from "../state/store.ts";
import { en } from "../text/en.ts";
import { Claim } from "./claim.tsx";
import { CopyButton } from "./copy-button.tsx";
import { SEALED } from "./sealed.ts";

/** The members at the top, each with the rows below it. */
const members = (view: JsonView) =>
  view.rows.flatMap((row, at) => {
    if (row.depth > 0) return [];
    const next = view.rows.findIndex((later, place) => place > at && later.depth === 0);
    return [{ at, rows: view.rows.slice(at, next < 0 ? undefined : next) }];
  });

/** The text of a decoded part, with its words; without the words where nothing of it could be read. */
export const JsonText = ({ part, view }: { part: string; view: JsonView }) => {
  const all = members(view);
  const lit = link.value?.part === part ? link.value.row : null;
  const [first] = all;
  if (first === undefined) return <pre class="json-pane__raw">{view.pretty}</pre>;
  const last = all.at(-1)?.rows[0]?.prettySpan[1] ?? 0;
  const from = view.pretty.lastIndexOf("\n", (first.rows[0]?.prettySpan[0] ?? 0) - 1);
  const rest = view.pretty.indexOf("\n", last);
  return (
    <div class="json-pane__text" data-partial={view.complete ? undefined : ""} onMouseLeave={unlink}>
      <pre class="json-pane__brace">{view.pretty.slice(0, Math.max(from, 0))}</pre>
      <ol class="json-pane__claims">
        {all.map(({ at, rows }) => (
          <Claim part={part} view={view} at={at} rows={rows} lit={lit !== null && at <= lit && lit < at + rows.length ? lit : null} />
        ))}
      </ol>
      <pre class="json-pane__brace">{rest < 0 ? "" : view.pretty.slice(rest + 1)}</pre>
    </div>
  );
};

const Editor = ({ part, json }: { part: EditedPart; json: string }) => (
  <>
    <textarea
      class="field field--code json-pane__field" aria-label={en.editLabel[part]} rows={Math.min(Math.max(json.split("\n").length, 3), 24)}
      {...SEALED}
      aria-describedby={draftFailure.value === null ? undefined : "draft-failure"}
      value={json} onInput={(event) => void editPart(part, event.currentTarget.value)}
    />
    {draftFailure.value === null ? null : <p class="failure" id="draft-failure">{draftFailure.value.message} {draftFailure.value.remedy}</p>}
  </>
);

export const JsonPane = ({ part }: { part: EditedPart }) => {
  const view = text.value === "" ? null : partOf(inspection.value, part);
  const editing = draft.value?.part === part ? draft.value.json : null;
  const within = text.value === "" ? undefined : inspection.value?.inside;
  if (view === null && part === "header" && within !== undefined) return null;
  return (
    <section class="pane json-pane" data-part={part} aria-label={en[part]}>
      <header class="pane__head">
        <h2 class="pane__title">{en[part]}</h2>
        {view !== null && !view.complete ? <p class="pane__meta" title={en.partialHelp}>{en.partial}</p> : null}
        <div class="pane__tools">
          {view === null ? null : <CopyButton text={view.pretty} what={en[part]} name={`${en.copy} ${en[part].toLowerCase()}`} />}
          {editing === null && (view === null || !(inspection.value?.parts.some((one) => one.part === part) ?? false)) ? null : (
            <button type="button" class="button" aria-pressed={editing !== null} onClick={() => (editing === null ? startEdit(part) : endEdit())}>
              {editing === null ? en.edit : en.done}<span class="visually-hidden"> {en[part].toLowerCase()}</span>
            </button>
          )}
        </div>
      </header>
      {editing !== null ? <Editor part={part} json={editing} />
        : view !== null ? <JsonText part={part} view={view} />
        : <p class="pane__empty">{text.value === "" || inspection.value === null ? en.nothingYet[part] : within?.unread ?? en.notReadable}</p>}
    </section>
  );
};
