import { field } from "../account";
import { ofStation, send } from "../api";
import type { Saved } from "../contract";
import { fill, h } from "../html";
import { t } from "../text/text";

// The gateway's own limits (docs/api.md): looked at here so that a phone does not send in vain.
const bytesMost = 8 * 1024 * 1024;
const forms = "image/jpeg,image/png,image/webp";

interface Chosen { file: File; caption: HTMLInputElement; element: HTMLElement; isSaved: boolean }

/** Pictures to go with a visit: taken now with a phone's camera, or chosen from its files. */
export class PhotoPicker {
  readonly element: HTMLElement;
  private readonly list = h("ul", { class: "photos" });
  private readonly refusal = h("p", { class: "refusal", role: "alert" });
  private chosen: Chosen[] = [];

  constructor() {
    const input = (name: string, more: Record<string, string | boolean>): HTMLInputElement => {
      const one = h("input", { type: "file", name, accept: forms, ...more });
      one.addEventListener("change", () => { void this.add([...(one.files ?? [])]); one.value = ""; });
      return one;
    };
    this.element = h("fieldset", null, h("legend", null, t("photo.many")), h("p", { class: "hint" }, t("photo.hint")),
      h("div", { class: "fields" }, field(t("photo.take"), input("camera", { capture: "environment" })), field(t("photo.choose"), input("photos", { multiple: true }))),
      this.refusal, this.list);
  }

  get count(): number {
    return this.chosen.filter(one => !one.isSaved).length;
  }

  /** What the gateway says of each picture, without storing it. */
  async preview(slug: string, visit: string): Promise<HTMLElement[]> {
    const said: HTMLElement[] = [];
    for (const one of this.chosen.filter(each => !each.isSaved)) {
      const answer = await send<Saved>("POST", ofStation(slug, "/photos/preview"), { visit, image: await base64(one.file) });
      said.push(...answer.effect.text.map(line => h("p", null, line)));
    }
    return said;
  }

  /** Sends those that are not saved yet, one request each; throws at the first that is refused, and can be called again. */
  async send(slug: string, visit: string, reason: string): Promise<void> {
    for (const one of this.chosen.filter(each => !each.isSaved)) {
      await send<Saved>("POST", ofStation(slug, "/photos"), { visit, caption: one.caption.value.trim() || null, image: await base64(one.file), reason });
      one.isSaved = true;
      one.element.classList.add("photo-saved");
    }
  }

  private async add(files: File[]): Promise<void> {
    const refused: string[] = [];
    for (const file of files) {
      if (file.size > bytesMost || !(await isPicture(file))) refused.push(t("photo.refused", { name: file.name }));
      else this.show(file);
    }
    fill(this.refusal, refused.join(" "));
    this.element.dispatchEvent(new Event("input", { bubbles: true }));
  }

  private show(file: File): void {
    const address = URL.createObjectURL(file);
    const picture = h("img", { src: address, alt: file.name });
    picture.addEventListener("load", () => URL.revokeObjectURL(address));
    const caption = h("input", { name: "caption", autocomplete: "off" });
    const one: Chosen = { file, caption, isSaved: false, element: h("li", null, picture, field(t("photo.caption"), caption), h("button", { type: "button", class: "plain", onclick: () => this.drop(one) }, t("photo.drop"))) };
    this.chosen.push(one);
    this.list.append(one.element);
  }

  private drop(one: Chosen): void {
    this.chosen = this.chosen.filter(other => other !== one);
    one.element.remove();
  }
}

/** The first bytes say what a file is, as the gateway reads them. */
async function isPicture(file: File): Promise<boolean> {
  const head = [...new Uint8Array(await file.slice(0, 12).arrayBuffer())];
  const is = (from: number, ...bytes: number[]): boolean => bytes.every((byte, index) => head[from + index] === byte);
  return is(0, 0xff, 0xd8, 0xff) || is(0, 0x89, 0x50, 0x4e, 0x47) || (is(0, 0x52, 0x49, 0x46, 0x46) && is(8, 0x57, 0x45, 0x42, 0x50));
}

/** A file in base64, without the head of its data address. */
const base64 = (file: File): Promise<string> => new Promise((resolve, reject) => {
  const reader = new FileReader();
  reader.onload = () => resolve(String(reader.result).slice(String(reader.result).indexOf(",") + 1));
  reader.onerror = () => reject(reader.error ?? new Error(file.name));
  reader.readAsDataURL(file);
});
