import { z } from "zod";
import type { Text } from "#engine/text.ts";
import type { Role } from "#engine/role.ts";
import { api, type Reply, type Route } from "../api.ts";
import { figuresSentence } from "../mine/figures.ts";

/** Something of a person that a reply may tell somebody else. */
export type Fact = "accounts" | "choice" | "posts" | "words" | "answers" | "topics" | "address" | "deeds";

/**
 * By which fields a reply tells it, all of them in one object; and how that is said. A field that comes or goes changes the sentence with it: nobody
 * has to remember.
 */
const facts: Record<Fact, { fields: string[]; said: Text }> = {
  accounts: {
    fields: ["network", "handle", "member", "state"],
    said: { en: "which accounts you connected", fr: "les comptes que vous avez reliés" },
  },
  choice: {
    fields: ["mode", "modeUntil", "member"],
    said: {
      en: "whether each asks you, posts by itself or is paused",
      fr: "si chacun vous demande, publie seul ou est en pause",
    },
  },
  posts: {
    fields: ["account", "text", "publishedAt"],
    said: { en: "what was proposed to them and what went out", fr: "ce qui leur a été proposé et ce qui est parti" },
  },
  // As posts: what somebody wrote is an entry of theirs until it enters (entries/message.ts), and then a post as any other.
  words: {
    fields: ["account", "text", "publishedAt"],
    said: {
      en: "what you write here for accounts of your own, from ten minutes before its time",
      fr: "ce que vous écrivez ici pour vos propres comptes, dès dix minutes avant son heure",
    },
  },
  answers: {
    fields: ["account", "state", "reasonCode"],
    said: { en: "which proposals you declined", fr: "les propositions que vous avez refusées" },
  },
  topics: {
    fields: ["follows", "teams"],
    said: { en: "your topics and teams", fr: "vos thèmes et vos équipes" },
  },
  address: { fields: ["email", "role", "disabled"], said: { en: "your e-mail address", fr: "votre adresse e-mail" } },
  deeds: {
    fields: ["by", "action", "subject"],
    said: { en: "the log of what you did here", fr: "le journal de ce que vous avez fait ici" },
  },
};

/** What somebody of a role can read of others, by the routes that are open to it and what their replies hold. */
export function factsFor(role: Role, table: Readonly<Record<string, Route>> = api): Fact[] {
  const told = new Set<Fact>();
  for (const { access, reply, method } of Object.values(table)) {
    if (method !== "GET" || typeof access === "string" || !access.includes(role)) continue;
    for (const fact of factsIn(reply)) told.add(fact);
  }
  return (Object.keys(facts) as Fact[]).filter((fact) => told.has(fact));
}

/** What a reply tells, by its own fields. */
export function factsIn(reply: z.ZodType): Fact[] {
  const objects = objectsOf(z.toJSONSchema(reply, { io: "output", unrepresentable: "any", reused: "inline" }));
  return (Object.keys(facts) as Fact[]).filter((fact) =>
    objects.some((fields) => facts[fact].fields.every((field) => fields.has(field))),
  );
}

/** The fields of every object in a schema. */
function objectsOf(schema: unknown): Set<string>[] {
  if (schema === null || typeof schema !== "object") return [];
  const own =
    "properties" in schema && schema.properties !== null && typeof schema.properties === "object"
      ? [new Set(Object.keys(schema.properties))]
      : [];
  return [...own, ...Object.values(schema).flatMap(objectsOf)];
}

/** The table does not change while the process runs. */
let read: { managers: Fact[]; admins: Fact[] } | null = null;

/**
 * What others see of a person here, exactly: made of what the routes answer to which role and of the workspace's choice about figures. Never written by
 * hand, so that it cannot promise more than the server keeps (seen.test.ts compares it with what managers really get).
 */
export function whatOthersSee(tellsFigures: boolean): Reply<"openInvitation">["seen"] {
  read ??= { managers: factsFor("manager"), admins: factsFor("admin") };
  const { managers } = read;
  const more = read.admins.filter((fact) => !managers.includes(fact));
  const list = (which: readonly Fact[], language: "en" | "fr"): string =>
    new Intl.ListFormat(language, { type: "conjunction" }).format(which.map((fact) => facts[fact].said[language]));
  return {
    managers: {
      en: `Managers see ${list(managers, "en")}.`,
      fr: `Les responsables voient ${list(managers, "fr")}.`,
    },
    admins: {
      en: `Administrators also see ${list(more, "en")}.`,
      fr: `Les administrateurs voient aussi ${list(more, "fr")}.`,
    },
    nobody: {
      en: "Nobody here sees your password, your messages or contacts on the networks, or whether you accepted the charter.",
      fr: "Personne ici ne voit votre mot de passe, vos messages ou vos contacts sur les réseaux, ni si vous avez accepté la charte.",
    },
    figures: figuresSentence(tellsFigures),
  };
}
