import { sql } from "kysely";
import { record } from "../audit.ts";
import { conflict, forbidden, mapProblems } from "../errors.ts";
import { mailOnce } from "../mail/once.ts";
import { canMail } from "../mail/settings.ts";
import { template } from "../mail/templates/sign-off.ts";
import { checkDraft } from "../maps/check.ts";
import { putLive } from "../maps/publish.ts";
import { findMap, readDocument } from "../maps/row.ts";
import type { Services, Trx } from "../ports.ts";
import { hashOf, nothingWaits } from "./ask.ts";
import { maySign, signOffRule, type Signer, type Who } from "./rule.ts";
import { type Waiting, waitingOf } from "./waiting.ts";

type Answer = { id: number; hash: string; yes: boolean; word: string };

/**
 * Answers what waits. A yes makes exactly that drawing live, whatever became of the draft since: what was looked at, what was asked and what is
 * published have one hash. A no sends it back with words. Who asked hears of both. Throws 403 for who may not, 409 where it waits no more.
 */
export async function answerSignOff(services: Services, who: Who, mapId: string, answer: Answer): Promise<void> {
  const { workspaceId, memberId } = who;
  const seen = await waitingOf(services.db, workspaceId, mapId);
  await findMap(services.db, workspaceId, mapId);
  if (seen === null || seen.id !== answer.id || seen.hash !== answer.hash) throw nothingWaits();
  if (!answer.yes && answer.word === "")
    throw conflict("no_word", {
      en: "Say in a few words what should change.",
      fr: "Dites en quelques mots ce qui devrait changer.",
    });
  const { document, problems } = await checkDraft(services, workspaceId, seen.document, mapId);
  const mails = await canMail(services, workspaceId);
  await services.db.transaction().execute(async (trx) => {
    const map = await findMap(trx, workspaceId, mapId, { lock: true });
    const waiting = await waitingOf(trx, workspaceId, mapId);
    if (waiting === null || waiting.id !== answer.id) throw nothingWaits();
    if (!maySign(await signOffRule(trx, workspaceId, { lock: true }), who, waiting.asked_by))
      throw forbidden({
        en: "Another person has to agree to this version.",
        fr: "C’est à une autre personne de donner son accord à cette version.",
      });
    let number: number | null = null;
    if (answer.yes) {
      if (problems.some(({ severity }) => severity === "error")) throw mapProblems(problems);
      // The form of a step may have changed with the server: then this is no longer what was looked at.
      if (hashOf(document) !== waiting.hash || hashOf(readDocument(waiting.document)) !== waiting.hash)
        throw conflict("sign_off_changed", {
          en: "This drawing has another form since the server was renewed. Ask for agreement again.",
          fr: "Ce dessin a une autre forme depuis la mise à jour du serveur. Redemandez l’accord.",
        });
      number = await putLive(trx, services, {
        workspaceId,
        mapId,
        document,
        note: waiting.note,
        by: waiting.asked_by,
        signedBy: memberId,
      });
    }
    await sql`update sign_off set state = ${answer.yes ? "yes" : "back"}, word = ${answer.word}, answered_by = ${memberId}, answered_at = now(), number = ${number}
      where workspace_id = ${workspaceId} and id = ${waiting.id}`.execute(trx);
    const detail = answer.yes ? { number, by: waiting.by ?? "" } : { word: answer.word, by: waiting.by ?? "" };
    await record(trx, {
      ...who,
      action: answer.yes ? "map.agree" : "map.back",
      subject: `map/${mapId}`,
      detail,
    });
    if (mails && waiting.asked_by !== memberId) await tell(trx, who, { id: mapId, name: map.name }, waiting, answer);
  });
}

/** Who asked hears what was said; where they are still here. */
async function tell(
  trx: Trx,
  { workspaceId, memberId }: Who,
  map: { id: string; name: string },
  waiting: Waiting,
  { yes, word }: Answer,
): Promise<void> {
  const { rows } = await sql<Signer & { company: string; by: string }>`
    select m.id, m.name, m.email, m.language, w.name as company, b.name as by from member m join workspace w on w.id = m.workspace_id
    join member b on b.workspace_id = m.workspace_id and b.id = ${memberId}
    where m.workspace_id = ${workspaceId} and m.id = ${waiting.asked_by} and m.disabled_at is null`.execute(trx);
  const [asker] = rows;
  if (asker === undefined) return;
  await mailOnce(trx, {
    workspaceId,
    reason: `sign-off/${waiting.id}/answer`,
    to: { address: asker.email, name: asker.name },
    template,
    data: {
      name: asker.name,
      by: asker.by,
      company: asker.company,
      map: map.name,
      id: map.id,
      note: yes ? "" : word,
      answer: yes ? "yes" : "back",
    },
    language: asker.language,
  });
}
