import { get, ofStation, query } from "./api";
import { worst, type DrawnRows } from "./charts/panelData";
import type { Finding, Flag, Items, Series, Variable } from "./contract";
import { flaggedValue, flagMark, number, qualifierText, quantity, unitText, variableName } from "./format";
import { h } from "./html";
import { t } from "./text/text";

/** The reading of one variable at a row: number, unit, band, flag; for a bucket its mean, extremes and counts of flags. */
export function reading(series: Series, index: number, variable: Variable): HTMLElement {
  const column = series.columns[variable.key];
  if (!column || index < 0) return h("span", { class: "quiet" }, t("series.noValue"));
  if (series.resolution === "raw")
    return flaggedValue({ value: column.value?.[index] ?? null, flag: (column.flag?.[index] ?? 9) as Flag, u: column.u?.[index] ?? null }, variable);
  const middle = column.sum?.[index] ?? column.mean?.[index] ?? null;
  const low = column.min?.[index] ?? null, high = column.max?.[index] ?? null;
  const range = column.sum || low === null || high === null ? null
    : h("span", { class: "quiet" }, ` (${t("series.range.minmax", { low: number(low, variable.decimals), high: number(high, variable.decimals) })} ${unitText(variable.unit)})`);
  const counts = column.flags?.[index] ?? [];
  const [pass = 0, unknown = 0, suspect = 0, fail = 0, missing = 0] = counts;
  return h("span", { class: "value", title: t("series.bucketFlags", { pass, unknown, suspect, fail, missing }) },
    h("span", { class: "number" }, quantity(middle, variable.decimals, variable.unit)), column.sum ? ` ${t("series.sum")}` : null, range, " ", flagMark(worst(counts)));
}

/** The words about a row that hold for all variables: qualifiers, or the gap it stands in. */
export function rowText(series: Series, rows: DrawnRows, row: number): string {
  const index = rows.source[row] ?? -1;
  if (index >= 0) return qualifierText(series.qualifiers?.[index] ?? "");
  const gap = rows.gaps.find(one => rows.utc[row]! >= one.from && rows.utc[row]! <= one.to);
  return gap ? t("series.gap", { hours: number((gap.to - gap.from) / 3600, 1) }) : "";
}

/** The flagged variables of a row, among those shown. */
export function flagged(series: Series, index: number, variables: Variable[]): Variable[] {
  if (index < 0) return [];
  const flagOf = (key: string): Flag | null => (series.resolution === "raw" ? (series.columns[key]?.flag?.[index] ?? null) : worst(series.columns[key]?.flags?.[index]));
  return variables.filter(one => [3, 4].includes(flagOf(one.key) ?? 1));
}

/** Which test found what at an instant, from the gateway. */
export async function findingsAt(slug: string, utc: number, signal: AbortSignal): Promise<Finding[]> {
  const iso = (at: number): string => new Date(at * 1000).toISOString().slice(0, 19) + "Z";
  return (await get<Items<Finding>>(ofStation(slug, "/findings" + query({ from: iso(utc), to: iso(utc + 1), limit: 100 })), signal)).items;
}

/** The findings in words. */
export function findingsList(findings: Finding[], variables: Variable[]): HTMLElement {
  const nameOf = (key: string): string => {
    const variable = variables.find(one => one.key === key);
    return variable ? variableName(variable) : key;
  };
  return h("ul", { class: "findings" }, findings.map(one =>
    h("li", null, flagMark(one.flag), " ", t("series.finding", { variable: nameOf(one.variable), test: one.test, value: one.value, threshold: one.threshold }), one.support ? h("span", { class: "quiet" }, " ", one.support) : null)));
}
