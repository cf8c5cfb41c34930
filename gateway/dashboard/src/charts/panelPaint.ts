import type uPlot from "uplot";
import type { Flag } from "../contract";
import { faint, type Colours } from "./colours";
import type { DrawnRows, PanelColumns } from "./panelData";

/** What a panel paints behind and above its line. */
export interface Painting { rows: DrawnRows; columns: PanelColumns; events: number[]; isSimulated: boolean; simulatedWord: string; showsExtrapolation: boolean }

// A mark on each flagged sample needs this many pixels a sample; where they are denser the strip at the bottom says it.
const markSpacing = 5;
const stripHeight = 5;
const markSize = 4.5;

/** Behind the line: gaps, extrapolated stretches, the word SIMULATED. */
export function paintBehind(plot: uPlot, painting: Painting, colours: Colours): void {
  const { ctx, bbox } = plot;
  ctx.save();
  ctx.beginPath();
  ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
  ctx.clip();
  for (const gap of painting.rows.gaps) hatch(plot, gap.from, gap.to, faint(colours.missing, 0.5));
  if (painting.showsExtrapolation) for (const one of painting.rows.extrapolated) hatch(plot, one.from, one.to, faint(colours.extrapolated, 0.6));
  if (painting.isSimulated) {
    ctx.fillStyle = faint(colours.simulated, 0.3);
    ctx.font = `600 ${Math.round(11 * devicePixelRatio)}px system-ui, sans-serif`;
    ctx.textAlign = "right";
    ctx.textBaseline = "top";
    ctx.fillText(painting.simulatedWord, bbox.left + bbox.width - 8 * devicePixelRatio, bbox.top + 6 * devicePixelRatio);
  }
  ctx.restore();
}

/** Above the line: events, flagged samples, the strip of flags. */
export function paintAbove(plot: uPlot, painting: Painting, colours: Colours): void {
  const { ctx, bbox } = plot;
  ctx.save();
  ctx.beginPath();
  ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
  ctx.clip();
  ctx.strokeStyle = faint(colours.event, 0.55);
  ctx.setLineDash([4 * devicePixelRatio, 4 * devicePixelRatio]);
  for (const at of painting.events) {
    const x = plot.valToPos(at, "x", true);
    ctx.beginPath();
    ctx.moveTo(x, bbox.top);
    ctx.lineTo(x, bbox.top + bbox.height);
    ctx.stroke();
  }
  ctx.setLineDash([]);
  paintFlags(plot, painting, colours);
  ctx.restore();
}

function paintFlags(plot: uPlot, { rows, columns }: Painting, colours: Colours): void {
  const { ctx, bbox } = plot;
  const colourOf = (flag: Flag | null): string | null => (flag === 3 ? colours.suspect : flag === 4 ? colours.fail : flag === 9 ? colours.missing : null);
  const spacing = Math.abs(plot.valToPos(rows.utc[1] ?? 0, "x", true) - plot.valToPos(rows.utc[0] ?? 0, "x", true));
  const width = Math.max(spacing, 2 * devicePixelRatio), height = stripHeight * devicePixelRatio;
  const minimum = plot.scales["x"]!.min ?? 0, maximum = plot.scales["x"]!.max ?? 0;
  rows.utc.forEach((at, row) => {
    const flag = columns.flag[row] ?? null, colour = colourOf(flag);
    if (colour === null || at < minimum || at > maximum) return;
    const x = plot.valToPos(at, "x", true), value = columns.value[row] ?? null;
    ctx.fillStyle = colour;
    ctx.fillRect(x - width / 2, bbox.top + bbox.height - height, width, height);
    if (flag === 3 && value !== null && spacing > markSpacing * devicePixelRatio) triangle(ctx, x, plot.valToPos(value, "y", true));
    if (flag === 4 && spacing > markSpacing * devicePixelRatio) ctx.fillRect(x - height, bbox.top + bbox.height - 3 * height, 2 * height, 2 * height);
  });
}

function triangle(ctx: CanvasRenderingContext2D, x: number, y: number): void {
  const size = markSize * devicePixelRatio;
  ctx.beginPath();
  ctx.moveTo(x, y - size);
  ctx.lineTo(x + size, y + size);
  ctx.lineTo(x - size, y + size);
  ctx.fill();
}

function hatch(plot: uPlot, from: number, to: number, colour: string): void {
  const { ctx, bbox } = plot;
  const left = plot.valToPos(from, "x", true), right = plot.valToPos(to, "x", true);
  if (right < bbox.left || left > bbox.left + bbox.width) return;
  ctx.save();
  ctx.beginPath();
  ctx.rect(left, bbox.top, Math.max(right - left, devicePixelRatio), bbox.height);
  ctx.clip();
  ctx.strokeStyle = colour;
  ctx.lineWidth = devicePixelRatio;
  const first = Math.max(left, bbox.left) - bbox.height, step = 7 * devicePixelRatio;
  for (let x = Math.floor(first / step) * step; x < Math.min(right, bbox.left + bbox.width); x += step) {
    ctx.beginPath();
    ctx.moveTo(x, bbox.top + bbox.height);
    ctx.lineTo(x + bbox.height, bbox.top);
    ctx.stroke();
  }
  ctx.restore();
}
