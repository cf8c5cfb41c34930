import type uPlot from "uplot";
import type { Series, StationEvent, Variable } from "../contract";
import { unitText, variableName } from "../format";
import { h } from "../html";
import { t } from "../text/text";
import type { Colours } from "./colours";
import { oncePerFrame } from "./oncePerFrame";
import { drawnRows, nearestRow, panelColumns, type DrawnRows, type PanelColumns } from "./panelData";
import { timePanel } from "./timePanel";

/** What the stack tells the page: the row under the pointer, and the stretch of time that the reader wants. */
export interface StackNews { cursor(row: number | null): void; range(from: number, to: number): void }

interface Panel { key: string; plot: uPlot; readout: HTMLElement; rows: DrawnRows; columns: PanelColumns }

// Half a frame of 60 a second: what takes longer goes on in the next one, so that an axis that is being moved keeps moving.
const budgetMilliseconds = 8;
const restMilliseconds = 80;
const noRows: DrawnRows = { utc: [], source: [], gaps: [], extrapolated: [] };
const nothing: PanelColumns = { value: [], low: [], high: [], flag: [] };

// Taller where the eye begins, with the colour of its family.
const looks: Record<string, { height: number; colour: keyof Colours }> = {
  rain: { height: 110, colour: "rain" }, stage: { height: 130, colour: "water" }, discharge: { height: 180, colour: "water" },
  flux_co2_sink: { height: 180, colour: "flux" }, flux_c_sink: { height: 150, colour: "flux" },
};
// These come every day by themselves: a mark in the lane says enough, a line through every panel would hide the record.
const routine = new Set(["clock-set", "boot", "other"]);
const dependsOnRating = new Set(["discharge", "flux_co2_sink", "flux_c_sink", "flux_dic", "flux_alkalinity"]);

/** Panels below each other on one time axis: what one does, all do. */
export class TimeStack {
  readonly element = h("div", { class: "stack", tabindex: "0", role: "group", "aria-label": t("series.help") });
  rows = noRows;
  range = { from: 0, to: 1 };
  private panels: Panel[] = [];
  private events: number[] = [];
  private series: Series | null = null;
  private readonly resized = new ResizeObserver(() => this.resize());

  constructor(private readonly news: StackNews) {
    this.resized.observe(this.element);
    this.element.addEventListener("keydown", event => this.key(event));
  }

  /** Draws these variables from top to bottom. */
  show(variables: Variable[]): void {
    this.clear();
    for (const variable of variables) this.panels.push(this.panel(variable));
    if (this.series) void this.setData(this.series);
  }

  /** Takes new data, some panels in each frame; the stretch shown stays. Done when all are drawn, or when newer data has come. */
  setData(series: Series): Promise<void> {
    this.series = series;
    const rows = (this.rows = drawnRows(series)), waiting = [...this.panels];
    this.waiting = waiting;
    return new Promise(done => {
      const step = (): void => {
        const begin = performance.now();
        while (this.waiting === waiting && waiting.length > 0 && performance.now() - begin < budgetMilliseconds) this.fillPanel(waiting.shift()!, series, rows);
        if (this.waiting === waiting && waiting.length > 0) requestAnimationFrame(step);
        else done();
      };
      step();
    });
  }

  private waiting: Panel[] = [];

  private fillPanel(panel: Panel, series: Series, rows: DrawnRows): void {
    const columns = panelColumns(series, rows, panel.key);
    Object.assign(panel, { rows, columns });
    panel.plot.batch(() => {
      panel.plot.setData([rows.utc, columns.low, columns.high, columns.value], false);
      panel.plot.setScale("x", { min: this.range.from, max: this.range.to });
    });
  }

  setEvents(events: StationEvent[]): void {
    this.events = events.filter(one => !routine.has(one.kind)).map(one => Date.parse(one.utc) / 1000);
    for (const { plot } of this.panels) plot.redraw(false);
  }

  /** Shows a stretch in all panels, drawn with the next frame. */
  setRange(from: number, to: number): void {
    this.range = { from, to };
    this.drawing.ask(this.range);
  }

  // While an axis moves, the panels that one sees are drawn; the others follow when it rests.
  private readonly drawing = oncePerFrame((range: { from: number; to: number }) => {
    const isSeen = ({ plot }: Panel): boolean => {
      const { top, bottom } = plot.root.getBoundingClientRect();
      return bottom > 0 && top < innerHeight;
    };
    const seen = this.panels.filter(isSeen);
    for (const { plot } of seen) plot.setScale("x", { min: range.from, max: range.to });
    clearTimeout(this.resting);
    this.resting = setTimeout(() => this.drawAll(), restMilliseconds);
  });

  private resting: ReturnType<typeof setTimeout> | undefined;

  private drawAll(): void {
    const { from, to } = this.range;
    for (const { plot } of this.panels) if (plot.scales["x"]!.min !== from || plot.scales["x"]!.max !== to) plot.setScale("x", { min: from, max: to });
  }

