import { field } from "../account";
import { get, ofStation, query } from "../api";
import type { Completeness, Station } from "../contract";
import { inputTime, instantOf, number, percent, time, zoneName } from "../format";
import { fill, h } from "../html";
import { facts, heading, section, table, type Page } from "../page";
import { t, tOr } from "../text/text";

/** The completeness certificate of a period. */
export const completenessPage: Page = async (context, slug) => {
  const station = await get<Station>(ofStation(slug), context.signal);
  const body = h("div", { class: "page" });
  const from = h("input", { type: "datetime-local" }), to = h("input", { type: "datetime-local" });
  const draw = async (): Promise<void> => {
    const one = await get<Completeness>(ofStation(slug, "/completeness" + query({ from: instantOf(from.value), to: instantOf(to.value) })), context.signal);
    fill(body, certificate(one), gaps(one), days(one));
  };
  if (station.dataFrom !== null && station.dataTo !== null) {
    from.value = inputTime(Date.parse(station.dataFrom) / 1000);
    to.value = inputTime(Date.parse(station.dataTo) / 1000 + station.intervalSeconds);
  }
  for (const input of [from, to]) input.addEventListener("change", () => void draw());
  await draw();
  return h("div", { class: "page" }, heading(t("completeness.title", { station: station.name })),
    h("div", { class: "card controls" }, field(`${t("series.from")} (${zoneName()})`, from), field(`${t("series.to")} (${zoneName()})`, to), h("button", { class: "plain", onclick: () => print() }, t("completeness.print"))), body);
};

function certificate(one: Completeness): HTMLElement {
  const whole = (count: number): string => number(count, 0);
  return section(t("completeness.certificate"),
    h("p", { class: "big" }, h("strong", null, percent(one.complete, 2)), " ", t("completeness.complete")),
    h("p", { class: "quiet" }, t("completeness.period", { from: time(one.from), to: time(one.to) }), " · ", t("completeness.sum")),
    facts([
      [t("completeness.expected"), whole(one.expectedSamples)], [t("completeness.received"), whole(one.receivedSamples)], [t("completeness.late"), one.recoveredLateSamples === null ? t("completeness.lateSimulated") : whole(one.recoveredLateSamples)],
      [t("completeness.lost"), whole(one.lostSamples)], [t("completeness.missing"), whole(one.missingSamples)], [t("completeness.additional"), whole(one.additionalSamples)], [t("completeness.conflicts"), whole(one.conflictFrames)],
    ]));
}

function gaps(one: Completeness): HTMLElement {
  return section(t("completeness.gaps"), one.gaps.length === 0 ? h("p", null, t("completeness.gapsNone"))
    : table(t("completeness.gaps"), [t("completeness.from"), t("completeness.to"), t("completeness.samples"), t("completeness.reason")],
      one.gaps.map(gap => [time(gap.from), time(gap.to), number(gap.samples, 0), tOr(`reason.${gap.reason}`, gap.text)]), [2]));
}

function days(one: Completeness): HTMLElement {
  return section(t("completeness.days"), h("ul", { class: "days" }, one.days.map(day => {
    const share = day.expectedSamples === 0 ? null : day.receivedSamples / day.expectedSamples;
    const text = t("completeness.dayText", { day: day.day, received: day.receivedSamples, expected: day.expectedSamples });
    const look = share === null ? "none" : share >= 1 ? "whole" : share > 0 ? "part" : "nothing";
    return h("li", { class: `day day-${look}`, title: text }, h("span", { class: "visually-hidden" }, text), h("span", { "aria-hidden": "true" }, day.day.slice(8)));
  })));
}
