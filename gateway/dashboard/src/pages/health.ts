import type uPlot from "uplot";
import { get, ofStation } from "../api";
import { type Colours } from "../charts/colours";
import type { Health, LoggerHealth, Station } from "../contract";
import { number, quantity, relative, time } from "../format";
import { h } from "../html";
import { facts, heading, section, table, type Page, type PageContext } from "../page";
import { t } from "../text/text";
import { timePanel } from "../charts/timePanel";

/** Battery, clock, backlog, journal and resets of the loggers of a station. */
export const healthPage: Page = async (context, slug) => {
  const [station, health] = await Promise.all([get<Station>(ofStation(slug), context.signal), get<Health>(ofStation(slug, "/health"), context.signal)]);
  return h("div", { class: "page" }, heading(t("health.title", { station: station.name })),
    health.loggers.length === 0 ? h("p", { class: "card" }, t("health.none")) : health.loggers.map(one => logger(one, context)));
};

function logger(one: LoggerHealth, context: PageContext): HTMLElement {
  const now = Date.now();
  const charts = h("div", { class: "stack" });
  // The charts need their width: they are drawn once the page stands.
  requestAnimationFrame(() => {
    const draw = (name: string, unit: string, colour: keyof Colours, values: (number | null)[]): void => {
      if (values.some(value => value !== null)) chart(charts, one.utc, values, `${name} [${unit}]`, colour, context);
    };
    draw(t("health.batteryChart"), "V", "flux", one.batteryMillivoltsMin.map(value => (value === null ? null : value / 1000)));
    draw(t("health.temperature"), "°C", "water", one.boardCelsius);
    draw(t("health.humidity"), "%", "rain", one.boardRelativeHumidityPercent);
  });
  return section(one.logger, facts([
    [t("stations.lastContact"), one.lastContact === null ? t("app.unknown") : `${time(one.lastContact)} (${relative(one.lastContact, now)})`],
    [t("stations.nextContact"), time(one.expectedNextContact)],
    [t("health.battery"), one.batteryMillivolts === null ? t("app.unknown") : quantity(one.batteryMillivolts / 1000, 2, "V")],
    [t("health.clock"), one.clockOffsetMilliseconds === null ? t("app.unknown") : quantity(one.clockOffsetMilliseconds, 0, "ms")],
    [t("health.backlog"), one.backlogFrames === null ? t("app.unknown") : `${number(one.backlogFrames, 0)} ${t("stations.backlogUnit")}`],
    [t("health.journal"), one.journalDaysLeft === null ? t("health.journalUnknown") : `${number(one.journalDaysLeft, 0)} ${t("health.days")}`],
    [t("health.duplicates"), number(one.duplicateFrames, 0)],
  ]), charts, h("h3", null, t("health.resets")), one.resets.length === 0 ? h("p", null, t("health.resetsNone"))
    : table(t("health.resets"), [t("health.time"), t("health.reason"), t("health.text")], one.resets.map(reset => [time(reset.utc), reset.reason, reset.text])));
}

function chart(parent: HTMLElement, utc: number[], values: (number | null)[], name: string, colour: keyof Colours, context: PageContext): void {
  const holder = h("div", { class: "chart" }), readout = h("span", { class: "readout" });
  parent.append(h("div", { class: "panel" }, h("h3", null, name, readout), holder));
  const nothing = { rows: { utc: [], source: [], gaps: [], extrapolated: [] }, columns: { value: [], low: [], high: [], flag: [] }, events: [], isSimulated: false, simulatedWord: "", showsExtrapolation: false };
  const empty = utc.map(() => null);
  const show = (row: number | null): void => {
    const at = row ?? values.length - 1, value = values[at] ?? null;
    readout.textContent = utc[at] === undefined ? "" : `${time(utc[at])}: ${value === null ? t("series.noValue") : number(value, 2)} ${name.slice(name.indexOf("[") + 1, -1)}`;
  };
  const plot: uPlot = timePanel(holder, { height: 140, kind: "line", colour, describes: name }, () => nothing, { cursor: show, select: (from, to) => plot.setScale("x", { min: from, max: to }), wheel: () => {} });
  plot.setData([utc, empty, empty, values], false);
  plot.setScale("x", { min: utc[0] ?? 0, max: utc.at(-1) ?? 1 });
  show(null);
  const resized = new ResizeObserver(() => { if (holder.clientWidth > 0) plot.setSize({ width: holder.clientWidth, height: plot.height }); });
  resized.observe(holder);
  context.onLeave(() => { resized.disconnect(); plot.destroy(); });
}
