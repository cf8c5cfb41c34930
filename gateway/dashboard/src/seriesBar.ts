import type { Variable } from "./contract";
import { field } from "./account";
import { inputTime, instantOf, variableName, zoneName } from "./format";
import { h } from "./html";
import { t } from "./text/text";

/** What the buttons above the charts do. */
export interface RangeActions {
  go(from: number, to: number): void;
  zoom(factor: number): void;
  pan(share: number): void;
  all(): void;
  length(days: number): void;
  download(): string;
  picture(): HTMLCanvasElement;
}

/** Buttons for the stretch of time: for those without a wheel, a mouse or steady hands. */
export function rangeBar(actions: RangeActions): { element: HTMLElement; show(from: number, to: number): void } {
  const from = h("input", { type: "datetime-local" }), to = h("input", { type: "datetime-local" });
  const asked = (): void => {
    const begin = instantOf(from.value), end = instantOf(to.value);
    if (begin !== null && end !== null && end > begin) actions.go(Date.parse(begin) / 1000, Date.parse(end) / 1000);
  };
  for (const input of [from, to]) input.addEventListener("change", asked);
  const button = (text: string, act: () => void, label?: string): HTMLElement => h("button", { class: "plain", onclick: act, "aria-label": label ?? null, title: label ?? null }, text);
  const download = h("a", { class: "button plain", download: "", href: "#" }, t("series.download"));
  download.addEventListener("click", () => (download.href = actions.download()));
  const element = h("div", { class: "card range", role: "group", "aria-label": t("series.range") },
    h("div", { class: "buttons" }, button(t("series.day"), () => actions.length(1)), button(t("series.week"), () => actions.length(7)), button(t("series.month"), () => actions.length(30)), button(t("series.year"), () => actions.length(365)), button(t("series.all"), actions.all)),
    h("div", { class: "buttons" }, button("◀", () => actions.pan(-0.5), t("series.earlier")), button("▶", () => actions.pan(0.5), t("series.later")), button("+", () => actions.zoom(0.5), t("series.zoomIn")), button("−", () => actions.zoom(2), t("series.zoomOut"))),
    h("div", { class: "range-times" }, field(`${t("series.from")} (${zoneName()})`, from), field(`${t("series.to")} (${zoneName()})`, to)),
    h("div", { class: "buttons" }, download, button(t("series.picture"), () => savePicture(actions.picture()))));
  const show = (begin: number, end: number): void => {
    from.value = inputTime(begin);
    to.value = inputTime(end);
  };
  return { element, show };
}

/** Which variables are drawn. */
export function variableChoice(variables: Variable[], shown: Variable[], choose: (shown: Variable[]) => void): HTMLElement {
  const keys = new Set(shown.map(one => one.key));
  const box = (variable: Variable): HTMLElement => h("label", { class: "check" }, h("input", {
    type: "checkbox", value: variable.key, checked: keys.has(variable.key),
    onchange: (event: Event) => {
      if ((event.target as HTMLInputElement).checked) keys.add(variable.key);
      else keys.delete(variable.key);
      const kept = shown.filter(one => keys.has(one.key));
      choose([...kept, ...variables.filter(one => keys.has(one.key) && !kept.includes(one))]);
    },
  }), variableName(variable));
  return h("details", { class: "card" }, h("summary", null, t("series.variables")), h("div", { class: "checks" }, variables.map(box)));
}

function savePicture(canvas: HTMLCanvasElement): void {
  canvas.toBlob(blob => {
    if (blob === null) return;
    const link = h("a", { download: "karst.png", href: URL.createObjectURL(blob) });
    link.click();
    URL.revokeObjectURL(link.href);
  });
}
