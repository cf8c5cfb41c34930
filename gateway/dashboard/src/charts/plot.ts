import { tickText } from "../format";
import { svg } from "../html";

/** A linear or logarithmic scale from values to pixels. */
export interface Scale { of(value: number): number; ticks: number[] }

/** A scale over a range; a logarithmic one needs a range above 0. */
export function scale(low: number, high: number, from: number, to: number, isLogarithmic: boolean): Scale {
  const bend = isLogarithmic ? Math.log10 : (value: number): number => value;
  const a = bend(low), b = bend(high);
  return { of: value => from + ((bend(value) - a) / (b - a)) * (to - from), ticks: isLogarithmic ? decades(low, high) : evenTicks(low, high) };
}

function evenTicks(low: number, high: number): number[] {
  const rough = (high - low) / 6, decade = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map(one => one * decade).find(one => one >= rough) ?? decade * 10;
  const count = Math.floor(high / step) - Math.ceil(low / step) + 1;
  return Array.from({ length: count }, (_, index) => (Math.ceil(low / step) + index) * step);
}

// 1, 2, 5 of each decade while there are few decades, else the decades alone.
function decades(low: number, high: number): number[] {
  const first = Math.floor(Math.log10(low)), last = Math.ceil(Math.log10(high));
  const parts = last - first <= 3 ? [1, 2, 5] : [1];
  return Array.from({ length: last - first + 1 }, (_, index) => parts.map(part => part * 10 ** (first + index))).flat().filter(tick => tick >= low * 0.999 && tick <= high * 1.001);
}

/** One mark of a scatter. */
export interface Mark { x: number; y: number; low?: number | null; high?: number | null; text: string; look: "good" | "odd" | "unused" }
export interface Curve { x: number[]; y: (number | null)[]; look: string }
export interface Band { x: number[]; low: (number | null)[]; high: (number | null)[] }

/** A drawing of marks, curves and bands with named axes. */
export interface Drawing { title: string; xName: string; yName: string; isLogarithmic?: boolean; marks: Mark[]; curves: Curve[]; band: Band | null; limits?: number[]; isHalf?: boolean }

const height = 460, left = 76, right = 18, top = 14, bottom = 54;

/** Width of a drawing in its own units: a narrow screen gets a narrow drawing, so that its figures stay as large as the text around it. */
export const drawingWidth = (wide: number): number => (matchMedia("(max-width: 600px)").matches ? 400 : wide);

/** Draws it; each mark can be reached with the keyboard and says its numbers. */
export function plot(drawing: Drawing): SVGElement {
  const isLogarithmic = drawing.isLogarithmic ?? false, width = drawingWidth(drawing.isHalf ? 560 : 760);
  const usable = (value: number | null | undefined): value is number => value !== null && value !== undefined && Number.isFinite(value) && (!isLogarithmic || value > 0);
  const xs = [...drawing.marks.map(one => one.x), ...drawing.curves.flatMap(one => one.x)].filter(usable);
  const ys = [...drawing.marks.map(one => one.y), ...drawing.curves.flatMap(one => one.y), ...(drawing.band ? [...drawing.band.low, ...drawing.band.high] : [])].filter(usable);
  const [x0, x1] = range(xs, isLogarithmic), [y0, y1] = range(ys, isLogarithmic);
  const x = scale(x0, x1, left, width - right, isLogarithmic), y = scale(y0, y1, height - bottom, top, isLogarithmic);
  const path = (points: [number, number | null][]): string =>
    points.map(([at, value], index) => (usable(at) && usable(value) ? `${index === 0 || !usable(points[index - 1]![1]) || !usable(points[index - 1]![0]) ? "M" : "L"}${x.of(at).toFixed(1)} ${y.of(value).toFixed(1)}` : "")).join("");
  return svg("svg", { class: "plot", viewBox: `0 0 ${width} ${height}`, role: "group", "aria-label": drawing.title },
    x.ticks.map(tick => [svg("line", { class: "grid", x1: x.of(tick), x2: x.of(tick), y1: top, y2: height - bottom }), svg("text", { class: "tick", x: x.of(tick), y: height - bottom + 18, "text-anchor": "middle" }, tickText(tick))]),
    y.ticks.map(tick => [svg("line", { class: "grid", x1: left, x2: width - right, y1: y.of(tick), y2: y.of(tick) }), svg("text", { class: "tick", x: left - 8, y: y.of(tick) + 4, "text-anchor": "end" }, tickText(tick))]),
    svg("text", { class: "axis-name", x: (left + width - right) / 2, y: height - 10, "text-anchor": "middle" }, drawing.xName),
    svg("text", { class: "axis-name", transform: `translate(16 ${(top + height - bottom) / 2}) rotate(-90)`, "text-anchor": "middle" }, drawing.yName),
    drawing.band ? svg("path", { class: "band", d: bandPath(drawing.band, usable, x, y) }) : null,
    (drawing.limits ?? []).filter(one => usable(one) && one >= x0 && one <= x1).map(one => svg("line", { class: "limit", x1: x.of(one), x2: x.of(one), y1: top, y2: height - bottom })),
    drawing.curves.map(one => svg("path", { class: `curve curve-${one.look}`, d: path(one.x.map((at, index) => [at, one.y[index] ?? null])) })),
    drawing.marks.filter(one => usable(one.x) && usable(one.y)).map(one => mark(one, x, y, usable)));
}

function range(values: number[], isLogarithmic: boolean): [number, number] {
  const low = Math.min(...values), high = Math.max(...values);
  if (values.length === 0) return isLogarithmic ? [0.1, 1] : [0, 1];
  if (isLogarithmic) return [low / 1.15, high * 1.15];
  const room = (high - low) * 0.05 || Math.abs(high) * 0.05 || 1;
  return [low >= 0 ? Math.max(0, low - room) : low - room, high + room];
}

function bandPath(band: Band, usable: (value: number | null) => value is number, x: Scale, y: Scale): string {
  const points = band.x.map((at, index) => ({ at, low: band.low[index] ?? null, high: band.high[index] ?? null })).filter(one => usable(one.at) && usable(one.low) && usable(one.high));
  if (points.length < 2) return "";
  const there = points.map(one => `${x.of(one.at).toFixed(1)} ${y.of(one.high!).toFixed(1)}`), back = points.map(one => `${x.of(one.at).toFixed(1)} ${y.of(one.low!).toFixed(1)}`).reverse();
  return `M${there.join("L")}L${back.join("L")}Z`;
}

function mark(one: Mark, x: Scale, y: Scale, usable: (value: number | null | undefined) => value is number): SVGElement {
  const at = x.of(one.x), of = y.of(one.y);
  const whisker = usable(one.low) && usable(one.high) ? svg("line", { class: "whisker", x1: at, x2: at, y1: y.of(one.low), y2: y.of(one.high) }) : null;
  const shape = one.look === "odd" ? svg("path", { d: `M${at} ${of - 7}L${at + 7} ${of + 6}L${at - 7} ${of + 6}Z` }) : svg("circle", { cx: at, cy: of, r: 5 });
  return svg("g", { class: `scatter scatter-${one.look}`, tabindex: "0", role: "img", "aria-label": one.text }, svg("title", null, one.text), whisker, shape);
}
