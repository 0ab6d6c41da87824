/* What the browser keeps of a person's choices: nothing about tokens. The names are the whole list of what may be
   stored; a test holds the storage against it. */
import { signal } from "@preact/signals";

export type Theme = "system" | "light" | "dark";
const THEMES: readonly Theme[] = ["system", "light", "dark"];

export const theme = signal<Theme>("system");
/** Whether single letters are shortcuts. */
export const shortcuts = signal(true);

const read = (name: "theme" | "shortcuts"): string | null => {
  try { return localStorage.getItem(name); } catch { return null; }
};

const keep = (name: "theme" | "shortcuts", value: string): void => {
  try { localStorage.setItem(name, value); } catch { /* A browser that stores nothing: the choice lasts as long as the page. */ }
};

const show = (): void => {
  if (theme.value === "system") delete document.documentElement.dataset["theme"];
  else document.documentElement.dataset["theme"] = theme.value;
};

export const loadPrefs = (): void => {
  theme.value = THEMES.find((known) => known === read("theme")) ?? "system";
  shortcuts.value = read("shortcuts") !== "off";
  show();
};

/** System, light, dark, and round again. */
export const nextTheme = (): void => {
  theme.value = THEMES[(THEMES.indexOf(theme.value) + 1) % THEMES.length] ?? "system";
  keep("theme", theme.value);
  show();
};

export const setShortcuts = (on: boolean): void => {
  shortcuts.value = on;
  keep("shortcuts", on ? "on" : "off");
};

/** Everything that the browser keeps for this page, read and not written down. */
export const keptChoices = (): readonly string[] => {
  try { return Object.entries({ ...localStorage }).map(([name, value]) => `${name}: ${String(value)}`); } catch { return []; }
};
