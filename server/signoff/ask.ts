import { hash } from "node:crypto";
import { sql } from "kysely";
import type { MapDocument } from "#engine/map.ts";
import { serialise } from "#engine/serialise.ts";
import { record } from "../audit.ts";
import { conflict, forbidden, mapProblems } from "../errors.ts";
import { mailMany } from "../mail/once.ts";
import { canMail } from "../mail/settings.ts";
import { template } from "../mail/templates/sign-off.ts";
import { checkDraft } from "../maps/check.ts";
import { draftChanged } from "../maps/edit.ts";
import { findMap } from "../maps/row.ts";
import type { Services } from "../ports.ts";
import { listSigners, signOffRule, type Who } from "./rule.ts";
import { replaceWaiting, waitingOf } from "./waiting.ts";

/** Names a drawing by all that it says: the same map gives the same bytes. */
export const hashOf = (document: MapDocument): string => hash("sha256", serialise(document), "hex");

/**
 * Asks for agreement to the draft as it is, and tells those who may give it. What waited before is replaced. Throws 409 `draft_changed`, 422
 * `map_problems` where it could not go live, and 409 `nobody_signs` where nobody else may answer.
 */
export async function askSignOff(
  services: Services,
  who: Who,
  mapId: string,
  { revision, note }: { revision: number; note: string },
): Promise<void> {
  const { workspaceId, memberId } = who;
  const seen = await findMap(services.db, workspaceId, mapId);
  const { document, problems } = await checkDraft(services, workspaceId, seen.draft, mapId);
  if (problems.some(({ severity }) => severity === "error")) throw mapProblems(problems);
  const mails = await canMail(services, workspaceId);
  await services.db.transaction().execute(async (trx) => {
    const map = await findMap(trx, workspaceId, mapId, { lock: true });
    if (map.revision !== revision || map.revision !== seen.revision) throw await draftChanged(trx, map);
    const rule = await signOffRule(trx, workspaceId, { lock: true });
    if (rule.by === "off")
      throw conflict("no_sign_off", {
        en: "Versions need nobody’s agreement here: publish it.",
        fr: "Les versions n’ont besoin de l’accord de personne ici : publiez-la.",
      });
    const signers = await listSigners(trx, workspaceId, rule, memberId);
    if (signers.length === 0)
      throw conflict("nobody_signs", {
        en: "Nobody else here may agree to a version. An administrator can invite somebody, or change the rule in the settings.",
        fr: "Personne d’autre ici ne peut donner son accord. Un administrateur peut inviter quelqu’un, ou changer la règle dans les réglages.",
      });
    await replaceWaiting(trx, workspaceId, mapId);
    const { rows } = await sql<{ id: number }>`
      insert into sign_off (workspace_id, map_id, document, hash, note, asked_by)
      values (${workspaceId}, ${mapId}, ${JSON.stringify(document)}, ${hashOf(document)}, ${note}, ${memberId}) returning id`.execute(
      trx,
    );
    const { id } = rows[0]!;
    await record(trx, { ...who, action: "map.ask", subject: `map/${mapId}`, detail: { note } });
    if (!mails) return;
    const [names] = (
      await sql<{
        by: string;
        company: string;
      }>`select m.name as by, w.name as company from member m join workspace w on w.id = m.workspace_id
        where m.workspace_id = ${workspaceId} and m.id = ${memberId}`.execute(trx)
    ).rows;
    await mailMany(
      trx,
      signers
        .filter((signer) => signer.id !== memberId)
        .map((signer) => ({
          workspaceId,
          reason: `sign-off/${id}/${signer.id}`,
          to: { address: signer.email, name: signer.name },
          template,
          data: { name: signer.name, ...names!, map: map.name, id: mapId, note, answer: null },
          language: signer.language,
        })),
    );
  });
}

/** Takes back what one asked; an administrator also what another did. 409 where nothing waits. */
export async function withdrawSignOff({ db }: Pick<Services, "db">, who: Who, mapId: string): Promise<void> {
  const { workspaceId, memberId, role } = who;
  await db.transaction().execute(async (trx) => {
    await findMap(trx, workspaceId, mapId, { lock: true });
    const waiting = await waitingOf(trx, workspaceId, mapId);
    if (waiting === null) throw nothingWaits();
    if (waiting.asked_by !== memberId && role !== "admin")
      throw forbidden({
        en: "Who asked can take it back, or an administrator.",
        fr: "Seule la personne qui a demandé l’accord, ou un administrateur, peut le retirer.",
      });
    await sql`update sign_off set state = 'withdrawn' where workspace_id = ${workspaceId} and id = ${waiting.id}`.execute(
      trx,
    );
    await record(trx, { ...who, action: "map.withdraw", subject: `map/${mapId}` });
  });
}

export const nothingWaits = () =>
  conflict("no_sign_off", {
    en: "This no longer waits: it was answered, taken back or asked anew. Look at the map again.",
    fr: "Cette demande n’attend plus : elle a reçu une réponse, a été retirée ou refaite. Revoyez la carte.",
  });
