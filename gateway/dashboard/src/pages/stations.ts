import { get } from "../api";
import { stationMap } from "../charts/stationMap";
import type { Items, Station, Variable } from "../contract";
import { demoControls } from "../demo";
import { flaggedValue, flagMark, number, relative, time, variableName } from "../format";
import { warnings } from "../frame";
import { fill, h } from "../html";
import { listen } from "../live";
import { facts, heading, section, type Page } from "../page";
import { stateMark } from "../stationState";
import { t, tOr } from "../text/text";

// What one looks at first in the morning: water, its chemistry, the sink.
const first = ["stage", "discharge", "sc25", "ph", "flux_co2_sink"];
const refreshMilliseconds = 30_000;

/** All stations: list first, then a map that needs no tiles. */
export const stationsPage: Page = async context => {
  const [stations, variables] = await Promise.all([
    get<Items<Station>>("/api/stations", context.signal), get<Items<Variable>>("/api/variables", context.signal),
  ]);
  const known = new Map(stations.items.map(station => [station.slug, station]));
  const list = h("ul", { class: "stations" });
  const summary = h("p", { class: "summary" });
  const draw = (): void => {
    fill(list, [...known.values()].map(station => card(station, variables.items)));
    fill(summary, counts([...known.values()]));
  };
  draw();
  context.onLeave(listen({ station: one => { known.set(one.slug, one); draw(); } }));
  const timer = setInterval(draw, refreshMilliseconds); // "in 3 minutes" grows old without any news
  context.onLeave(() => clearInterval(timer));
  const all = [...known.values()];
  return h("div", { class: "page" },
    warnings({ simulated: all.some(one => one.simulated), illustrative: false }),
    h("div", { class: "title-row" }, heading(t("stations.title")), summary),
    all.length === 0 ? h("p", { class: "card" }, t("stations.empty")) : list,
    await demoControls(context), map(all));
};

function map(stations: Station[]): HTMLElement | null {
  const isPlaced = (one: Station): boolean => one.latitudeDegrees !== null && one.longitudeDegrees !== null;
  const elsewhere = stations.filter(one => !isPlaced(one)).map(one => one.name);
  return stations.length === 0 ? null : section(t("stations.map"), stations.some(isPlaced) ? [h("p", { class: "quiet" }, t("stations.mapText")), stationMap(stations)] : null,
    elsewhere.length === 0 ? null : h("p", { class: "quiet" }, t("stations.unplaced", { names: elsewhere.join(", ") })));
}

function counts(stations: Station[]): string {
  const states = new Map<string, number>();
  for (const station of stations) states.set(station.state, (states.get(station.state) ?? 0) + 1);
  const total = stations.length === 1 ? t("stations.count.one") : t("stations.count", { count: stations.length });
  return [total, ...[...states].map(([state, count]) => `${count} ${tOr(`state.${state}`, state)}`)].join(" · ");
}

function card(station: Station, variables: Variable[]): HTMLElement {
  const values = station.latest?.values ?? {};
  const shown = first.map(key => variables.find(one => one.key === key)).filter(one => one !== undefined && values[one.key] !== undefined) as Variable[];
  return h("li", { class: `station card edge-${station.state}` },
    h("div", { class: "station-name" },
      h("h2", null, h("a", { href: `/stations/${encodeURIComponent(station.slug)}` }, station.name)),
      stateMark(station), station.simulated ? h("span", { class: "tag" }, t("app.simulated")) : null,
      h("p", { class: "quiet" }, tOr(`state.${station.state}.text`, station.stateText))),
    contact(station),
    h("div", { class: "station-values" },
      h("p", { class: "quiet" }, t("stations.newest"), ": ", station.latest ? time(station.latest.utc) : t("app.none")),
      facts(shown.map(variable => [variableName(variable), flaggedValue(values[variable.key]!, variable)]))));
}

function contact(station: Station): HTMLElement {
  const now = Date.now();
  const next = station.expectedNextContact;
  const isOverdue = next !== null && new Date(next).getTime() < now;
  const expected = next === null ? null : isOverdue
    ? h("span", { class: station.state === "late" ? "overdue" : null }, t("stations.overdue", { time: time(next) }))
    : h("span", { title: time(next) }, relative(next, now));
  return facts([
    [t("stations.lastContact"), station.lastContact === null ? null : h("span", { title: time(station.lastContact) }, relative(station.lastContact, now))],
    [t("stations.nextContact"), expected],
    [t("stations.battery"), station.batteryMillivolts === null ? null : `${number(station.batteryMillivolts / 1000, 2)} V`],
    [t("stations.backlog"), station.backlogFrames === null ? null : `${number(station.backlogFrames, 0)} ${t("stations.backlogUnit")}`],
    [t("stations.worst"), flagMark(station.worstFlag)],
  ]);
}
