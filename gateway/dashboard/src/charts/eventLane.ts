import type { Account, StationEvent } from "../contract";
import { time } from "../format";
import { fill, h } from "../html";
import { photoStrip } from "../photos";
import { t, tOr } from "../text/text";
import { axisWidth, rightMargin } from "./timePanel";

const signs: Record<string, string> = {
  visit: "V", calibration: "C", "clock-set": "T", boot: "R", maintenance: "M", configuration: "K", sonde: "S", lost: "L", note: "N", gauging: "Q", "grab-sample": "B", approval: "A",
};
// Events nearer than this many pixels share a mark.
const markPixels = 18;

/** A lane of marks above the panels; each can be reached with the keyboard and says what happened. */
export class EventLane {
  readonly element: HTMLElement;
  private readonly lane = h("div", { class: "lane", style: `margin-left:${axisWidth}px;margin-right:${rightMargin}px` });
  private readonly text = h("div", { class: "lane-text", role: "status" });
  private events: StationEvent[] = [];
  private range = { from: 0, to: 1 };
  private readonly resized = new ResizeObserver(() => this.show(this.range.from, this.range.to));

  constructor(private readonly account: Account) {
    this.element = h("div", { class: "events", role: "group", "aria-label": t("series.events") }, this.lane, this.text);
    this.resized.observe(this.lane);
  }

  /** Lets go of the page. */
  close(): void {
    this.resized.disconnect();
  }

  setEvents(events: StationEvent[]): void {
    this.events = [...events].sort((one, other) => Date.parse(one.utc) - Date.parse(other.utc));
  }

  /** Draws the marks of a stretch. */
  show(from: number, to: number): void {
    this.range = { from, to };
    const width = this.lane.clientWidth;
    if (width === 0) return; // not on the page yet: the observer calls again
    const groups: { left: number; events: StationEvent[] }[] = [];
    for (const event of this.events) {
      const left = ((Date.parse(event.utc) / 1000 - from) / (to - from)) * width;
      if (left < 0 || left > width) continue;
      const last = groups.at(-1);
      if (last && left - last.left < markPixels) last.events.push(event);
      else groups.push({ left, events: [event] });
    }
    fill(this.lane, groups.map(group => this.mark(group.left / width, group.events)));
  }

  private mark(share: number, events: StationEvent[]): HTMLElement {
    const words = events.map(one => `${time(one.utc)} · ${tOr(`event.${one.kind}`, one.kind)}: ${one.title}${one.text ? " – " + one.text : ""}${one.photos?.length ? ` · ${t("photo.count", { count: one.photos.length })}` : ""}`);
    const photos = events.flatMap(one => one.photos ?? []);
    const tell = (): void => fill(this.text, words.slice(0, 4).map(line => h("span", null, line)), words.length > 4 ? `+ ${words.length - 4}` : null, photoStrip(photos, this.account));
    const sign = events.length > 1 ? String(events.length) : (signs[events[0]!.kind] ?? "•");
    return h("button", { class: `mark mark-${events[0]!.kind}${photos.length > 0 ? " mark-photos" : ""}`, style: `left:${share * 100}%`, "aria-label": `${sign}: ${words.join("; ")}`, title: words.join("\n"), onclick: tell, onmouseenter: tell, onfocus: tell }, sign);
  }
}
