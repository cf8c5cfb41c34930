import type { Flag, Series, SeriesColumn } from "../contract";

// 95 % of a normal distribution lie within 1.96 standard uncertainties.
const normal95 = 1.96;
// A step larger than this many intervals is a gap (the contract's rule).
const gapSteps = 1.5;

/** The rows of a drawing: those of the series, with an empty one in each gap so that no line runs across. */
export interface DrawnRows { utc: number[]; source: number[]; gaps: { from: number; to: number }[]; extrapolated: { from: number; to: number }[] }

/** Lays out the rows of a series. */
export function drawnRows(series: Series): DrawnRows {
  const rows: DrawnRows = { utc: [], source: [], gaps: [], extrapolated: [] };
  series.utc.forEach((at, index) => {
    const before = series.utc[index - 1];
    if (before !== undefined && at - before > gapSteps * series.stepSeconds) {
      rows.gaps.push({ from: before + series.stepSeconds / 2, to: at - series.stepSeconds / 2 });
      rows.utc.push(before + series.stepSeconds);
      rows.source.push(-1);
    }
    rows.utc.push(at);
    rows.source.push(index);
    if (series.qualifiers?.[index]?.split(" ").includes("Ext")) extend(rows.extrapolated, at, series.stepSeconds);
  });
  return rows;
}

function extend(stretches: { from: number; to: number }[], at: number, step: number): void {
  const last = stretches.at(-1);
  const from = at - step / 2, to = at + step / 2;
  if (last && from - last.to <= step / 2) last.to = to;
  else stretches.push({ from, to });
}

/** What one panel draws at its rows: middle line, band and worst flag. */
export interface PanelColumns { value: (number | null)[]; low: (number | null)[]; high: (number | null)[]; flag: (Flag | null)[] }

/** The columns of one variable; a failed value keeps its flag but is no part of the line. */
export function panelColumns(series: Series, rows: DrawnRows, key: string): PanelColumns {
  const column = series.columns[key] ?? {};
  const columns: PanelColumns = { value: [], low: [], high: [], flag: [] };
  for (const index of rows.source) {
    const one = index < 0 ? { value: null, low: null, high: null, flag: null } : series.resolution === "raw" ? sample(column, index) : bucket(column, index);
    columns.value.push(one.value);
    columns.low.push(one.low);
    columns.high.push(one.high);
    columns.flag.push(one.flag);
  }
  return columns;
}

interface Drawn { value: number | null; low: number | null; high: number | null; flag: Flag | null }

function sample(column: SeriesColumn, index: number): Drawn {
  const flag = column.flag?.[index] ?? null, u = column.u?.[index] ?? null;
  const value = flag === 4 || flag === 9 ? null : (column.value?.[index] ?? null);
  const hasBand = value !== null && u !== null;
  return { value, low: hasBand ? value - normal95 * u : null, high: hasBand ? value + normal95 * u : null, flag };
}

function bucket(column: SeriesColumn, index: number): Drawn {
  return {
    value: column.sum?.[index] ?? column.mean?.[index] ?? null,
    low: column.sum ? null : (column.min?.[index] ?? null), high: column.sum ? null : (column.max?.[index] ?? null),
    flag: worst(column.flags?.[index]),
  };
}

/** The worst flag of a bucket's counts (order 1, 2, 3, 4, 9); missing only where nothing else is there. */
export function worst(counts: number[] | undefined): Flag | null {
  if (!counts) return null;
  const [pass = 0, unknown = 0, suspect = 0, fail = 0, missing = 0] = counts;
  return fail > 0 ? 4 : suspect > 0 ? 3 : pass > 0 ? 1 : unknown > 0 ? 2 : missing > 0 ? 9 : null;
}

/** The row nearest to an instant. */
export function nearestRow(utc: number[], at: number): number {
  let low = 0, high = utc.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (utc[middle]! < at) low = middle + 1;
    else high = middle;
  }
  return low > 0 && at - utc[low - 1]! < utc[low]! - at ? low - 1 : low;
}
