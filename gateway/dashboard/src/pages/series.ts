import { get, ofStation, query } from "../api";
import { EventLane } from "../charts/eventLane";
import { oncePerFrame } from "../charts/oncePerFrame";
import { TimeStack } from "../charts/timeStack";
import type { Items, Series, Station, StationEvent, Variable } from "../contract";
import { demoControls } from "../demo";
import { time, variableName } from "../format";
import { fill, h } from "../html";
import { listen } from "../live";
import { heading, section, type Page, type PageContext } from "../page";
import { findingsAt, findingsList, flagged, reading, rowText } from "../seriesReadout";
import { seriesTable } from "../seriesTable";
import { rangeBar, variableChoice } from "../seriesBar";
import { t } from "../text/text";

const firstShown = ["rain", "discharge", "stage", "sc25", "water_temp", "ph", "hco3", "pco2_pa", "si_calcite", "flux_co2_sink"];
const firstDays = 14;
// Data of half a stretch on both sides, so that a small move needs no waiting.
const margin = 0.5;
// With least and most of each bucket one point for each pixel would lose nothing; two keep a month of single samples on a wide screen.
const pointsPerPixel = 2;
const fetchAfterMilliseconds = 120;
const shortestSeconds = 3600;
const routineMostSeconds = 60 * 86400;
const lasting = "visit,calibration,maintenance,configuration,sonde,lost,note,gauging,grab-sample,approval";
const eventPagesMost = 5;

const iso = (at: number): string => new Date(Math.round(at) * 1000).toISOString().slice(0, 19) + "Z";

/** The record of a station: all variables on one axis. */
export const seriesPage: Page = async (context, slug) => {
  const [station, variables] = await Promise.all([get<Station>(ofStation(slug), context.signal), get<Items<Variable>>("/api/variables", context.signal)]);
  const title = heading(t("series.title", { station: station.name }));
  if (station.dataFrom === null || station.dataTo === null) return h("div", { class: "page" }, title, h("p", { class: "card" }, t("series.empty")), await demoControls(context));
  const view = new SeriesView(context, station, variables.items);
  view.start();
  return h("div", { class: "page" }, title, view.element, await demoControls(context));
};

class SeriesView {
  readonly element = h("div", { class: "page" });
  private readonly stack = new TimeStack({ cursor: row => this.reading.ask(row), range: (from, to) => this.go(from, to) });
  private readonly lane;
  private readonly table = seriesTable();
  private readonly at = h("p", { class: "at", role: "status" });
  private readonly why = h("div", { class: "why" });
  private readonly resolution = h("p", { class: "quiet" });
  private readonly provenance = h("p", null);
  private readonly bar;
  private shown: Variable[];
  private series: Series | null = null;
  private first: number;
  private last: number;
  private from: number;
  private to: number;
  private isChosen: boolean;
  private isLookedThrough = false;
  private readonly notHere = h("p", { class: "quiet" });
  private timer: ReturnType<typeof setTimeout> | undefined;
  private asking = new AbortController();

  constructor(private readonly context: PageContext, private readonly station: Station, private readonly variables: Variable[]) {
    this.lane = new EventLane(context.account);
    this.first = Date.parse(station.dataFrom!) / 1000;
    this.last = Date.parse(station.dataTo!) / 1000;
    const asked = (name: string): number => Date.parse(context.fields.get(name) ?? "") / 1000;
    this.to = asked("to") || this.last + station.intervalSeconds;
    this.from = asked("from") || Math.max(this.first, this.to - firstDays * 86400);
    this.isChosen = context.fields.has("variables");
    const keys = context.fields.get("variables")?.split(",") ?? firstShown;
    this.shown = keys.map(key => variables.find(one => one.key === key)).filter(one => one !== undefined);
    this.bar = rangeBar({ go: (from, to) => this.go(from, to), zoom: factor => this.stack.zoom(factor), pan: share => this.stack.pan(share), all: () => this.go(this.first, this.last + station.intervalSeconds), length: days => this.go(this.to - days * 86400, this.to), download: () => this.address("csv"), picture: () => this.stack.picture(`${station.name} ${iso(this.from)} ${iso(this.to)}`) });
  }

