import { sql } from "kysely";
import { clean } from "#engine/clean.ts";
import type { Body, Reply } from "../api.ts";
import { askOneMore } from "../briefs/ask.ts";
import { cutRows, type Paging, readMark, writeMark } from "../database/paging.ts";
import { conflict, invalid, notFound, unprocessable } from "../errors.ts";
import { notify, type Said } from "../notices/notify.ts";
import type { Services } from "../ports.ts";
import { isUnrewarded } from "../recognition/unrewarded.ts";
import { keptDays } from "./kept.ts";

type Who = { workspaceId: string; memberId: string };
type Answer = Body<"answerTalk">;
type Row = Reply<"listTalks">["rows"][number];

/** Who said it, the latest first. */
export async function listTalks(
  services: Pick<Services, "db" | "nodes">,
  { workspaceId, memberId }: Who,
  { before, limit }: Paging,
): Promise<Reply<"listTalks">> {
  const mark = readMark(before);
  const { rows } = await sql<Omit<Row, "unrewarded"> & { mark: string }>`
    select t.id, t.address, t.words, t.said_at as at, t.answer, t.word, a.name as by, m.name, t.member_id = ${memberId}::uuid as own,
      case when b.id is not null then jsonb_build_object('id', b.id, 'title', b.title) end as brief,
      to_char(t.said_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as mark
    from talk t join member m on m.workspace_id = t.workspace_id and m.id = t.member_id and m.disabled_at is null
      left join member a on a.workspace_id = t.workspace_id and a.id = t.answered_by
      left join brief b on b.workspace_id = t.workspace_id and b.id = t.brief_id
    where t.workspace_id = ${workspaceId} and t.expires_at > now()
      and (${mark === null} or (t.said_at, t.id) < (${mark?.at ?? null}::timestamptz, ${mark?.id ?? null}::uuid))
    order by t.said_at desc, t.id desc limit ${limit + 1}`.execute(services.db);
  const page = cutRows(rows, limit, ({ mark: at, id }) => writeMark({ at, id }));
  return {
    ...page,
    rows: page.rows.map(({ mark: _mark, ...row }) => ({ ...row, unrewarded: isUnrewarded(services, row.address) })),
  };
}

/**
 * Invites who said it, or thanks them; of two who answer at once the first one counts. An invitation is a question: nothing changes for anybody who does
 * not take it up. For what happens on a network that forbids it there are no thanks. Throws 404, 409 `talk_answered`, 422 `talk_unrewarded`, and as briefs.
 */
export async function answerTalk(
  services: Pick<Services, "db" | "nodes">,
  { workspaceId, memberId }: Who,
  id: string,
  { answer, brief = null, word: given = "" }: Answer,
): Promise<void> {
  const word = clean(given).trim();
  if ((answer === "brief") !== (brief !== null))
    throw invalid([{ place: "body.brief", message: "goes with an invitation to a brief" }]);
  await services.db.transaction().execute(async (trx) => {
    const { rows } = await sql<{ member: string; address: string; answered: boolean; by: string }>`
      select t.member_id as member, t.address, t.answer is not null as answered, s.name as by
      from talk t join member m on m.workspace_id = t.workspace_id and m.id = t.member_id and m.disabled_at is null
        join member s on s.workspace_id = t.workspace_id and s.id = ${memberId}
      where t.workspace_id = ${workspaceId} and t.id = ${id} and t.expires_at > now() and t.member_id <> ${memberId} for update of t`.execute(
      trx,
    );
    const [talk] = rows;
    if (talk === undefined) throw notFound();
    if (talk.answered) throw answered();
    if (answer === "thank" && isUnrewarded(services, talk.address)) throw unrewarded();
    await sql`update talk set answer = ${answer}, word = ${word}, brief_id = ${brief}, answered_at = now(), answered_by = ${memberId},
        expires_at = now() + make_interval(days => ${keptDays.answered}::int)
      where workspace_id = ${workspaceId} and id = ${id}`.execute(trx);
    await sql`delete from notice where workspace_id = ${workspaceId} and reason = ${`talk/${id}/said`} and state = 'waiting'`.execute(
      trx,
    );
    // A brief tells whom it asks itself, once.
    if (brief !== null) await askOneMore(trx, { workspaceId, memberId }, brief, talk.member);
    else
      await notify(trx, {
        ...{ workspaceId, memberId: talk.member, kind: "brief" as const, reason: `talk/${id}/answer` },
        data: said(answer === "thank" ? "thank" : "ambassador", talk.by, word),
      });
  });
}

function said(answer: "ambassador" | "thank", by: string, word: string): Said {
  const quoted =
    word === "" ? { en: "", fr: "" } : { en: `“${word.slice(0, 240)}” `, fr: `« ${word.slice(0, 240)} » ` };
  return answer === "thank"
    ? {
        title: { en: `${by} thanks you for talking about us`, fr: `${by} vous remercie de parler de nous` },
        text: { en: `${quoted.en}Nothing else is asked of you.`, fr: `${quoted.fr}On ne vous demande rien d’autre.` },
        button: { en: "See", fr: "Voir" },
        path: "/me/followed",
      }
    : {
        title: { en: `${by} invites you to take part`, fr: `${by} vous invite à participer` },
        text: {
          en: `${quoted.en}Connect an account if you like: you are asked before each post, and stop with one tap.`,
          fr: `${quoted.fr}Reliez un compte si cela vous dit : on vous demande avant chaque publication, et vous arrêtez d’un geste.`,
        },
        button: { en: "Look at it", fr: "Regarder" },
        path: "/accounts",
      };
}

const answered = () =>
  conflict("talk_answered", {
    en: "A colleague has answered already.",
    fr: "Un collègue a déjà répondu.",
  });
const unrewarded = () =>
  unprocessable("talk_unrewarded", {
    en: "This network lets nothing be given for what people post there, not even thanks. Invite them instead, or say it in person.",
    fr: "Ce réseau n’admet aucune contrepartie à ce qui y est publié, pas même un remerciement. Invitez plutôt la personne, ou dites-le de vive voix.",
  });
