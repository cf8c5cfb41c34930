import type { Flag, FlaggedValue, Variable } from "./contract";
import { h } from "./html";
import { language, zone } from "./settings";
import { t, tOr } from "./text/text";

// UCUM-like units of the contract as a reader writes them.
const printedUnits: Record<string, string> = { Cel: "°C", "uS/cm": "µS/cm", "m3/s": "m³/s", "[pH]": "pH", "1": "[–]", "t/a": "t/a" };
const flagSigns: Record<Flag, string> = { 1: "●", 2: "○", 3: "▲", 4: "■", 9: "–" };
const minus = "−";

/** A unit as it is printed. */
export const unitText = (unit: string): string => printedUnits[unit] ?? unit;

/** The name of a variable in the reader's language. */
export const variableName = (variable: Variable): string => tOr(`variable.${variable.key}`, variable.name);

/** A number with a fixed count of decimals, a real minus sign and thin groups of thousands. */
export function number(value: number, decimals: number): string {
  const [whole, fraction] = Math.abs(value).toFixed(decimals).split(".");
  const grouped = whole!.length > 4 ? whole!.replace(/\B(?=(\d{3})+$)/g, "\u202f") : whole!;
  return (value < 0 && Number(value.toFixed(decimals)) !== 0 ? minus : "") + grouped + (fraction ? "." + fraction : "");
}

/** A number with its unit, or the word for no value. */
export function quantity(value: number | null | undefined, decimals: number, unit: string): string {
  return value === null || value === undefined ? t("series.noValue") : `${number(value, decimals)} ${unitText(unit)}`;
}

/** A number rounded to three figures that matter, for totals of any size. */
export function threeFigures(value: number): string {
  const decimals = value === 0 ? 0 : Math.min(6, Math.max(0, 2 - Math.floor(Math.log10(Math.abs(value)))));
  return number(value, decimals);
}

/** A value beside a tick: no more digits than it needs. */
export const tickText = (value: number): string => String(Number(value.toPrecision(6))).replace("-", minus);

export const percent = (share: number | null, decimals = 1): string => (share === null ? t("app.unknown") : `${number(share * 100, decimals)} %`);

/** A sign and a word, so that no meaning hangs on colour alone. */
export function flagMark(flag: Flag | null): HTMLElement {
  if (flag === null) return h("span", { class: "flag flag-none" }, t("flag.none"));
  return h("span", { class: `flag flag-${flag}` }, h("span", { class: "flag-sign", "aria-hidden": "true" }, flagSigns[flag]), " ", t(`flag.${flag}`));
}

/** A value as it must always be shown: number, unit, uncertainty and flag. */
export function flaggedValue(one: FlaggedValue, variable: Variable): HTMLElement {
  const text = quantity(one.value, variable.decimals, variable.unit);
  const band = one.value !== null && one.u !== null ? h("span", { class: "quiet band-text" }, ` ± ${number(1.96 * one.u, variable.decimals)}`) : null;
  return h("span", { class: "value" }, h("span", { class: "number" }, text), band, " ", flagMark(one.flag));
}

/** An instant as "2026-05-01 08:00 UTC", or in local time with its offset. */
export function time(utc: string | number | null): string {
  if (utc === null) return t("app.unknown");
  const at = typeof utc === "number" ? new Date(utc * 1000) : new Date(utc);
  if (zone() === "utc") return at.toISOString().slice(0, 16).replace("T", " ") + " UTC";
  const offset = -at.getTimezoneOffset();
  const local = new Date(at.getTime() + offset * 60_000).toISOString().slice(0, 16).replace("T", " ");
  return `${local} ${offsetText(offset)}`;
}

/** A day as "2026-05-01". */
export const day = (utc: string | number): string => time(utc).slice(0, 10);

/** "UTC+08:00" of an offset in minutes. */
export function offsetText(minutes: number): string {
  const size = Math.abs(minutes);
  return `UTC${minutes < 0 ? minus : "+"}${String(Math.floor(size / 60)).padStart(2, "0")}:${String(size % 60).padStart(2, "0")}`;
}

/** How long from now in words ("in 12 minutes"), of the instant that the gateway names. */
export function relative(utc: string, now: number): string {
  const seconds = (new Date(utc).getTime() - now) / 1000;
  const steps: [Intl.RelativeTimeFormatUnit, number][] = [["day", 86400], ["hour", 3600], ["minute", 60]];
  const [unit, length] = steps.find(([, size]) => Math.abs(seconds) >= 2 * size) ?? ["minute", 60];
  return new Intl.RelativeTimeFormat(language() === "zh" ? "zh-CN" : "en", { numeric: "always" }).format(Math.round(seconds / length), unit);
}

/** Qualifiers in words. */
export const qualifierText = (qualifiers: string): string =>
  qualifiers.split(" ").filter(code => code !== "").map(code => tOr(`qualifier.${code}`, code)).join(", ");

/** A time of the chosen zone for an <input type="datetime-local">. */
export function inputTime(utc: number): string {
  const offset = zone() === "utc" ? 0 : -new Date(utc * 1000).getTimezoneOffset();
  return new Date(utc * 1000 + offset * 60_000).toISOString().slice(0, 16);
}

/** The instant of such an input as ISO 8601 in UTC, or null where it is empty. */
export function instantOf(text: string): string | null {
  if (text === "") return null;
  const at = new Date(zone() === "utc" ? text + "Z" : text);
  return Number.isNaN(at.getTime()) ? null : at.toISOString().slice(0, 19) + "Z";
}

export const zoneName = (): string => (zone() === "utc" ? t("app.zone.utc") : t("app.zone.local"));
