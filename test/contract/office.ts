import type { MailPort } from "#engine/mailing.ts";
import { mailPort } from "#server/mail/port.ts";
import { sendDue } from "#server/mail/sender.ts";
import { loadTemplates } from "#server/mail/templates.ts";
import { createWays } from "#server/mail/way.ts";
import type { SimulatorOptions } from "#server/simulators/start.ts";
import { openWorld, type World } from "../networks/world.ts";

/** Simulated networks with the product's outbox beside them, for what is mailed. */
export type Office = World & {
  mail: MailPort;
  /** Sends what waits in the outbox, as the server's own sender does. */
  deliver: () => Promise<void>;
};

export async function openOffice(options: Partial<SimulatorOptions> = {}): Promise<Office> {
  const world = await openWorld(options);
  const { services, workspaceId } = world;
  const sender = { services, templates: await loadTemplates(), way: createWays(services) };
  return {
    ...world,
    mail: mailPort(services, workspaceId),
    deliver: async () => {
      await world.database.db.updateTable("mail").set({ called_at: null }).execute();
      while ((await sendDue(sender, workspaceId)) > 0);
    },
  };
}
