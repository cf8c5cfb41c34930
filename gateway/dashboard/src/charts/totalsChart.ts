import type { Interval, Total } from "../contract";
import { threeFigures, tickText } from "../format";
import { svg } from "../html";
import { t } from "../text/text";
import { drawingWidth, scale } from "./plot";

const height = 260, left = 76, right = 12, top = 12, bottom = 36;
// Names of periods need this much room; with more periods only some are named.
const labelPixels = 80;

/** Bars with their 95 % intervals; a withheld total is an empty place, a provisional one is hatched by its outline. */
export function totalsChart(items: Total[], of: (total: Total) => Interval | null, unit: string): SVGElement {
  const width = drawingWidth(960);
  const shown = items.map(total => (total.standing === "withheld" ? null : of(total)));
  const highest = Math.max(...shown.map(one => one?.high ?? one?.value ?? 0)), lowest = Math.min(0, ...shown.map(one => one?.low ?? one?.value ?? 0));
  const y = scale(lowest, highest > 0 ? highest * 1.06 : 1, height - bottom, top, false);
  const step = (width - left - right) / items.length, every = Math.max(1, Math.ceil(labelPixels / step));
  return svg("svg", { class: "plot bars", viewBox: `0 0 ${width} ${height}`, role: "group", "aria-label": `${t("totals.sink")} [${unit}]` },
    y.ticks.map(tick => [svg("line", { class: "grid", x1: left, x2: width - right, y1: y.of(tick), y2: y.of(tick) }), svg("text", { class: "tick", x: left - 8, y: y.of(tick) + 4, "text-anchor": "end" }, tickText(tick))]),
    svg("text", { class: "axis-name", transform: `translate(14 ${(top + height - bottom) / 2}) rotate(-90)`, "text-anchor": "middle" }, unit),
    items.map((total, index) => {
      const middle = left + step * (index + 0.5), one = shown[index];
      const label = index % every === 0 ? svg("text", { class: "tick", x: middle, y: height - 12, "text-anchor": "middle" }, total.name) : null;
      const value = one?.value ?? null;
      if (value === null) return svg("g", null, label, svg("text", { class: "tick", x: middle, y: y.of(0) - 6, "text-anchor": "middle" }, total.standing === "withheld" ? "■" : "–", svg("title", null, `${total.name}: ${t(`totals.standing.${total.standing}`)}`)));
      const barWidth = Math.min(step * 0.7, 64);
      const interval = one!.low === null || one!.high === null ? null : svg("line", { class: "whisker", x1: middle, x2: middle, y1: y.of(one!.low), y2: y.of(one!.high) });
      return svg("g", null, svg("title", null, `${total.name}: ${threeFigures(value)} ${unit}, ${t(`totals.standing.${total.standing}`)}`),
        svg("rect", { class: `bar bar-${total.standing}`, x: middle - barWidth / 2, width: barWidth, y: Math.min(y.of(value), y.of(0)), height: Math.abs(y.of(0) - y.of(value)), rx: 3 }), interval, label);
    }));
}
