import { z } from "zod";
import type { FieldMeta, Finding, Manifest } from "#engine/node.ts";

const whom = {
  anyone: { en: "a manager or administrator", fr: "un community manager ou un admin" },
  named: { en: "the people that I choose", fr: "les personnes que je choisis" },
} as const;
const units = {
  hours: { en: "hours", fr: "heures" },
  days: { en: "days", fr: "jours" },
} as const;
const ends = {
  drop: { en: "let the item go", fr: "écarter la nouvelle" },
  pass: { en: "let it go on without an answer", fr: "la laisser passer sans réponse" },
} as const;

const config = z.strictObject({
  who: z
    .enum(["anyone", "named"])
    .default("anyone")
    .meta({
      label: { en: "Who is asked", fr: "Qui est consulté" },
      help: {
        en: "One yes is enough: once Anna says yes, Paul need not answer.",
        fr: "Un seul oui suffit : si Anna dit oui, Paul n’a plus à répondre.",
      },
      control: "select",
      options: whom,
    } satisfies FieldMeta),
  people: z
    .array(z.uuid())
    .max(50)
    .default([])
    .meta({
      label: { en: "These people", fr: "Ces personnes" },
      help: {
        en: "Claire and Hugo, say. When none of them can answer any more, administrators can.",
        fr: "Claire et Hugo, par exemple. Quand plus aucun d’eux ne peut répondre, les administrateurs le peuvent.",
      },
      control: "editors",
      when: { field: "who", is: ["named"] },
    } satisfies FieldMeta),
  time: z
    .int()
    .min(1)
    .max(365)
    .default(3)
    .meta({
      label: { en: "Time to answer", fr: "Délai pour répondre" },
      help: {
        en: "With 3 days, what comes on Monday at 9:00 can be answered until Thursday at 9:00.",
        fr: "Avec 3 jours, ce qui arrive lundi à 9 h peut recevoir une réponse jusqu’à jeudi à 9 h.",
      },
      control: "duration",
      duration: { unit: "unit" },
    } satisfies FieldMeta),
  unit: z
    .enum(["hours", "days"])
    .default("days")
    .meta({ label: { en: "Unit", fr: "Unité" }, control: "select", options: units } satisfies FieldMeta),
  late: z
    .enum(["drop", "pass"])
    .default("drop")
    .meta({
      label: { en: "When nobody answered in time", fr: "Si personne n’a répondu à temps" },
      help: {
        en: "With 3 days and no answer by Thursday: let go, it is never posted.",
        fr: "Sans réponse après 3 jours, une nouvelle écartée n’est jamais publiée.",
      },
      control: "select",
      options: ends,
    } satisfies FieldMeta),
  note: z
    .string()
    .max(500)
    .default("")
    .meta({
      label: { en: "What to look at", fr: "À quoi faire attention" },
      help: {
        en: "Shown to whoever is asked, beside each item: “Are the figures right?”",
        fr: "Affiché à qui doit répondre, à côté de chaque nouvelle : « Les chiffres sont-ils justes ? »",
      },
      control: "textarea",
      placeholder: {
        en: "No figures before the shareholders’ meeting.",
        fr: "Aucun chiffre avant l’assemblée générale.",
      },
    } satisfies FieldMeta),
});
export type Config = z.infer<typeof config>;

export const manifest: Manifest<Config> = {
  type: "approval",
  kind: "filter",
  decides: { not_approved: "who", not_answered: "late" },
  version: 1,
  title: { en: "Approval", fr: "Validation" },
  help: {
    en: "Asks a person before an item goes on. It waits here, and on the page “To approve”, until somebody says yes or no, or the time is over.",
    fr: "Demande l’accord d’une personne avant de laisser passer une nouvelle. Elle attend ici, et sur la page « À valider », jusqu’à un oui, un non ou la fin du délai.",
  },
  icon: '<circle cx="12" cy="7" r="4"/><path d="M4 21a8 8 0 0 1 8-7"/><path d="M14 18l2.5 2.5L21 16"/>',
  config,
  // Three days let an item of Friday evening be answered on Monday; silence never publishes unless somebody wants that.
  defaults: { who: "anyone", people: [], time: 3, unit: "days", late: "drop", note: "" },
  inputs: [{ id: "in", title: { en: "Items", fr: "Nouvelles" }, carries: "items" }],
  outputs: () => [{ id: "out", title: { en: "Approved", fr: "Validés" }, carries: "items" }],
  keeps: { give: "each", asks: true },
  asks: ({ who, people }) => (who === "named" ? people : null),
  check: ({ who, people }) => (who === "named" && people.length === 0 ? [nobody] : []),
  summary: ({ who, people, time, unit, late }) => {
    const count = people.length;
    const asked = {
      en:
        who === "anyone"
          ? "a manager says yes"
          : count === 1
            ? "one person says yes"
            : `one of ${count} people says yes`,
      fr:
        who === "anyone"
          ? "accord d’un manager"
          : count === 1
            ? "accord d’une personne"
            : `accord d’une des ${count} personnes`,
    };
    const span = spanOf(time, unit);
    return {
      en: `${asked.en} · within ${span.en}, else ${late === "drop" ? "let go" : "goes on"}`,
      fr: `${asked.fr} · sous ${span.fr}, sinon ${late === "drop" ? "écarté" : "passe"}`,
    };
  },
};

/** `1 day`, `36 hours`; in French, too. */
export function spanOf(time: number, unit: Config["unit"]): { en: string; fr: string } {
  const one = time === 1 ? { en: units[unit].en.slice(0, -1), fr: units[unit].fr.slice(0, -1) } : units[unit];
  return { en: `${time} ${one.en}`, fr: `${time} ${one.fr}` };
}

const nobody: Finding = {
  code: "nobody-asked",
  severity: "error",
  field: "people",
  message: {
    en: "Choose who is asked, or let any manager answer.",
    fr: "Choisissez qui est consulté, ou laissez répondre tout community manager.",
  },
};
