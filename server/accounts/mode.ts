import type { Mode } from "#engine/mode.ts";
import type { Language, Text } from "#engine/text.ts";
import { record } from "../audit.ts";
import { invalid } from "../errors.ts";
import type { Services, Trx } from "../ports.ts";
import { lockOwned } from "./owner.ts";
import type { Viewer } from "./views.ts";

/** The sentence a person agrees to, kept word for word on the consent's receipt. */
const words: Record<Mode, Text> = {
  ask: {
    en: "Relaymap asks me before each post.",
    fr: "Relaymap me demande avant chaque publication.",
  },
  auto: {
    en: "Relaymap posts for me automatically, until I change this.",
    fr: "Relaymap publie pour moi automatiquement, jusqu’à ce que je change ce choix.",
  },
  paused: {
    en: "Relaymap posts nothing for me.",
    fr: "Relaymap ne publie rien pour moi.",
  },
};

/**
 * The owner's choice for an account, for all its topics. The consent that held is withdrawn, never overwritten: what a
 * person agreed to, when and in which words stays on record. `until` (ISO) only with `auto`, and in the future.
 */
export async function setMode(
  services: Pick<Services, "db" | "clock">,
  viewer: Viewer & { language: Language; name: string },
  id: string,
  choice: { mode: Mode; until?: string | undefined },
): Promise<void> {
  const now = services.clock.now();
  if (choice.until !== undefined && choice.mode !== "auto")
    throw invalid([{ place: "body.until", message: "only automatic posting has an end" }]);
  if (choice.until !== undefined && Date.parse(choice.until) <= now)
    throw invalid([{ place: "body.until", message: "must be in the future" }]);
  await services.db.transaction().execute(async (trx) => {
    const account = await lockOwned(trx, viewer, id);
    await writeMode(trx, viewer, account.id, choice, {
      at: new Date(now).toISOString(),
      by: viewer.memberId,
      name: viewer.name,
      account: `${account.network}:${account.handle}`,
      words: words[choice.mode][viewer.language],
      language: viewer.language,
    });
  });
}

/** Withdraws what held and writes the new choice with its receipt. */
export async function writeMode(
  trx: Trx,
  actor: { workspaceId: string; memberId: string },
  accountId: string,
  choice: { mode: Mode; until?: string | undefined },
  receipt: Record<string, unknown>,
): Promise<void> {
  const { workspaceId, memberId } = actor;
  await trx
    .updateTable("consent")
    .set((eb) => ({ withdrawn_at: eb.fn<string>("clock_timestamp") }))
    .where("workspace_id", "=", workspaceId)
    .where("account_id", "=", accountId)
    .where("withdrawn_at", "is", null)
    .execute();
  await trx
    .insertInto("consent")
    .values({
      workspace_id: workspaceId,
      account_id: accountId,
      mode: choice.mode,
      granted_by: memberId,
      ends_at: choice.until ?? null,
      receipt: JSON.stringify(receipt),
    })
    .execute();
  await record(trx, {
    workspaceId,
    memberId,
    action: "account.mode",
    subject: `account/${accountId}`,
    detail: { mode: choice.mode, ...(choice.until ? { until: choice.until } : {}) },
  });
}
