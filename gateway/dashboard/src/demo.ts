import { get, send } from "./api";
import type { Demo, DemoStation } from "./contract";
import { number, time } from "./format";
import { fill, h } from "./html";
import { section, type PageContext } from "./page";
import { t, type TextKey } from "./text/text";

// The counters move with each simulated sample, about every two seconds.
const refreshMilliseconds = 2000;

/** Faults to play with, in the demo only; null where the gateway has none (it answers 404). */
export async function demoControls(context: PageContext): Promise<HTMLElement | null> {
  const read = (): Promise<Demo | null> => get<Demo>("/api/demo", context.signal).catch(() => null);
  const demo = await read();
  if (demo === null) return null;
  const clock = h("p", { class: "quiet" });
  const rows = new Map(demo.stations.map(one => [one.station, row(one)]));
  const refresh = (now: Demo): void => {
    fill(clock, t("demo.clock", { time: time(now.virtualUtc), seconds: number(now.secondsPerSample, 1) }));
    for (const one of now.stations) rows.get(one.station)?.show(one);
  };
  refresh(demo);
  const timer = setInterval(() => void read().then(now => { if (now) refresh(now); }), refreshMilliseconds);
  context.onLeave(() => clearInterval(timer));
  return section(t("demo.title"), h("p", null, t("demo.text")), clock, h("ul", { class: "demo" }, [...rows.values()].map(one => one.element)));
}

interface DemoRow { element: HTMLElement; show(station: DemoStation): void }

function row(first: DemoStation): DemoRow {
  let current = first;
  const counters = h("p", { class: "counters" });
  const refusal = h("p", { class: "refusal", role: "alert" });
  const cable = h("button", { onclick: () => void change("cable", { pulled: !current.cablePulled }) });
  const probe = h("button", { onclick: () => void change("ph-fouling", { fouled: !current.phFouled }) });
  const show = (station: DemoStation): void => {
    current = station;
    const counter = (key: TextKey, value: number): HTMLElement => h("span", { class: "counter" }, h("strong", null, number(value, 0)), " ", t(key));
    fill(counters, counter("demo.stored", station.counters.stored), counter("demo.unsent", station.counters.unsent), counter("demo.lost", station.counters.lost),
      station.cablePulled ? h("span", { class: "tag warn" }, t("demo.pulled")) : null, station.phFouled ? h("span", { class: "tag warn" }, t("demo.fouled")) : null);
    fill(cable, t(station.cablePulled ? "demo.plug" : "demo.pull"));
    fill(probe, t(station.phFouled ? "demo.clean" : "demo.foul"));
  };
  const change = async (what: string, body: unknown): Promise<void> => {
    try {
      fill(refusal);
      show(await send<DemoStation>("POST", `/api/demo/stations/${encodeURIComponent(current.station)}/${what}`, body));
    } catch (problem) {
      fill(refusal, (problem as Error).message);
    }
  };
  show(first);
  return { element: h("li", { "data-station": first.station }, h("strong", { class: "demo-name" }, first.station), counters, h("div", { class: "buttons" }, cable, probe), refusal), show };
}
