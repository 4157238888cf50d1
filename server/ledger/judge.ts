import { sql } from "kysely";
import type { AccountKind, Card } from "#engine/card.ts";
import { heldFor } from "#engine/crisis.ts";
import { disclosureFor, HouseRules } from "#engine/house.ts";
import type { Lane } from "#engine/lane.ts";
import type { Mode } from "#engine/mode.ts";
import { forbids, type Ruling } from "#engine/rules.ts";
import { inWorkspace } from "../database/scope.ts";
import { readLimits } from "../networks/access.ts";
import type { Services, Trx } from "../ports.ts";
import { alikeRuling, judgeAlone, saidElsewhere, takeWords } from "./alike.ts";
import { type PostColumns, postOfRow } from "./posts.ts";
import { rulesOf, stamp } from "./ruled.ts";
import { type Hold, heldBy } from "./crisis.ts";
import { moment, type SweepOptions } from "./sweeps.ts";

type Found = PostColumns & {
  part: number;
  network: string;
  kind: AccountKind;
  limits: unknown;
  terms: number;
  mode: Mode;
  rules: unknown;
  title: string;
  /** For which hold it is read, and those that stand. */
  crisis: number | null;
  holds: Hold[] | null;
};

/** Takes the words of a post where the network lets only one account say them; the ruling where another has them and that forbids it. */
async function firstToSay(
  trx: Trx,
  card: Card,
  { alike }: HouseRules,
  about: Parameters<typeof takeWords>[1],
  options: SweepOptions,
): Promise<Ruling | null> {
  if (card.alike === undefined) return null;
  await judgeAlone(trx, about);
  const by = alike.hold ? (await saidElsewhere(trx, [about], alike.hours, options)).get(about.deliveryId) : undefined;
  if (by !== undefined) return alikeRuling(card, alike, by);
  await takeWords(trx, about, options);
  return null;
}

/**
 * Holds a post against the words that nothing may go out with now (crisis.ts), and its network's rules, as they and its account are now: what none forbids is stamped for the gate, what one does
 * waits for its owner with the rule's sentence; of a thread that is partly out, what is left is judged, and ends where one forbids it. The delivery is locked: what somebody writes meanwhile is judged by itself.
 */
export async function judgePost(
  services: Pick<Services, "db" | "nodes">,
  lane: Lane,
  deliveryId: number,
  options: SweepOptions = {},
): Promise<void> {
  await inWorkspace(lane.workspaceId, () => judge(services, lane, deliveryId, options));
}

async function judge(
  services: Pick<Services, "db" | "nodes">,
  { workspaceId, accountId }: Lane,
  deliveryId: number,
  options: SweepOptions,
): Promise<void> {
  await services.db.transaction().execute(async (trx) => {
    const { rows } = await sql<Found>`
      select d.post, d.text, d.link, d.part, d.network, a.kind, a.limits, a.terms_epoch as terms, c.mode, w.rules, d.item_title as title, w.crisis,
        case when w.crisis is not null then (select json_agg(json_build_object('number', k.number, 'words', k.words) order by k.number) from crisis k
          where k.workspace_id = w.id and k.ended_at is null) end as holds
      from delivery d join account a on a.workspace_id = d.workspace_id and a.id = d.account_id join workspace w on w.id = d.workspace_id
      cross join lateral ledger_consent(d.workspace_id, d.account_id, d.topic, ${moment(options)}) c
      where d.workspace_id = ${workspaceId} and d.id = ${deliveryId} and d.account_id = ${accountId} and d.state in ('ready','retry_wait')
      for update of d`.execute(trx);
    const [row] = rows;
    const card = services.nodes.networks.get(row?.network ?? "")?.card;
    if (row === undefined) return;
    const { kind, mode, terms, crisis } = row;
    const mine = sql`workspace_id = ${workspaceId} and id = ${deliveryId}`;
    const hold = heldBy(row.holds ?? [])(postOfRow(row), row.title);
    if (hold !== null) {
      await sql`update delivery set state = 'held', reason_code = 'crisis', reason = ${JSON.stringify(heldFor(hold.word))}::jsonb, crisis = ${hold.number},
        ruled = null, settled_at = ${moment(options)} where ${mine}`.execute(trx);
      return;
    }
    if (card === undefined) {
      await sql`update delivery set ruled = ${stamp(null, terms, mode, crisis)} where ${mine}`.execute(trx);
      return;
    }
    const limits = readLimits(row.limits) ?? card.limits;
    const { parts } = postOfRow(row);
    const house = HouseRules.parse(row.rules);
    const own = row.part === 0 ? disclosureFor(house) : {};
    const about = { workspaceId, network: card.name, accountId, deliveryId, post: { parts } };
    const ruling =
      forbids(card, { parts: parts.slice(row.part) }, { kind, mode, limits, ...own }) ??
      (row.part === 0 ? await firstToSay(trx, card, house, about, options) : null);
    if (ruling === null)
      await sql`update delivery set ruled = ${stamp(rulesOf(card), terms, mode, crisis)} where ${mine}`.execute(trx);
    else
      await sql`update delivery set state = case when part = 0 then 'held' else 'published' end,
        reason_code = case when part = 0 then 'rule' else 'rest_rule' end, reason = ${JSON.stringify(ruling.message)}::jsonb,
        ruled = null, settled_at = ${moment(options)} where ${mine}`.execute(trx);
  });
}
