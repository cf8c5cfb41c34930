import { field } from "../account";
import { ApiProblem, ofStation, send } from "../api";
import type { Saved } from "../contract";
import { fill, h } from "../html";
import { stationPath } from "../router";
import { t } from "../text/text";
import { effectView } from "./effect";
import type { PhotoPicker } from "./photoPicker";

/** A form of one kind of entry. */
export interface EntryForm {
  title: string;
  fields: HTMLElement[];
  /** Pictures that are sent once the entry itself is saved. */
  photos?: PhotoPicker;
  /** Called once the entry is saved. */
  saved?(): void;
  /** Which resource takes it, and what is sent besides the reason; throws `EntryRefusal` where a field cannot be read. */
  entry(): Entry | PhotosAlone;
}

/** Which resource takes an entry, and what is sent. */
export interface Entry { resource: string; body: Record<string, unknown> }

/** Pictures for a visit that is there already. */
export interface PhotosAlone { photosOf: string; picker: PhotoPicker }

/** A field that cannot be read, in the words of the reader. */
export class EntryRefusal extends Error {}

/** The form with its three steps: fill in, look at the effect, save. What was changed after the look must be looked at again. */
export function entryForm(slug: string, form: EntryForm): HTMLElement {
  const reason = h("input", { name: "reason", required: true, autocomplete: "off" });
  const refusal = h("p", { class: "refusal", role: "alert" });
  const effect = h("div", { class: "effect", "aria-live": "polite" });
  const button = h("button", { type: "button", class: "primary", onclick: () => void act(true) }, t("enter.save"));
  let hasPreview = false;
  const act = async (isSave: boolean): Promise<void> => {
    fill(refusal);
    try {
      const entry = form.entry();
      const look = "photosOf" in entry ? await entry.picker.preview(slug, entry.photosOf) : null;
      if (!isSave) {
        const parts = look ?? [effectView((await post(entry as Entry, "/preview")).effect), form.photos && form.photos.count > 0 ? h("p", null, t("photo.count", { count: form.photos.count })) : null];
        fill(effect, h("h2", { tabindex: "-1" }, t("enter.effect")), parts, button);
      } else if ("photosOf" in entry) {
        await sendPhotos(entry.picker, entry.photosOf);
      } else {
        const answer = await post(entry, "");
        fill(effect, saved(slug, answer.id), answer.effect ? effectView(answer.effect) : null);
        form.saved?.();
        if (form.photos && form.photos.count > 0) await sendPhotos(form.photos, answer.id);
      }
      hasPreview = !isSave;
    } catch (problem) {
      fill(refusal, problemText(problem));
    }
  };
  const post = (entry: Entry, more: string): Promise<Saved> => send<Saved>("POST", ofStation(slug, `/${entry.resource}${more}`), { ...entry.body, reason: reason.value });
  // The entry stands already; a picture that did not get through on a weak link is sent again without it.
  const sendPhotos = async (picker: PhotoPicker, visit: string): Promise<void> => {
    const count = picker.count;
    try {
      await picker.send(slug, visit, reason.value);
      fill(refusal);
      effect.append(h("p", { class: "saved", role: "status" }, t("photo.saved", { count, visit })));
      if (!effect.querySelector("a")) effect.append(saved(slug, visit));
      button.remove();
    } catch (problem) {
      fill(refusal, t("photo.notSent", { count: picker.count }), " ", problemText(problem), " ", h("button", { type: "button", class: "plain", onclick: () => void sendPhotos(picker, visit) }, t("photo.again")));
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

const saved = (slug: string, id: string): HTMLElement =>
  h("p", { class: "saved", role: "status" }, t("enter.saved", { id }), " ", h("a", { href: stationPath(slug, "history") }, t("enter.savedSee")));

function problemText(problem: unknown): string {
  if (problem instanceof EntryRefusal) return problem.message;
  if (!(problem instanceof ApiProblem)) return (problem as Error).message; // no network, for instance
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
