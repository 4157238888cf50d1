import { randomUUID } from "node:crypto";
import { expect } from "vitest";
import type { AppError } from "#server/errors.ts";
import { mailPort } from "#server/mail/port.ts";
import { networkContext } from "#server/networks/bases.ts";
import { disconnect } from "#server/networks/grants/disconnect.ts";
import { refresh } from "#server/networks/grants/refresh.ts";
import type { HeldLogin } from "#server/networks/grants/login.ts";
import { sendingOf } from "#test/support/network.ts";
import type { Clause } from "../clause.ts";
import { secretsOf } from "./access.ts";
import type { Desk } from "../desk.ts";
import type { Subject } from "../subject.ts";

/** How accounts of the kind are connected. */
const wayOf = ({ network: { card }, kind }: Subject) =>
  Object.values(card.connections).find(({ kinds }) => kinds.includes(kind))?.way;
const unlessPage = (subject: Subject): string | null =>
  wayOf(subject) === "oauth" ? null : "nobody goes to a page of the network";
const unlessProven = (subject: Subject): string | null =>
  wayOf(subject) === "none" ? "nothing has to be proven" : null;

/** What a person who connects may count on: the product's own way, with its database. */
export const connecting: Clause[] = [
  {
    name: "a person connects, and can post",
    check: async (rig) => {
      const desk = await rig.desk();
      const id = await desk.connect("lea_martin");
      expect(await desk.account(id)).toMatchObject({
        state: "connected",
        member_id: rig.kind === "person" ? desk.memberId : null,
      });
      expect(await post(desk, rig, await opened(desk, id))).toBe("published");
    },
  },
  {
    name: "a no on the network's page connects nothing",
    absent: unlessPage,
    check: async (rig) => {
      const desk = await rig.desk();
      const before = await accounts(desk);
      expect(await refusal(desk.deny("hugo_bernard"))).toMatchObject({ code: "connect_denied" });
      expect(await accounts(desk)).toBe(before);
    },
  },
  {
    name: "who connects again has the same account, with a newer access",
    check: async (rig) => {
      const desk = await rig.desk();
      const first = await desk.connect("hugo_bernard");
      const { epoch } = await opened(desk, first);
      expect(await desk.connect("hugo_bernard", first)).toBe(first);
      expect((await opened(desk, first)).epoch).toBeGreaterThan(epoch);
    },
  },
  {
    name: "who signs in as somebody else is told so, and nothing changes",
    absent: unlessProven,
    check: async (rig) => {
      const desk = await rig.desk();
      const id = await desk.connect("ines_moreau");
      const before = await desk.account(id);
      const error = await refusal(desk.connect("noah_petit", id));
      expect(error.code).toBe("connect_other");
      for (const words of [error.text.en, error.text.fr]) expect(words).toContain(before.handle);
      expect(await desk.account(id)).toEqual(before);
      expect(await post(desk, rig, await opened(desk, id))).toBe("published");
    },
  },
  {
    name: "an access that ends is renewed before it is used",
    absent: unlessProven,
    check: async (rig) => {
      const { access } = await rig.access("lea_martin");
      if (access.expiresAt === null) return "its access does not end";
      const desk = await rig.desk();
      const id = await desk.connect("lea_martin");
      const { epoch } = await opened(desk, id);
      desk.world.clock.skip(access.expiresAt - rig.town.clock.now() + 60_000);
      const renewed = await opened(desk, id);
      expect(renewed.epoch).toBe(epoch + 1);
      expect(await post(desk, rig, renewed)).toBe("published");
    },
  },
  {
    name: "a network that is down costs nobody the access",
    absent: unlessProven,
    check: async (rig) => {
      const desk = await rig.desk();
      const id = await desk.connect("lea_martin");
      const { access, connection } = await rig.access("lea_martin");
      if (access.refresh === null && connection.refresh === undefined) return "its access is not renewed";
      const { epoch } = await opened(desk, id);
      desk.down(true);
      try {
        expect((await refresh(desk.world.services, desk.world.workspaceId, id, epoch)).kind).toBe("later");
      } finally {
        desk.down(false);
      }
      expect((await desk.account(id)).state).toBe("connected");
      expect((await refresh(desk.world.services, desk.world.workspaceId, id, epoch)).kind).toBe("login");
    },
  },
  {
    name: "an access that the network took back asks the person to connect again",
    absent: unlessProven,
    check: async (rig) => {
      const desk = await rig.desk();
      const id = await desk.connect("atelier_lumen");
      const { epoch } = await opened(desk, id);
      desk.world.simulators.revoke(rig.network.card.name, "atelier_lumen");
      expect((await refresh(desk.world.services, desk.world.workspaceId, id, epoch)).kind).toBe("reconnect");
      expect((await desk.account(id)).state).toBe("reconnect");
      await desk.connect("atelier_lumen", id);
      expect(await post(desk, rig, await opened(desk, id))).toBe("published");
    },
  },
  {
    name: "who leaves is forgotten here, and at the network",
    absent: unlessProven,
    check: async (rig) => {
      const desk = await rig.desk();
      const id = await desk.connect("noah_petit");
      const login = await opened(desk, id);
      const { services, workspaceId } = desk.world;
      await disconnect(services, { workspaceId, accountId: id, memberId: desk.memberId });
      expect((await desk.account(id)).state).toBe("disconnected");
      expect((await desk.login(id)).kind).toBe("reconnect");
      expect(await post(desk, rig, login)).toBe("unauthorised");
    },
  },
  {
    name: "what opens an account stands in no row and no log as it is",
    absent: unlessProven,
    check: async (rig) => {
      const desk = await rig.desk();
      const secrets = secretsOf(rig, await opened(desk, await desk.connect("lea_martin")));
      expect(secrets.length).toBeGreaterThan(0);
      const { db } = desk.world.database;
      const rows = [
        await db.selectFrom("account").selectAll().execute(),
        await db.selectFrom("network_grant").selectAll().execute(),
        await db.selectFrom("audit").selectAll().execute(),
      ];
      const kept = JSON.stringify(rows, (_name, value: unknown) =>
        value instanceof Uint8Array ? Buffer.from(value).toString("latin1") : value,
      );
      for (const secret of secrets) {
        expect(kept).not.toContain(secret);
        expect(desk.world.logged()).not.toContain(secret);
      }
    },
  },
];

/** The account's login; fails where it has none. */
async function opened(desk: Desk, accountId: string): Promise<HeldLogin> {
  const result = await desk.login(accountId);
  if (result.kind !== "login") throw new Error(`no login: ${result.kind}, ${result.reason.en}`);
  return result.login;
}

/** What becomes of a post with this login. */
async function post(desk: Desk, { network }: Subject, login: HeldLogin): Promise<string> {
  const { services, workspaceId } = desk.world;
  const context = { ...networkContext(services, network, login.server), mail: mailPort(services, workspaceId) };
  const key = randomUUID();
  const result = await network.publish(
    context,
    login,
    sendingOf({ text: `Bonjour ${key}` }, { key, madeAt: Date.now() }),
  );
  return result.kind;
}

const accounts = async ({ world }: Desk): Promise<number> =>
  (await world.database.db.selectFrom("account").select("id").execute()).length;

const refusal = (work: Promise<unknown>): Promise<AppError> =>
  work.then(
    () => Promise.reject(new Error("it was not refused")),
    (error: AppError) => error,
  );
