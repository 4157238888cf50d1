import { randomBytes, randomUUID } from "node:crypto";
import { pino } from "pino";
import type { Fills } from "#server/mail/fill.ts";
import type { Sender } from "#server/mail/sender.ts";
import { loadTemplates } from "#server/mail/templates.ts";
import type { Message, Transport } from "#server/mail/transport.ts";
import { createMedia } from "#server/media/media.ts";
import { noticeFills } from "#server/notices/fills.ts";
import { loadNodes } from "#server/nodes.ts";
import { createOutbound } from "#server/outbound/client.ts";
import type { Services, Settings } from "#server/ports.ts";
import { testDatabase } from "#test/support/database.ts";
import { createMember, createWorkspace, type TestMember } from "#test/support/session.ts";

/** A workspace with people and proposals, and a mail server that keeps what it is handed, or is away. */
export async function openTown() {
  const database = await testDatabase();
  const { db } = database;
  const log = pino({ level: "silent" });
  const place = { host: "localhost", port: 25, tls: "starttls" as const, username: "", password: null };
  const settings = {
    ...{
      dataDir: "/nowhere",
      publicUrl: "https://relaymap.example",
      masterKey: randomBytes(32),
      allowHosts: [],
      networks: {},
    },
    mail: { ...place, fromName: "Relaymap", fromAddress: "news@example.org", replyTo: null },
  } as unknown as Settings;
  const outbound = createOutbound({ allowHosts: [], log });
  const media = createMedia({ db, outbound, settings });
  const services = { db, settings, log, outbound, media, nodes: await loadNodes() } as unknown as Services;
  const fills: Fills = noticeFills(services);
  const sent: Message[] = [];
  let server: "there" | "away" | "mute" = "there";
  let taken = (): void => undefined;
  const down = { en: "away", fr: "absent" };
  const way: Transport = {
    ...{
      host: "localhost",
      from: { name: "Relaymap", address: "news@example.org" },
      replyTo: null,
      perMinute: 1000,
      perRecipient: 1000,
    },
    open: () =>
      Promise.resolve(
        server === "away"
          ? { failed: { kind: "later", whole: true, status: null, answer: "", why: down } }
          : {
              session: {
                send: async (message, handing) => {
                  if (!(await handing())) throw new Error("not ours any more");
                  sent.push(message);
                  taken();
                  // As for a process that is killed here, nothing comes after.
                  if (server === "mute") await new Promise(() => undefined);
                  return { kind: "sent", status: 250, answer: "taken" };
                },
                close: () => undefined,
              },
            },
      ),
  };
  const sender: Sender = { services, templates: await loadTemplates(), way: () => Promise.resolve(way), fills };
  const { id: workspaceId } = await createWorkspace(db, { name: "Atelier Lumen" });

  /** Somebody with an account, who may be told at any hour. */
  async function person(name: string, wish: Record<string, unknown> = {}): Promise<TestMember & { account: string }> {
    const member = await createMember(db, workspaceId, {
      role: "ambassador",
      name,
      email: `${name.toLowerCase()}@example.org`,
    });
    await db
      .insertInto("notice_person")
      .values({
        workspace_id: workspaceId,
        member_id: member.id,
        days_off: [],
        quiet_from: null,
        quiet_to: null,
        changed_at: ago(90),
        ...wish,
      })
      .execute();
    const account = await db
      .insertInto("account")
      .values({
        workspace_id: workspaceId,
        network: "linkedin",
        remote_id: randomUUID(),
        handle: name,
        name: `${name} Martin`,
        member_id: member.id,
      })
      .returning("id")
      .executeTakeFirstOrThrow();
    return { ...member, account: account.id };
  }

  /** A post that waits for its person's yes. */
  async function proposal(account: string, title: string, more: Record<string, unknown> = {}): Promise<number> {
    const row = await db
      .insertInto("delivery")
      .values({
        ...{
          workspace_id: workspaceId,
          account_id: account,
          item_key: randomUUID(),
          item_title: title,
          state: "held",
          reason_code: "consent",
        },
        ...{ map_id: randomUUID(), version: 1, run_id: randomUUID(), node_id: "people", network: "linkedin" },
        ...{ text: `${title} #Lumiere https://atelier.example/a`, link: "https://atelier.example/a" },
        ...{ due_at: ago(0), expires_at: ago(-2), created_at: ago(0.01), ...more },
      })
      .returning("id")
      .executeTakeFirstOrThrow();
    return row.id;
  }

  return {
    ...{ db, services, sender, sent, settings, workspaceId, person, proposal },
    /** `mute`: it takes a mail and never says so. */
    serverIs: (state: typeof server) => {
      server = state;
    },
    /** When the next mail is in the server's hands. */
    handed: () => new Promise<void>((resolve) => (taken = resolve)),
    notices: (memberId: string) =>
      db
        .selectFrom("notice")
        .selectAll()
        .where("member_id", "=", memberId)
        .orderBy("made_at")
        .orderBy("delivery_id")
        .execute(),
    mails: () => db.selectFrom("mail").selectAll().where("workspace_id", "=", workspaceId).orderBy("made_at").execute(),
    close: async () => {
      await media.close();
      await outbound.close();
      await database.drop();
    },
  };
}
export type Town = Awaited<ReturnType<typeof openTown>>;

/** ISO 8601, so many days ago. */
export const ago = (days: number): string => new Date(Date.now() - days * 86_400_000).toISOString();