  /** Puts the reading of each panel in its heading. */
  setReadouts(of: (key: string) => Node | string): void {
    for (const { key, readout } of this.panels) readout.replaceChildren(of(key));
  }

  /** The canvases with their headings on one picture. */
  picture(title: string): HTMLCanvasElement {
    this.drawAll();
    const sources = this.panels.map(one => ({ canvas: one.plot.ctx.canvas, text: one.plot.root.getAttribute("aria-label") ?? "" }));
    const line = Math.round(24 * devicePixelRatio);
    const canvas = h("canvas", { width: Math.max(...sources.map(one => one.canvas.width)), height: sources.reduce((sum, one) => sum + one.canvas.height + line, 2 * line) });
    const context = canvas.getContext("2d")!, style = getComputedStyle(document.documentElement);
    context.fillStyle = style.getPropertyValue("--surface");
    context.fillRect(0, 0, canvas.width, canvas.height);
    context.fillStyle = style.getPropertyValue("--ink");
    context.font = `600 ${Math.round(13 * devicePixelRatio)}px system-ui, sans-serif`;
    context.fillText(title, line / 2, line * 0.8);
    sources.reduce((top, one) => {
      context.fillText(one.text, line / 2, top + line * 0.7);
      context.drawImage(one.canvas, 0, top + line);
      return top + line + one.canvas.height;
    }, line * 1.3);
    return canvas;
  }

  clear(): void {
    for (const { plot } of this.panels) plot.destroy();
    this.panels = [];
    this.waiting = [];
    this.element.replaceChildren();
  }

  /** Lets go of the page. */
  close(): void {
    this.resized.disconnect();
    this.drawing.cancel();
    clearTimeout(this.resting);
    this.clear();
  }

  private panel(variable: Variable): Panel {
    const readout = h("span", { class: "readout" });
    const unit = unitText(variable.unit), name = variableName(variable);
    const chart = h("div", { class: "chart" });
    this.element.append(h("div", { class: "panel", "data-variable": variable.key }, h("h3", null, h("span", null, name, " ", name === unit ? null : h("span", { class: "quiet" }, unit)), readout), chart));
    const look = looks[variable.key] ?? { height: 120, colour: "chemistry" as const };
    const own = (): Panel | undefined => this.panels.find(one => one.key === variable.key);
    const plot = timePanel(chart, { ...look, kind: variable.key === "rain" ? "bars" : "line", describes: t("series.chart", { name, unit }) }, () => ({
      rows: own()?.rows ?? noRows, columns: own()?.columns ?? nothing, events: this.events,
      isSimulated: this.series?.provenance.simulated ?? false, simulatedWord: t("app.simulated"), showsExtrapolation: dependsOnRating.has(variable.key),
    }), { cursor: row => { if (this.waiting.length === 0) this.news.cursor(row); }, select: (from, to) => this.news.range(from, to), wheel: (at, factor) => this.zoom(factor, at) });
    return { key: variable.key, plot, readout, rows: noRows, columns: nothing };
  }

  /** Widens (above 1) or narrows the stretch around an instant. */
  zoom(factor: number, at = (this.range.from + this.range.to) / 2): void {
    this.news.range(at - (at - this.range.from) * factor, at + (this.range.to - at) * factor);
  }

  /** Moves the stretch by a part of its length. */
  pan(share: number): void {
    const step = (this.range.to - this.range.from) * share;
    this.news.range(this.range.from + step, this.range.to + step);
  }

  private key(event: KeyboardEvent): void {
    const moves: Record<string, () => void> = {
      ArrowLeft: () => this.step(-1), ArrowRight: () => this.step(1), "+": () => this.zoom(0.5), "=": () => this.zoom(0.5), "-": () => this.zoom(2),
      PageUp: () => this.pan(-0.5), PageDown: () => this.pan(0.5), Home: () => this.point(nearestRow(this.rows.utc, this.range.from)), End: () => this.point(nearestRow(this.rows.utc, this.range.to)),
    };
    const move = moves[event.key];
    if (!move || event.ctrlKey || event.altKey || event.metaKey || this.rows.utc.length === 0) return;
    event.preventDefault();
    move();
  }

  private step(by: number): void {
    const current = this.panels[0]?.plot.cursor.idx ?? nearestRow(this.rows.utc, this.range.to);
    const next = Math.min(Math.max(current + by, 0), this.rows.utc.length - 1);
    this.point(this.rows.source[next] === -1 ? Math.min(Math.max(next + by, 0), this.rows.utc.length - 1) : next);
  }

  private point(row: number): void {
    for (const { plot } of this.panels) plot.setCursor({ left: plot.valToPos(this.rows.utc[row]!, "x"), top: 5 }, false);
    this.news.cursor(row);
  }

  private resize(): void {
    const width = this.element.querySelector(".chart")?.clientWidth ?? 0;
    for (const { plot } of this.panels) if (width > 0 && plot.width !== width) plot.setSize({ width, height: plot.height });
  }
}
