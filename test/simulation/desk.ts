import { looksNeeded, lookSince, type Said } from "#engine/lookup.ts";
import type { Seen } from "#engine/network.ts";
import type { Following } from "#engine/processing.ts";
import type { Claimed, Look } from "#engine/reconcile.ts";
import type { Bug } from "./bugs.ts";
import { textOf } from "./chain.ts";
import type { Delivery, Memory } from "./memory.ts";

/** What people and the reconciler do to the ledger in memory: the same as `server/ledger/{proposals,answers,lost}.ts`. */
export function makeDesk(memory: Memory, workspaceId: string, bug: Bug | null) {
  const { deliveries, move, wake, laneOf, now, attempts, accounts, maps, modeFor } = memory;

  const still = (claimed: Claimed): Delivery | null => {
    const one = deliveries.get(claimed.deliveryId)!;
    return one.state === "unknown" && one.epoch === claimed.epoch ? one : null;
  };

  const said = (one: Delivery): Said => ({ text: textOf(one, one.part), link: one.part === 0 ? one.link : null });

  /** The part at hand is there; those after it hang on its name, and are not sent without one. */
  function found(one: Delivery, code: string, remoteId: string | null, at: number): void {
    const parts = one.rest.length + 1;
    const more = one.part + 1 < parts;
    const on = more && remoteId !== null;
    if (parts > 1) one.out.push({ number: one.part, remoteId, attempts: one.attempts, at });
    if (one.part === 0) one.remoteId = remoteId ?? one.remoteId;
    one.adopted = true;
    one.leaseUntil = null;
    move(one, on ? "ready" : "published", on ? null : more ? "rest_untied" : code);
    if (!on) return;
    one.part += 1;
    one.looks = 0;
    one.lookedAt = null;
    one.prepared = null;
  }

  return {
    // Each gives whether it was done; what is too late is refused.
    approve(one: Delivery, text: string = one.text, wait = 0): boolean {
      if (one.state !== "held" || one.code !== "consent" || one.expiresAt <= now()) return false;
      if (memory.lacksCharter(accounts.get(one.accountId)!)) return false;
      one.approved = true;
      if (text !== one.text && bug !== "edit_keeps_prepared") one.prepared = null;
      one.before = text === one.text ? null : one.text;
      one.text = text;
      one.dueAt = now() + wait;
      move(one, "ready", null);
      wake(one.accountId, now());
      return true;
    },
    /** Takes the yes back, while nothing has left: it says again what it did before. */
    recall(one: Delivery): boolean {
      if (one.state !== "ready" || !one.approved || one.attempts > 0 || one.part > 0) return false;
      if (one.before != null) {
        one.text = one.before;
        one.prepared = null;
      }
      one.approved = false;
      move(one, "held", "consent");
      return true;
    },
    decline(one: Delivery): boolean {
      if (one.state !== "held" || one.code !== "consent") return false;
      move(one, "cancelled", "declined");
      one.settledAt = now();
      return true;
    },
    reconsider(one: Delivery): boolean {
      if (one.state !== "cancelled" || one.code !== "declined" || one.expiresAt <= now()) return false;
      move(one, "held", "consent");
      one.settledAt = null;
      return true;
    },
    cancel(one: Delivery): boolean {
      if (!["held", "ready", "retry_wait"].includes(one.state)) return false;
      memory.end(one, "cancelled", "cancelled");
      return true;
    },
    answer(one: Delivery, there: boolean): boolean {
      if (one.state !== "unknown") return false;
      one.settledAt = now();
      if (there) found(one, "told_there", null, one.gatedAt ?? now());
      else {
        one.resent += 1;
        one.looks = 0;
        one.lookedAt = null;
        one.dueAt = now();
        one.expiresAt = Math.max(one.expiresAt, now() + 86_400_000);
        move(one, "ready", "told_absent");
      }
      wake(one.accountId, now());
      return true;
    },
    /** What is held on a map is released to where it would have been, or cancelled. Gives how many. */
    review(mapId: string, answer: "release" | "cancel"): number {
      const held = [...deliveries.values()].filter(
        (one) => one.mapId === mapId && one.state === "held" && (one.code === "review" || one.code === "overflow"),
      );
      for (const one of held) {
        if (answer === "cancel") {
          move(one, "cancelled", "cancelled");
          one.settledAt = now();
          continue;
        }
        const account = accounts.get(one.accountId)!;
        const mode = modeFor(account, one.topic);
        one.version = maps.get(mapId)!.live;
        one.dueAt = Math.max(one.dueAt, now());
        if (account.state === "reconnect") move(one, "held", "reconnect");
        else if (mode === "paused") move(one, "held", "paused");
        else if (mode !== "auto" && !one.approved) move(one, "held", "consent");
        else if (memory.lacksCharter(account)) move(one, "held", "charter");
        else {
          move(one, "ready", null);
          wake(one.accountId, now());
        }
      }
      return held.length;
    },
    claim(): Claimed[] {
      const open = [...deliveries.values()].filter(
        (one) =>
          one.state === "unknown" && one.code !== "ask_person" && (one.leaseUntil === null || one.leaseUntil <= now()),
      );
      return open.map((one) => {
        one.leaseUntil = now() + 120_000;
        const calls = attempts.filter(
          (each) => each.deliveryId === one.id && each.part === one.part && each.outcome !== "late",
        );
        const gates = calls.length === 0 ? [one.settledAt!] : calls.map((each) => each.gatedAt);
        const { lookedAt, expiresAt } = one;
        const lost = {
          ...said(one),
          gates,
          lostAt: one.settledAt!,
          lookedAt,
          absent: bug === "one_look_is_enough" ? one.looks + 1 : one.looks,
          expiresAt,
        };
        return {
          workspaceId,
          accountId: one.accountId,
          deliveryId: one.id,
          epoch: one.epoch,
          network: one.network,
          kind: "person" as const,
          lost,
          now: now(),
        };
      });
    },
    claimProcessing(): Following[] {
      const due = [...deliveries.values()].filter((one) => one.state === "processing" && one.leaseUntil! <= now());
      return due.map((one) => {
        one.leaseUntil = now() + 60_000;
        const { id: deliveryId, accountId, epoch, network, attempts } = one;
        const plain = { workspaceId, accountId, deliveryId, epoch, network, attempts, suspected: false, day: null };
        const { tokenEpoch } = accounts.get(accountId)!;
        return { ...plain, tokenEpoch, ...memory.handOver(one, true), pending: one.processing!, now: now() };
      });
    },
    note(claimed: Claimed, look: Look): void {
      const one = still(claimed);
      if (one === null) return;
      if (look.absent) one.looks += 1;
      if (look.looked) one.lookedAt = claimed.now;
      one.leaseUntil = look.again;
    },
    adopt(claimed: Claimed, post: Seen): void {
      const one = still(claimed);
      if (one === null) return;
      found(one, "adopted", post.remoteId, post.at);
      one.settledAt = claimed.now;
      laneOf(one.accountId).nextAt = claimed.now;
    },
    giveUp(claimed: Claimed): void {
      const one = still(claimed);
      if (one === null) return;
      const sure = bug === "one_look_is_enough" || (one.autoResend && one.looks >= looksNeeded);
      if (sure && one.resent === 0 && one.expiresAt > claimed.now) {
        one.resent += 1;
        one.looks = 0;
        one.lookedAt = null;
        one.dueAt = claimed.now;
        one.leaseUntil = null;
        move(one, "ready", "resent");
        laneOf(one.accountId).nextAt = claimed.now;
      } else {
        one.code = "ask_person";
      }
    },
    taken(claimed: Claimed, remoteIds: string[]): { ids: Set<string>; rivals: Said[] } {
      const others = memory.of(claimed.accountId).filter((one) => one.id !== claimed.deliveryId);
      const since = lookSince(claimed.lost);
      const rivals = others.filter(
        ({ state, remoteId, gatedAt }) =>
          (["unknown", "sending", "processing"].includes(state) || (state === "published" && remoteId === null)) &&
          gatedAt! > since,
      );
      // Parts of which a person said that they are there.
      const told = memory
        .of(claimed.accountId)
        .flatMap((one) => one.out.map((part) => ({ ...part, text: textOf(one, part.number), link: null })))
        .filter(({ number, remoteId, at }) => remoteId === null && number > 0 && at > since);
      if (bug === "adopt_strangers") return { ids: new Set(), rivals: [] };
      const ids = others.flatMap(({ remoteId }) =>
        remoteId !== null && remoteIds.includes(remoteId) ? [remoteId] : [],
      );
      const parts = memory.of(claimed.accountId).flatMap(({ out }) => out.flatMap(({ remoteId }) => remoteId ?? []));
      const taken = [...ids, ...parts.filter((id) => remoteIds.includes(id))];
      return { ids: new Set(taken), rivals: [...rivals.map(said), ...told] };
    },
  };
}
export type Desk = ReturnType<typeof makeDesk>;
