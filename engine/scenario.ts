import { z } from "zod";
import { addDays, type Day } from "./days.ts";
import type { Text } from "./text.ts";
import { instantAt } from "./wall.ts";

/**
 * The scenario of a campaign: steps that follow one another around a day, D. Every step has one way to it, so that its day is known: the days that
 * were waited on the way. Pure; the page, the server and tests have this one code.
 */

/** Steps, and days before and after D. */
export const scenarioMost = { steps: 40, days: 366, text: 5000 } as const;

const id = z.string().regex(/^[a-z0-9-]{1,40}$/);
const days = z.int().min(-scenarioMost.days).max(scenarioMost.days);
const place = { id, position: z.strictObject({ x: z.number(), y: z.number() }) };

/** To whom a post goes: all ambassadors, those of topics or teams, the company's accounts. */
export const Aimed = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("all") }),
  z.strictObject({ kind: z.literal("topic"), names: z.array(z.string().min(1).max(80)).max(20) }),
  z.strictObject({ kind: z.literal("team"), names: z.array(z.string().min(1).max(80)).max(20) }),
  z.strictObject({ kind: z.literal("company"), accounts: z.array(z.string().max(900)).max(50) }),
]);
export type Aimed = z.infer<typeof Aimed>;

const Post = z.strictObject({
  ...place,
  kind: z.literal("post"),
  title: z.string().trim().max(80),
  to: Aimed,
  text: z.string().max(scenarioMost.text),
  link: z.string().max(4000).nullable(),
  /** Minutes after midnight by clocks of the workspace. */
  minute: z.int().min(0).max(1439),
  /** Only people who have not published that step: a reminder. */
  unless: id.nullable(),
});
const Wait = z.strictObject({ ...place, kind: z.literal("wait"), days: z.int().min(1).max(scenarioMost.days) });
const Check = z.strictObject({
  ...place,
  kind: z.literal("check"),
  /** Fewer people than these have published that step. */
  of: id,
  fewer: z.int().min(1).max(10_000),
});
const Start = z.strictObject({ ...place, kind: z.literal("start"), days });

export const Step = z.discriminatedUnion("kind", [Start, Post, Wait, Check]);
export type Step = z.infer<typeof Step>;
export type PostStep = z.infer<typeof Post>;
export type CheckStep = z.infer<typeof Check>;

/** A wire: what follows a step; of a condition on one of its two ports. */
export const Wire = z.strictObject({ from: id, port: z.enum(["out", "yes", "no"]), to: id });
export type Wire = z.infer<typeof Wire>;

export const Scenario = z.strictObject({
  version: z.literal(1),
  /** The day around which it goes. */
  day: z.iso.date(),
  steps: z.array(Step).min(1).max(scenarioMost.steps),
  wires: z.array(Wire).max(scenarioMost.steps * 2),
});
export type Scenario = z.infer<typeof Scenario>;

/** What stands in the way of going live, and where. */
export type Flaw = { step: string | null; code: string; message: Text };

/** What has to be found on the way to a step. */
export type Guard = { check: string; wants: boolean };
export type Timed<Of extends Step = Step> = { step: Of; /** Days after D. */ offset: number; guards: readonly Guard[] };

/** Steps in the order of their ways from the start, each with its day and the conditions before it; what no wire leads to is left out. */
export function timed({ steps, wires }: Scenario): Timed[] {
  const byId = new Map(steps.map((step) => [step.id, step]));
  const start = steps.find(({ kind }) => kind === "start");
  const found: Timed[] = [];
  const seen = new Set<string>();
  const queue: Timed[] = start?.kind === "start" ? [{ step: start, offset: start.days, guards: [] }] : [];
  for (let one = queue.shift(); one !== undefined; one = queue.shift()) {
    if (seen.has(one.step.id)) continue;
    seen.add(one.step.id);
    found.push(one);
    const { step, guards } = one;
    const offset = one.offset + (step.kind === "wait" ? step.days : 0);
    for (const { from, port, to } of wires) {
      const next = from === step.id ? byId.get(to) : undefined;
      if (next === undefined) continue;
      const more = step.kind === "check" ? [...guards, { check: step.id, wants: port === "yes" }] : guards;
      queue.push({ step: next, offset, guards: more });
    }
  }
  return found;
}

/** When conditions are asked: early on their day, so that what follows them can still go out on it. */
const checkedAt = 5 * 60;

/** The instant of a step, in milliseconds: by clocks of the zone, whatever they do in between. */
export function stepAt(day: Day, zone: string, { step, offset }: Timed): number {
  const minute = step.kind === "post" ? step.minute : step.kind === "check" ? checkedAt : 0;
  return instantAt(zone, Date.parse(`${addDays(day, offset)}T00:00:00Z`) + minute * 60_000);
}

