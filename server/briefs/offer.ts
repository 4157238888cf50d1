import { sql } from "kysely";
import { clean } from "#engine/clean.ts";
import type { Body, Reply } from "../api.ts";
import { record } from "../audit.ts";
import { conflict, notFound } from "../errors.ts";
import { notify } from "../notices/notify.ts";
import type { Services } from "../ports.ts";
import type { Manager } from "../topics/change.ts";
import { lockAsked } from "./standing.ts";
import { readBrief } from "./views.ts";
import { toPerson } from "./words.ts";

type View = Reply<"getBrief">;

const becomes = { agree: "agreed", thank: "thanked", end: "ended" } as const;
const deeds = { agree: "brief.agree", thank: "brief.thank", end: "brief.end" } as const;

/**
 * A manager's answer to an offer, or the end of what was agreed; the person is told. Of two who answer at once the first one counts, and the same answer
 * sent again is there once. To whoever offered nothing there is no answer: 404, whether they said no or nothing. 409 `offer_changed` with the brief.
 */
export async function answerOffer(
  { db }: Pick<Services, "db">,
  who: Manager,
  { id, member }: { id: string; member: string },
  { answer, revision, word: given = "", due: day = null }: Body<"answerOffer">,
): Promise<View> {
  const { workspaceId, memberId } = who;
  const word = clean(given).trim();
  const due = answer === "agree" ? day : null;
  return db.transaction().execute(async (trx) => {
    const { brief, asked } = await lockAsked(trx, workspaceId, id, member);
    if (asked.state === "asked" || asked.state === "no") throw notFound();
    const state = becomes[answer];
    const told = answer === "end" ? asked.endWord : asked.reply;
    // The answer to what was sent before was lost.
    if (asked.state === state && asked.revision === revision + 1 && asked.repliedBy === memberId && told === word)
      return readBrief(trx, workspaceId, id);
    if (asked.revision !== revision || asked.state !== (answer === "end" ? "agreed" : "offered"))
      throw conflict(
        "offer_changed",
        {
          en: "Something else came of this offer meanwhile. Look at it as it is now.",
          fr: "Il est advenu autre chose de cette proposition entre-temps. Regardez où elle en est.",
        },
        await readBrief(trx, workspaceId, id),
      );
    await sql`update brief_person set state = ${state}, revision = revision + 1, replied_by = ${memberId}, replied_at = now(),
        reply = case when ${answer === "end"} then reply else ${word} end, end_word = case when ${answer === "end"} then ${word} else end_word end,
        due = case when ${answer === "end"} then due else ${due}::date end, ended_own = false
      where workspace_id = ${workspaceId} and brief_id = ${id} and member_id = ${member}`.execute(trx);
    const { name: by } = await trx
      .selectFrom("member")
      .select("name")
      .where("workspace_id", "=", workspaceId)
      .where("id", "=", memberId)
      .executeTakeFirstOrThrow();
    await record(trx, {
      ...{ ...who, action: deeds[answer], subject: `brief/${id}` },
      detail: { title: brief.title, name: asked.name },
    });
    if (member !== memberId)
      await notify(trx, {
        ...{ workspaceId, memberId: member, kind: "brief" as const, reason: `brief/${id}/${state}` },
        data: toPerson(state, by, { id, title: brief.title }, { word, due }),
      });
    return readBrief(trx, workspaceId, id);
  });
}
