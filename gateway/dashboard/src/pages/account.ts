import { credentials, field, signInForm } from "../account";
import { get, send } from "../api";
import type { AccountItem, Items, NewToken, Token } from "../contract";
import { day } from "../format";
import { fill, h } from "../html";
import { heading, section, table, type Page, type PageContext } from "../page";
import { t, tOr } from "../text/text";

const roles = ["viewer", "technician", "researcher", "maintainer"] as const;
const roleText = (role: string): string => tOr(`role.${role}`, role);
const usualTokenDays = 90;

/** One's own password and tokens; for a maintainer also everyone's accounts. */
export const accountPage: Page = async context => {
  const { account } = context;
  if (!account.signedIn) return signInForm(account, () => location.assign("/account"));
  const [tokens, accounts] = await Promise.all([
    get<Items<Token>>("/api/account/tokens", context.signal), account.role === "maintainer" ? get<Items<AccountItem>>("/api/accounts", context.signal) : null,
  ]);
  return h("div", { class: "page" }, heading(t("account.title")), h("p", { class: "summary" }, t("account.as", { name: account.name ?? "", role: roleText(account.role ?? "") })),
    tokenPart(context, tokens.items), accounts === null ? null : accountsPart(context, accounts.items), passwordPart());
};

const choiceOfRole = (highest: string): HTMLSelectElement =>
  h("select", { name: "role" }, roles.slice(0, roles.indexOf(highest as (typeof roles)[number]) + 1).map(one => h("option", { value: one }, roleText(one))));

/** A small form in a row that says what the gateway refused and shows what it answered. */
function rowForm(name: string, fields: HTMLElement[], action: string, act: () => Promise<Node | null>): HTMLElement {
  const refusal = h("p", { class: "refusal", role: "alert" }), answer = h("div", { role: "status" });
  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    fill(refusal);
    try {
      fill(answer, await act());
    } catch (problem) {
      fill(refusal, (problem as Error).message);
    }
  };
  return h("form", { "data-form": name, onsubmit: (event: Event) => void submit(event) }, h("div", { class: "controls" }, ...fields, h("button", { class: "primary" }, action)), refusal, answer);
}

/** What is shown this once, ready to be copied. */
function secret(label: string, text: string): HTMLElement {
  const value = h("input", { class: "secret", readonly: true, value: text });
  value.addEventListener("focus", () => value.select());
  return h("div", { class: "once" }, field(label, value), h("p", { class: "hint" }, t("account.once")));
}

/** A button that asks once more before something is taken away for good. */
function removeButton(label: string, remove: () => Promise<unknown>, done: () => void): HTMLElement {
  const refusal = h("span", { class: "refusal", role: "alert" });
  const button = h("button", { type: "button", class: "plain" }, label);
  let isAsked = false;
  const act = async (): Promise<void> => {
    if (!isAsked) {
      isAsked = true;
      fill(button, t("account.sure"));
      return;
    }
    try {
      await remove();
      done();
    } catch (problem) {
      fill(refusal, (problem as Error).message);
    }
  };
  button.addEventListener("click", () => void act());
  button.addEventListener("blur", () => { isAsked = false; fill(button, label); });
  return h("span", null, button, refusal);
}

function tokenPart(context: PageContext, first: Token[]): HTMLElement {
  const list = h("div");
  const draw = (tokens: Token[]): void => fill(list, tokens.length === 0 ? h("p", null, t("account.tokensNone")) : table(t("account.tokens"), [t("account.label"), t("account.role"), t("account.expires"), ""],
    tokens.map(one => [one.label, roleText(one.role), day(one.expires), removeButton(t("account.endToken", { label: one.label }), () => send("DELETE", `/api/account/tokens/${one.id}`), () => void again())])));
  const again = async (): Promise<void> => draw((await get<Items<Token>>("/api/account/tokens", context.signal)).items);
  draw(first);
  const label = h("input", { name: "label", required: true, maxlength: "60", autocomplete: "off" }), role = choiceOfRole(context.account.role ?? "viewer");
  const days = h("input", { name: "days", type: "number", min: "1", max: "3650", value: String(usualTokenDays), required: true });
  return section(t("account.tokens"), h("p", null, t("account.tokensText")), list,
    rowForm("token", [field(t("account.label"), label), field(t("account.role"), role), field(t("account.days"), days)], t("account.makeToken"), async () => {
      const made = await send<NewToken>("POST", "/api/account/tokens", { label: label.value, role: role.value, days: days.valueAsNumber });
      await again();
      label.value = "";
      return secret(t("account.token"), made.token);
    }));
}

function accountsPart(context: PageContext, first: AccountItem[]): HTMLElement {
  const list = h("div"), link = h("div", { role: "status" });
  const put = async (name: string, role: string): Promise<Node> => {
    const made = await send<{ name: string; link: string }>("POST", "/api/accounts", { name, role });
    await again();
    return secret(t("account.link", { name: made.name }), location.origin + made.link);
  };
  const roleOf = (one: AccountItem): HTMLElement => {
    const select = choiceOfRole("maintainer");
    select.value = one.role;
    select.setAttribute("aria-label", t("account.roleOf", { name: one.name }));
    select.addEventListener("change", () => void put(one.name, select.value).then(said => fill(link, said)));
    return one.name === context.account.name ? h("span", null, roleText(one.role)) : select;
  };
  const actions = (one: AccountItem): Node | null => one.name === context.account.name ? null : h("span", { class: "buttons" },
    h("button", { type: "button", class: "plain", onclick: () => void put(one.name, one.role).then(said => fill(link, said)) }, t("account.newLink")),
    removeButton(t("account.remove", { name: one.name }), () => send("DELETE", `/api/accounts/${encodeURIComponent(one.name)}`), () => void again()));
  const draw = (accounts: AccountItem[]): void => fill(list, table(t("account.accounts"), [t("account.name"), t("account.role"), t("account.standing"), ""],
    accounts.map(one => [one.name, roleOf(one), t(one.hasPassword ? "account.claimed" : "account.waiting"), actions(one)])));
  const again = async (): Promise<void> => draw((await get<Items<AccountItem>>("/api/accounts", context.signal)).items);
  draw(first);
  const name = h("input", { name: "name", required: true, pattern: "[a-z0-9][a-z0-9._\\-]{0,31}", autocomplete: "off", autocapitalize: "none" }), role = choiceOfRole("maintainer");
  return section(t("account.accounts"), h("p", null, t("account.accountsText")), list, link, h("p", { class: "hint" }, t("account.nameHint")),
    rowForm("account", [field(t("account.name"), name), field(t("account.role"), role)], t("account.makeAccount"), () => put(name.value, role.value)));
}

function passwordPart(): HTMLElement {
  const current = h("input", { name: "current", type: "password", required: true, autocomplete: "current-password" });
  const fresh = h("input", { name: "password", type: "password", required: true, minlength: "12", maxlength: "128", autocomplete: "new-password" });
  return credentials(t("account.changePassword"), t("account.changePasswordText"), [field(t("account.current"), current), field(t("account.freshPassword"), fresh)], t("account.changePassword"),
    () => send("POST", "/api/account/password", { current: current.value, password: fresh.value }), () => location.assign("/account"), "h2");
}
