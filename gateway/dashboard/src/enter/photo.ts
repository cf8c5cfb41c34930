import { field } from "../account";
import type { StationEvent } from "../contract";
import { time } from "../format";
import { h } from "../html";
import { t } from "../text/text";
import { EntryRefusal, type EntryForm } from "./entryForm";
import { PhotoPicker } from "./photoPicker";

/** Photos of a visit that is saved already. */
export function photoForm(visits: StationEvent[]): EntryForm {
  const visit = h("select", { name: "visit" }, visits.map(one => h("option", { value: one.id }, `${time(one.utc)} · ${one.title}`)));
  const picker = new PhotoPicker();
  return {
    title: t("enter.photo"),
    fields: [visits.length === 0 ? h("p", null, t("photo.noVisit")) : field(t("photo.visit"), visit), picker.element],
    entry: () => {
      if (visit.value === "") throw new EntryRefusal(t("photo.noVisit"));
      if (picker.count === 0) throw new EntryRefusal(t("photo.none"));
      return { photosOf: visit.value, picker };
    },
  };
}
