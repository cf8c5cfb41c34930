import type { Station } from "./contract";

/** What arrives over the one server-sent stream. */
export interface LiveListener {
  station?(station: Station): void;
  changed?(change: { station: string; from: string; to: string }): void;
  history?(entry: { station: string; id: number }): void;
  connection?(isOpen: boolean): void;
}

const listeners = new Set<LiveListener>();
let source: EventSource | null = null;
let isOpen = false;

/** Listens until the returned function is called. */
export function listen(listener: LiveListener): () => void {
  listeners.add(listener);
  listener.connection?.(isOpen);
  return () => listeners.delete(listener);
}

/** Opens the stream, anew after signing in or out; the browser itself reconnects when it breaks. */
export function connect(): void {
  source?.close();
  source = new EventSource("/api/live");
  source.onopen = () => tellConnection(true);
  source.onerror = () => tellConnection(false);
  source.addEventListener("station", event => tell("station", event));
  source.addEventListener("changed", event => tell("changed", event));
  source.addEventListener("history", event => tell("history", event));
}

function tell(name: "station" | "changed" | "history", event: MessageEvent<string>): void {
  const data = JSON.parse(event.data);
  for (const listener of [...listeners]) listener[name]?.(data);
}

function tellConnection(open: boolean): void {
  isOpen = open;
  for (const listener of [...listeners]) listener.connection?.(open);
}
