/* "Show me": what was loaded, the policy that the browser enforces, what it keeps. Read live, not written down. */
import { keptChoices } from "../state/prefs.ts";
import { en } from "../text/en.ts";
import { Dialog } from "./dialog.tsx";

const loaded = (): readonly string[] =>
  [...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource")].map((entry) => entry.name);

const policy = (): string =>
  document.querySelector<HTMLMetaElement>("meta[http-equiv=Content-Security-Policy]")?.content ?? en.privacy.noPolicy;

export const Privacy = () => {
  const files = loaded();
  const choices = keptChoices();
  return (
    <Dialog title={en.privacy.title} name="privacy">
      <p>{en.privacy.claim}</p>
      <h3 class="dialog__part">{en.privacy.files}</h3>
      {files.length === 0 ? <p>{en.privacy.noFiles}</p> : <ul class="privacy__list">{files.map((name) => <li><code>{name}</code></li>)}</ul>}
      <h3 class="dialog__part">{en.privacy.policy}</h3>
      <ul class="privacy__list">{policy().split(";").map((directive) => <li><code>{directive.trim()}</code></li>)}</ul>
      <h3 class="dialog__part">{en.privacy.kept}</h3>
      {choices.length === 0 ? <p>{en.privacy.keptNothing}</p> : <ul class="privacy__list">{choices.map((one) => <li><code>{one}</code></li>)}</ul>}
      <p class="pane__help">{en.privacy.limits}</p>
    </Dialog>
  );
};