  /** Draws, asks for data, listens for news. */
  start(): void {
    fill(this.element, this.bar.element, variableChoice(this.variables, this.shown, shown => this.choose(shown)),
      h("div", { class: "card charts" }, h("div", { class: "reading" }, this.at, this.why), this.lane.element, this.stack.element, this.notHere, this.resolution, key()),
      this.table.element, section(t("series.provenance"), this.provenance));
    this.stack.show(this.shown);
    this.go(this.from, this.to);
    this.context.onLeave(listen({ changed: change => { if (change.station === this.station.slug) void this.grow(change); }, history: entry => { if (entry.station === this.station.slug) void this.fetch(); } }));
    this.context.onLeave(() => { clearTimeout(this.timer); this.reading.cancel(); this.following.cancel(); this.asking.abort(); this.stack.close(); this.lane.close(); });
  }

  private go(from: number, to: number): void {
    const length = Math.min(Math.max(to - from, shortestSeconds), 2 * (this.last - this.first) + 2 * 86400);
    const middle = Math.min(Math.max((from + to) / 2, this.first), this.last);
    const isMoved = Math.abs((from + to) / 2 - middle) > 1 || Math.abs(to - from - length) > 1;
    [this.from, this.to] = isMoved ? [middle - length / 2, middle + length / 2] : [from, to];
    this.stack.setRange(this.from, this.to);
    this.following.ask(null);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.fetch(), fetchAfterMilliseconds);
  }

  // The panels tell the pointer once each; the marks and fields follow the axis: one of each for a frame is enough.
  private readonly reading = oncePerFrame((row: number | null) => this.read(row));
  private readonly following = oncePerFrame(() => {
    this.lane.show(this.from, this.to);
    this.bar.show(this.from, this.to);
  });

  private choose(shown: Variable[]): void {
    this.isChosen = true;
    fill(this.notHere);
    this.shown = shown;
    this.stack.show(shown);
    this.go(this.from, this.to);
  }

  private address(format: "json" | "csv"): string {
    const room = format === "json" ? (this.to - this.from) * margin : 0;
    const points = Math.min(Math.max(Math.round(this.element.clientWidth * pointsPerPixel * (1 + 2 * margin)), 2000), 6000);
    return ofStation(this.station.slug, "/series" + query({
      variables: this.shown.map(one => one.key).join(","), from: iso(this.from - room), to: iso(this.to + room), format,
      ...(format === "json" ? { resolution: "auto", points } : { resolution: this.series?.resolution ?? "raw" }),
    }));
  }

  private async fetch(): Promise<void> {
    history.replaceState(null, "", location.pathname + query({ from: iso(this.from), to: iso(this.to), variables: this.isChosen ? this.shown.map(one => one.key).join(",") : null }));
    this.asking.abort();
    this.asking = new AbortController();
    try {
      this.series = await get<Series>(this.address("json"), this.asking.signal);
      await this.fetchEvents();
    } catch (problem) {
      if ((problem as Error).name !== "AbortError") fill(this.at, (problem as Error).message);
      return;
    }
    this.leaveOutWhatIsNotHere(this.series);
    const taken = this.series;
    await this.stack.setData(taken);
    if (this.series !== taken) return;
    this.table.show(this.series, this.shown, this.from, this.to);
    const { run, configurationVersion, configurationHash, model, approval } = this.series.provenance;
    fill(this.provenance, t("series.run", { run, version: configurationVersion, hash: configurationHash.slice(0, 12), model, approval }), ". ", [...this.series.provenance.ratings, ...this.series.provenance.regressions].join("; "));
    fill(this.resolution, t("series.resolution", { resolution: t(`series.resolution.${this.series.resolution}`) }), " · ", t(this.series.resolution === "raw" ? "series.band95" : "series.bandMinMax"));
    this.read(null);
    this.element.dataset["drawn"] = this.series.resolution;
  }

  // A probe that is not fitted has no panel of its own among those that nobody chose.
  private leaveOutWhatIsNotHere(series: Series): void {
    if (this.isChosen || this.isLookedThrough) return;
    this.isLookedThrough = true;
    const hasValue = (one: Variable): boolean => {
      const column = series.columns[one.key];
      return [column?.value, column?.mean, column?.sum].some(values => values?.some(value => value !== null));
    };
    const here = this.shown.filter(hasValue), names = this.shown.filter(one => !here.includes(one)).map(variableName);
    if (here.length === 0 || names.length === 0) return;
    this.shown = here;
    this.stack.show(here);
    fill(this.notHere, t("series.notHere", { names: names.join(", ") }));
  }

  // From far away only what people did and what was lost: a logger that sets its clock each day would hide them.
  private async fetchEvents(): Promise<void> {
    const room = (this.to - this.from) * margin, kinds = this.to - this.from > routineMostSeconds ? lasting : null;
    const events: StationEvent[] = [];
    let after: string | null = null;
    for (let page = 0; page < eventPagesMost; page++) {
      const one: Items<StationEvent> = await get(ofStation(this.station.slug, "/events" + query({ from: iso(this.from - room), to: iso(this.to + room), kinds, limit: 1000, after })), this.asking.signal);
      events.push(...one.items);
      after = one.next ?? null;
      if (after === null) break;
    }
    this.lane.setEvents(events);
    this.lane.show(this.from, this.to);
    this.stack.setEvents(events);
  }

  private async grow(change: { from: string; to: string }): Promise<void> {
    const isAtEnd = this.to >= this.last;
    const grown = Math.max(this.last, (await get<Station>(ofStation(this.station.slug), this.context.signal)).dataTo === null ? 0 : Date.parse(change.to) / 1000);
    const step = grown - this.last;
    this.last = grown;
    if (isAtEnd && step > 0) this.go(this.from + step, this.to + step);
    else if (Date.parse(change.from) / 1000 < this.to && Date.parse(change.to) / 1000 >= this.from) void this.fetch();
  }

  // Without a pointer on the charts the newest sample in sight is read.
  private read(row: number | null): void {
    if (!this.series || this.stack.rows.utc.length === 0) {
      fill(this.at, t("series.empty"));
      return;
    }
    const { rows } = this.stack, series = this.series;
    const at = row ?? rows.utc.findLastIndex(utc => utc < this.to);
    const index = rows.source[at] ?? -1, utc = rows.utc[at];
    if (utc === undefined) return;
    const words = rowText(series, rows, at);
    fill(this.at, h("strong", null, t(row === null ? "series.newest" : "series.at", { time: time(utc) })), words ? ` · ${words}` : null);
    this.stack.setReadouts(key => reading(series, index, this.variables.find(one => one.key === key)!));
    this.explain(index, utc);
  }

  private explain(index: number, utc: number): void {
    const flags = flagged(this.series!, index, this.variables);
    clearTimeout(this.explaining);
    if (flags.length === 0) return fill(this.why);
    if (this.series!.resolution !== "raw") return fill(this.why, h("p", { class: "quiet" }, t("series.whyZoom")));
    this.explaining = setTimeout(() => void findingsAt(this.station.slug, utc, this.context.signal).then(findings =>
      fill(this.why, h("p", { class: "quiet" }, t("series.why")), findings.length > 0 ? findingsList(findings, this.variables) : h("p", null, t("series.whyNone")))), fetchAfterMilliseconds);
  }

  private explaining: ReturnType<typeof setTimeout> | undefined;
}

function key(): HTMLElement {
  const item = (sign: string, text: string): HTMLElement => h("li", null, h("span", { class: `swatch swatch-${sign}`, "aria-hidden": "true" }), text);
  return h("ul", { class: "key", "aria-label": t("series.key") }, item("suspect", t("flag.3")), item("fail", t("flag.4")), item("missing", t("flag.9")), item("gap", t("series.key.gap")), item("ext", t("series.key.ext")));
}
