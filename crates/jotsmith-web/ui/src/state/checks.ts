/* What the token is held against, as the engine wants it; and the clock that asks again. */
import type { Checks, Waiver } from "../engine-types.ts";
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

/**
 * Whether words or verdict may change with any second: a time of a token shown is near, as it stands or by the leeway.
 * Proofs and key bindings live for minutes from when they were made; how many, the engine alone knows.
 */
const ticks = (at: number): boolean => {
  const seen = inspection.value;
  const near = (time: number): boolean => [0, leeway.value, -leeway.value].some((by) => Math.abs(time + by - at) <= NEAR_SECONDS);
  const shown = [seen?.header, seen?.payload, ...(seen?.inside?.views ?? [])];
  return typeof seen?.inside?.asks === "string" || shown.some((view) => view?.rows.some((row) => row.instant !== null && near(row.instant)));
};

/**
 * Calls back when another minute has begun, each second while a time is near, and when the person comes back. Timers run
 * late or not at all while nobody looks, so the minute of the last call counts and no second is waited for.
 */
export const watchClock = (again: () => void): void => {
  let minute = Math.floor(clock() / 60);
  const look = (): void => {
    if (document.hidden) return;
    const at = clock();
    const before = minute;
    minute = Math.floor(at / 60);
    if (text.value !== "" && instant.value.at === null && (minute !== before || ticks(at))) again();
  };
  setInterval(look, 1000);
  document.addEventListener("visibilitychange", () => {
    minute = 0;
    look();
  });
};
