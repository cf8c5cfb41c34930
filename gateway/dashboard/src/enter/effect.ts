import type { Effect } from "../contract";
import { number, quantity, threeFigures } from "../format";
import { h } from "../html";
import { facts, table } from "../page";
import { t, tOr } from "../text/text";

/** What an entry changes, in words and numbers. */
export function effectView(effect: Effect): HTMLElement {
  const parts = [stage(effect), readings(effect), gauging(effect), samples(effect), year(effect), effect.approval ? h("p", null, t("effect.approval", { samples: number(effect.approval.samples, 0) })) : null];
  const isEmpty = effect.text.length === 0 && parts.every(part => part === null);
  return h("div", { class: "effect-parts" }, effect.text.map(line => h("p", { lang: "en" }, line)), parts, isEmpty ? h("p", null, t("enter.effectNone")) : null);
}

function stage(effect: Effect): HTMLElement | null {
  const { stageDeviationMetres: deviation, stageMetres } = effect;
  if (deviation === null || deviation === undefined) return null;
  return facts([[t("effect.stage"), quantity(stageMetres, 3, "m")], [t("effect.stageDeviation"), quantity(deviation, 3, "m")]]);
}

function readings(effect: Effect): HTMLElement | null {
  if (!effect.readings?.length) return null;
  const value = (one: number | null): string => (one === null ? t("app.unknown") : number(one, 2));
  return table(t("enter.readings"), [t("effect.parameter"), t("effect.fouling"), t("effect.drift"), t("effect.sum"), t("effect.criterion"), t("effect.grade"), t("effect.correction")],
    effect.readings.map(one => [
      tOr(`variable.${one.parameter}`, one.parameter), value(one.foulingError), value(one.driftError), value(one.sumOfErrors), value(one.criterion), one.grade ?? t("app.unknown"),
      one.unpublishable ? t("effect.unpublishable") : t(one.correctionApplies ? "effect.applies" : "effect.appliesNot"),
    ]), [1, 2, 3, 4]);
}

function gauging(effect: Effect): HTMLElement | null {
  const one = effect.gauging;
  if (!one) return null;
  const band = one.u95CubicMetresPerSecond === null ? "" : ` ± ${number(one.u95CubicMetresPerSecond, 4)}`;
  const inside = one.insideInterval === null ? "" : ` (${t(one.insideInterval ? "effect.inside" : "effect.outside")})`;
  return facts([
    [t("rating.stage"), quantity(one.stageMetres, 3, "m")], [t("effect.measured"), quantity(one.dischargeCubicMetresPerSecond, 4, "m3/s") + band], [t("effect.rated"), quantity(one.ratedCubicMetresPerSecond, 4, "m3/s")],
    [t("effect.deviation"), quantity(one.deviationPercent, 1, "%") + inside], [t("effect.candidateShift"), quantity(one.candidateShiftMetres, 3, "m")],
  ]);
}

function samples(effect: Effect): HTMLElement | null {
  if (!effect.samples?.length) return null;
  return h("div", null, effect.samples.map(sample => h("div", { class: "bottle" },
    h("h3", null, sample.id, " ", sample.chargeBalancePercent === null ? null : h("span", { class: "quiet" }, `${t("effect.balance")} ${quantity(sample.chargeBalancePercent, 1, "%")}`)),
    sample.problems.map(problem => h("p", { class: "refusal", lang: "en" }, problem)),
    sample.ions.length === 0 ? null : table(sample.id, [t("enter.ions"), t("regressions.measured"), t("regressions.predicted"), t("regressions.residual"), ""], sample.ions.map(ion => [
      ion.ion, quantity(ion.value, 2, "mg/L"), quantity(ion.predicted, 2, "mg/L"), ion.residualInStandardDeviations === null ? t("app.unknown") : `${number(ion.residualInStandardDeviations, 1)} ${t("regressions.standardDeviations")}`,
      t(ion.outOfFamily ? "regressions.family" : "regressions.inFamily"),
    ]), [1, 2, 3]))));
}

function year(effect: Effect): HTMLElement | null {
  const one = effect.yearTotal;
  if (!one) return null;
  const tonnes = (value: number | null): string => (value === null ? t("app.unknown") : threeFigures(value));
  return h("p", { class: "year-effect" }, h("strong", null, t("effect.year", { year: one.year }), ": ", t("effect.yearText", { before: tonnes(one.beforeTonnesCo2), after: tonnes(one.afterTonnesCo2) })), " ", h("span", { class: "quiet", lang: "en" }, one.text));
}
