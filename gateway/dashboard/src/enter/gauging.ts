import { field } from "../account";
import { fill, h } from "../html";
import { t } from "../text/text";
import { numberIn, numberInput, rowsIn, textIn, type EntryForm } from "./entryForm";
import { timeField } from "./times";

const methods = ["value", "salt-slug", "velocity-area"] as const;
type Method = (typeof methods)[number];
interface MethodFields { fields: HTMLElement[]; body(): Record<string, unknown> }

/** One discharge measurement: as a value, or computed by the gateway from a salt slug or from verticals. */
export function gaugingForm(): EntryForm {
  const at = timeField("enter.at");
  const stage = numberInput("stageMetres", true), words = h("textarea", { name: "text", rows: "2" });
  const parts: Record<Method, MethodFields> = { value: valueFields(), "salt-slug": saltFields(), "velocity-area": verticalFields() };
  const method = h("select", { name: "method" }, methods.map(one => h("option", { value: one }, t(`enter.method.${one}`))));
  const chosen = h("div");
  const show = (): void => fill(chosen, parts[method.value as Method].fields);
  method.addEventListener("change", show);
  show();
  return {
    title: t("enter.gauging"),
    fields: [h("div", { class: "fields" }, at.element, field(t("enter.stage"), stage)), field(t("enter.method"), method), chosen, field(t("enter.words"), words)],
    entry: () => ({ resource: "gaugings", body: { at: at.instant(), method: method.value, stageMetres: numberIn(stage), text: textIn(words), ...parts[method.value as Method].body() } }),
  };
}

function valueFields(): MethodFields {
  const discharge = numberInput("dischargeCubicMetresPerSecond", true), uncertainty = numberInput("u95CubicMetresPerSecond", true);
  return {
    fields: [h("div", { class: "fields" }, field(t("enter.discharge"), discharge), field(t("enter.dischargeU"), uncertainty))],
    body: () => ({ dischargeCubicMetresPerSecond: numberIn(discharge), u95CubicMetresPerSecond: numberIn(uncertainty) }),
  };
}

function saltFields(): MethodFields {
  const salt = numberInput("saltKilograms"), saltU = numberInput("saltUncertaintyPercent"), cf = numberInput("kilogramsPerCubicMetrePerMicrosiemens"), cfU = numberInput("calibrationUncertaintyPercent");
  const from = numberInput("slugFromSeconds"), to = numberInput("slugToSeconds"), rows = h("textarea", { name: "slugRows", rows: "10", spellcheck: "false" });
  return {
    fields: [
      h("div", { class: "fields" }, field(t("enter.salt"), salt), field(t("enter.saltU"), saltU), field(t("enter.cf"), cf), field(t("enter.cfU"), cfU), field(t("enter.slugFrom"), from), field(t("enter.slugTo"), to)),
      field(t("enter.slugRows"), rows, t("enter.slugHint")),
    ],
    body: () => {
      const read = rowsIn(rows, 2, 3);
      const hasSecond = read.length > 0 && read.every(one => one.length === 3);
      return {
        saltSlug: {
          saltKilograms: numberIn(salt), saltUncertaintyPercent: numberIn(saltU), kilogramsPerCubicMetrePerMicrosiemens: numberIn(cf), calibrationUncertaintyPercent: numberIn(cfU),
          slugFromSeconds: numberIn(from), slugToSeconds: numberIn(to), seconds: read.map(one => one[0]), sc25: read.map(one => one[1]), sc25SecondProbe: hasSecond ? read.map(one => one[2]) : null,
        },
      };
    },
  };
}

function verticalFields(): MethodFields {
  const rows = h("textarea", { name: "verticals", rows: "10", spellcheck: "false" });
  return {
    fields: [field(t("enter.verticals"), rows, t("enter.verticalsHint"))],
    body: () => ({
      velocityArea: { verticals: rowsIn(rows, 3, 3).map(([distanceMetres, depthMetres, velocityMetresPerSecond]) => ({ distanceMetres, depthMetres, velocityMetresPerSecond })) },
    }),
  };
}
