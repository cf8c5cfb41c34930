import "./style/base.css";
import "./style/layout.css";
import "./style/charts.css";
import "uplot/dist/uPlot.min.css";
import { signInForm } from "./account";
import { ApiProblem, get } from "./api";
import type { Account } from "./contract";
import { bar, stationHeader, type Frame } from "./frame";
import { fill, h } from "./html";
import { connect } from "./live";
import { heading, type PageContext } from "./page";
import { routeOf } from "./router";
import { applyTheme, language } from "./settings";
import { t } from "./text/text";

let leaving: (() => void)[] = [];
let aborting = new AbortController();
let account: Account = { signedIn: false, name: null, role: null, reading: "open", needsFirstAccount: false, canEnter: false };
let shown = "";

function leave(): void {
  for (const one of leaving) one();
  leaving = [];
  aborting.abort();
  aborting = new AbortController();
}

function go(path: string): void {
  history.pushState(null, "", path);
  void show();
}

/** Asks who is signed in, opens the stream for that reader and draws the page. */
async function begin(): Promise<void> {
  account = await get<Account>("/api/account");
  if (account.reading === "open" || account.signedIn) connect();
  await show();
}

const frame: Frame = { go, again: () => void show(), accountChanged: () => void begin(), account: () => account };

async function show(): Promise<void> {
  leave();
  const signal = aborting.signal;
  document.documentElement.lang = language() === "zh" ? "zh-CN" : "en";
  const route = routeOf(location.pathname);
  const main = h("main", { id: "content", "aria-busy": "true" }, h("p", { class: "quiet" }, t("app.loading")));
  const context: PageContext = { account, fields: new URLSearchParams(location.search), go, again: () => void show(), onLeave: one => leaving.push(one), signal };
  fill(document.getElementById("app")!, h("a", { class: "skip", href: "#content" }, t("app.skip")), bar(frame, context), main);
  try {
    if (route === null) throw new ApiProblem(404, t("app.notFound"), null, null);
    const header = route.slug === "" ? null : await stationHeader(context, route);
    const page = await route.page(context, route.slug);
    if (signal.aborted) return;
    fill(main, header, page);
  } catch (problem) {
    if (signal.aborted) return;
    fill(main, problemPage(problem));
  }
  main.removeAttribute("aria-busy");
  settle(main);
}

function problemPage(problem: unknown): HTMLElement {
  if (problem instanceof ApiProblem && problem.status === 401) return signInForm(account, frame.accountChanged);
  const text = problem instanceof Error ? problem.message : String(problem);
  return h("div", { class: "card problem" }, heading(t("app.problem")), h("p", { role: "alert" }, text), h("button", { onclick: frame.again }, t("app.retry")));
}

// A screen reader hears the heading of the new page; a redraw of the same page leaves the reader where he is.
function settle(main: HTMLElement): void {
  const title = main.querySelector<HTMLElement>("h1");
  document.title = title ? `${title.textContent} – ${t("app.name")}` : t("app.name");
  if (shown !== "" && shown !== location.pathname) {
    title?.focus({ preventScroll: true });
    scrollTo(0, 0);
  }
  shown = location.pathname;
}

document.addEventListener("click", event => {
  const link = (event.target as Element).closest("a");
  const isOurs = link && link.origin === location.origin && !link.hasAttribute("download") && !link.target && routeOf(link.pathname) !== null;
  if (!isOurs || link.hash || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
  event.preventDefault();
  go(link.pathname + link.search);
});
addEventListener("popstate", () => void show());
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
  applyTheme();
  void show();
});
applyTheme();
void begin();
