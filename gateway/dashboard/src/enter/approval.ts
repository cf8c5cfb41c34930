import { field } from "../account";
import type { Station, Variable } from "../contract";
import { variableName } from "../format";
import { h } from "../html";
import { t } from "../text/text";
import { textIn, type EntryForm } from "./entryForm";
import { timeField } from "./times";

/** A note at a time or over a stretch. */
export function noteForm(): EntryForm {
  const at = timeField("enter.at"), to = timeField("enter.until", null), words = h("textarea", { name: "text", rows: "4", required: true });
  return {
    title: t("enter.note"),
    fields: [h("div", { class: "fields" }, at.element, to.element), field(t("enter.words"), words)],
    entry: () => ({ resource: "notes", body: { at: at.instant(), to: to.optional(), text: textIn(words) } }),
  };
}

/** Approving a stretch of some variables, or taking it back. */
export function approvalForm(station: Station, variables: Variable[]): EntryForm {
  const seconds = (instant: string | null): number | null => (instant === null ? null : Date.parse(instant) / 1000);
  const last = seconds(station.dataTo);
  const from = timeField("enter.from", seconds(station.dataFrom)), to = timeField("enter.to", last === null ? null : last + station.intervalSeconds);
  const state = h("select", { name: "state" }, h("option", { value: "approved" }, t("enter.approved")), h("option", { value: "provisional" }, t("enter.provisional")));
  const boxes = variables.map(variable => h("input", { type: "checkbox", value: variable.key, checked: variable.key === "discharge" }));
  return {
    title: t("enter.approval"),
    fields: [
      h("div", { class: "fields" }, from.element, to.element, field(t("enter.state"), state)),
      h("fieldset", null, h("legend", null, t("enter.variables")), h("div", { class: "checks" }, boxes.map((box, index) => h("label", { class: "check" }, box, variableName(variables[index]!))))),
    ],
    entry: () => ({ resource: "approvals", body: { from: from.instant(), to: to.instant(), variables: boxes.filter(box => box.checked).map(box => box.value), state: state.value } }),
  };
}
