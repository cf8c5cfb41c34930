import { get, ofStation } from "../api";
import { plot } from "../charts/plot";
import type { Regression, Regressions, Station } from "../contract";
import { number, quantity, threeFigures, time } from "../format";
import { h } from "../html";
import { heading, section, table, type Page } from "../page";
import { t } from "../text/text";

/** The regressions in force with the samples behind them, and the ions that are taken as constant. */
export const regressionsPage: Page = async (context, slug) => {
  const [station, regressions] = await Promise.all([get<Station>(ofStation(slug), context.signal), get<Regressions>(ofStation(slug, "/regressions"), context.signal)]);
  const means = regressions.means.length === 0 ? null : section(t("regressions.means"),
    table(t("regressions.means"), ["", t("regressions.mean"), t("regressions.spread"), t("regressions.source")],
      regressions.means.map(one => [one.ion, quantity(one.value, 2, "mg/L"), one.standardDeviation === null ? t("app.unknown") : quantity(one.standardDeviation, 2, "mg/L"), one.provenance]), [1, 2]));
  return h("div", { class: "page" }, heading(t("regressions.title", { station: station.name })), h("p", null, t("regressions.text")),
    regressions.items.length === 0 ? h("p", { class: "card" }, t("regressions.none")) : null,
    h("div", { class: "pair" }, regressions.items.map(ion)), means);
};

function ion(one: Regression): HTMLElement {
  const outside = one.samples.filter(sample => sample.outOfFamily).length;
  const hasBand = one.line.low95.some(value => value !== null);
  const odd = one.samples.length === 0 ? null : samples(one);
  return section(one.ion,
    h("p", { class: "equation" }, t("regressions.line", { ion: `${one.ion} [${one.unit}]`, slope: threeFigures(one.slope), intercept: `${one.intercept < 0 ? "−" : "+"} ${threeFigures(Math.abs(one.intercept))}` })),
    plot({
      isHalf: true, title: `${one.ion} – SC25`, xName: `${t("regressions.sc25")} [µS/cm]`, yName: `${one.ion} [${one.unit}]`,
      curves: [{ x: one.line.sc25, y: one.line.value, look: "inside" }], band: hasBand ? { x: one.line.sc25, low: one.line.low95, high: one.line.high95 } : null,
      limits: [one.sc25Low, one.sc25High].filter(limit => limit !== null),
      marks: one.samples.map(sample => ({ x: sample.sc25, y: sample.value, look: sample.outOfFamily ? "odd" : "good", text: `${sample.id}, ${time(sample.utc)}: SC25 ${quantity(sample.sc25, 0, "uS/cm")}, ${quantity(sample.value, 1, one.unit)}; ${t(sample.outOfFamily ? "regressions.family" : "regressions.inFamily")}` })),
    }),
    h("p", { class: "quiet" }, [
      t("regressions.samples", { count: one.samples.length > 0 ? one.samples.length : one.sampleCount }), t("regressions.outCount", { count: outside }), hasBand ? t("regressions.band") : t("regressions.noBand"),
      one.sc25Low === null || one.sc25High === null ? null : t("regressions.calibrated", { low: number(one.sc25Low, 0), high: number(one.sc25High, 0) }), one.standing, one.provenance,
    ].filter(text => text !== null).join(" · ")), odd);
}

function samples(one: Regression): HTMLElement {
  const rows = one.samples.map(sample => [
    sample.id, time(sample.utc), quantity(sample.sc25, 0, "uS/cm"), quantity(sample.value, 1, one.unit), quantity(sample.predicted, 1, one.unit),
    sample.residualInStandardDeviations === null ? t("app.unknown") : `${number(sample.residualInStandardDeviations, 1)} ${t("regressions.standardDeviations")}`,
    h("span", { class: sample.outOfFamily ? "flag flag-3" : "flag flag-1" }, sample.outOfFamily ? "▲ " : "● ", t(sample.outOfFamily ? "regressions.family" : "regressions.inFamily")),
  ]);
  return h("details", null, h("summary", null, t("regressions.samples", { count: one.samples.length })),
    table(one.ion, [t("regressions.sample"), t("history.time"), "SC25", t("regressions.measured"), t("regressions.predicted"), t("regressions.residual"), ""], rows, [2, 3, 4, 5]));
}
