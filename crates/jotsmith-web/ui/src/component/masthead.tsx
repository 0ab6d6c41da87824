/* The top of the page: its name, the lenses, and what concerns the whole page. */
import { showLens } from "../keys.ts";
import { nextTheme, theme } from "../state/prefs.ts";
import { type Lens, dialog, lens, online } from "../state/store.ts";
import { en } from "../text/en.ts";
import { Icon, type IconName } from "./icon.tsx";

const LENSES: readonly Lens[] = ["inspect", "build"];

interface Tool {
  readonly icon: IconName;
  readonly words: string;
  /** What a screen reader says, where the words are not enough. */
  readonly name?: string;
  /** A tool for the keyboard is left out on a small screen. */
  readonly kind?: "keyboard";
  readonly run: () => void;
}

const Tool = ({ icon, words, name, kind, run }: Tool) => (
  <button type="button" class="button masthead__tool" data-kind={kind} aria-label={name} onClick={run}>
    <Icon name={icon} />
    <span class="masthead__words">{words}</span>
  </button>
);

export const Masthead = () => (
  <header class="masthead">
    <h1 class="masthead__name">{en.title}</h1>
    <nav class="masthead__lenses" aria-label={en.lenses}>
      {LENSES.map((one) => (
        <button type="button" class="masthead__lens" aria-current={lens.value === one ? "page" : undefined} onClick={() => showLens(one)}>
          {en.lens[one]}
        </button>
      ))}
    </nav>
    <div class="masthead__tools">
      <Tool icon="lock" words={online.value ? en.menu.privacy : en.menu.offline} name={`${online.value ? en.menu.privacy : en.menu.offline}: ${en.action.privacy.toLowerCase()}`}
        run={() => { dialog.value = "privacy"; }} />
      <Tool icon="command" words={en.menu.palette} run={() => { dialog.value = "palette"; }} />
      <Tool icon="theme" words={en.menu.theme} name={`${en.menu.theme}: ${en.themes[theme.value] ?? ""}`} run={nextTheme} />
      <Tool icon="info" words={en.menu.help} kind="keyboard" run={() => { dialog.value = "help"; }} />
    </div>
  </header>
);
