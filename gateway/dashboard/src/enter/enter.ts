import { get, ofStation, query } from "../api";
import type { BoxVisit, Items, Station, StationEvent, Variable } from "../contract";
import { fill, h } from "../html";
import { heading, type Page } from "../page";
import { t } from "../text/text";
import { approvalForm, noteForm } from "./approval";
import { boxVisitList } from "./boxVisits";
import type { EntryForm } from "./entryForm";
import { entryForm } from "./entryForm";
import { gaugingForm } from "./gauging";
import { photoForm } from "./photo";
import { sampleForm } from "./sample";
import { visitForm } from "./visit";

const kinds = ["visit", "gauging", "sample", "photo", "note", "approval"] as const;
type Kind = (typeof kinds)[number];

/** Entering things: first what, then the form with the preview of its effect. */
export const enterPage: Page = async (context, slug) => {
  const [station, variables] = await Promise.all([get<Station>(ofStation(slug), context.signal), get<Items<Variable>>("/api/variables", context.signal)]);
  const visits = await visitsOf(station, context.signal);
  let boxVisits = (await get<Items<BoxVisit>>(ofStation(slug, "/box-visits?limit=1000"), context.signal)).items;
  const forms: Record<Kind, () => EntryForm> = {
    visit: () => visitForm(), gauging: gaugingForm, sample: sampleForm, photo: () => photoForm(visits), note: noteForm, approval: () => approvalForm(station, variables.items),
  };
  const body = h("div");
  const choices = kinds.map(kind => {
    const choice = h("input", { type: "radio", name: "kind", value: kind });
    choice.addEventListener("change", () => open(kind));
    return { kind, choice, element: h("label", { class: "choice" }, choice, h("strong", null, t(`enter.${kind}`)), h("span", { class: "quiet" }, t(`enter.${kind}.text`))) };
  });
  const open = (kind: Kind): void => {
    fill(body, kind === "visit" ? boxVisitsOf() : null, entryForm(slug, forms[kind]()));
    history.replaceState(null, "", `${location.pathname}?kind=${kind}`);
  };
  const boxVisitsOf = (): HTMLElement => {
    const place = h("div", { class: "waiting" });
    const show = (): void => fill(place, boxVisitList(boxVisits, takeOver));
    const takeOver = (visit: BoxVisit): void => {
      const form = entryForm(slug, { ...visitForm(visit), saved: () => { boxVisits = boxVisits.filter(one => one.id !== visit.id); show(); } });
      fill(body, place, form);
      form.scrollIntoView();
    };
    show();
    return place;
  };
  const asked = choices.find(one => one.kind === context.fields.get("kind"));
  if (asked) {
    asked.choice.checked = true;
    open(asked.kind);
  }
  return h("div", { class: "page" }, heading(t("enter.title", { station: station.name })),
    context.account.canEnter ? null : h("p", { class: "banner illustrative" }, t("account.toEnter")),
    h("fieldset", { class: "choices" }, h("legend", null, t("enter.choose")), choices.map(one => one.element)), body);
};

/** The newest visits, for photos that come after them. */
async function visitsOf(station: Station, signal: AbortSignal): Promise<StationEvent[]> {
  const lines = await get<Items<StationEvent>>(ofStation(station.slug, "/events" + query({ from: "1970-01-01", to: new Date(Date.now() + 86_400_000).toISOString().slice(0, 10), kinds: "visit", limit: 1000 })), signal);
  return lines.items.filter(one => one.id.startsWith("visit-")).reverse();
}