/** Everything that keeps it from going live; empty: nothing. */
export function flawsOf(scenario: Scenario): Flaw[] {
  const { steps, wires } = scenario;
  const flaws: Flaw[] = [];
  const say = (step: string | null, code: string, message: Text): void => void flaws.push({ step, code, message });
  const ids = new Set(steps.map((step) => step.id));
  if (ids.size < steps.length) say(null, "twice", twice);
  const starts = steps.filter(({ kind }) => kind === "start");
  if (starts.length !== 1) say(null, "start", oneStart);
  const ways = Map.groupBy(wires, ({ to }) => to);
  for (const { id: step } of steps) if ((ways.get(step)?.length ?? 0) > 1) say(step, "ways", oneWay);
  const reached = new Map(timed(scenario).map((one) => [one.step.id, one]));
  const posts = steps.filter((step) => step.kind === "post");
  if (posts.length === 0) say(null, "nothing", nothing);
  const said = new Map<string, string>();
  for (const step of steps) {
    const own = reached.get(step.id);
    if (own === undefined) say(step.id, "unreached", unreached);
    else if (Math.abs(own.offset) > scenarioMost.days) say(step.id, "far", far);
    if (step.kind === "post") {
      const words = step.text.trim();
      if (words === "") say(step.id, "words", noWords);
      else if (/\[[^\]\n]+\]/u.test(words)) say(step.id, "blanks", blanks);
      // Who follows nobody's link sees the same words once more: a second life wants words of its own.
      else if (said.has(fold(words))) say(step.id, "same", sameWords);
      said.set(fold(words), step.id);
      if (aimsAtNobody(step.to)) say(step.id, "nobody", nobody);
    }
    const before = step.kind === "post" ? step.unless : step.kind === "check" ? step.of : null;
    if (before === null || own === undefined) continue;
    const other = reached.get(before);
    if (other?.step.kind !== "post") say(step.id, "of", noOther);
    else if (other.offset > own.offset || (other.offset === own.offset && step.kind === "post"))
      say(step.id, "later", laterOther);
  }
  return flaws;
}

/** Posts whose day is none of the campaign's: they would be held or let go. `first` and `last` count. */
export function outsideOf(scenario: Scenario, first: Day, last: Day): Flaw[] {
  return timed(scenario).flatMap(({ step, offset }) => {
    const day = addDays(scenario.day, offset);
    return step.kind === "post" && (day < first || day > last)
      ? [{ step: step.id, code: "outside", message: outside }]
      : [];
  });
}

const fold = (text: string): string => text.toLowerCase().replace(/\s+/gu, " ").trim();
const aimsAtNobody = (to: Aimed): boolean =>
  to.kind === "company" ? to.accounts.length === 0 : to.kind !== "all" && to.names.length === 0;

const twice: Text = { en: "Two steps have one name.", fr: "Deux étapes portent le même nom." };
const oneStart: Text = { en: "It needs one beginning.", fr: "Il faut un début, et un seul." };
const oneWay: Text = {
  en: "Two wires lead here, so that its day is not known. Keep one.",
  fr: "Deux fils mènent ici : son jour n’est pas certain. Gardez-en un.",
};
const nothing: Text = { en: "Nothing is posted. Add a post.", fr: "Rien n’est publié. Ajoutez un message." };
const unreached: Text = {
  en: "No wire leads here. Pull one from the step before it.",
  fr: "Aucun fil ne mène ici. Tirez-en un depuis l’étape précédente.",
};
const far: Text = {
  en: "This lies more than a year from the day. Wait less.",
  fr: "C’est à plus d’un an du jour J. Attendez moins.",
};
const noWords: Text = { en: "It says nothing yet. Write its words.", fr: "Il ne dit encore rien. Écrivez son texte." };
const blanks: Text = {
  en: "Something in square brackets still waits for your words.",
  fr: "Un passage entre crochets attend encore vos mots.",
};
const sameWords: Text = {
  en: "Another post says the same words. Nobody should publish them twice: reword this one.",
  fr: "Un autre message dit la même chose. Personne ne doit le publier deux fois : reformulez celui-ci.",
};
const nobody: Text = { en: "It goes to nobody. Choose to whom.", fr: "Il ne va à personne. Choisissez à qui." };
const outside: Text = {
  en: "Its day is none of the campaign’s: it would not go out. Change the campaign’s days, or this way.",
  fr: "Son jour est hors de la campagne : il ne partirait pas. Changez les dates de la campagne, ou ce chemin.",
};
const noOther: Text = {
  en: "The post that it asks about is gone. Choose another one.",
  fr: "Le message dont il dépend n’existe plus. Choisissez-en un autre.",
};
const laterOther: Text = {
  en: "The post that it asks about comes later, or on the same day. Wait before this one.",
  fr: "Le message dont il dépend vient plus tard, ou le même jour. Attendez avant celui-ci.",
};
