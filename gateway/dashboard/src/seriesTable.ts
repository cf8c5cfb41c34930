import type { Series, Variable } from "./contract";
import { number, unitText, variableName } from "./format";
import { fill, h } from "./html";
import { table } from "./page";
import { t } from "./text/text";

/** The stretch shown as a table: what a chart says to those who cannot see it. */
export function seriesTable(): { element: HTMLElement; show(series: Series, variables: Variable[], from: number, to: number): void } {
  const body = h("div");
  const details = h("details", { class: "card" }, h("summary", null, t("series.table")), body);
  let draw = (): void => {};
  details.addEventListener("toggle", () => draw());
  const show = (series: Series, variables: Variable[], from: number, to: number): void => {
    draw = () => {
      if (!details.open) return;
      const rows = variables.map(variable => row(series, variable, from, to));
      fill(body, table(t("series.table"), [t("series.variables"), t("series.minimum"), t("series.mean"), t("series.maximum"), t("flag.1"), t("flag.2"), t("flag.3"), t("flag.4"), t("flag.9")], rows, [1, 2, 3, 4, 5, 6, 7, 8]));
    };
    draw();
  };
  return { element: details, show };
}

function row(series: Series, variable: Variable, from: number, to: number): string[] {
  const column = series.columns[variable.key] ?? {};
  let low = Infinity, high = -Infinity, sum = 0, count = 0;
  const flags = [0, 0, 0, 0, 0];
  series.utc.forEach((at, index) => {
    if (at < from || at >= to) return;
    const flag = column.flag?.[index];
    if (flag !== undefined) flags[flag === 9 ? 4 : flag - 1]!++;
    column.flags?.[index]?.forEach((times, place) => (flags[place]! += times));
    const isUsable = flag === undefined || flag <= 3;
    const middle = column.value?.[index] ?? column.mean?.[index] ?? column.sum?.[index] ?? null;
    if (middle === null || !isUsable) return;
    const weight = column.count?.[index] ?? 1;
    low = Math.min(low, column.min?.[index] ?? middle);
    high = Math.max(high, column.max?.[index] ?? middle);
    sum += middle * (column.sum ? 1 : weight);
    count += column.sum ? 1 : weight;
  });
  const print = (value: number): string => (count === 0 ? t("series.noValue") : `${number(value, variable.decimals)} ${unitText(variable.unit)}`);
  return [variableName(variable), print(low), print(sum / count), print(high), ...flags.map(String)];
}
