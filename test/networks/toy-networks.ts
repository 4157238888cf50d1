import { z } from "zod";
import { afterError, afterRefusal, readAnswer } from "#engine/answer.ts";
import { type Access, ConnectError, type Network, type NetworkContext } from "#engine/network.ts";
import { toyCard } from "#test/support/network.ts";

const Me = z.object({
  id: z.string(),
  name: z.string(),
  pages: z.array(z.object({ id: z.string(), name: z.string(), token: z.string() })),
});
const title = { en: "Toy", fr: "Jouet" };

async function ask(context: NetworkContext, path: string, token: string, body?: string) {
  const headers = { authorization: `Bearer ${token}`, "content-type": "application/x-www-form-urlencoded" };
  const init = body === undefined ? { method: "GET", headers } : { method: "POST", headers, body };
  const answer = await readAnswer(await context.fetch(context.apiBase + path, init));
  return { status: answer.status, answer, value: JSON.parse(answer.body ?? "null") as unknown };
}

const refused = new ConnectError({ en: "The sign-in is over.", fr: "La connexion est terminée." });

async function longer(context: NetworkContext, access: Access): Promise<Access | null> {
  const { status, value } = await ask(context, "/longer", access.token, "");
  if (status === 401) return null;
  if (status !== 200) throw new Error(`HTTP ${status}`);
  const { token, days } = z.object({ token: z.string(), days: z.number() }).parse(value);
  return { ...access, token, expiresAt: context.now() + days * 86_400_000 };
}

const publish: Network["publish"] = async (context, login, { part }) => {
  try {
    const { status, answer, value } = await ask(context, "/posts", login.token, part.text);
    if (status !== 200) return afterRefusal("Toy", answer, { token: login.token, words: null, until: null });
    return { kind: "published", status, raw: "", remoteId: z.object({ id: z.string() }).parse(value).id, url: null };
  } catch (error) {
    return afterError("Toy", error, login.token);
  }
};

const common = {
  manner: "blind",
  apiBase: "https://toy.example",
  webBase: "https://toy.example",
  budget: { account: { calls: 100, seconds: 60 }, app: null },
} as const;

/** One sign-in opens several pages. */
export const pages: Network = {
  ...common,
  card: toyCard("pages", {
    kinds: { page: { title, can: ["post"] } },
    connections: {
      login: { title, help: title, kinds: ["page"], way: "oauth", app: "entered" },
      other: { title, help: title, kinds: ["page"], way: "oauth", app: "entered" },
    },
  }),
  connections: {
    login: {
      oauth: (web, api) => ({
        authorize: `${web}/authorize`,
        token: `${api}/token`,
        revoke: null,
        scopes: ["pages", "posts"],
        scopeSeparator: ",",
        secretIn: "form",
        pkce: false,
      }),
      extend: async ({ context, access }) => {
        const extended = await longer(context, access);
        if (extended === null) throw refused;
        return extended;
      },
      accounts: async ({ context, access }) => {
        const { status, value } = await ask(context, "/me", access.token);
        if (status === 401) throw refused;
        if (status !== 200) throw new Error(`HTTP ${status}`);
        const me = Me.parse(value);
        return {
          subject: me.id,
          name: me.name,
          accounts: me.pages.map(({ id, name, token }) => {
            return { remoteId: id, handle: name, name, avatar: null, url: null, kind: "page" as const, token };
          }),
        };
      },
      refresh: async ({ context, access }) => {
        const extended = await longer(context, access);
        return extended === null ? { kind: "dead" } : { kind: "renewed", access: extended };
      },
      revoke: async ({ context, access }) => (await ask(context, "/revoke", access.token, "")).status === 200,
      revokesAll: true,
    },
    other: {
      oauth: (web, api) => ({
        authorize: `${web}/authorize`,
        token: `${api}/token`,
        revoke: null,
        scopes: ["other"],
        secretIn: "form",
      }),
      accounts: async () => ({ subject: "nobody", accounts: [] }),
    },
  },
  publish,
};

/** Connected by what is entered. */
export const byKey: Network = {
  ...common,
  card: toyCard("keys", {
    kinds: { channel: { title, can: ["post"] } },
    connections: {
      key: {
        title,
        help: title,
        kinds: ["channel"],
        way: "fields",
        fields: z.strictObject({
          name: z
            .string()
            .min(1)
            .max(40)
            .meta({ label: { en: "Name", fr: "Nom" } }),
          key: z
            .string()
            .min(8)
            .max(100)
            .meta({ label: { en: "Key", fr: "Clé" }, control: "secret" }),
        }),
      },
    },
  }),
  connections: {
    key: {
      open: async (context, fields) => {
        const { status } = await ask(context, "/key", "", new URLSearchParams(fields).toString());
        if (status === 403)
          throw new ConnectError({ en: "This key opens nothing.", fr: "Cette clé n’ouvre rien." }, "key");
        if (status !== 200) throw new Error(`HTTP ${status}`);
        return { token: "", refresh: null, expiresAt: null, scopes: [], fields };
      },
      accounts: async ({ access }) => {
        const name = access.fields?.["name"] ?? "";
        const account = {
          remoteId: `ch-${name}`,
          handle: name,
          name,
          avatar: null,
          url: null,
          kind: "channel" as const,
        };
        return { subject: `ch-${name}`, accounts: [account] };
      },
    },
  },
  publish,
};
