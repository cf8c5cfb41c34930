import { get, ofStation, query } from "../api";
import { totalsChart } from "../charts/totalsChart";
import type { Interval, Station, Total, Totals } from "../contract";
import { number, offsetText, percent, threeFigures } from "../format";
import { fill, h } from "../html";
import { heading, section, table, type Page } from "../page";
import { t, tOr } from "../text/text";

type Kind = "day" | "month" | "year";
type Substance = "co2" | "c";
// A calendar day of the sites of the first users (China), of universal time, and of where the reader sits.
const offsets = [...new Set([0, 480, -new Date().getTimezoneOffset()])];

/** Day, month and year totals with what they rest on. */
export const totalsPage: Page = async (context, slug) => {
  const station = await get<Station>(ofStation(slug), context.signal);
  const kind = choose<Kind>(t("totals.kind"), { day: t("totals.kind.day"), month: t("totals.kind.month"), year: t("totals.kind.year") }, (context.fields.get("kind") as Kind) ?? "month");
  const substance = choose<Substance>(t("totals.as"), { co2: t("totals.asCo2"), c: t("totals.asC") }, "co2");
  const offset = choose<string>(t("totals.offset"), Object.fromEntries(offsets.map(minutes => [String(minutes), `00:00 ${offsetText(minutes)}`])), "0");
  const yearStart = choose<string>(t("totals.yearStart"), Object.fromEntries(Array.from({ length: 12 }, (_, month) => [String(month + 1), String(month + 1)])), "1");
  const body = h("div", { class: "page" });
  const draw = async (): Promise<void> => {
    const totals = await get<Totals>(ofStation(slug, "/totals" + query({ kind: kind.value(), utcOffsetMinutes: offset.value(), yearStartMonth: yearStart.value() })), context.signal);
    fill(body, content(totals, substance.value(), kind.value()));
  };
  for (const one of [kind, substance, offset, yearStart]) one.element.addEventListener("change", () => void draw());
  await draw();
  return h("div", { class: "page" }, heading(t("totals.title", { station: station.name })), h("div", { class: "card controls" }, kind.element, substance.element, offset.element, yearStart.element), body);
};

function choose<T extends string>(label: string, options: Record<T, string>, first: T): { element: HTMLElement; value(): T } {
  const select = h("select", null, Object.entries<string>(options).map(([value, text]) => h("option", { value, selected: value === first }, text)));
  return { element: h("label", { class: "field" }, label, select), value: () => select.value as T };
}

function content(totals: Totals, substance: Substance, kind: Kind): (HTMLElement | null)[] {
  if (totals.items.length === 0) return [h("p", { class: "card" }, t("totals.empty"))];
  const unit = substance === "co2" ? "t CO₂" : "t C";
  const sinkOf = (one: Total): Interval | null => (substance === "co2" ? one.sinkTonnesCo2 : one.sinkTonnesCarbon);
  const intensityOf = (one: Total): Interval | null => (substance === "co2" ? one.intensityTonnesCo2PerSquareKilometreYear : one.intensityTonnesCarbonPerSquareKilometreYear);
  const rows = totals.items.map(one => [
    one.name, standing(one), total(one, sinkOf(one), unit), interval(one, sinkOf(one), unit), total(one, intensityOf(one), `${unit}/(km²·a)`),
    percent(one.timeCoverage), percent(one.loadCoverage), percent(one.estimatedLoadShare), one.waterCubicMetres === null ? t("series.noValue") : `${threeFigures(one.waterCubicMetres)} m³`,
    one.rainMillimetres === null ? t("series.noValue") : `${number(one.rainMillimetres, 1)} mm`, one.runoffMillimetres === null ? t("series.noValue") : `${number(one.runoffMillimetres, 1)} mm`, number(one.gaps, 0),
  ]);
  const heads = [t("totals.period"), t("totals.standing"), t("totals.sink"), t("totals.interval"), t("totals.intensity"), t("totals.time"), t("totals.load"), t("totals.estimated"), t("totals.water"), t("totals.rain"), t("totals.runoff"), t("totals.gaps")];
  const newest = totals.items.findLast(one => one.budget.length > 0 && one.standing !== "withheld");
  return [
    section(t("totals.chart", { kind: t(`totals.kind.${kind}`).toLowerCase() }), totals.items.every(one => one.standing === "withheld") ? h("p", null, t("totals.allWithheld")) : totalsChart(totals.items, sinkOf, unit)),
    h("section", { class: "card" }, table(t("totals.sink"), heads, rows, [2, 3, 4, 5, 6, 7, 8, 9, 10, 11]), h("p", { class: "quiet" }, t("totals.share", { share: number(totals.share, 2), source: totals.shareSource }))),
    newest ? budget(newest) : null,
  ];
}

function standing(one: Total): HTMLElement {
  const sign = { valid: "●", provisional: "▲", withheld: "■" }[one.standing];
  return h("span", { class: `flag flag-${{ valid: 1, provisional: 3, withheld: 4 }[one.standing]}`, title: one.standing === "withheld" ? t("totals.withheldText") : null }, h("span", { "aria-hidden": "true" }, sign), " ", t(`totals.standing.${one.standing}`));
}

// A withheld total is no result and is not shown as one.
const total = (one: Total, value: Interval | null, unit: string): string =>
  one.standing === "withheld" ? t("totals.standing.withheld") : value === null || value.value === null ? t("series.noValue") : `${threeFigures(value.value)} ${unit}`;

const interval = (one: Total, value: Interval | null, unit: string): string =>
  one.standing === "withheld" ? t("totals.standing.withheld") : value === null || value.low === null || value.high === null ? t("app.unknown") : `${threeFigures(value.low)} – ${threeFigures(value.high)} ${unit}`;

function budget(one: Total): HTMLElement {
  return section(t("totals.budget", { period: one.name }), h("ul", { class: "budget" }, one.budget.map(part =>
    h("li", null, h("span", null, tOr(`budget.${part.source}`, part.source)), h("span", { class: "budget-bar", "aria-hidden": "true" }, h("span", { style: `width:${Math.min(part.share, 1) * 100}%` })), h("span", { class: "numeric" }, percent(part.share, 0))))));
}
