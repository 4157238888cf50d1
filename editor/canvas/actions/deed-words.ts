import "./words.ts";
import type { MapNode } from "#engine/map.ts";
import { calledOf } from "../../drawing/describe.ts";
import { deedOf, type Deed } from "../../drawing/deed.ts";
import { fieldsOf } from "../../form/field.ts";
import type { Words } from "../../language.tsx";
import { manifests } from "../../nodes.ts";
import type { Done } from "../state/store.ts";

/** An address as a name may be long; what it begins with tells it. */
const short = (name: string): string => (name.length > 60 ? `${name.slice(0, 58)}…` : name);

/** "delete “Keywords”", or once it is done, "“Keywords” deleted". */
function tell(deed: Deed, how: "done" | "todo", { t, text }: Words): string {
  const called = (node: MapNode) => short(calledOf(node, manifests.get(node.type), text));
  if ("from" in deed) return t(`deed.${deed.did}`, { how, from: called(deed.from), to: called(deed.to) });
  if ("count" in deed) return t(`deed.${deed.did}`, { how, count: deed.count });
  if (!("node" in deed)) return t(`deed.${deed.did}`, { how });
  const title = called(deed.node);
  if (deed.did !== "set") return t(`deed.${deed.did}`, { how, title });
  const manifest = manifests.get(deed.node.type);
  const label = manifest && fieldsOf(manifest).find(({ name }) => name === deed.field)?.meta.label;
  return label ? t("deed.setField", { how, title, field: text(label) }) : t("deed.set", { how, title });
}

const deedIn = ({ before, after, purpose }: Done): Deed => deedOf(before, after, purpose);

export const toUndo = (done: Done, words: Words): string =>
  words.t("deed.undo", { deed: tell(deedIn(done), "todo", words) });

export const toRedo = (done: Done, words: Words): string =>
  words.t("deed.redo", { deed: tell(deedIn(done), "todo", words) });

/** What a screen reader is told of it. */
export function spoken(done: Done, how: "done" | "undone" | "redone", words: Words): string {
  const deed = deedIn(done);
  return how === "done" ? tell(deed, "done", words) : words.t(`deed.${how}`, { deed: tell(deed, "todo", words) });
}
