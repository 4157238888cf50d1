import { createHash, randomBytes, randomUUID } from "node:crypto";
import type { MapDocument } from "#engine/map.ts";
import { hashOf } from "#server/inbox/receive.ts";
import { choiceOf, choiceToken } from "#server/mail/choices.ts";
import { mailOnce } from "#server/mail/once.ts";
import { park } from "#server/mail/outbox.ts";
import { linkOf, linkToken } from "#server/notices/link.ts";
import { template as trial } from "#server/mail/templates/trial.ts";
import type { Services } from "#server/ports.ts";
import { png } from "#test/support/pictures.ts";
import { opened } from "./doors.ts";
import {
  aimed,
  another,
  asked,
  briefed,
  followedOf,
  letGo,
  offered,
  suggested,
  cuedOf,
  telling,
  written,
} from "./made.ts";

export type Things = Awaited<ReturnType<typeof opened>> & {
  map: string;
  folder: string;
  topic: string;
  team: string;
  audience: string;
  objective: string;
  /** A key of a site that tells, and a click on the link of the delivery. */
  conversionKey: string;
  outcome: string;
  click: string;
  campaign: string;
  run: string;
  source: string;
  /** A source that receives, and the unguessable part of its address. */
  hook: string;
  address: string;
  account: string;
  delivery: number;
  /** A question about an item, which no longer waits. */
  approval: number;
  drop: number;
  /** The key of the item that was let go. */
  let: string;
  /** What the map puts before people, with that picture. */
  offer: number;
  /** What the owner brought in, for a topic that they feed. */
  suggestion: string;
  /** A draft of the owner's, and a time of the week of the account. */
  entry: string;
  slot: string;
  /** A post of the company's that comes back. */
  evergreen: string;
  /** What volunteers are asked, and the owner, who offered to do it; nobody where it is the company's. */
  brief: string;
  volunteer: string;
  hold: number;
  /** A round of the survey that is closed, and an objection of the company's own. */
  round: number;
  objection: string;
  /** A public account of the owner's that the company may follow; nobody's where it is the company's. */
  followed: string;
  /** A post that the owner is asked to comment on. */
  cue: number;
  /** A lesson of the company's own, a draft. */
  lesson: string;
  secret: string;
  /** A mail that was refused, and the token of a link to unsubscribe. */
  mail: string;
  choice: string;
  /** A device of the owner's that shows notices; nothing where it is the company's. */
  device: string;
  /** One more session of the owner's; nothing where it is the company's. */
  session: string;
  /** The token that opens the proposal for its owner; empty where it is the company's. */
  link: string;
  /** A stored picture that the delivery shows, and an address at which it was found, marked. */
  medium: string;
  picture: { address: string; mark: string };
};

/** A map over one feed to one account. */
export const sampleMap = (name = "Actualités"): MapDocument & Record<string, unknown> => ({
  schema: 1,
  name,
  description: "",
  nodes: [
    {
      id: "feed",
      type: "rss",
      version: 1,
      title: "",
      config: { url: "https://blog.example.org/feed.xml" },
      position: { x: 0, y: 0 },
    },
    {
      id: "lea",
      type: "ambassadors",
      version: 1,
      title: "",
      config: { networks: [], topics: [] },
      position: { x: 300, y: 0 },
    },
  ],
  edges: [{ id: "wire", from: { node: "feed", port: "out" }, to: { node: "lea", port: "in" } }],
  schedule: { kind: "interval", minutes: 15 },
  missed: "latest",
  first: { kind: "skip" },
  limits: { burst: 20, newShare: 0.5, perRun: 500, hours: 24, resend: false, spread: 1 },
});

let count = 0;
const dot = png();

