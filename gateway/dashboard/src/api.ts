/** What the gateway refused, in its own words (problem+json). */
export class ApiProblem extends Error {
  constructor(readonly status: number, readonly detail: string, readonly field: string | null, readonly permitted: string | null) {
    super(detail);
  }
}

/** Reads one resource; the browser's cache asks with the entity tag, so nothing is old and nothing is sent twice. */
export async function get<T>(path: string, signal?: AbortSignal): Promise<T> {
  return read<T>(await fetch(path, { headers: { Accept: "application/json" }, signal }));
}

/** Sends one change. The header shows that the request does not come from a foreign page. */
export async function send<T>(method: "POST" | "DELETE", path: string, body?: unknown): Promise<T> {
  const headers: Record<string, string> = { Accept: "application/json", "X-Karst-Request": "1" };
  if (body !== undefined) headers["Content-Type"] = "application/json";
  return read<T>(await fetch(path, { method, headers, body: body === undefined ? undefined : JSON.stringify(body) }));
}

/** A query of the fields that are set. */
export function query(fields: Record<string, string | number | null | undefined>): string {
  const set = Object.entries(fields).filter(([, value]) => value !== null && value !== undefined && value !== "");
  return set.length === 0 ? "" : "?" + set.map(([name, value]) => `${name}=${encodeURIComponent(String(value))}`).join("&");
}

/** The path of a station's resource. */
export const ofStation = (slug: string, rest = ""): string => `/api/stations/${encodeURIComponent(slug)}${rest}`;

async function read<T>(response: Response): Promise<T> {
  if (response.ok) return response.status === 204 ? (undefined as T) : ((await response.json()) as T);
  let problem: { detail?: string; title?: string; field?: string; permitted?: string } = {};
  if (response.headers.get("Content-Type")?.includes("json")) problem = await response.json();
  throw new ApiProblem(response.status, problem.detail ?? problem.title ?? `${response.status} ${response.statusText}`, problem.field ?? null, problem.permitted ?? null);
}
