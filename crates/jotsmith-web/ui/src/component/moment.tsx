/* An instant in the reader's own zone; UTC and the seconds as a tip. Which instants matter is the engine's affair. */
import { en } from "../text/en.ts";

const LOCAL = new Intl.DateTimeFormat("en-GB", {
  day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit", second: "2-digit", timeZoneName: "short",
});

const dated = (seconds: number): Date => new Date(seconds * 1000);

/** `2026-11-23 14:02:11 UTC`. */
export const utc = (seconds: number): string => `${dated(seconds).toISOString().slice(0, 19).replace("T", " ")} ${en.utc}`;

export const Moment = ({ at }: { at: number }) => (
  <time class="moment" dateTime={dated(at).toISOString()} title={`${utc(at)} · ${en.raw} ${at}`}>{LOCAL.format(dated(at))}</time>
);
