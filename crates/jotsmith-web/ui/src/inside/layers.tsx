/* The layers of a token, one below the other, outermost first: each with its own verdict, and with its groups of parts. */
import type { BlockView, GroupView, JsonView, LayerView, RowView } from "../engine-types.ts";
import { kit } from "./kit.ts";
import { labels } from "./text.ts";

/** Blocks of a group that are shown before the rest is asked for. */
const SHOWN = 8;

const Fact = ({ row, part, at }: { row: RowView; part: string; at: number }) => {
  const { Moment, link, linkFromClaim } = kit;
  const lit = link.value?.part === part && link.value.row === at;
  return (
    <div
      class="inside__fact" data-lit={lit ? "" : undefined} tabIndex={row.tokenSpans.length > 0 ? 0 : undefined} role={row.tokenSpans.length > 0 ? "group" : undefined}
      aria-label={row.tokenSpans.length > 0 ? row.name : undefined} onMouseMove={() => linkFromClaim(part, at)} onFocus={() => linkFromClaim(part, at)}
    >
      <span class="inside__name">{row.name}</span>
      <span class="inside__value"><bdi><code>{row.value}</code></bdi></span>
      {row.words === null && row.instant === null ? null : <span class="inside__words">{row.instant === null ? null : <Moment at={row.instant} />} {row.words}</span>}
    </div>
  );
};

const Facts = ({ view, part }: { view: JsonView; part: string }) => (
  <div class="inside__facts" onMouseLeave={kit.unlink}>
    {view.rows.map((row, at) => <Fact row={row} part={part} at={at} />)}
  </div>
);

const Block = ({ of, about, views }: { of: BlockView; about: string; views: readonly JsonView[] }) => {
  const { CopyButton, Icon, JsonText } = kit;
  const view = views[of.view];
  const part = String(of.view);
  return (
    <div class="inside__block" data-part={of.part} role="group" aria-label={of.title === "" ? undefined : of.title}>
      <div class="inside__head">
        {of.title === "" ? null : <p class="inside__part">{of.title}{of.exposed || of.words === "" ? null : <span class="inside__words"> {of.words}</span>}</p>}
        {view === undefined || of.facts ? null : <CopyButton text={view.pretty} what={of.title === "" ? about : of.title} name={`${labels.copy} ${of.title === "" ? about : of.title}`} label={labels.copy} />}
      </div>
      {of.exposed ? <p class="inside__exposed"><Icon name="warn" /> {of.words}</p> : null}
      {view === undefined ? null : of.facts ? <Facts view={view} part={part} /> : <JsonText part={part} view={view} />}
    </div>
  );
};

const Group = ({ of, views }: { of: GroupView; views: readonly JsonView[] }) => {
  const { Icon, stateIcon, useSignal } = kit;
  const whole = useSignal(false);
  const shown = whole.value ? of.blocks : of.blocks.slice(0, SHOWN);
  const hidden = of.blocks.length - shown.length;
  return (
    <div class="inside__group" data-state={of.state ?? undefined} role="group" aria-label={of.title === "" ? undefined : of.title}>
      {of.title === "" ? null : (
        <h3 class="inside__line">
          {of.state === null ? null : <Icon name={stateIcon(of.state)} />}
          {of.title} <span class="inside__words">{of.words}</span>
        </h3>
      )}
      {shown.map((block) => <Block of={block} about={of.title} views={views} />)}
      {hidden > 0 ? <button type="button" class="button" onClick={() => { whole.value = true; }}>{labels.more(hidden)}</button> : null}
    </div>
  );
};

const Verdict = ({ of }: { of: LayerView }) => {
  const { Icon, Question, outcomeIcon } = kit;
  if (of.outcome === null) return null;
  return (
    <div class="inside__verdict" data-outcome={of.outcome}>
      <p class="inside__sentence"><Icon name={outcomeIcon(of.outcome)} /> {of.sentence}</p>
      {of.questions.length === 0 ? null : <ul class="inside__questions">{of.questions.map((one) => <Question view={one} />)}</ul>}
    </div>
  );
};

const Layer = ({ of, views, at, all }: { of: LayerView; views: readonly JsonView[]; at: number; all: number }) => {
  const { CopyButton, Finding } = kit;
  if (at === 0 && of.groups.length === 0) return null;
  return (
    <section class="pane inside" aria-label={`${labels.layer(at + 1, all)} ${of.title}`.trim()} data-layer={at + 1}>
      <header class="pane__head">
        {all > 1 ? <span class="inside__step">{labels.layer(at + 1, all)}</span> : null}
        <h2 class="pane__title">{of.title}</h2>
        <div class="pane__tools">{of.token === null ? null : <CopyButton text={of.token} what={of.title} label={labels.copyLayer} />}</div>
      </header>
      {of.words === "" ? null : <p class="pane__help">{of.words}</p>}
      <Verdict of={of} />
      {of.reasons.length === 0 ? null : <ul class="findings__list inside__reasons" aria-label={labels.reasons}>{of.reasons.map((one) => <Finding of={one} />)}</ul>}
      {of.groups.map((group) => <Group of={group} views={views} />)}
    </section>
  );
};

export const Layers = () => {
  const within = kit.inspection.value?.inside;
  if (within === undefined) return null;
  return (
    <div class="inside__layers">
      {within.layers.map((layer, at) => <Layer key={at} of={layer} views={within.views} at={at} all={within.layers.length} />)}
    </div>
  );
};
