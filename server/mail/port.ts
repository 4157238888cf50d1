import type { MailPort } from "#engine/mailing.ts";
import type { Language } from "#engine/text.ts";
import type { Services } from "../ports.ts";
import { mailMany } from "./once.ts";
import { canMail } from "./settings.ts";
import { template } from "./templates/post.ts";

/** What a connector may use to mail a post to a list: the workspace's outbox. */
export const mailPort = (services: Pick<Services, "db" | "settings">, workspaceId: string): MailPort => ({
  post: async ({ key, list, to, text, link, language, card }) => {
    if (!(await canMail(services, workspaceId))) return { kind: "closed", reason: notSetUp };
    const { db } = services;
    const workspace = await db
      .selectFrom("workspace as w")
      .leftJoin("member as m", (join) => join.onRef("m.workspace_id", "=", "w.id").on("m.role", "=", "admin"))
      .select(["w.name", "m.language"])
      .where("w.id", "=", workspaceId)
      .orderBy("m.created_at")
      .limit(1)
      .executeTakeFirstOrThrow();
    const spoken = (language ?? workspace.language ?? "en").slice(0, 2).toLowerCase();
    const data = { list: list.name, topic: list.handle, company: workspace.name, text, link, card };
    const tongue: Language = spoken === "fr" ? "fr" : "en";
    const mails = to.map((address) => ({
      workspaceId,
      // The same key and address again is the same mail.
      reason: `post/${key}/${address}`,
      to: { address },
      template,
      data,
      language: tongue,
    }));
    await db.transaction().execute((trx) => mailMany(trx, mails));
    return { kind: "taken", mails: mails.length };
  },
});

const notSetUp = {
  en: "No mail server is set up. An administrator enters one under Settings → Mail; the post waits.",
  fr: "Aucun serveur de courrier n’est configuré. Un administrateur l’indique sous Réglages → E-mails ; le message attend.",
};