/** One of each thing that a route names by its id: a live map with a run, its source, a source that receives, an account of `owner` with a proposal, a secret. */
export async function createThings(
  { db, vault, media, settings }: Pick<Services, "db" | "vault" | "media" | "settings">,
  workspaceId: string,
  owner: string | null,
  options: { state?: "held" | "unknown" | "ready" } = {},
): Promise<Things> {
  count += 1;
  const secret = `page:${count}`;
  const sealed = await vault.seal(workspaceId, `secret/${secret}`, "canary-value");
  const accountId = randomUUID();
  const token = await vault.seal(workspaceId, `account/${accountId}/token`, "canary-token");
  const document = JSON.stringify(sampleMap());
  const medium = await media.keep(workspaceId, await dot);
  const picture = `https://blog.example.org/${count}.png`;
  const later = new Date(Date.now() + 86_400_000).toISOString();
  return db.transaction().execute(async (trx) => {
    const insert = { workspace_id: workspaceId };
    await trx
      .insertInto("secret")
      .values({ ...insert, name: secret, sealed })
      .execute();
    const map = await trx
      .insertInto("map")
      .values({ ...insert, name: "Actualités", draft: document, state: "live", live_version: 1 })
      .returning("id")
      .executeTakeFirstOrThrow();
    const folder = await trx
      .insertInto("map_folder")
      .values({ ...insert, name: `Dossier ${count}` })
      .returning("id")
      .executeTakeFirstOrThrow();
    await trx
      .insertInto("version")
      .values({ ...insert, map_id: map.id, number: 1, document })
      .execute();
    const source = await trx
      .insertInto("source")
      .values({
        ...insert,
        type: "rss",
        key: `rss https://blog.example.org/${count}`,
        config: JSON.stringify({ url: "http://127.0.0.1:9/feed" }),
      })
      .returning("id")
      .executeTakeFirstOrThrow();
    const address = randomBytes(32).toString("base64url");
    const hook = await trx
      .insertInto("source")
      .values({
        ...insert,
        type: "webhook-in",
        key: `webhook-in:hook ${count}`,
        config: JSON.stringify({ name: `hook ${count}`, proof: "address", secret: null }),
        received: true,
        baseline_at: new Date().toISOString(),
        address_hash: hashOf(address),
        sealed_address: token,
        address_at: new Date().toISOString(),
      })
      .returning("id")
      .executeTakeFirstOrThrow();
    await trx
      .insertInto("map_offset")
      .values({ ...insert, map_id: map.id, source_id: source.id, seq: 0 })
      .execute();
    const run = await trx
      .insertInto("run")
      .values({
        ...insert,
        map_id: map.id,
        version: 1,
        due_at: new Date(Date.now() - 1000).toISOString(),
        cause: "schedule",
        state: "done",
        finished_at: new Date().toISOString(),
      })
      .returning("id")
      .executeTakeFirstOrThrow();
    const account = await trx
      .insertInto("account")
      .values({
        ...insert,
        id: accountId,
        network: "x",
        remote_id: `r${count}`,
        handle: `lea_${count}`,
        name: "Léa",
        member_id: owner,
        sealed_token: token,
      })
      .returning("id")
      .executeTakeFirstOrThrow();
    const delivery = await trx
      .insertInto("delivery")
      .values({
        ...insert,
        account_id: account.id,
        item_key: `https://blog.example.org/${count}`,
        map_id: map.id,
        version: 1,
        run_id: run.id,
        node_id: "lea",
        network: "x",
        state: options.state ?? "held",
        reason_code: (options.state ?? "held") === "held" ? "consent" : null,
        text: "Bonjour",
        link: "https://blog.example.org/1",
        item_title: "Bonjour",
        due_at: new Date().toISOString(),
        expires_at: later,
      })
      .returning("id")
      .executeTakeFirstOrThrow();
    await trx
      .updateTable("run")
      .set({ first_delivery: delivery.id, last_delivery: delivery.id })
      .where("id", "=", run.id)
      .execute();
    const approval = await trx
      .insertInto("approval")
      .values({ ...insert, map_id: map.id, node_id: "ask", item_key: `https://blog.example.org/${count}` })
      .returning("id")
      .executeTakeFirstOrThrow();
    const suggestion = owner === null ? randomUUID() : await suggested(trx, workspaceId, owner, count);
    const drop = await letGo(trx, workspaceId, { map: map.id, run: run.id, account: account.id, count });
    await trx
      .insertInto("medium_use")
      .values({ ...insert, delivery_id: delivery.id, medium_id: medium.id })
      .execute();
    const hash = createHash("sha256").update(picture).digest();
    const offer = await offered(trx, workspaceId, { map: map.id, run: run.id, picture, count });
    await trx
      .insertInto("medium_address")
      .values({ ...insert, hash, address: picture, medium_id: medium.id })
      .execute();
    const reason = `trial/${randomUUID()}`;
    const to = { address: "lea@example.org" };
    await mailOnce(trx, { workspaceId, reason, to, template: trial, data: trial.sample("fr"), language: "fr" });
    const mail = await trx
      .updateTable("mail")
      .set({ state: "refused" })
      .where("reason", "=", reason)
      .returning("id")
      .executeTakeFirstOrThrow();
    await park(trx, { workspaceId, address: "gone@example.org", answer: "550 no such user" });
    const link =
      owner === null
        ? ""
        : linkToken(
            settings,
            await linkOf(trx, { workspaceId, memberId: owner, deliveryId: delivery.id, expiresAt: later }),
          );
    const given = {
      endpoint: `https://push.example/${count}`,
      p256dh: "B".repeat(87),
      auth: "A".repeat(22),
      label: "",
    };
    const device =
      owner === null
        ? ""
        : (
            await trx
              .insertInto("push_device")
              .values({ ...insert, member_id: owner, ...given })
              .returning("id")
              .executeTakeFirstOrThrow()
          ).id;
    const session = owner === null ? "" : await another(trx, workspaceId, owner);
    const choice = await choiceOf(trx, { ...to, workspaceId, topic: { name: "trial", title: trial.title } });
    return {
      ...(await opened(trx, settings, { workspaceId, count })),
      mail: mail.id,
      link,
      device,
      session,
      choice: choiceToken(settings, choice),
      medium: medium.id,
      picture: { address: picture, mark: media.mark(workspaceId, picture) },
      approval: approval.id,
      drop,
      let: `none-${count}`,
      suggestion,
      cue: await cuedOf(trx, workspaceId, owner, count),
      followed: owner === null ? randomUUID() : await followedOf(trx, workspaceId, owner, count),
      ...(await written(trx, workspaceId, { owner, account: account.id })),
      ...(await aimed(trx, workspaceId, count)),
      ...(await briefed(trx, workspaceId, owner)),
      ...(await asked(trx, workspaceId, count)),
      ...(await telling(trx, { vault, settings }, workspaceId, { map: map.id, delivery: delivery.id })),
      offer,
      map: map.id,
      folder: folder.id,
      run: run.id,
      source: source.id,
      hook: hook.id,
      address,
      account: account.id,
      delivery: delivery.id,
      secret,
    };
  });
}
