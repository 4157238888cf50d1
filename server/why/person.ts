import { sql } from "kysely";
import type { DeliveryState } from "#engine/delivery.ts";
import { markOf, type Mark } from "#engine/mark.ts";
import type { Post } from "#engine/post.ts";
import { reasonText } from "#engine/reasons.ts";
import type { Text } from "#engine/text.ts";
import type { Reply } from "../api.ts";
import { reasonOf } from "../ledger/chain.ts";
import { postOfRow } from "../ledger/posts.ts";
import { goesOutAt } from "../ledger/views.ts";
import type { Db } from "../ports.ts";
import type { Cause } from "./cause.ts";
import type { Paced } from "./pace.ts";

type Setting = NonNullable<Reply<"why">["answer"]["setting"]>;

/** Whose account somebody asks about. */
export type Person = {
  id: string;
  network: string;
  name: string;
  avatar: string | null;
  member: string | null;
  /** What they are called in a sentence. */
  called: string;
  state: string;
  former: boolean;
  since: string;
  until: string | null;
  mode: string;
  /** When the pause ends. */
  pauseEnds: string | null;
};

/** Null where the workspace has no such account. */
export async function findPerson(db: Db, workspaceId: string, account: string): Promise<Person | null> {
  const { rows } = await sql<Person>`
    select a.id, a.network, a.name, a.avatar, a.member_id as member, coalesce(m.name, a.name) as called, a.state, a.former, a.created_at as since,
      a.disconnected_at as until, c.mode, c.ends_at as "pauseEnds"
    from account a left join member m on m.workspace_id = a.workspace_id and m.id = a.member_id
    cross join lateral ledger_consent(a.workspace_id, a.id, '', now()) c
    where a.workspace_id = ${workspaceId} and a.id = ${account}`.execute(db);
  return rows[0] ?? null;
}

/** Of a person's accounts the one that an item has most to do with: that was given it, else that was left out, else one that is connected. Null where they have none. */
export async function accountOf(db: Db, workspaceId: string, member: string, key: string): Promise<string | null> {
  const { rows } = await sql<{ id: string }>`
    select a.id from account a where a.workspace_id = ${workspaceId} and a.member_id = ${member}
    order by exists (select from delivery d where d.workspace_id = ${workspaceId} and d.account_id = a.id and d.item_key = ${key}) desc,
      exists (select from drop g where g.workspace_id = ${workspaceId} and g.item_key = ${key} and g.account_id = a.id) desc,
      a.state = 'disconnected', a.network, a.id limit 1`.execute(db);
  return rows[0]?.id ?? null;
}

export type Sent = {
  id: number;
  map: string;
  mapName: string;
  run: string;
  version: number;
  node: string;
  state: DeliveryState;
  code: string | null;
  reason: Text | null;
  made: string;
  due: string;
  expires: string;
  published: string | null;
  approved: string | null;
  settled: string | null;
};

/** What an account was given of an item, the newest first: a step, or a person, may give it once more. */
export async function sentTo(db: Db, workspaceId: string, account: string, key: string): Promise<Sent[]> {
  type Row = Sent & { part: number; post: unknown; text: string | null; link: string | null };
  const { rows } = await sql<Row>`
    select d.id, d.map_id as map, coalesce(m.name, '') as "mapName", d.run_id as run, d.version, d.node_id as node, d.state, d.reason_code as code, d.reason,
      d.created_at as made, case when d.state in ('ready','retry_wait') then ${goesOutAt} else d.due_at end as due, d.expires_at as expires,
      d.published_at as published, d.approved_at as approved, d.settled_at as settled, d.part, case when d.reason_code like 'rest\\_%' then d.post end as post,
      null as text, null as link
    from delivery d left join map m on m.workspace_id = d.workspace_id and m.id = d.map_id
    left join lane l on l.workspace_id = d.workspace_id and l.account_id = d.account_id
    where d.workspace_id = ${workspaceId} and d.account_id = ${account} and d.item_key = ${key} order by d.id desc limit 20`.execute(
    db,
  );
  return rows.map(({ part, post, text, link, ...row }) => ({
    ...row,
    reason: whyOf({ ...row, part }, postOfRow({ post, text, link })),
  }));
}

