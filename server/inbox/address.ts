import { randomBytes } from "node:crypto";
import { sql } from "kysely";
import { secretFields } from "#engine/secret.ts";
import { type Actor, record } from "../audit.ts";
import { invalid, notFound, unprocessable } from "../errors.ts";
import type { Services, Trx } from "../ports.ts";
import { calledIn, type SourceSettings, sourceSettings } from "./map-sources.ts";
import { hashOf } from "./receive.ts";

type Addressing = Pick<Services, "db" | "vault" | "nodes" | "settings">;

/** Where things are sent to. `since`: when it was made or renewed. */
export type Address = { id: string; url: string; since: string; maps: { id: string; name: string }[] };

const placeOf = (sourceId: string) => `source/${sourceId}/address`;

/**
 * The address of the source that a node's settings name, made at the first question: it can be given to a sender, and tried,
 * before the map is published. Throws 400 where the settings do not parse, 422 where they lack something or nothing is sent to
 * such a source.
 */
export async function sourceAddress(
  services: Addressing,
  actor: Actor,
  input: { type: string; config: unknown },
): Promise<Address> {
  const settings = addressable(services, input);
  const { workspaceId } = actor;
  const found = await services.db.transaction().execute((trx) => keep(trx, workspaceId, settings));
  if (found.sealed_address !== null) return view(services, workspaceId, found.id);
  return make(services, actor, found.id, "source.address");
}

/** A new address in place of the one before, which ends at once. 404 for a source that has none. */
export async function renewAddress(services: Addressing, actor: Actor, sourceId: string): Promise<Address> {
  const source = await services.db
    .selectFrom("source")
    .select("received")
    .where("workspace_id", "=", actor.workspaceId)
    .where("id", "=", sourceId)
    .executeTakeFirst();
  if (source?.received !== true) throw notFound();
  return make(services, actor, sourceId, "source.renew");
}

function addressable({ nodes }: Addressing, { type, config }: { type: string; config: unknown }): SourceSettings {
  const manifest = nodes.manifests.get(type);
  if (manifest?.kind !== "source" || manifest.receives !== "address")
    throw unprocessable("no_address", {
      en: "Nothing is sent to a source of this kind.",
      fr: "On n’envoie rien à une source de ce type.",
    });
  const parsed = manifest.config.safeParse(config);
  if (!parsed.success)
    throw invalid(
      parsed.error.issues.map(({ path, message }) => ({
        place: ["body.config", ...path.map(String)].join("."),
        message,
      })),
    );
  // A secret may come later; without a name the address would be of no source in particular.
  const later = secretFields(manifest);
  const lacks = (manifest.check?.(parsed.data) ?? []).filter(({ severity }) => severity === "error");
  const lack = lacks.find(({ field }) => !later.includes(field));
  if (lack !== undefined) throw unprocessable(lack.code, lack.message);
  return sourceSettings(nodes, type, parsed.data);
}

/** The source, made where it is new. While no live map reads it, it is as the drawing says; then as it was published. */
async function keep(
  trx: Trx,
  workspaceId: string,
  { type, key, version, config, title }: SourceSettings,
): Promise<{ id: string; sealed_address: Buffer | null }> {
  const { rows } = await sql<{ id: string; sealed_address: Buffer | null }>`
    insert into source (workspace_id, type, key, config, version, title, received, baseline_at)
    values (${workspaceId}, ${type}, ${key}, ${JSON.stringify(config)}::jsonb, ${version}, ${calledIn(workspaceId, title)}, true, now())
    on conflict (workspace_id, key) do update set
      title = case when ${isRead} then source.title else excluded.title end,
      config = case when ${isRead} then source.config else excluded.config end,
      version = case when ${isRead} then source.version else excluded.version end
    returning id, sealed_address`.execute(trx);
  return rows[0]!;
}

const isRead = sql<boolean>`exists (select from map_offset o
  join map on map.workspace_id = o.workspace_id and map.id = o.map_id and map.state = 'live'
  where o.workspace_id = source.workspace_id and o.source_id = source.id)`;

async function make(
  services: Addressing,
  actor: Actor,
  sourceId: string,
  action: "source.address" | "source.renew",
): Promise<Address> {
  const { db, vault } = services;
  const { workspaceId } = actor;
  const address = randomBytes(32).toString("base64url");
  const sealed = await vault.seal(workspaceId, placeOf(sourceId), address);
  await db.transaction().execute(async (trx) => {
    // Of two who ask first at the same moment both are told the one that was made.
    const made =
      await sql`update source set address_hash = ${hashOf(address)}, sealed_address = ${sealed}, address_at = clock_timestamp()
      where workspace_id = ${workspaceId} and id = ${sourceId} and (address_hash is null or ${action === "source.renew"})`.execute(
        trx,
      );
    if (Number(made.numAffectedRows ?? 0) > 0) await record(trx, { ...actor, action, subject: `source/${sourceId}` });
  });
  return view(services, workspaceId, sourceId);
}

async function view({ db, vault, settings }: Addressing, workspaceId: string, id: string): Promise<Address> {
  const { rows } = await sql<{ sealed: Buffer; since: string; maps: Address["maps"] }>`
    select sealed_address as sealed, address_at as since,
      coalesce((select jsonb_agg(jsonb_build_object('id', map.id, 'name', map.name) order by map.name, map.id) from map_offset o
        join map on map.workspace_id = o.workspace_id and map.id = o.map_id and map.state <> 'archived'
        where o.workspace_id = source.workspace_id and o.source_id = source.id), '[]') as maps
    from source where workspace_id = ${workspaceId} and id = ${id} and sealed_address is not null`.execute(db);
  const row = rows[0];
  if (row === undefined) throw notFound();
  const address = await vault.open(workspaceId, placeOf(id), row.sealed);
  return { id, url: `${settings.publicUrl}/api/in/${address}`, since: row.since, maps: row.maps };
}
