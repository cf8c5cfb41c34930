import { field } from "../account";
import { unitText } from "../format";
import { h } from "../html";
import { t, type TextKey } from "../text/text";
import { numberIn, numberInput, textIn, type EntryForm } from "./entryForm";
import { PhotoPicker } from "./photoPicker";
import { timeField } from "./times";

const parameters = [["ph", "[pH]"], ["water_temp", "Cel"], ["sc25", "uS/cm"]] as const;

/** A visit in the order of the work: staff gage, before and after cleaning with the field meter, standards. */
export function visitForm(): EntryForm {
  const at = timeField("enter.at");
  const staff = numberInput("staffGageMetres"), staffU = numberInput("staffGageU95Metres"), people = h("input", { name: "people", autocomplete: "off" }), words = h("textarea", { name: "text", rows: "3" });
  const readings = parameters.map(([parameter, unit]) => readingFields(parameter, unitText(unit)));
  const photos = new PhotoPicker();
  return {
    title: t("enter.visit"),
    photos,
    fields: [
      h("div", { class: "fields" }, at.element, field(t("enter.people"), people)),
      h("div", { class: "fields" }, field(t("enter.staff"), staff), field(t("enter.staffU"), staffU)),
      h("h3", null, t("enter.readings")), h("p", { class: "hint" }, t("enter.readingsHint")),
      ...readings.map(one => one.element), field(t("enter.words"), words), photos.element,
    ],
    entry: () => ({
      resource: "visits",
      body: {
        at: at.instant(), staffGageMetres: numberIn(staff), staffGageU95Metres: numberIn(staffU), text: textIn(words), people: textIn(people),
        readings: readings.map(one => one.value()).filter(one => one !== null),
      },
    }),
  };
}

function readingFields(parameter: string, unit: string): { element: HTMLElement; value(): Record<string, unknown> | null } {
  const names = ["before", "fieldStart", "after", "fieldEnd"] as const;
  const inputs = names.map(name => numberInput(`${parameter}-${name}`));
  const standards: [HTMLInputElement, HTMLInputElement][] = [];
  const rows = h("div");
  const add = (): void => {
    const pair: [HTMLInputElement, HTMLInputElement] = [numberInput(`${parameter}-standard`), numberInput(`${parameter}-reading`)];
    standards.push(pair);
    rows.append(h("div", { class: "fields" }, field(`${t("enter.standard")} [${unit}]`, pair[0]), field(`${t("enter.reading")} [${unit}]`, pair[1])));
  };
  add();
  const element = h("fieldset", null, h("legend", null, t(`variable.${parameter}` as TextKey), " [", unit, "]"),
    h("div", { class: "fields" }, names.map((name, index) => field(t(`enter.${name}`), inputs[index]!))), rows,
    h("button", { type: "button", class: "plain", onclick: add }, t("enter.addStandard")));
  const value = (): Record<string, unknown> | null => {
    const [before, fieldStart, after, fieldEnd] = inputs.map(numberIn);
    const checked = standards.map(([standard, reading]) => ({ standard: numberIn(standard), reading: numberIn(reading) })).filter(one => one.standard !== null || one.reading !== null);
    const isEmpty = [before, fieldStart, after, fieldEnd].every(one => one === null) && checked.length === 0;
    return isEmpty ? null : { parameter, before, after, fieldStart, fieldEnd, standards: checked };
  };
  return { element, value };
}
