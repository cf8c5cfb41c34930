import type { Account, Photo } from "./contract";
import { h } from "./html";
import { t } from "./text/text";

/** The photos of a visit as small pictures that open in full; without an account the page says how many there are. */
export function photoStrip(photos: Photo[] | null | undefined, account: Account): HTMLElement | null {
  if (!photos || photos.length === 0) return null;
  if (!account.signedIn) return h("p", { class: "quiet" }, t("photo.signIn", { count: photos.length }));
  return h("ul", { class: "photos", "aria-label": t("photo.many") }, photos.map(one => {
    const words = one.caption || t("photo.of", { visit: one.visit });
    return h("li", null, h("a", { href: one.address, target: "_blank", rel: "noopener", title: t("photo.facts", { width: one.widthPixels, height: one.heightPixels, hash: one.sha256.slice(0, 12) }) },
      h("img", { src: one.address, alt: words, width: one.widthPixels, height: one.heightPixels, loading: "lazy" })), h("span", { class: "quiet" }, words));
  }));
}
