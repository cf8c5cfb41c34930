import { field } from "../account";
import { ApiProblem, ofStation, send } from "../api";
import type { Saved } from "../contract";
import { fill, h } from "../html";
import { stationPath } from "../router";
import { t } from "../text/text";
import { effectView } from "./effect";

/** A form of one kind of entry. */
export interface EntryForm {
  title: string;
  fields: HTMLElement[];
  /** Which resource takes it, and what is sent besides the reason; throws `EntryRefusal` where a field cannot be read. */
  entry(): { resource: string; body: Record<string, unknown> };
}

/** A field that cannot be read, in the words of the reader. */
export class EntryRefusal extends Error {}

/** The form with its three steps: fill in, look at the effect, save. What was changed after the look must be looked at again. */
export function entryForm(slug: string, form: EntryForm): HTMLElement {
  const reason = h("input", { name: "reason", required: true, autocomplete: "off" });
  const refusal = h("p", { class: "refusal", role: "alert" });
  const effect = h("div", { class: "effect", "aria-live": "polite" });
  const save = h("button", { type: "button", class: "primary", onclick: () => void act(true) }, t("enter.save"));
  let hasPreview = false;
  const act = async (isSave: boolean): Promise<void> => {
    fill(refusal);
    try {
      const { resource, body } = form.entry();
      const path = ofStation(slug, `/${resource}${isSave ? "" : "/preview"}`);
      const answer = await send<Saved>("POST", path, { ...body, reason: reason.value });
      hasPreview = !isSave;
      fill(effect, isSave ? saved(slug, answer) : [h("h2", { tabindex: "-1" }, t("enter.effect")), effectView(answer.effect), save]);
    } catch (problem) {
      fill(refusal, problemText(problem));
    }
  };
  const element = h("form", { class: "card entry" }, h("h2", null, form.title), ...form.fields, field(t("enter.reason"), reason, t("enter.reasonHint")), refusal,
    h("div", { class: "buttons" }, h("button", null, t("enter.preview"))), effect);
  element.addEventListener("submit", event => { event.preventDefault(); void act(false); });
  element.addEventListener("input", () => {
    if (hasPreview) fill(effect, h("p", { class: "quiet" }, t("enter.changed")));
    hasPreview = false;
  });
  return element;
}

const saved = (slug: string, answer: Saved): (HTMLElement | null)[] => [
  h("p", { class: "saved", role: "status" }, t("enter.saved", { id: answer.id }), " ", h("a", { href: stationPath(slug, "history") }, t("enter.savedSee"))),
  answer.effect ? effectView(answer.effect ) : null,
];

function problemText(problem: unknown): string {
  if (problem instanceof EntryRefusal) return problem.message;
  if (!(problem instanceof ApiProblem)) throw problem;
  return [problem.field, problem.detail, problem.permitted ? t("enter.permitted", { permitted: problem.permitted }) : null].filter(one => one !== null).join(" – ");
}

/** The number in an input, or null where it is empty. */
export function numberIn(input: HTMLInputElement): number | null {
  const text = input.value.trim().replace(",", ".");
  if (text === "") return null;
  const value = Number(text);
  if (Number.isNaN(value)) throw new EntryRefusal(t("enter.badNumber", { text: input.value }));
  return value;
}

/** The text in an input, or null where it is empty. */
export const textIn = (input: { value: string }): string | null => (input.value.trim() === "" ? null : input.value.trim());

/** Rows of numbers, one row a line, separated by commas, semicolons, tabs or spaces. */
export function rowsIn(area: HTMLTextAreaElement, least: number, most: number): number[][] {
  return area.value.split("\n").map((line, index) => ({ line: line.trim(), at: index + 1 })).filter(one => one.line !== "").map(one => {
    const numbers = one.line.split(/[\s,;]+/).map(Number);
    if (numbers.length < least || numbers.length > most || numbers.some(Number.isNaN))
      throw new EntryRefusal(t("enter.badRow", { line: one.at, text: one.line, columns: least === most ? least : `${least}–${most}` }));
    return numbers;
  });
}

/** An input for a number: a decimal keyboard on a phone, any decimal sign. */
export const numberInput = (name: string, required = false): HTMLInputElement => h("input", { name, required, inputmode: "decimal", autocomplete: "off" });
