import { expect } from "vitest";
import { fieldMeta, fieldsOf } from "#engine/issue.ts";
import { ConnectError, type Login } from "#engine/network.ts";
import type { Clause } from "../clause.ts";
import type { Subject } from "../subject.ts";

/** How the kind's account is connected. */
const wayOf = ({ network: { card }, kind }: Subject) =>
  Object.values(card.connections).find(({ kinds }) => kinds.includes(kind));

export const access: Clause[] = [
  {
    name: "what opens an account tells whose it is",
    check: async (rig) => {
      const { name } = rig.network.card;
      const login = await rig.login();
      const known = rig.town.simulators.identity(name, "lea_martin", rig.kind);
      expect(login).toMatchObject({ kind: rig.kind, remoteId: known.remoteId, handle: known.handle });
      const other = await rig.login("hugo_bernard");
      expect(other.remoteId).not.toBe(login.remoteId);
    },
  },
  {
    name: "what was entered wrongly opens nothing, and says what to do",
    absent: (subject) => (wayOf(subject)?.way === "fields" ? null : "nothing is entered"),
    check: async (rig) => {
      const shown = wayOf(rig);
      if (shown?.way !== "fields") throw new Error("it has no fields");
      const right = rig.town.simulators.credentials(rig.network.card.name, "lea_martin");
      const secrets = Object.entries(fieldsOf(shown.fields)).filter(
        ([, field]) => fieldMeta(field).control === "secret",
      );
      expect(secrets.length).toBeGreaterThan(0);
      const { connection, server } = await rig.access("lea_martin");
      for (const [name] of secrets) {
        const wrong = { ...right, [name]: `${(right[name] ?? "").slice(0, -4)}zzzz` };
        const error = await connection.open!(rig.context(), wrong, server).then(
          () => new Error("it was not refused"),
          (thrown: unknown) => thrown,
        );
        expect(error).toBeInstanceOf(ConnectError);
        const { text } = error as ConnectError;
        for (const words of [text.en, text.fr]) expect(words.trim().length).toBeGreaterThan(10);
        expect(JSON.stringify(text)).not.toContain(wrong[name]);
      }
    },
  },
  {
    name: "an access that was taken back is unauthorised",
    absent: (subject) => (wayOf(subject)?.way === "none" ? "there is no access" : null),
    check: async (rig) => {
      const { name } = rig.network.card;
      const [login, sending] = [await rig.login("noah_petit"), rig.fresh()];
      rig.town.simulators.revoke(name, "noah_petit");
      const result = await rig.send(login, sending);
      expect(result.kind).toBe("unauthorised");
      expect(rig.accepted(sending)).toBe(0);
    },
  },
  {
    name: "a secret stands in no answer and no log",
    check: async (rig) => {
      const login = await rig.login();
      const secrets = secretsOf(rig, login);
      expect(secrets.length).toBeGreaterThan(0);
      const body = `you sent ${secrets.join(" and ")}`;
      for (const status of [200, 307, 400, 401, 403, 404, 422, 429, 500, 503]) {
        const result = await rig.send(login, rig.fresh(), { fault: { kind: "answer", accept: false, status, body } });
        for (const secret of secrets) expect(JSON.stringify(result), String(status)).not.toContain(secret);
      }
      for (const secret of secrets) expect(rig.town.logged()).not.toContain(secret);
    },
  },
];

/** The token, and of what was entered what the form hides. */
export function secretsOf(subject: Subject, { token, fields }: Pick<Login, "token" | "fields">): string[] {
  const shown = wayOf(subject);
  const entered =
    shown?.way === "fields"
      ? Object.entries(fieldsOf(shown.fields)).flatMap(([name, field]) =>
          fieldMeta(field).control === "secret" ? [fields[name] ?? ""] : [],
        )
      : [];
  return [token, ...entered].filter((secret) => secret.length > 7);
}
