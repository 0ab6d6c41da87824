/* The keys of the keyboard, and the switch that turns the single ones off. */
import { ACTIONS, keyWords } from "../keys.ts";
import { setShortcuts, shortcuts } from "../state/prefs.ts";
import { en } from "../text/en.ts";
import { Dialog } from "./dialog.tsx";

export const Help = () => (
  <Dialog title={en.help.title} name="help">
    <p class="pane__help">{en.help.intro}</p>
    <p class="help__switch">
      <input type="checkbox" id="shortcuts" checked={shortcuts.value} onChange={(event) => setShortcuts(event.currentTarget.checked)} />
      <label for="shortcuts">{en.help.toggle}</label>
    </p>
    <dl class="help__list">
      {ACTIONS.filter((action) => action.key !== undefined).map((action) => (
        <div class="help__row"><dt><kbd>{keyWords(action)}</kbd></dt><dd>{action.words}</dd></div>
      ))}
    </dl>
  </Dialog>
);
