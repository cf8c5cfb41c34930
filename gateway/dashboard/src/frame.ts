import { signInForm } from "./account";
import { get, ofStation, send } from "./api";
import type { Account, Station } from "./contract";
import { fill, h } from "./html";
import { listen } from "./live";
import type { PageContext } from "./page";
import { stationPages, stationPath, type Route } from "./router";
import { language, setLanguage, setTheme, setZone, theme, zone, type Language, type Theme, type Zone } from "./settings";
import { stateMark } from "./stationState";
import { t, tOr, type TextKey } from "./text/text";

/** What the bar at the top can do to the rest. */
export interface Frame {
  go(path: string): void;
  again(): void;
  accountChanged(): void;
  account(): Account;
}

/** The bar at the top: name, live state, display settings, account. */
export function bar(frame: Frame, context: PageContext): HTMLElement {
  const live = h("span", { class: "live", role: "status" });
  context.onLeave(listen({
    connection: isOpen => {
      live.classList.toggle("live-on", isOpen);
      fill(live, t(isOpen ? "app.live" : "app.notLive"));
    },
  }));
  return h("header", { class: "bar" },
    h("a", { class: "brand", href: "/" }, h("img", { src: "/favicon.svg", alt: "", width: "26", height: "26" }), t("app.name")),
    live, h("div", { class: "bar-end" }, settings(frame), accountPart(frame)));
}

function settings(frame: Frame): HTMLElement {
  const select = <T extends string>(label: TextKey, current: T, options: Record<T, string>, choose: (value: T) => void): HTMLElement =>
    h("label", { class: "field" }, t(label),
      h("select", { onchange: (event: Event) => { choose((event.target as HTMLSelectElement).value as T); frame.again(); } },
        Object.entries<string>(options).map(([value, text]) => h("option", { value, selected: value === current }, text))));
  return h("details", { class: "menu" }, h("summary", null, t("app.settings"), " / ", language() === "zh" ? "English" : "中文"),
    h("div", { class: "menu-body" },
      select<Language>("app.language", language(), { en: "English", zh: "中文" }, setLanguage),
      select<Theme>("app.theme", theme(), { system: t("app.theme.system"), light: t("app.theme.light"), dark: t("app.theme.dark") }, setTheme),
      select<Zone>("app.zone", zone(), { utc: t("app.zone.utc"), local: t("app.zone.local") }, setZone)));
}

function accountPart(frame: Frame): HTMLElement {
  const account = frame.account();
  if (account.signedIn) {
    const signOut = async (): Promise<void> => {
      await send("POST", "/api/account/sign-out");
      frame.accountChanged();
    };
    return h("div", { class: "account" }, h("a", { href: "/account", "aria-label": t("account.open", { name: account.name ?? "" }) }, account.name, " (", tOr(`role.${account.role}`, account.role ?? ""), ")"),
      h("button", { class: "plain", onclick: () => void signOut() }, t("account.signOut")));
  }
  const dialog = h("dialog", { "aria-label": t("account.signIn") });
  const open = (): void => {
    fill(dialog, signInForm(account, () => { dialog.close(); frame.accountChanged(); }), h("button", { class: "plain", onclick: () => dialog.close() }, t("app.close")));
    dialog.showModal();
  };
  return h("div", { class: "account" }, h("button", { class: "plain", onclick: open }, t("account.signIn")), dialog);
}

/** Name, state, warnings and tabs of a station, above each of its pages. */
export async function stationHeader(context: PageContext, route: Route): Promise<HTMLElement> {
  const station = await get<Station>(ofStation(route.slug), context.signal);
  const state = h("span", null, stateMark(station));
  context.onLeave(listen({ station: one => { if (one.slug === route.slug) fill(state, stateMark(one)); } }));
  const tabs = Object.entries(stationPages).map(([part, { tab }]) =>
    h("li", null, h("a", { href: stationPath(route.slug, part as keyof typeof stationPages), "aria-current": part === route.part ? "page" : null }, t(tab))));
  return h("div", { class: "station-header" }, warnings(station),
    h("nav", { class: "crumbs", "aria-label": t("app.stations") }, h("a", { href: "/" }, t("app.stations")), " / ", station.name, " ", state),
    h("nav", { class: "tabs", "aria-label": t("tabs.label") }, h("ul", null, tabs)));
}

/** The banners that must never be missed. */
export function warnings(station: Pick<Station, "simulated" | "illustrative">): HTMLElement[] {
  const banners: HTMLElement[] = [];
  if (station.simulated) banners.push(h("p", { class: "banner simulated" }, h("strong", null, t("app.simulated")), " ", t("app.simulatedText")));
  if (station.illustrative) banners.push(h("p", { class: "banner illustrative" }, t("app.illustrativeText")));
  return banners;
}
