import pino from "pino";
import type { LanePorts, LedgerPort } from "#engine/lane.ts";
import type { Network, NetworkContext } from "#engine/network.ts";
import type { LookupPorts } from "#engine/reconcile.ts";
import { unheard } from "#server/database/bell.ts";
import type { LedgerOptions } from "#server/ledger/jobs.ts";
import { adopt, claimLost, giveUp, noteLook, takenPosts } from "#server/ledger/lost.ts";
import { wakeLane } from "#server/ledger/lanes.ts";
import { keepPreparation } from "#server/ledger/preparations.ts";
import { loginOf, toyCard } from "#test/support/network.ts";
import type { Db, Services } from "#server/ports.ts";

/** How fast the test's clocks go: a lease of a second, looks after a fraction of one. The order of the times is kept. */
export const scaled = { lease: 1_500, call: 600, freshness: 500, look: 1 / 150, pace: 0.05 };

/** Of `Services`, what the ledger uses when its ports are given. */
export function testServices(db: Db, networks: ReadonlyMap<string, Network>): Services {
  const services: Pick<Services, "db" | "bell" | "log" | "clock"> & { nodes: Pick<Services["nodes"], "networks"> } = {
    db,
    bell: unheard,
    log: pino({ level: process.env["TEST_LOG"] ?? "silent" }),
    clock: { now: Date.now },
    nodes: { networks },
  };
  return services as Services;
}

/** Where a worker can be killed or held up; each is awaited. */
export type Points = (point: Point, network: string) => Promise<void> | void;
export type Point =
  | "before the round"
  | "round under way"
  | "after the round"
  | "access opened"
  | "answer read"
  | "to be prepared"
  | "picture sent"
  | "preparation kept"
  | "look claimed"
  | "look read";

/** The ledger's ports to the test network, with a hook at each point. The account's remote id is its handle there. */
export function testOptions(
  db: Db,
  networks: ReadonlyMap<string, Network>,
  at: Points = () => undefined,
): Required<Pick<LedgerOptions, "ports" | "lookup" | "lease" | "pace">> {
  const context = {} as NetworkContext;
  const login = (accountId: string) => loginOf(toyCard("test"), { remoteId: accountId, handle: accountId, token: "t" });
  const ports = (ledger: LedgerPort): LanePorts => {
    let name = "";
    return {
      clock: { now: Date.now, monotonic: () => performance.now() },
      random: Math.random,
      freshness: scaled.freshness,
      ledger: {
        round: async (request) => {
          if (request.gate && request.settle === null) await at("before the round", name);
          const answer = ledger.round(request);
          if (request.settle !== null) await at("round under way", name);
          const known = await answer;
          if (known.gated !== null) name = known.gated.network;
          if (known.gated !== null) await at("after the round", name);
          return known;
        },
      },
      open: async (gated) => {
        const network = networks.get(gated.network)!;
        await at("access opened", gated.network);
        return {
          send: async () => {
            const result = await network.publish(context, login(gated.accountId), gated.sending);
            await at("answer read", gated.network);
            return result;
          },
        };
      },
      refresh: async () => "failed",
      preparing: {
        prepare: async (unprepared) => {
          const { accountId, sending, soFar } = unprepared;
          const network = networks.get(unprepared.network)!;
          await at("to be prepared", unprepared.network);
          const prepared = await network.prepare!(context, login(accountId), sending, soFar);
          await at("picture sent", unprepared.network);
          name = unprepared.network;
          return prepared;
        },
        keep: async (preparation) => {
          await keepPreparation(db, preparation);
          await at("preparation kept", name);
        },
      },
    };
  };
  const lookup = (ledger: LedgerPort): LookupPorts => ({
    claim: async () => {
      const claimed = await claimLost(db, 100, { hold: 1_000 });
      for (const each of claimed) await at("look claimed", each.network);
      return claimed;
    },
    note: (claimed, look) => noteLook(db, claimed, look),
    adopt: (claimed, post) => adopt(db, claimed, post),
    giveUp: (claimed) => giveUp(db, claimed),
    taken: (claimed, remoteIds) => takenPosts(db, claimed, remoteIds),
    wake: (lane) => wakeLane(db, lane, null),
    network: (name) => {
      const network = networks.get(name);
      return network === undefined ? null : { manner: network.manner, readable: network.recent !== undefined };
    },
    recent: async (claimed, since) => {
      const page =
        (await networks
          .get(claimed.network)
          ?.recent?.(context, login(claimed.accountId), since)
          .catch(() => null)) ?? null;
      await at("look read", claimed.network);
      return page;
    },
    lane: () => ports(ledger),
    pace: scaled.look,
    failed: () => undefined,
  });
  return { ports, lookup, lease: scaled.lease, pace: scaled.pace };
}
