import type { MapDocument, MapNode } from "#engine/map.ts";
import { useWords } from "../../language.tsx";
import { faces, manifests } from "../../nodes.ts";
import { calledOf } from "../../drawing/describe.ts";
import { difference, sameDrawing } from "../../drawing/difference.ts";
import classes from "./changes.module.css";
import { useScheduleWords } from "./schedule-words.ts";

/** What differs between the live version and the draft; for a first publication, where it posts to. */
export function Changes({ live, draft }: { live: MapDocument | null; draft: MapDocument }) {
  const { t, text } = useWords();
  const said = useScheduleWords(draft.schedule);
  const name = (node: MapNode) => calledOf(node, manifests.get(node.type), text);
  if (!live) {
    const targets = draft.nodes.filter((node) => faces.get(node.type)?.kind === "target");
    const words = targets.map(name);
    return words.length > 0 ? (
      <p className={classes.targets}>{t("publish.targets", { targets: words.join(", ") })}</p>
    ) : null;
  }
  if (sameDrawing(live, draft)) return <p className={classes.same}>{t("publish.same")}</p>;
  const found = difference(live, draft);
  const rows: [string, string][] = [
    ...found.added.map((node): [string, string] => ["added", t("publish.added", { title: name(node) })]),
    ...found.removed.map((node): [string, string] => ["removed", t("publish.removed", { title: name(node) })]),
    ...found.edited.map((node): [string, string] => ["edited", t("publish.edited", { title: name(node) })]),
  ];
  if (found.wiresAdded + found.wiresRemoved > 0)
    rows.push([
      "edited",
      t("publish.wires", {
        added: found.wiresAdded,
        removed: found.wiresRemoved,
        both: found.wiresAdded > 0 && found.wiresRemoved > 0 ? "yes" : "no",
      }),
    ]);
  if (found.schedule) rows.push(["edited", t("publish.schedule", { schedule: said(draft.schedule) })]);
  if (found.limits) rows.push(["edited", t("publish.limits")]);
  if (found.renamed) rows.push(["edited", t("publish.renamed", { name: draft.name })]);
  return (
    <section aria-label={t("publish.changes")}>
      <h3 className={classes.title}>{t("publish.changes")}</h3>
      <ul className={classes.list}>
        {rows.map(([sort, words]) => (
          <li key={words} data-sort={sort}>
            {words}
          </li>
        ))}
      </ul>
    </section>
  );
}
