import type { BoxVisit, BoxVisitNote } from "../contract";
import { time } from "../format";
import { h } from "../html";
import { section, table } from "../page";
import { has, t, tOr } from "../text/text";

/** The visits at the box that nobody has taken over yet; nothing where there is none. */
export function boxVisitList(visits: BoxVisit[], take: (visit: BoxVisit) => void): HTMLElement | null {
  const open = visits.filter(one => one.takenOverAs === null);
  if (open.length === 0) return null;
  return section(t("boxVisit.title"), h("p", { class: "hint" }, t("boxVisit.hint")), h("div", { class: "box-visits" }, open.map(one => boxVisit(one, take))));
}

/** A note in the reader's language; one that this page does not know yet stays as the gateway wrote it. */
export function noteText(note: BoxVisitNote): HTMLElement {
  const key = `boxVisit.note.${note.code}${note.first !== null && note.first === note.last ? ".one" : ""}`, what = note.what ?? "";
  return has(key) ? h("span", null, t(key, { what: tOr(`boxVisit.step.${what}`, tOr(`boxVisit.calibration.${what}`, what)), first: note.first ?? "", last: note.last ?? "" }))
    : h("span", { lang: "en" }, note.text);
}

function boxVisit(visit: BoxVisit, take: (visit: BoxVisit) => void): HTMLElement {
  const when = visit.at === null ? t("boxVisit.notPlaced") : time(visit.at);
  const readings = visit.readings.map(one => tOr(`variable.${one.parameter}`, one.parameter)).join(", ");
  return h("article", { class: "box-visit", "data-visit": visit.id },
    h("h3", null, [when, visit.people].filter(one => one !== "").join(" · "), visit.simulated ? h("span", { class: "quiet" }, " ", t("qualifier.Sim")) : null),
    h("p", null, t("enter.readings"), ": ", readings === "" ? t("boxVisit.noReadings") : readings),
    visit.missing.length === 0 ? null : h("p", { class: "refusal" }, t("boxVisit.missing"), ": ", visit.missing.map((one, i) => [i === 0 ? null : "; ", noteText(one)])),
    visit.steps.length === 0 ? null : h("details", null, h("summary", null, t("boxVisit.steps")), steps(visit)),
    h("button", { type: "button", class: "plain", onclick: () => take(visit) }, t("boxVisit.take")));
}

const steps = (visit: BoxVisit): HTMLElement => table(t("boxVisit.steps"), [t("boxVisit.step"), t("boxVisit.state"), t("boxVisit.said")],
  visit.steps.map(one => [tOr(`boxVisit.step.${one.name}`, one.name), t(`boxVisit.state.${one.state}`), one.said]));
