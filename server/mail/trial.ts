import { randomUUID } from "node:crypto";
import type { Language } from "#engine/text.ts";
import type { Reply } from "../api.ts";
import { unprocessable } from "../errors.ts";
import { choiceOf } from "./choices.ts";
import { type SenderServices, unsubscribeLink, writeParts } from "./sender.ts";
import { template } from "./templates/trial.ts";
import type { FindWay } from "./way.ts";

/** Sends an admin a mail at once, beside the outbox, and tells what the server says. 422 where mail is not set up. */
export async function tryMail(
  { db, settings }: SenderServices,
  findWay: FindWay,
  { workspaceId, address, language }: { workspaceId: string; address: string; language: Language },
): Promise<Reply<"tryMail">> {
  const way = await findWay(workspaceId);
  if (way === null) throw unprocessable("mail_not_set_up", notSetUp);
  const { name: company } = await db
    .selectFrom("workspace")
    .select("name")
    .where("id", "=", workspaceId)
    .executeTakeFirstOrThrow();
  const data = { company, host: way.host };
  const letter = template.write(data, language, { home: settings.publicUrl, signIn: null });
  const unsubscribe = unsubscribeLink(
    settings,
    await choiceOf(db, { workspaceId, address, topic: template.topic!(data) }),
  );
  const opened = await way.open();
  if ("failed" in opened)
    return { sent: false, address, host: way.host, why: opened.failed.why, answer: opened.failed.answer };
  const { session } = opened;
  try {
    const parts = await writeParts(letter, { company, language, unsubscribe, home: settings.publicUrl });
    const messageId = `${randomUUID()}@${way.from.address.split("@")[1] ?? "localhost"}`;
    const message = {
      ...parts,
      messageId,
      unsubscribe,
      from: way.from,
      replyTo: way.replyTo,
      to: { name: null, address },
    };
    const outcome = await session.send(message, () => Promise.resolve(true));
    const sent = outcome.kind === "sent";
    if (sent)
      await db
        .updateTable("mail_state")
        .set((eb) => ({
          wait_until: null,
          failures: 0,
          trouble: null,
          trouble_at: null,
          good_at: eb.fn<string>("now"),
        }))
        .where("workspace_id", "=", workspaceId)
        .execute();
    return { sent, address, host: way.host, why: outcome.kind === "sent" ? null : outcome.why, answer: outcome.answer };
  } finally {
    session.close();
  }
}

const notSetUp = {
  en: "No mail server is set up. Enter one first.",
  fr: "Aucun serveur de courrier n’est configuré. Indiquez-en un d’abord.",
};
