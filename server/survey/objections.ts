import { sql } from "kysely";
import { clean } from "#engine/clean.ts";
import { fearNames } from "#engine/survey.ts";
import type { Text } from "#engine/text.ts";
import type { Body, Reply } from "../api.ts";
import { record } from "../audit.ts";
import { notFound, unprocessable } from "../errors.ts";
import type { Db } from "../ports.ts";
import type { Manager } from "../topics/change.ts";
import { shipped } from "./shipped.ts";

/** The company's own: a page that is longer is not read. */
const most = 40;

/** What one language lacks is said in the other. */
const either = ({ en, fr }: Text): Text => ({ en: en === "" ? fr : en, fr: fr === "" ? en : fr });
const cleaned = ({ en, fr }: Text): string => JSON.stringify({ en: clean(en), fr: clean(fr) });

/** The company's own first: they are about this place. */
export async function listObjections(db: Db, workspaceId: string): Promise<Reply<"listObjections">> {
  const { rows } = await sql<{ id: string; ask: Text; answer: Text }>`
    select id, ask, answer from objection where workspace_id = ${workspaceId} order by made_at, id limit ${most}`.execute(
    db,
  );
  return {
    rows: [
      ...rows.map(({ id, ask, answer }) => ({
        ...{ id, ask: either(ask), answer: either(answer) },
        own: { ask, answer },
      })),
      ...fearNames.map((id) => ({ id, ...shipped[id], own: null })),
    ],
  };
}

type Own = Body<"addObjection">;
const titleOf = ({ ask }: Own): string => (ask.en === "" ? ask.fr : ask.en).slice(0, 200);

/** Throws 422 `too_many_objections`. */
export async function addObjection(db: Db, who: Manager, own: Own): Promise<Reply<"addObjection">> {
  const { workspaceId } = who;
  return db.transaction().execute(async (trx) => {
    const { rows } = await sql<{ id: string }>`
      insert into objection (workspace_id, ask, answer) select ${workspaceId}::uuid, ${cleaned(own.ask)}::jsonb, ${cleaned(own.answer)}::jsonb
      where (select count(*) from objection where workspace_id = ${workspaceId}) < ${most} returning id`.execute(trx);
    const [made] = rows;
    if (made === undefined)
      throw unprocessable("too_many_objections", {
        en: `There are ${most} of your own already. Take one away, or put two together.`,
        fr: `Vous en avez déjà ${most}. Retirez-en une, ou réunissez-en deux.`,
      });
    await record(trx, {
      ...who,
      action: "objection.add",
      subject: `objection/${made.id}`,
      detail: { title: titleOf(own) },
    });
    return { id: made.id };
  });
}

/** Throws 404. */
export async function changeObjection(db: Db, who: Manager, id: string, own: Own): Promise<void> {
  await db.transaction().execute(async (trx) => {
    const { numAffectedRows } =
      await sql`update objection set ask = ${cleaned(own.ask)}::jsonb, answer = ${cleaned(own.answer)}::jsonb
      where workspace_id = ${who.workspaceId} and id = ${id}`.execute(trx);
    if (numAffectedRows !== 1n) throw notFound();
    await record(trx, {
      ...who,
      action: "objection.change",
      subject: `objection/${id}`,
      detail: { title: titleOf(own) },
    });
  });
}

/** Throws 404. */
export async function deleteObjection(db: Db, who: Manager, id: string): Promise<void> {
  await db.transaction().execute(async (trx) => {
    const { rows } =
      await sql<Own>`delete from objection where workspace_id = ${who.workspaceId} and id = ${id} returning ask, answer`.execute(
        trx,
      );
    if (rows[0] === undefined) throw notFound();
    await record(trx, {
      ...who,
      action: "objection.delete",
      subject: `objection/${id}`,
      detail: { title: titleOf(rows[0]) },
    });
  });
}
