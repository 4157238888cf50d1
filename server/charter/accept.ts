import { wordsOfCharter } from "#engine/charter.ts";
import type { Language } from "#engine/text.ts";
import type { Reply } from "../api.ts";
import { conflict } from "../errors.ts";
import type { Db } from "../ports.ts";
import { inForce, readVersions, type Who } from "./state.ts";

type Receipt = Reply<"acceptCharter">["receipt"];

const changed = () =>
  conflict("charter_changed", {
    en: "The charter has changed since this page was opened. Please read the one that is in force now.",
    fr: "La charte a changé depuis l’ouverture de cette page. Merci de lire celle qui est en vigueur.",
  });

/**
 * A person says yes to the charter in force, in the words of one language; the receipt says which. The same yes twice is one. What waited for it goes on
 * by itself (`release` of server/ledger/sweeps.ts). Throws 409 where another version is in force, or none.
 */
export async function acceptCharter(
  db: Db,
  who: Who,
  { number, language }: { number: number; language: Language },
): Promise<Receipt> {
  const { workspaceId, memberId } = who;
  return db.transaction().execute(async (trx) => {
    // Held until the commit, so that nobody says yes to what is being replaced at this moment.
    await trx.selectFrom("workspace").select("id").where("id", "=", workspaceId).forKeyShare().execute();
    const [force, [version]] = [await inForce(trx, workspaceId), await readVersions(trx, workspaceId, [number])];
    if (force?.number !== number || version === undefined) throw changed();
    // No line in the log of deeds, which administrators read: whether somebody accepted is theirs to know, and the receipt says it.
    await trx
      .insertInto("charter_receipt")
      .columns(["workspace_id", "member_id", "number", "hash", "language", "accepted_at"])
      .values((eb) => ({
        workspace_id: workspaceId,
        member_id: memberId,
        number,
        hash: version.hashes[language],
        language,
        accepted_at: eb.fn<string>("clock_timestamp"),
      }))
      .onConflict((clash) => clash.doNothing())
      .execute();
    return (await receiptsOf(trx, who).where("number", "=", number).executeTakeFirstOrThrow()) as Receipt;
  });
}

const receiptsOf = (db: Pick<Db, "selectFrom">, { workspaceId, memberId }: Who) =>
  db
    .selectFrom("charter_receipt")
    .select(["number", "hash", "language", "accepted_at as acceptedAt"])
    .where("workspace_id", "=", workspaceId)
    .where("member_id", "=", memberId)
    .orderBy("number", "desc");

/** One's newest yes; null where there is none. */
export async function newestReceipt(db: Db, who: Who): Promise<Receipt | null> {
  // The column's check allows no other language.
  return ((await receiptsOf(db, who).limit(1).executeTakeFirst()) as Receipt | undefined) ?? null;
}

/** One's receipts with the words that were accepted, newest first. */
export async function listReceipts(db: Db, who: Who): Promise<Reply<"listCharterReceipts">> {
  const receipts = (await receiptsOf(db, who).limit(100).execute()) as Receipt[];
  const versions = await readVersions(
    db,
    who.workspaceId,
    receipts.map(({ number }) => number),
  );
  const named = await db
    .selectFrom("member as m")
    .innerJoin("workspace as w", "w.id", "m.workspace_id")
    .select(["m.name as person", "w.name as company"])
    .where("m.workspace_id", "=", who.workspaceId)
    .where("m.id", "=", who.memberId)
    .executeTakeFirstOrThrow();
  return {
    rows: receipts.flatMap((receipt) => {
      const version = versions.find(({ number }) => number === receipt.number);
      return version === undefined
        ? []
        : [{ ...receipt, ...named, words: wordsOfCharter(version.content[receipt.language]) }];
    }),
  };
}
