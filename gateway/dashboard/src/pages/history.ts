import { get, ofStation, query } from "../api";
import type { Configuration, HistoryEntry, Items, Station } from "../contract";
import { time } from "../format";
import { fill, h } from "../html";
import { listen } from "../live";
import { photoStrip } from "../photos";
import { heading, section, table, type Page } from "../page";
import { t } from "../text/text";

/** What was entered, by whom and why, and the configuration in force. */
export const historyPage: Page = async (context, slug) => {
  const [station, configuration] = await Promise.all([
    get<Station>(ofStation(slug), context.signal), get<Configuration>(ofStation(slug, "/configuration"), context.signal),
  ]);
  const body = h("div");
  let entries: HistoryEntry[] = [], next: string | null = null;
  const read = async (after: string | null): Promise<void> => {
    const page = await get<Items<HistoryEntry>>(ofStation(slug, "/history" + query({ limit: 100, after })), context.signal);
    entries = after === null ? page.items : [...entries, ...page.items];
    next = page.next ?? null;
    fill(body, entries.length === 0 ? h("p", null, t("history.none"))
      : table(t("tabs.history"), [t("history.time"), t("history.actor"), t("history.what"), t("history.reason")], entries.map(one => [time(one.utc), one.actor, h("div", null, one.what, photoStrip(one.photos, context.account)), one.reason])),
    next === null ? null : h("button", { class: "plain", onclick: () => void read(next) }, t("history.more")));
  };
  await read(null);
  context.onLeave(listen({ history: entry => { if (entry.station === slug) void read(null); } }));
  return h("div", { class: "page" }, heading(t("history.title", { station: station.name })), h("p", null, t("history.text")), h("section", { class: "card" }, body),
    section(t("history.configuration"), h("p", { class: "quiet" }, t("history.version", { version: configuration.version, hash: configuration.hash })),
      h("details", null, h("summary", null, t("history.configuration")), h("pre", { tabindex: "0" }, configuration.canonical))));
};
