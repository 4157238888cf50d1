import { sql } from "kysely";
import { z } from "zod";
import { mailOnce } from "../mail/once.ts";
import { kinds } from "./kinds.ts";
import { Said } from "./notify.ts";
import type { Way } from "./way.ts";

const Topic = z.strictObject({ name: z.string(), title: z.strictObject({ en: z.string(), fr: z.string() }) });
/** What the row of a mail holds: whom and what it is about. What it says is found when it goes (fills.ts). */
export const Asked = z.strictObject({
  topic: Topic,
  member: z.uuid(),
  notice: z.uuid(),
  deliveries: z.array(z.int()),
  news: z.boolean(),
  said: Said.nullable(),
});
export type Asked = z.infer<typeof Asked>;

/** What has a mail of its own; the others say their sentence. */
const templates = {
  proposal: "proposal",
  important: "proposal",
  digest: "week",
  plan: "planned",
  report: "report",
} as const satisfies Partial<Record<keyof typeof kinds, string>>;
const templateOf = (kind: keyof typeof kinds): string =>
  kind in templates ? templates[kind as keyof typeof templates] : "notice";

export const byMail: Way = {
  name: "mail",
  reaches: async (trx, { workspaceId, email }) => {
    const { rows } =
      await sql`select from mail_parked where workspace_id = ${workspaceId} and address = ${email}`.execute(trx);
    return rows.length === 0;
  },
  send: async (trx, person, { id, kind, deliveries, news, said, expires }) => {
    const { workspaceId, memberId, email, name, language, now } = person;
    const topic = { name: `notice/${kind}`, title: kinds[kind] };
    const { rows } = await sql`
      select from mail_choice where workspace_id = ${workspaceId} and address = ${email} and topic = ${topic.name} and stopped_at is not null`.execute(
      trx,
    );
    if (rows.length > 0) return false;
    const lasts = Math.max(60, Math.min(Math.ceil((expires - now) / 1000), 7 * 86_400));
    return mailOnce(trx, {
      workspaceId,
      reason: `notice/${id}`,
      to: { address: email, name },
      template: { name: templateOf(kind), topic: (asked) => asked.topic, data: Asked, lasts },
      data: { topic, member: memberId, notice: id, deliveries: [...deliveries], news, said },
      language,
    });
  },
};
