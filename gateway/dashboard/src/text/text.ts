import { language } from "../settings";
import { en, type TextKey } from "./en";
import { zh } from "./zh";

export type { TextKey };

/** The string of a key in the reader's language, with {names} filled in. */
export function t(key: TextKey, values: Record<string, string | number> = {}): string {
  const template: string = (language() === "zh" ? zh : en)[key];
  return template.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}

/** The string of a key that is put together, or what is given where there is none (a newer gateway may know more words). */
export function tOr(key: string, otherwise: string): string {
  return key in en ? t(key as TextKey) : otherwise;
}
