/** What the reader chose, kept in this browser only. */
export type Theme = "system" | "light" | "dark";
export type Language = "en" | "zh";
export type Zone = "utc" | "local";

function choice<T extends string>(name: string, permitted: readonly T[], otherwise: T): T {
  const stored = localStorage.getItem(`karst-${name}`);
  return permitted.includes(stored as T) ? (stored as T) : otherwise;
}

const keep = (name: string, value: string): void => localStorage.setItem(`karst-${name}`, value);

export const theme = (): Theme => choice("theme", ["system", "light", "dark"], "system");
export const language = (): Language => choice("language", ["en", "zh"], navigator.language.startsWith("zh") ? "zh" : "en");
export const zone = (): Zone => choice("zone", ["utc", "local"], "utc");

export function setTheme(value: Theme): void {
  keep("theme", value);
  applyTheme();
}
export const setLanguage = (value: Language): void => keep("language", value);
export const setZone = (value: Zone): void => keep("zone", value);

/** Writes the theme where the style sheet sees it. */
export function applyTheme(): void {
  const chosen = theme();
  const isDark = chosen === "dark" || (chosen === "system" && matchMedia("(prefers-color-scheme: dark)").matches);
  document.documentElement.dataset["theme"] = isDark ? "dark" : "light";
}
