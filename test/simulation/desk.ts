import { looksNeeded, lookSince, type Said } from "#engine/lookup.ts";
import type { Seen } from "#engine/network.ts";
import type { Claimed, Look } from "#engine/reconcile.ts";
import type { Bug } from "./bugs.ts";
import type { Delivery, Memory } from "./memory.ts";

/** What people and the reconciler do to the ledger in memory: the same as `server/ledger/{proposals,answers,lost}.ts`. */
export function makeDesk(memory: Memory, workspaceId: string, bug: Bug | null) {
  const { deliveries, move, wake, laneOf, now, attempts, accounts, maps, modeFor } = memory;

  const still = (claimed: Claimed): Delivery | null => {
    const one = deliveries.get(claimed.deliveryId)!;
    return one.state === "unknown" && one.epoch === claimed.epoch ? one : null;
  };

  return {
    // Each gives whether it was done; what is too late is refused.
    approve(one: Delivery, text: string = one.text): boolean {
      if (one.state !== "held" || one.code !== "consent" || one.expiresAt <= now()) return false;
      one.approved = true;
      if (text !== one.text && bug !== "edit_keeps_prepared") one.prepared = null;
      one.text = text;
      one.dueAt = now();
      move(one, "ready", null);
      wake(one.accountId, now());
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
      move(one, "cancelled", "cancelled");
      one.settledAt = now();
      return true;
    },
    answer(one: Delivery, there: boolean): boolean {
      if (one.state !== "unknown") return false;
      one.settledAt = now();
      if (there) {
        one.adopted = true;
        move(one, "published", "told_there");
      } else {
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
        const calls = attempts.filter((each) => each.deliveryId === one.id && each.outcome !== "late");
        const gates = calls.length === 0 ? [one.settledAt!] : calls.map((each) => each.gatedAt);
        const { text, link, lookedAt, expiresAt } = one;
        const lost = {
          text,
          link,
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
          lost,
          now: now(),
        };
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
      move(one, "published", "adopted");
      one.adopted = true;
      one.remoteId = post.remoteId;
      one.settledAt = claimed.now;
      one.leaseUntil = null;
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
      const rivals = others.filter(
        ({ state, remoteId, gatedAt }) =>
          (state === "unknown" || state === "sending" || (state === "published" && remoteId === null)) &&
          gatedAt! > lookSince(claimed.lost),
      );
      if (bug === "adopt_strangers") return { ids: new Set(), rivals: [] };
      const ids = others.flatMap(({ remoteId }) =>
        remoteId !== null && remoteIds.includes(remoteId) ? [remoteId] : [],
      );
      return { ids: new Set(ids), rivals };
    },
  };
}
export type Desk = ReturnType<typeof makeDesk>;
