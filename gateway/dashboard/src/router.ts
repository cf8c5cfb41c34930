import type { Page } from "./page";
import { accountPage } from "./pages/account";
import { claimPage } from "./pages/claim";
import { completenessPage } from "./pages/completeness";
import { healthPage } from "./pages/health";
import { historyPage } from "./pages/history";
import { ratingPage } from "./pages/rating";
import { regressionsPage } from "./pages/regressions";
import { seriesPage } from "./pages/series";
import { stationsPage } from "./pages/stations";
import { totalsPage } from "./pages/totals";
import { enterPage } from "./enter/enter";

/** The pages of one station, by the part of the path after its name, in the order of the tabs. */
export const stationPages = {
  "": { page: seriesPage, tab: "tabs.series" },
  totals: { page: totalsPage, tab: "tabs.totals" },
  completeness: { page: completenessPage, tab: "tabs.completeness" },
  health: { page: healthPage, tab: "tabs.health" },
  rating: { page: ratingPage, tab: "tabs.rating" },
  regressions: { page: regressionsPage, tab: "tabs.regressions" },
  history: { page: historyPage, tab: "tabs.history" },
  enter: { page: enterPage, tab: "tabs.enter" },
} as const;

/** The page of a path: its station ("" where it has none) and the part after it. */
export interface Route { page: Page; slug: string; part: keyof typeof stationPages | null }

/** Finds the page of a path, or null. */
export function routeOf(path: string): Route | null {
  const parts = path.split("/").filter(part => part !== "").map(decodeURIComponent);
  if (parts.length === 0 || (parts.length === 1 && parts[0] === "stations")) return { page: stationsPage, slug: "", part: null };
  if (parts.length === 1 && parts[0] === "claim") return { page: claimPage, slug: "", part: null };
  if (parts.length === 1 && parts[0] === "account") return { page: accountPage, slug: "", part: null };
  const part = parts[2] ?? "";
  if (parts[0] !== "stations" || parts.length > 3 || !(part in stationPages)) return null;
  const known = part as keyof typeof stationPages;
  return { page: stationPages[known].page, slug: parts[1]!, part: known };
}

/** The path of a station's page. */
export const stationPath = (slug: string, part: keyof typeof stationPages = ""): string => `/stations/${encodeURIComponent(slug)}${part ? "/" + part : ""}`;
