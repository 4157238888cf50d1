import type { Mode } from "#engine/mode.ts";
import type { Language, Text } from "#engine/text.ts";
import { invalid } from "../errors.ts";
import type { Services } from "../ports.ts";
import { autoBarred, notAttested } from "./attest.ts";
import { timeOf } from "../time/clock.ts";
import { writeMode } from "./consent.ts";
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
  services: Pick<Services, "db" | "nodes">,
  viewer: Viewer & { language: Language; name: string },
  id: string,
  choice: { mode: Mode; until?: string | undefined },
): Promise<void> {
  if (choice.until !== undefined && choice.mode !== "auto")
    throw invalid([{ place: "body.until", message: "only automatic posting has an end" }]);
  await services.db.transaction().execute(async (trx) => {
    const now = await timeOf(trx);
    if (choice.until !== undefined && Date.parse(choice.until) <= now)
      throw invalid([{ place: "body.until", message: "must be in the future" }]);
    const account = await lockOwned(trx, viewer, id);
    if (choice.mode === "auto" && (await autoBarred(services, trx, viewer.workspaceId, account)))
      throw notAttested(services.nodes.networks.get(account.network)?.card.title ?? account.network);
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
