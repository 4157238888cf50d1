import { sql } from "kysely";
import { clean } from "#engine/clean.ts";
import type { Author } from "#engine/item.ts";
import type { Language, Text } from "#engine/text.ts";
import { record } from "../audit.ts";
import { conflict, notFound, unprocessable } from "../errors.ts";
import { ensureReceived } from "../inbox/brought.ts";
import { takeBack } from "../inbox/store.ts";
import { forgetCues } from "../cues/forget.ts";
import type { Services, Trx } from "../ports.ts";
import { readerOf } from "./reader.ts";
import { mostAccounts, sourceKey, type } from "./type.ts";

type Who = { workspaceId: string; memberId: string };

/** What a person agrees to; kept with the account as it was read. */
export const consentWords = (company: string): Text => ({
  en: `This account is mine. From now on ${company} may read what I publish there in public, show it to those who run its programme and, after a manager’s yes, repost it or thank me for it. I may take this back at any time: reading ends at once, and what waits is dropped.`,
  fr: `Ce compte est le mien. À partir de maintenant, ${company} peut lire ce que j’y publie publiquement, le montrer aux personnes qui animent le programme et, après l’accord d’un responsable, le repartager ou m’en remercier. Je peux revenir sur cet accord à tout moment : la lecture cesse aussitôt, et ce qui attend est écarté.`,
});

/**
 * A person says that the company may follow a public account of theirs. It is tried first: what cannot be read is no promise. Throws 422 with what to do,
 * 409 where it is followed already or is connected here by somebody else.
 */
export async function agreeToFollow(
  services: Services,
  who: Who & { language: Language },
  address: string,
): Promise<{ id: string }> {
  const { workspaceId, memberId, language } = who;
  const read = await readerOf(services, address);
  return services.db.transaction().execute(async (trx) => {
    // One after the other in a workspace, or two taps would pass the bound; its row is not locked: gates wait for that.
    await sql`select pg_advisory_xact_lock(hashtextextended(${`colleagues/${workspaceId}`}, 0))`.execute(trx);
    const { rows } = await sql<{ company: string; own: number; taken: boolean }>`
      select w.name as company, (select count(*)::int from colleague_account c where c.workspace_id = w.id and c.member_id = ${memberId} and c.ended_at is null) as own,
        exists(select from colleague_account c where c.workspace_id = w.id and c.key = ${read.key} and c.ended_at is null) as taken
      from workspace w where w.id = ${workspaceId}`.execute(trx);
    const { company, own, taken } = rows[0]!;
    if (taken) throw followed();
    if (own >= mostAccounts) throw tooMany();
    if (read.author !== null && (await isOthers(trx, who, read.author))) throw others();
    const title = clean(read.title);
    const receipt = { text: consentWords(company)[language], language, address: read.address };
    const made = await trx
      .insertInto("colleague_account")
      .values({
        ...{ workspace_id: workspaceId, member_id: memberId, type: read.type, version: read.version, key: read.key },
        ...{
          config: JSON.stringify(read.config),
          address: clean(read.address),
          title,
          receipt: JSON.stringify(receipt),
        },
      })
      .returning("id")
      .executeTakeFirstOrThrow();
    await ensureReceived(trx, services.nodes, workspaceId, type, {});
    await record(trx, {
      ...{ workspaceId, memberId, action: "colleague.agree", subject: `colleague/${made.id}` },
      detail: { title },
    });
    return made;
  });
}

/** Whether a colleague, or the company, has connected that account here. */
async function isOthers(trx: Trx, { workspaceId, memberId }: Who, { network, account }: Author): Promise<boolean> {
  const { rows } =
    await sql`select from account where workspace_id = ${workspaceId} and network = ${network} and (lower(handle) = lower(${account}) or remote_id = ${account})
    and state <> 'disconnected' and member_id is distinct from ${memberId}::uuid limit 1`.execute(trx);
  return rows.length > 0;
}

