import { language } from "../settings";
import { en, type TextKey } from "./en";
import { zh } from "./zh";

export type { TextKey };

/** The string of a key in the reader's language, with {names} filled in. */
export function t(key: TextKey, values: Record<string, string | number> = {}): string {
  const template: string = (language() === "zh" ? zh : en)[key];
  return template.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}

/** True where a key that is put together has a string (a newer gateway may know more words). */
export function has(key: string): key is TextKey {
  return key in en;
}

/** The string of a key that is put together, or what is given where there is none. */
export function tOr(key: string, otherwise: string): string {
  return has(key) ? t(key) : otherwise;
}