const whyOf = ({ code, reason, part }: Pick<Sent, "code" | "reason"> & { part: number }, post: Post): Text | null =>
  reasonOf({ reasonCode: code, reason, part }, post);

const paceDecides: Text = {
  en: "The account’s days off, quiet hours and shares of the day, week and month left no room for it in time.",
  fr: "Les jours sans publication, les heures calmes et les plafonds du compte ne lui ont pas laissé de place à temps.",
};

export type Circumstances = {
  /** The network's own title. */
  network: string;
  /** Everything is stopped. */
  stopped: boolean;
  /** What people answered is not told: the workspace gives nobody figures about one person, and it is not they who ask. */
  hidden: boolean;
  /** What the account's owner set about days, hours and shares. */
  paced?: Paced;
};

/** Why a delivery stands as it does, and where that is decided. Pure. */
export function causeOfSent(
  person: Person,
  sent: Sent,
  { network, stopped, hidden, paced }: Circumstances,
): { cause: Cause; setting: Setting | null; mark: Mark } {
  const name = person.called;
  const account: Setting = { kind: "account", account: person.id };
  const map: Setting = { kind: "map", map: sent.map };
  const tell = (cause: Cause, setting: Setting | null = null) => ({
    cause,
    setting,
    mark: markOf(sent.state, sent.code),
  });
  const own = { more: sent.reason };
  switch (sent.state) {
    case "published":
      if (sent.code?.startsWith("rest_") === true) return tell({ code: "partly", name, network, ...own });
      return tell({ code: "published", name, network, at: sent.published ?? sent.settled ?? sent.due, ...own });
    case "unknown":
      return tell({ code: "check", name, network, ...own });
    case "rejected":
      return tell({ code: sent.code === "duplicate" ? "duplicate" : "refused", name, network, ...own });
    case "expired":
      // Who was asked, and said nothing, gave no yes; whatever else kept it does not need one.
      if (sent.approved === null && person.member !== null && person.mode !== "auto")
        return tell(
          hidden ? { code: "asked_private", name } : { code: "expired_asked", name, at: sent.expires },
          account,
        );
      return paced?.sets === true
        ? tell({ code: "expired", name, at: sent.expires, more: paceDecides }, account)
        : tell({ code: "expired", name, at: sent.expires }, map);
    case "cancelled":
      return cancelled();
    case "held":
      return held();
    default: {
      if (stopped) return tell({ code: "stopped", name, network, at: sent.due });
      const put = paced?.putOff.get(sent.id);
      return put === undefined
        ? tell({ code: "coming", name, network, at: sent.due, ...own })
        : tell({ code: "put_off", name, network, ...put, ...own }, account);
    }
  }

  function cancelled() {
    switch (sent.code) {
      case "declined":
        return tell({ code: hidden ? "asked_private" : "declined", name });
      case "cancelled":
        return tell({ code: "cancelled", name });
      case "left":
      case "disconnected":
        return tell(
          person.former
            ? { code: "left", at: person.until }
            : { code: "disconnected", name, network, at: person.until },
          account,
        );
      case "archived":
        return tell({ code: "map_archived", name, map: sent.mapName });
      default:
        return tell({ code: "ended", name, more: sent.reason ?? reasonText("cancelled")! }, map);
    }
  }

  function held() {
    switch (sent.code) {
      case "consent":
        if (hidden) return tell({ code: "asked_private", name });
        return tell({ code: "asked", name, at: sent.made, until: sent.expires }, account);
      case "paused":
        return tell({ code: "paused", name, network, ends: person.pauseEnds, until: sent.expires }, account);
      case "charter":
        return tell({ code: "charter", name });
      case "reconnect":
        return tell({ code: "reconnect", name, network, ...own }, account);
      case "map_paused":
        return tell({ code: "map_paused", name, map: sent.mapName }, map);
      case "rule":
        return tell({ code: "rule", name, ...own }, { kind: "tab", tab: "rules" });
      case "target_off":
      case "picture":
        return tell(
          { code: "held", name, more: sent.reason! },
          { kind: "step", map: sent.map, node: sent.node, field: null },
        );
      default:
        return tell({ code: "held", name, more: sent.reason ?? reasonText("review")! }, map);
    }
  }
}
