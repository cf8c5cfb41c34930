import uPlot from "uplot";
import { colours, faint, type Colours } from "./colours";
import { paintAbove, paintBehind, type Painting } from "./panelPaint";
import { zone } from "../settings";

/** What a panel looks like. */
export interface PanelLook { height: number; kind: "line" | "bars"; colour: keyof Colours; describes: string }

/** What a panel tells the stack it stands in. */
export interface PanelNews { cursor(row: number | null): void; select(from: number, to: number): void; wheel(at: number, factor: number): void }

export const axisWidth = 66;
export const rightMargin = 14;
const dayPattern = "{MM}-{DD}";
// Labels of the time axis: step, text, and what is added where year or day change. Twenty-four hours, years first.
const timeLabels: uPlot.Axis.Values = [
  [31536000, "{YYYY}", null, null, null, null, null, null, 1],
  [2419200, "{YYYY}-{MM}", null, null, null, null, null, null, 1],
  [86400, dayPattern, "\n{YYYY}", null, null, null, null, null, 1],
  [60, "{HH}:{mm}", "\n{YYYY}-{MM}-{DD}", null, `\n${dayPattern}`, null, null, null, 1],
  [1, "{HH}:{mm}:{ss}", "\n{YYYY}-{MM}-{DD}", null, `\n${dayPattern}`, null, null, null, 1],
];

/** Draws one variable over time. */
export function timePanel(parent: HTMLElement, look: PanelLook, painting: () => Painting, news: PanelNews): uPlot {
  const theme = colours(), ink = theme[look.colour];
  const isBars = look.kind === "bars";
  const options: uPlot.Options = {
    width: Math.max(parent.clientWidth, 200), height: look.height, padding: [8, rightMargin, 0, 0], legend: { show: false },
    tzDate: at => (zone() === "utc" ? uPlot.tzDate(new Date(at * 1000), "Etc/UTC") : new Date(at * 1000)),
    scales: { x: { time: true, auto: false }, y: { dir: isBars ? -1 : 1, range: (_, low, high) => padded(low, high, isBars) } },
    axes: [axis(theme, { values: timeLabels, size: 36, space: 70 }), axis(theme, { size: axisWidth, space: 28 })],
    series: [
      {},
      { stroke: "transparent", points: { show: false } },
      { stroke: "transparent", points: { show: false } },
      isBars ? { stroke: ink, fill: faint(ink, 0.75), paths: uPlot.paths.bars!({ size: [0.9, 60] }), points: { show: false } } : { stroke: ink, width: 1.6, points: { size: 4, fill: ink } },
    ],
    bands: [{ series: [2, 1], fill: faint(ink, 0.2) }],
    cursor: { y: false, drag: { x: true, y: false, setScale: false }, sync: { key: "station", setSeries: false }, points: { size: 7, fill: ink } },
    hooks: {
      drawAxes: [plot => paintBehind(plot, painting(), theme)],
      draw: [plot => paintAbove(plot, painting(), theme)],
      setCursor: [plot => news.cursor(plot.cursor.left! >= 0 ? (plot.cursor.idx ?? null) : null)],
      setSelect: [plot => selected(plot, news)],
    },
  };
  const plot = new uPlot(options, [[], [], [], []], parent);
  plot.root.setAttribute("role", "img");
  plot.root.setAttribute("aria-label", look.describes);
  plot.over.addEventListener("wheel", event => {
    if (!event.ctrlKey && !event.shiftKey) return; // the plain wheel scrolls the page
    event.preventDefault();
    news.wheel(plot.posToVal(event.offsetX, "x"), event.deltaY + event.deltaX > 0 ? 1.3 : 1 / 1.3);
  }, { passive: false });
  return plot;
}

function axis(theme: Colours, more: uPlot.Axis): uPlot.Axis {
  return { stroke: theme.quiet, grid: { stroke: theme.grid, width: 1 }, ticks: { stroke: theme.grid, width: 1, size: 4 }, font: "12px system-ui, sans-serif", ...more };
}

function padded(low: number | null, high: number | null, fromZero: boolean): [number, number] {
  if (low === null || high === null || !Number.isFinite(low)) return [0, 1];
  if (fromZero) return [0, Math.max(high * 1.25, 1)];
  const room = Math.max((high - low) * 0.08, Math.abs(high) * 1e-4, 1e-6);
  return [low - room, high + room];
}

function selected(plot: uPlot, news: PanelNews): void {
  const { left, width } = plot.select;
  if (width < 4) return;
  news.select(plot.posToVal(left, "x"), plot.posToVal(left + width, "x"));
  plot.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
}
