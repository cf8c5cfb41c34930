import { field } from "../account";
import { h } from "../html";
import { t } from "../text/text";
import { numberIn, numberInput, textIn, type EntryForm } from "./entryForm";
import { timeField } from "./times";

const ions = ["HCO3", "Ca", "Mg", "Na", "K", "Cl", "SO4", "NO3"] as const;

/** A bottle for the laboratory, or the laboratory's table of many. */
export function sampleForm(): EntryForm {
  const at = timeField("enter.at");
  const id = h("input", { name: "id", autocomplete: "off" }), words = h("textarea", { name: "text", rows: "2" });
  const temperature = numberInput("waterTemperatureCelsius"), ph = numberInput("ph"), sc25 = numberInput("sc25");
  const measured = ions.map(ion => ({ ion, input: numberInput(ion) }));
  const table = laboratoryFields();
  return {
    title: t("enter.sample"),
    fields: [
      h("div", { class: "fields" }, field(t("enter.sampleId"), id), at.element),
      h("div", { class: "fields" }, field(t("enter.temperature"), temperature), field(t("enter.ph"), ph), field(t("enter.sc25"), sc25)),
      h("fieldset", null, h("legend", null, t("enter.ions")), h("div", { class: "fields" }, measured.map(one => field(one.ion, one.input)))),
      field(t("enter.words"), words), table.element,
    ],
    entry: () => table.entry() ?? {
      resource: "grab-samples",
      body: {
        samples: [{
          id: textIn(id), at: at.instant(), waterTemperatureCelsius: numberIn(temperature), ph: numberIn(ph), sc25: numberIn(sc25), text: textIn(words),
          mgPerL: Object.fromEntries(measured.map(one => [one.ion, numberIn(one.input)] as const).filter(([, value]) => value !== null)),
        }],
      },
    },
  };
}

function laboratoryFields(): { element: HTMLElement; entry(): { resource: string; body: Record<string, unknown> } | null } {
  const text = h("textarea", { name: "csv", rows: "6", spellcheck: "false" });
  const file = h("input", { type: "file", accept: ".csv,text/csv" });
  file.addEventListener("change", async () => {
    const chosen = file.files?.[0];
    if (!chosen) return;
    text.value = await chosen.text();
    text.dispatchEvent(new Event("input", { bubbles: true }));
  });
  return {
    element: h("details", null, h("summary", null, t("enter.csv")), field(t("enter.csvFile"), file), field(t("enter.csv"), text, t("enter.csvHint"))),
    entry: () => (textIn(text) === null ? null : { resource: "laboratory-csv", body: { csv: text.value, fileName: file.files?.[0]?.name ?? "-" } }),
  };
}
