import type { Station } from "./contract";
import { h } from "./html";
import { tOr } from "./text/text";

const signs: Record<string, string> = { "on-time": "✓", late: "◔", "no-data": "∅", maintenance: "⚒", never: "…", import: "↧" };

/** The state as a sign and a word: late, no data and maintenance are three different things. */
export function stateMark(station: Station): HTMLElement {
  return h("span", { class: `state state-${station.state}`, title: tOr(`state.${station.state}.text`, station.stateText) },
    h("span", { "aria-hidden": "true" }, signs[station.state] ?? "?"), " ", tOr(`state.${station.state}`, station.state));
}
