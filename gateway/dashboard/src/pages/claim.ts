import { credentials, field } from "../account";
import { send } from "../api";
import { h } from "../html";
import type { Page } from "../page";
import { t } from "../text/text";

/** Takes up an account with the one-time code that stands behind the # of the link (it never reaches a log). */
export const claimPage: Page = async () => {
  const code = h("input", { name: "code", required: true, value: new URLSearchParams(location.hash.slice(1)).get("code") ?? "", autocomplete: "off" });
  const name = h("input", { name: "name", required: true, autocomplete: "username" });
  const password = h("input", { name: "password", type: "password", required: true, minlength: "12", maxlength: "128", autocomplete: "new-password" });
  return credentials(t("account.claim"), t("account.claimText"),
    [field(t("account.code"), code), field(t("account.name"), name), field(t("account.newPassword"), password)], t("account.claim"),
    () => send("POST", "/api/account/claim", { code: code.value, name: name.value, password: password.value }),
    () => location.assign("/"));
};
