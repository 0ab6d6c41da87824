/* What the token is held against, as the engine wants it; and the clock that asks again. */
import type { Checks, JsonView, Waiver } from "../engine-types.ts";
import { anyAudience, anyIssuer, audiences, expected, inspection, instant, issuers, keys, knowsLink, leeway, missingExp, text, typ } from "./store.ts";

/** The clock of the page, as a NumericDate. */
export const clock = (): number => Math.floor(Date.now() / 1000);

const lines = (typed: string): string[] => typed.split("\n").map((line) => line.trim()).filter((line) => line !== "");

export const checks = (): Checks => {
  const waive: Waiver[] = [];
  if (anyIssuer.value) waive.push("iss");
  if (anyAudience.value) waive.push("aud");
  if (missingExp.value) waive.push("exp");
  if (knowsLink.value) waive.push("link");
  return {
    at: instant.value.at ?? clock(),
    leeway: leeway.value,
    keys: keys.value.map((key) => key.handle),
    issuers: lines(issuers.value),
    audiences: lines(audiences.value),
    waive,
    typ: typ.value.trim() === "" ? null : typ.value.trim(),
    expected: [...expected.value],
  };
};

const NEAR_SECONDS = 60;

/** Whether a time of the token is so near that its words change every second. */
const ticks = (view: JsonView | null | undefined, at: number): boolean =>
  view?.rows.some((row) => row.instant !== null && Math.abs(row.instant - at) <= NEAR_SECONDS) ?? false;

/** Calls back once a minute, and once a second while a time of the token is near. */
export const watchClock = (again: () => void): void => {
  setInterval(() => {
    if (document.hidden || text.value === "" || instant.value.at !== null) return;
    const at = clock();
    if (at % 60 === 0 || ticks(inspection.value?.payload, at)) again();
  }, 1000);
};
