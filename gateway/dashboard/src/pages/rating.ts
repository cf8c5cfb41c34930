import { ApiProblem, get, ofStation, query } from "../api";
import { plot, type Curve } from "../charts/plot";
import type { Gauging, Rating, Station } from "../contract";
import { day, number, quantity, threeFigures, time } from "../format";
import { fill, h } from "../html";
import { facts, heading, section, table, type Page } from "../page";
import { t } from "../text/text";

/** The rating in force: gaugings, curve with band, segments and shifts. */
export const ratingPage: Page = async (context, slug) => {
  const station = await get<Station>(ofStation(slug), context.signal);
  const title = heading(t("rating.title", { station: station.name }));
  const first = await ratingAt(slug, null, context.signal);
  if (first === null) return h("div", { class: "page" }, title, h("p", { class: "card" }, t("rating.none")));
  const body = h("div", { class: "page" });
  const isLogarithmic = h("input", { type: "checkbox", checked: true });
  let rating = first;
  const draw = (): void => fill(body, content(rating, isLogarithmic.checked));
  isLogarithmic.addEventListener("change", draw);
  const versions = h("select", {
    onchange: async (event: Event) => {
      rating = (await ratingAt(slug, (event.target as HTMLSelectElement).value, context.signal)) ?? rating;
      draw();
    },
  }, first.versions.map(one => h("option", { value: one.from, selected: one.id === first.id && one.from === first.from }, versionText(one))));
  draw();
  return h("div", { class: "page" }, title,
    h("div", { class: "card controls" }, h("label", { class: "field" }, t("rating.version"), versions), h("label", { class: "check" }, isLogarithmic, t("rating.log"))), body);
};

async function ratingAt(slug: string, at: string | null, signal: AbortSignal): Promise<Rating | null> {
  try {
    return await get<Rating>(ofStation(slug, "/rating" + query({ at })), signal);
  } catch (problem) {
    if (problem instanceof ApiProblem && problem.status === 404) return null;
    throw problem;
  }
}

const versionText = (one: { id: string; from: string; to: string | null }): string =>
  one.to === null ? t("rating.since", { id: one.id, from: day(one.from) }) : t("rating.until", { id: one.id, from: day(one.from), to: day(one.to) });

function content(rating: Rating, isLogarithmic: boolean): HTMLElement[] {
  const zero = rating.stageOfZeroFlowMetres;
  return [
    h("section", { class: "card" }, chart(rating, isLogarithmic),
      h("ul", { class: "key" }, h("li", null, h("span", { class: "swatch swatch-curve" }), t("rating.curve")), rating.curve.low95.some(low => low !== null) ? h("li", null, h("span", { class: "swatch swatch-band" }), t("rating.interval")) : h("li", null, t("rating.noBand")), h("li", null, h("span", { class: "swatch swatch-beyond" }), t("rating.extrapolatedLine"))),
      facts([
        [t("rating.version"), versionText(rating)],
        [t("rating.gauged"), rating.gaugedLow === null || rating.gaugedHigh === null ? t("app.unknown") : `${threeFigures(rating.gaugedLow)} – ${threeFigures(rating.gaugedHigh)} m³/s`],
        [t("rating.zero"), zero === null ? t("app.unknown") : quantity(zero, 3, "m")],
      ])),
    section(t("rating.gaugings"), rating.gaugings.length === 0 ? h("p", null, t("rating.gaugingsNone")) : gaugings(rating.gaugings)),
    section(t("rating.segments"), table(t("rating.segments"), [t("rating.upTo"), "Q(h)"], rating.segments.map(one => [
      one.upToStageMetres === null ? t("rating.top") : quantity(one.upToStageMetres, 3, "m"),
      t("rating.equation", { c: threeFigures(one.c), e: number(one.headDatumMetres, 3), b: number(one.exponent, 3) }),
    ]))),
    section(t("rating.shifts"), rating.shifts.length === 0 ? h("p", null, t("app.none")) : table(t("rating.shifts"), [t("history.time"), t("rating.stage"), t("rating.shifts")],
      rating.shifts.flatMap(shift => shift.nodes.map(node => [time(shift.from), quantity(node.stageMetres, 3, "m"), quantity(node.shiftMetres, 3, "m")])), [1, 2])),
  ];
}

function chart(rating: Rating, isLogarithmic: boolean): SVGElement {
  const { curve } = rating;
  const part = (isInside: boolean): Curve => ({
    x: curve.stageMetres, look: isInside ? "inside" : "beyond",
    y: curve.dischargeCubicMetresPerSecond.map((discharge, index) => (near(curve.state, index, isInside) ? discharge : null)),
  });
  return plot({
    title: t("rating.chart"), xName: `${t("rating.stage")} [m]`, yName: `${t("rating.discharge")} [m³/s]`, isLogarithmic, curves: [part(true), part(false)],
    band: { x: curve.stageMetres, low: curve.low95, high: curve.high95 },
    marks: rating.gaugings.filter(one => one.stageMetres !== null).map(one => ({
      x: one.stageMetres!, y: one.dischargeCubicMetresPerSecond, look: one.used ? "good" : "unused",
      low: one.u95CubicMetresPerSecond === null ? null : one.dischargeCubicMetresPerSecond - one.u95CubicMetresPerSecond,
      high: one.u95CubicMetresPerSecond === null ? null : one.dischargeCubicMetresPerSecond + one.u95CubicMetresPerSecond,
      text: `${one.id}, ${time(one.utc)}: ${quantity(one.stageMetres, 3, "m")}, ${quantity(one.dischargeCubicMetresPerSecond, 4, "m3/s")}, ${t("rating.deviation")} ${quantity(one.deviationPercent, 1, "%")}`,
    })),
  });
}

// A point on the border belongs to both lines, so that they meet.
const near = (state: string[], index: number, isInside: boolean): boolean =>
  isInside ? state[index] === "Inside" : state[index] !== "Inside" || (state[index - 1] ?? "Inside") !== "Inside" || (state[index + 1] ?? "Inside") !== "Inside";

function gaugings(items: Gauging[]): HTMLElement {
  const rows = items.map(one => [
    one.id, time(one.utc), quantity(one.stageMetres, 3, "m"),
    `${quantity(one.dischargeCubicMetresPerSecond, 4, "m3/s")}${one.u95CubicMetresPerSecond === null ? "" : ` ± ${number(one.u95CubicMetresPerSecond, 4)}`}`,
    one.method, quantity(one.deviationPercent, 1, "%"), t(one.used ? "rating.yes" : "rating.no"),
  ]);
  return table(t("rating.gaugings"), ["", t("history.time"), t("rating.stage"), t("rating.discharge"), t("rating.method"), t("rating.deviation"), t("rating.used")], rows, [2, 3, 5]);
}
