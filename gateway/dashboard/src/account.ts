import { send } from "./api";
import type { Account } from "./contract";
import { fill, h } from "./html";
import { heading } from "./page";
import { t } from "./text/text";

/** A field with its label above it. */
export function field(label: string, input: HTMLElement, hint?: string): HTMLElement {
  return h("label", { class: "field" }, label, input, hint ? h("span", { class: "hint" }, hint) : null);
}

/** The form that signs in; <paramref name="done"/> is called when the gateway has accepted. */
export function signInForm(account: Account, done: () => void): HTMLElement {
  const name = h("input", { name: "name", autocomplete: "username", required: true });
  const password = h("input", { name: "password", type: "password", autocomplete: "current-password", required: true });
  return credentials(t("account.signIn"), account.needsFirstAccount ? t("account.first") : account.reading === "closed" ? t("account.needed") : null,
    [field(t("account.name"), name), field(t("account.password"), password)], t("account.signIn"),
    () => send("POST", "/api/account/sign-in", { name: name.value, password: password.value }), done);
}

/** A small form with one button that says what the gateway refused. */
export function credentials(title: string, text: string | null, fields: HTMLElement[], action: string, post: () => Promise<unknown>, done: () => void, level: "h1" | "h2" = "h1"): HTMLElement {
  const answer = h("p", { role: "alert", class: "refusal" });
  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    fill(answer);
    try {
      await post();
      done();
    } catch (problem) {
      fill(answer, (problem as Error).message);
    }
  };
  return h("form", { class: "card narrow", onsubmit: (event: Event) => void submit(event) },
    level === "h1" ? heading(title) : h("h2", null, title), text ? h("p", null, text) : null, ...fields, answer, h("button", { class: "primary" }, action));
}
