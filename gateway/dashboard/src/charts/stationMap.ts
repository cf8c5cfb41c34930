import type { Station } from "../contract";
import { number } from "../format";
import { svg } from "../html";
import { tOr } from "../text/text";
import { drawingWidth } from "./plot";

const height = 380;
const margin = 56;
// A single spring still gets a frame of about a kilometre.
const smallestDegrees = 0.01;

/** Where the stations lie, with a grid in degrees: no tiles, so it works at the cave. */
export function stationMap(stations: Station[]): SVGElement {
  const width = drawingWidth(720);
  const placed = stations.filter(one => one.latitudeDegrees !== null && one.longitudeDegrees !== null);
  const latitudes = placed.map(one => one.latitudeDegrees!), longitudes = placed.map(one => one.longitudeDegrees!);
  const middle = (values: number[]): number => (Math.min(...values) + Math.max(...values)) / 2;
  const centreLatitude = middle(latitudes), centreLongitude = middle(longitudes);
  // A degree of longitude is shorter than one of latitude by the cosine of the latitude.
  const shrink = Math.cos((centreLatitude * Math.PI) / 180);
  const spanLatitude = Math.max(Math.max(...latitudes) - Math.min(...latitudes), smallestDegrees);
  const spanLongitude = Math.max((Math.max(...longitudes) - Math.min(...longitudes)) * shrink, smallestDegrees);
  const scale = Math.min((width - 4 * margin) / spanLongitude, (height - 2 * margin) / spanLatitude);
  const x = (longitude: number): number => width / 2 + (longitude - centreLongitude) * shrink * scale;
  const y = (latitude: number): number => height / 2 - (latitude - centreLatitude) * scale;
  const step = gridStep(height / scale);
  const lines: SVGElement[] = [];
  for (let line = Math.ceil((centreLatitude - height / 2 / scale) / step) * step; y(line) > 10; line += step) if (y(line) < height - 24) lines.push(gridLine(0, y(line), width, y(line)), label(6, y(line) - 4, line, "N"));
  for (let line = Math.ceil((centreLongitude - width / 2 / scale / shrink) / step) * step; x(line) < width - 10; line += step) lines.push(gridLine(x(line), 0, x(line), height), label(x(line) + 4, height - 6, line, "E"));
  return svg("svg", { class: "map", viewBox: `0 0 ${width} ${height}`, role: "group" }, lines,
    marks(placed, x, y, width));
}

// Widths are estimated: a letter of the name takes about this much, a Chinese one twice as much.
const letterWidth = 8.5;
const markRoom = 13;

interface Box { left: number; right: number; y: number }

/** Marks with their names; a name goes where no other one stands: right, left, above or below its mark. */
function marks(stations: Station[], x: (longitude: number) => number, y: (latitude: number) => number, width: number): SVGElement[] {
  const taken: Box[] = stations.map(one => ({ left: x(one.longitudeDegrees!) - markRoom, right: x(one.longitudeDegrees!) + markRoom, y: y(one.latitudeDegrees!) }));
  return stations.map((one, own) => {
    const at = { x: x(one.longitudeDegrees!), y: y(one.latitudeDegrees!) };
    const length = [...one.name].reduce((sum, letter) => sum + letterWidth * (letter > "\u2e80" ? 2 : 1), 0);
    const places = [
      { anchor: "start", x: at.x + markRoom, left: at.x + markRoom, y: at.y }, { anchor: "end", x: at.x - markRoom, left: at.x - markRoom - length, y: at.y },
      { anchor: "middle", x: at.x, left: at.x - length / 2, y: at.y - 22 }, { anchor: "middle", x: at.x, left: at.x - length / 2, y: at.y + 22 },
    ];
    const isFree = ({ left, y: row }: { left: number; y: number }): boolean =>
      left > 0 && left + length < width && taken.every((other, index) => index === own || Math.abs(other.y - row) > 16 || other.right < left || other.left > left + length);
    const place = places.find(isFree) ?? places[0]!;
    taken.push({ left: place.left, right: place.left + length, y: place.y });
    return mark(one, at, place);
  });
}

function gridStep(degrees: number): number {
  const decade = 10 ** Math.floor(Math.log10(degrees / 3));
  return [1, 2, 5, 10].map(step => step * decade).find(step => degrees / step <= 5) ?? decade * 10;
}

const gridLine = (x1: number, y1: number, x2: number, y2: number): SVGElement => svg("line", { class: "grid", x1, y1, x2, y2 });
const label = (x: number, y: number, degrees: number, side: string): SVGElement => svg("text", { class: "tick", x, y }, `${number(degrees, 2)}° ${side}`);

function mark(station: Station, at: { x: number; y: number }, name: { anchor: string; x: number; y: number }): SVGElement {
  const state = tOr(`state.${station.state}`, station.state);
  return svg("a", { href: `/stations/${encodeURIComponent(station.slug)}`, "aria-label": `${station.name}: ${state}` },
    svg("circle", { class: `place place-${station.state}`, cx: at.x, cy: at.y, r: 8 }),
    svg("text", { class: "place-name", x: name.x, y: name.y + 5, "text-anchor": name.anchor }, station.name));
}
