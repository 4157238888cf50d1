import { Alert } from "@mantine/core";
import type { MapDocument } from "#engine/map.ts";
import { useWords } from "../../language.tsx";
import { faces } from "../../nodes.ts";
import { useReply } from "../../replies.ts";
import { When } from "../../ui/when.tsx";
import { useOpenMap } from "../state/map-context.ts";

/** What came meanwhile to sources that are on again, or to a map that was paused, and what it would become; nothing where nothing did. */
export function Backlog({ document }: { document: MapDocument }) {
  const { t } = useWords();
  const { detail } = useOpenMap();
  const { id, live, state } = detail;
  const paused = state === "paused";
  const off = new Set(live?.document.nodes.flatMap((node) => (node.disabled === true ? [node.id] : [])));
  const again = document.nodes.some(
    (node) => off.has(node.id) && node.disabled !== true && faces.get(node.type)?.kind === "source",
  );
  const { data } = useReply("backlog", { body: { document, map: id } }, { enabled: paused || again, keep: true });
  const waits = paused || again ? data?.backlog : null;
  if (!waits) return null;
  const { items, more, messages, accounts, had, at } = waits;
  return (
    <Alert color="honey">
      {t("publish.backlog", { items, more: String(more), paused: String(paused), timed: String(at !== null) })}{" "}
      {at !== null && (
        <>
          (<When at={at} />){" "}
        </>
      )}
      <strong>{t("publish.makes", { messages, accounts, had })}</strong>
      {!paused && <> {t("publish.backlogSkip")}</>}
    </Alert>
  );
}