/** The person takes their consent back. Once more changes nothing. Throws 404. */
export async function stopFollowing(services: Pick<Services, "db">, who: Who, id: string): Promise<void> {
  await services.db.transaction().execute(async (trx) => {
    const found = await lock(trx, who.workspaceId, id);
    if (found === undefined || found.memberId !== who.memberId) throw notFound();
    if (found.ended) return;
    await end(trx, who.workspaceId, [id], "person");
    await record(trx, {
      ...{ workspaceId: who.workspaceId, memberId: who.memberId, action: "colleague.withdraw" },
      ...{ subject: `colleague/${id}`, detail: { title: found.title } },
    });
  });
}

/** Who runs the programme lets an account go: one that is somebody else's, or is about other things. Its person sees it. Throws 404. */
export async function dropFollowed(services: Pick<Services, "db">, who: Who, id: string): Promise<void> {
  await services.db.transaction().execute(async (trx) => {
    const found = await lock(trx, who.workspaceId, id);
    if (found === undefined) throw notFound();
    if (found.ended) return;
    await end(trx, who.workspaceId, [id], "company");
    await record(trx, {
      ...{ workspaceId: who.workspaceId, memberId: who.memberId, action: "colleague.drop" },
      ...{ subject: `colleague/${id}`, detail: { title: found.title } },
    });
  });
}

/** Somebody leaves: nothing of theirs is read any more, in the transaction of the leaving. */
export async function endFollowing(trx: Trx, { workspaceId, memberId }: Who): Promise<void> {
  const { rows } = await sql<{ id: string }>`select id from colleague_account
    where workspace_id = ${workspaceId} and member_id = ${memberId} and ended_at is null order by id for update`.execute(
    trx,
  );
  if (rows.length > 0)
    await end(
      trx,
      workspaceId,
      rows.map(({ id }) => id),
      "left",
    );
}

async function lock(trx: Trx, workspaceId: string, id: string) {
  return trx
    .selectFrom("colleague_account")
    .select(["member_id as memberId", "title"])
    .select(sql<boolean>`ended_at is not null`.as("ended"))
    .where("workspace_id", "=", workspaceId)
    .where("id", "=", id)
    .forUpdate()
    .executeTakeFirst();
}

/**
 * From the commit on nothing of these accounts is read, what waits and was made of them is dropped with the reason, and the words that were read
 * are forgotten. What went out stays on its network.
 */
async function end(trx: Trx, workspaceId: string, ids: string[], by: "person" | "company" | "left"): Promise<void> {
  await sql`update colleague_account set ended_at = clock_timestamp(), ended_by = ${by}, cursor = '{}', error = null
    where workspace_id = ${workspaceId} and id = any(${ids}::uuid[])`.execute(trx);
  const { rows } = await sql<{ source: string; keys: string[] }>`
    select s.id as source, array_agg(c.key) as keys from colleague_item c
      join source s on s.workspace_id = c.workspace_id and s.key = ${sourceKey}
    where c.workspace_id = ${workspaceId} and c.colleague_id = any(${ids}::uuid[]) and c.taken group by 1`.execute(trx);
  for (const { source, keys } of rows) {
    await takeBack(trx, { workspaceId, sourceId: source }, keys);
    await forgetCues(trx, { workspaceId, sourceId: source }, keys);
    await sql`update item set data = jsonb_build_object('version', data->'version', 'key', key, 'source', '—', 'kind', 'post', 'title', '—', 'text', '—', 'summary', '')
      where workspace_id = ${workspaceId} and source_id = ${source} and key = any(${keys}::text[])`.execute(trx);
  }
}

const followed = () =>
  conflict("followed", {
    en: "This account is followed already. If it is yours and a colleague named it, tell whoever runs the programme.",
    fr: "Ce compte est déjà suivi. S’il est à vous et qu’un collègue l’a indiqué, dites-le à la personne qui anime le programme.",
  });
const others = () =>
  conflict("not_yours", {
    en: "This account is connected here by somebody else: only they can let the company follow it.",
    fr: "Ce compte a été relié ici par quelqu’un d’autre : cette personne seule peut laisser l’entreprise le suivre.",
  });
const tooMany = () =>
  unprocessable("too_many_followed", {
    en: `${mostAccounts} accounts of yours are followed already. Take one back first.`,
    fr: `${mostAccounts} de vos comptes sont déjà suivis. Retirez-en un d’abord.`,
  });
