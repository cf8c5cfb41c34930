import type { Account } from "./contract";
import { h } from "./html";

/** What a page is given. */
export interface PageContext {
  account: Account;
  /** The rest of the path below the station, and the fields of the query. */
  fields: URLSearchParams;
  /** Goes to another page without loading the document again. */
  go(path: string): void;
  /** Draws the page anew, for instance after a setting changed. */
  again(): void;
  /** Called when the page is left. */
  onLeave(leave: () => void): void;
  signal: AbortSignal;
}

/** A page draws itself; its heading is what a screen reader hears first. */
export type Page = (context: PageContext, slug: string) => Promise<HTMLElement>;

/** The heading of a page, which takes the focus after a change of page. */
export const heading = (text: string): HTMLElement => h("h1", { tabindex: "-1" }, text);

/** A block with a heading of its own. */
export function section(title: string, ...children: Parameters<typeof h>[2][]): HTMLElement {
  return h("section", { class: "card" }, h("h2", null, title), ...children);
}

/** A table that scrolls sideways in itself on a narrow screen. */
export function table(caption: string, heads: (string | Node)[], rows: (string | Node | null)[][], numeric: readonly number[] = []): HTMLElement {
  const cell = (tag: "td" | "th", content: string | Node | null, column: number): HTMLElement =>
    h(tag, { class: numeric.includes(column) ? "numeric" : null, scope: tag === "th" ? "col" : null }, content);
  return h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": caption },
    h("table", null, h("caption", { class: "visually-hidden" }, caption),
      h("thead", null, h("tr", null, heads.map((head, column) => cell("th", head, column)))),
      h("tbody", null, rows.map(row => h("tr", null, row.map((content, column) => cell("td", content, column)))))));
}

/** Name and value pairs. */
export function facts(pairs: [string, string | Node | null][]): HTMLElement {
  return h("dl", { class: "facts" }, pairs.filter(([, value]) => value !== null).map(([name, value]) => h("div", null, h("dt", null, name), h("dd", null, value))));
}
