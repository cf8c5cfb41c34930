import { field } from "../account";
import { inputTime, instantOf, zoneName } from "../format";
import { h } from "../html";
import { t, type TextKey } from "../text/text";
import { EntryRefusal } from "./entryForm";

/** A time of an entry in the zone that the reader chose. */
export interface TimeField { element: HTMLElement; instant(): string; optional(): string | null }

/** A field for a time; it begins at this quarter hour unless told otherwise (null: empty). */
export function timeField(label: TextKey, first: number | null = Math.floor(Date.now() / 900_000) * 900): TimeField {
  const input = h("input", { type: "datetime-local", name: label.split(".")[1]!, value: first === null ? "" : inputTime(first) });
  const optional = (): string | null => instantOf(input.value);
  return {
    element: field(t(label, { zone: zoneName() }), input), optional,
    instant: () => {
      const at = optional();
      if (at === null) throw new EntryRefusal(t("enter.badTime"));
      return at;
    },
  };
}
