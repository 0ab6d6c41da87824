/* "Show me": what was loaded, the policy that the browser enforces, what it keeps. Read live, not written down. */
import { kit } from "./kit.ts";
import { privacy } from "./text.ts";

const loaded = (): readonly string[] =>
  [...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource")].map((entry) => entry.name);

const policy = (): string =>
  document.querySelector<HTMLMetaElement>("meta[http-equiv=Content-Security-Policy]")?.content ?? privacy.noPolicy;

export const Privacy = () => {
  const { Dialog } = kit;
  const files = loaded();
  const choices = kit.keptChoices();
  return (
    <Dialog title={privacy.title} name="privacy">
      <p>{privacy.claim}</p>
      <h3 class="dialog__part">{privacy.files}</h3>
      {files.length === 0 ? <p>{privacy.noFiles}</p> : <ul class="privacy__list">{files.map((name) => <li><code>{name}</code></li>)}</ul>}
      <h3 class="dialog__part">{privacy.policy}</h3>
      <ul class="privacy__list">{policy().split(";").map((directive) => <li><code>{directive.trim()}</code></li>)}</ul>
      <h3 class="dialog__part">{privacy.kept}</h3>
      {choices.length === 0 ? <p>{privacy.keptNothing}</p> : <ul class="privacy__list">{choices.map((one) => <li><code>{one}</code></li>)}</ul>}
      <p class="pane__help">{privacy.limits}</p>
    </Dialog>
  );
};
