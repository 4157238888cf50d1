import { sql } from "kysely";
import { documentVersion, MapDocument } from "#engine/map.ts";
import type { Language } from "#engine/text.ts";
import { record } from "../audit.ts";
import { putLive } from "../maps/publish.ts";
import type { Db, Services, Trx } from "../ports.ts";
import { library } from "./message.ts";

const names: Record<Language, { name: string; description: string }> = {
  en: {
    name: "Calendar",
    description:
      "Sends the posts of the calendar as they were written. Drawn by Relaymap when the first was planned; pause it, and they wait.",
  },
  fr: {
    name: "Calendrier",
    description:
      "Envoie les billets du calendrier tels qu’ils sont écrits. Dessinée par Relaymap au premier billet planifié ; en pause, ils attendent.",
  },
};

/** The longest that an approval may be waited for: a post that comes too late for its own time is let go at the target. Days. */
const patience = 365;

function drawingFor(language: Language): MapDocument {
  const node = (id: string, type: string, config: object, x: number, y: number) => ({
    ...{ id, type, version: 1, config },
    position: { x, y },
  });
  const edge = (from: string, to: string) => ({
    id: `${from}-${to}`,
    from: { node: from, port: "out" },
    to: { node: to, port: "in" },
  });
  return MapDocument.parse({
    schema: documentVersion,
    ...names[language],
    nodes: [
      node("dated", library, { part: "dated" }, 0, 0),
      node("evergreen", library, { part: "evergreen" }, 0, 160),
      node("asked", library, { part: "approval" }, 0, 320),
      node(
        "approval",
        "approval",
        { who: "anyone", people: [], time: patience, unit: "days", late: "drop", note: "" },
        320,
        320,
      ),
      node("written", "as-written", {}, 640, 160),
    ],
    edges: [
      edge("dated", "written"),
      edge("evergreen", "written"),
      edge("asked", "approval"),
      edge("approval", "written"),
    ],
    // It runs as soon as something enters; this is for what a process left.
    schedule: { kind: "interval", minutes: 60 },
    // What comes here was written here: however much at once, it is no flood.
    limits: { burst: 100_000, newShare: 1, perRun: 100_000, hours: 24, spread: 0 },
  });
}

/** The map by which entries go, where the workspace has one that is not archived. */
export async function calendarMap(db: Db | Trx, workspaceId: string): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`select id from map
    where workspace_id = ${workspaceId} and house = 'calendar' and state <> 'archived'`.execute(db);
  return rows[0]?.id ?? null;
}

/** Draws it where there is none: a map as any other, that can be looked at, changed and paused. Of two that draw it at once one does. */
export async function ensureCalendar(services: Services, workspaceId: string): Promise<void> {
  if ((await calendarMap(services.db, workspaceId)) !== null) return;
  await services.db.transaction().execute(async (trx) => {
    const { rows: spoken } = await sql<{
      language: Language;
    }>`select language from member where workspace_id = ${workspaceId}
      and role = 'admin' and disabled_at is null order by created_at limit 1`.execute(trx);
    const document = drawingFor(spoken[0]?.language ?? "fr");
    const { rows } = await sql<{ id: string }>`
      insert into map (workspace_id, name, draft, house) values (${workspaceId}, ${document.name}, ${JSON.stringify(document)}::jsonb, 'calendar')
      on conflict (workspace_id, house) where house is not null and state <> 'archived' do nothing returning id`.execute(
      trx,
    );
    const [made] = rows;
    if (made === undefined) return;
    await putLive(trx, services, { workspaceId, mapId: made.id, document, note: "", by: null, signedBy: null });
    const detail = { name: document.name };
    await record(trx, { workspaceId, memberId: null, action: "map.create", subject: `map/${made.id}`, detail });
  });
}
