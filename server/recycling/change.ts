import { sql } from "kysely";
import { bareText } from "#engine/evergreen.ts";
import { clean } from "#engine/clean.ts";
import { titleOf, writtenMost } from "#engine/written.ts";
import type { Body, Reply } from "../api.ts";
import { record } from "../audit.ts";
import { checkEntry } from "../entries/check.ts";
import type { Who } from "../entries/may.ts";
import { findEntry, type Row } from "../entries/row.ts";
import { isError, problems } from "../entries/save.ts";
import { conflict, notFound, unprocessable } from "../errors.ts";
import type { Services, Trx } from "../ports.ts";
import { readEvergreen } from "./views.ts";

type View = Reply<"saveEvergreen">;
type Working = Pick<Services, "db" | "nodes" | "settings">;

/** The company's alone: what somebody wrote for themselves is theirs to say again. */
async function lock(trx: Trx, who: Who, id: string): Promise<Row> {
  const row = await findEntry(trx, who, id, { lock: true });
  if (row === null || row.owner !== null) throw notFound();
  return row;
}

const placeOf = ({ nodes }: Pick<Services, "nodes">, { workspaceId }: Who) => ({
  workspaceId,
  networks: nodes.networks,
});

/** Lets an entry come back, or changes how. What it waited for is looked at anew. Throws 404, 422 `same_words`, `entry_approval`, `of_scenario`. */
export async function saveEvergreen(
  services: Working,
  who: Who,
  id: string,
  { gap, months, ends, of }: Body<"saveEvergreen">,
): Promise<View> {
  const { workspaceId, memberId } = who;
  return services.db.transaction().execute(async (trx) => {
    const row = await lock(trx, who, id);
    if (row.approval) throw needsYes();
    if (row.step !== null) throw ofScenario();
    const key = of == null ? null : clean(of);
    if (key !== null) await checkAnew(trx, workspaceId, key, row);
    await sql`insert into evergreen as g (workspace_id, entry_id, gap_days, months, ends, of_key, set_by)
      values (${workspaceId}, ${id}, ${gap}, ${[...new Set(months)].toSorted((a, b) => a - b)}::smallint[], ${ends}::date, ${key}, ${memberId})
      on conflict (workspace_id, entry_id) do update set gap_days = excluded.gap_days, months = excluded.months, ends = excluded.ends,
        of_key = coalesce(excluded.of_key, g.of_key), set_by = excluded.set_by, set_at = clock_timestamp(), rests = null, looked_at = null`.execute(
      trx,
    );
    await sql`update entry set evergreen = true where workspace_id = ${workspaceId} and id = ${id} and not evergreen`.execute(
      trx,
    );
    await record(trx, { workspaceId, memberId, action: "entry.evergreen", subject: `entry/${id}` });
    return readEvergreen(trx, placeOf(services, who), id);
  });
}

/** A second life wants words of its own: those that were out are not said again. */
async function checkAnew(trx: Trx, workspaceId: string, key: string, { written }: Row): Promise<void> {
  const { rows } = await sql<{
    text: string;
  }>`select distinct coalesce(post->'parts'->0->>'text', text, '') as text from delivery
    where workspace_id = ${workspaceId} and item_key = ${key} and state = 'published' limit 500`.execute(trx);
  const said = new Set(rows.map(({ text }) => bareText(text)));
  if (written.words.some(({ text }) => said.has(bareText(text)))) throw sameWords();
}

/** Writes another wording behind the others. Throws 404, 409 `too_many`, 422 `same_words`, `entry_problems`. */
export async function addWording(
  services: Working,
  who: Who,
  id: string,
  { text, for: network = null }: Body<"addWording">,
): Promise<View> {
  const { workspaceId, memberId } = who;
  const said = clean(text).trim();
  const seen = await findEntry(services.db, who, id);
  if (seen === null) throw notFound();
  const given = { ...seen.written, words: [...seen.written.words, { text: said, for: network }] };
  if (given.words.length > writtenMost.words) throw tooMany();
  const { at: _past, ...rest } = seen;
  const { findings } = await checkEntry(services, who, { ...rest, at: null, until: null, written: given });
  const own = findings.filter((one) => one.place === `words.${given.words.length - 1}` && isError(one));
  if (own.length > 0) throw problems(own);
  return services.db.transaction().execute(async (trx) => {
    const row = await lock(trx, who, id);
    const words = [...row.written.words, { text: said, for: network }];
    if (words.length > writtenMost.words) throw tooMany();
    if (row.written.words.some((one) => one.for === network && bareText(one.text) === bareText(said)))
      throw sameWords();
    const written = { ...row.written, words };
    await sql`update entry set written = ${JSON.stringify(written)}::jsonb, title = ${titleOf(written)}, revision = revision + 1,
      changed_by = ${memberId}, updated_at = clock_timestamp() where workspace_id = ${workspaceId} and id = ${id}`.execute(
      trx,
    );
    await sql`update evergreen set rests = null, looked_at = null
      where workspace_id = ${workspaceId} and entry_id = ${id} and rests = 'words'`.execute(trx);
    const view = await readEvergreen(trx, placeOf(services, who), id);
    await record(trx, { workspaceId, memberId, action: "entry.reword", subject: `entry/${id}` });
    return view;
  });
}

/** It does not come back any more. What is planned of it is a draft again; what entered goes its way. Throws 404. */
export async function endEvergreen({ db }: Pick<Services, "db">, who: Who, id: string): Promise<void> {
  const { workspaceId, memberId } = who;
  await db.transaction().execute(async (trx) => {
    const row = await lock(trx, who, id);
    const { numAffectedRows } =
      await sql`delete from evergreen where workspace_id = ${workspaceId} and entry_id = ${id}`.execute(trx);
    if (numAffectedRows === 0n) return;
    await sql`update entry set evergreen = false, revision = revision + 1, updated_at = clock_timestamp()
      ${row.round > 0 ? sql`, state = case when state = 'planned' then 'draft' else state end, enter_at = null` : sql``}
      where workspace_id = ${workspaceId} and id = ${id}`.execute(trx);
    await record(trx, { workspaceId, memberId, action: "entry.unevergreen", subject: `entry/${id}` });
  });
}

const sameWords = () =>
  unprocessable("same_words", {
    en: "These words were out already. Nobody should publish them twice: say it in another way.",
    fr: "Ces mots ont déjà été publiés. Personne ne doit les publier deux fois : dites-le autrement.",
  });
const tooMany = () =>
  conflict("too_many", {
    en: `It has ${writtenMost.words} wordings already, and that is all it can have.`,
    fr: `Il a déjà ${writtenMost.words} formulations : c’est le maximum.`,
  });
const needsYes = () =>
  unprocessable("entry_approval", {
    en: "Somebody has to approve this post each time, so it does not come back by itself. Take the approval out of it first.",
    fr: "Ce billet doit être approuvé à chaque fois : il ne revient pas de lui-même. Retirez-lui d’abord l’approbation.",
  });
const ofScenario = () =>
  unprocessable("of_scenario", {
    en: "A scenario wrote this post, and says when it comes. Write a new one for the library.",
    fr: "Un scénario a écrit ce billet et dit quand il part. Écrivez-en un autre pour la bibliothèque.",
  });
