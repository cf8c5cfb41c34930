import { field } from "../account";
import type { BoxVisit, VisitReading } from "../contract";
import { time, unitText } from "../format";
import { h } from "../html";
import { t, type TextKey } from "../text/text";
import { noteText } from "./boxVisits";
import { numberIn, numberInput, textIn, type EntryForm } from "./entryForm";
import { PhotoPicker } from "./photoPicker";
import { timeField } from "./times";

const parameters = [["ph", "[pH]"], ["water_temp", "Cel"], ["sc25", "uS/cm"]] as const;

/** A visit in the order of the work: staff gage, before and after cleaning with the field meter, standards. Filled in where it takes over a visit at the box. */
export function visitForm(box?: BoxVisit): EntryForm {
  const at = box ? timeField("enter.at", box.at === null ? null : Date.parse(box.at) / 1000) : timeField("enter.at");
  const staff = filled("staffGageMetres", box?.staffGageMetres), staffU = numberInput("staffGageU95Metres"), people = h("input", { name: "people", autocomplete: "off", value: box?.people });
  const words = h("textarea", { name: "text", rows: "3" }, box?.text);
  const readings = parameters.map(([parameter, unit]) => readingFields(parameter, unitText(unit), box?.readings.find(one => one.parameter === parameter)));
  const photos = new PhotoPicker();
  return {
    title: t("enter.visit"),
    photos,
    fields: [
      ...(box ? [h("p", { class: "hint" }, t("boxVisit.takes", { visit: box.at === null ? box.id : time(box.at) })), ...box.remarks.map(one => h("p", { class: "hint" }, noteText(one)))] : []),
      h("div", { class: "fields" }, at.element, field(t("enter.people"), people)),
      h("div", { class: "fields" }, field(t("enter.staff"), staff), field(t("enter.staffU"), staffU)),
      h("h3", null, t("enter.readings")), h("p", { class: "hint" }, t("enter.readingsHint")),
      ...readings.map(one => one.element), field(t("enter.words"), words), photos.element,
    ],
    entry: () => ({
      resource: "visits",
      body: {
        at: at.instant(), staffGageMetres: numberIn(staff), staffGageU95Metres: numberIn(staffU), text: textIn(words), people: textIn(people),
        readings: readings.map(one => one.value()).filter(one => one !== null), boxVisit: box?.id ?? null,
      },
    }),
  };
}

function filled(name: string, value: number | null | undefined): HTMLInputElement {
  const input = numberInput(name);
  if (value !== null && value !== undefined) input.value = String(value);
  return input;
}

function readingFields(parameter: string, unit: string, box?: VisitReading): { element: HTMLElement; value(): Record<string, unknown> | null } {
  const names = ["before", "fieldStart", "after", "fieldEnd"] as const;
  const inputs = names.map(name => filled(`${parameter}-${name}`, box?.[name]));
  const slope = parameter === "ph" ? filled("ph-slope", box?.slopePercent) : null;
  const standards: [HTMLInputElement, HTMLInputElement][] = [];
  const rows = h("div");
  const add = (known?: { standard: number; reading: number }): void => {
    const pair: [HTMLInputElement, HTMLInputElement] = [filled(`${parameter}-standard`, known?.standard), filled(`${parameter}-reading`, known?.reading)];
    standards.push(pair);
    rows.append(h("div", { class: "fields" }, field(`${t("enter.standard")} [${unit}]`, pair[0]), field(`${t("enter.reading")} [${unit}]`, pair[1])));
  };
  if (box?.standards?.length) box.standards.forEach(add);
  else add();
  const element = h("fieldset", null, h("legend", null, t(`variable.${parameter}` as TextKey), " [", unit, "]"),
    h("div", { class: "fields" }, names.map((name, index) => field(t(`enter.${name}`), inputs[index]!))), rows,
    h("button", { type: "button", class: "plain", onclick: () => add() }, t("enter.addStandard")), slope ? field(t("enter.slope"), slope) : null,
    box?.mode === "percent" ? h("p", { class: "hint" }, t("boxVisit.percent")) : null);
  const value = (): Record<string, unknown> | null => {
    const [before, fieldStart, after, fieldEnd] = inputs.map(numberIn), slopePercent = slope ? numberIn(slope) : null;
    const checked = standards.map(([standard, reading]) => ({ standard: numberIn(standard), reading: numberIn(reading) })).filter(one => one.standard !== null || one.reading !== null);
    const isEmpty = [before, fieldStart, after, fieldEnd, slopePercent].every(one => one === null) && checked.length === 0;
    return isEmpty ? null : { parameter, before, after, fieldStart, fieldEnd, standards: checked, slopePercent, mode: box?.mode ?? "additive" };
  };
  return { element, value };
}
