import { z } from "zod";
import type { FieldMeta } from "./node.ts";
import type { Text } from "./text.ts";

type Issue = z.core.$ZodIssue;

/**
 * What is wrong with one value of a document or a config, as a sentence that says what to do. `path` is where the value
 * sits, `schema` the schema it was read with: the field's label is taken from there. A rule of a node's own (`custom`)
 * brings its sentence along as `params: { text }`.
 */
export function explain(issue: Issue, schema: z.ZodType): Text {
  const label = labelOf(schema, issue.path);
  const own = issue.code === "custom" ? ownText(issue.params) : null;
  const words = own ?? sentence(issue);
  return label === null ? words : { en: `${label.en}: ${words.en}`, fr: `${label.fr} : ${words.fr}` };
}

function ownText(params: Record<string, unknown> | undefined): Text | null {
  const text = params?.["text"];
  return isText(text) ? text : null;
}

function sentence(issue: Issue): Text {
  switch (issue.code) {
    case "invalid_type":
      return issue.input === undefined
        ? { en: "this is missing; fill it in.", fr: "il manque une valeur ; complétez." }
        : {
            en: `${kinds[issue.expected]?.en ?? issue.expected} is needed here.`,
            fr: `il faut ici ${kinds[issue.expected]?.fr ?? issue.expected}.`,
          };
    case "too_small":
      return bound(issue.origin, Number(issue.minimum), true);
    case "too_big":
      return bound(issue.origin, Number(issue.maximum), false);
    case "unrecognized_keys": {
      const keys = issue.keys.slice(0, 5).map(short).join(", ");
      return {
        en: `${keys} is not known here; remove it or correct its spelling.`,
        fr: `${keys} est inconnu ici ; supprimez-le ou corrigez son nom.`,
      };
    }
    case "invalid_value":
      return oneOf(issue.values);
    case "invalid_union": {
      if (issue.discriminator !== undefined) {
        return oneOf("options" in issue && Array.isArray(issue.options) ? issue.options : []);
      }
      return {
        en: "this value does not fit any of the allowed forms.",
        fr: "cette valeur ne correspond à aucune forme permise.",
      };
    }
    case "invalid_format":
      return (
        formats[issue.format] ?? {
          en: "this is not written in the form that is needed.",
          fr: "ce n’est pas écrit sous la forme attendue.",
        }
      );
    case "not_multiple_of":
      return { en: `a multiple of ${issue.divisor} is needed.`, fr: `il faut un multiple de ${issue.divisor}.` };
    default:
      return { en: "this value is not allowed here.", fr: "cette valeur n’est pas permise ici." };
  }
}

function oneOf(values: readonly unknown[]): Text {
  const list = values.map(String).join(", ");
  return { en: `choose one of: ${list}.`, fr: `choisissez parmi : ${list}.` };
}

function bound(origin: string, limit: number, least: boolean): Text {
  const en = least ? "at least" : "at most";
  const fr = least ? "au moins" : "au plus";
  if (origin === "string") {
    if (least && limit === 1)
      return { en: "this is empty; write something.", fr: "c’est vide ; écrivez quelque chose." };
    return { en: `write ${en} ${limit} characters.`, fr: `écrivez ${fr} ${limit} caractères.` };
  }
  if (origin === "array" || origin === "set" || origin === "map" || origin === "object") {
    if (least && limit === 1) return { en: "add at least one.", fr: "ajoutez-en au moins un." };
    return { en: `${en} ${limit} entries are allowed.`, fr: `${fr} ${limit} éléments sont permis.` };
  }
  return { en: `choose a number of ${en} ${limit}.`, fr: `choisissez un nombre d’${fr} ${limit}.` };
}

const kinds: Partial<Record<string, Text>> = {
  string: { en: "a text", fr: "un texte" },
  number: { en: "a number", fr: "un nombre" },
  int: { en: "a whole number", fr: "un nombre entier" },
  boolean: { en: "yes or no (true or false)", fr: "oui ou non (true ou false)" },
  array: { en: "a list", fr: "une liste" },
  object: { en: "an object", fr: "un objet" },
  record: { en: "an object", fr: "un objet" },
};

const formats: Partial<Record<string, Text>> = {
  url: {
    en: "this is no web address; it begins with https:// or http://.",
    fr: "ce n’est pas une adresse web ; elle commence par https:// ou http://.",
  },
  email: { en: "this is no e-mail address.", fr: "ce n’est pas une adresse e-mail." },
};

/** The label nearest to a path: that of the field itself, else of the list or group it is in. */
function labelOf(schema: z.ZodType, path: readonly PropertyKey[]): Text | null {
  let label: Text | null = null;
  let here: unknown = schema;
  for (const key of path) {
    here = step(here, key);
    if (!(here instanceof z.ZodType)) break;
    label = fieldMeta(here).label ?? label;
  }
  return label;
}

/** What a field of a config says about its form, whether it is wrapped in a default or not. */
export function fieldMeta(schema: z.ZodType): FieldMeta {
  const own = schema.meta();
  return { ...(own === undefined && isWrapped(schema) ? fieldMeta(inner(schema)) : {}), ...own } as FieldMeta;
}

/** The fields of a config that is an object, by name; none for another config. */
export function fieldsOf(schema: z.ZodType): Record<string, z.ZodType> {
  const bare = isWrapped(schema) ? inner(schema) : schema;
  return bare instanceof z.ZodObject ? (bare.shape as Record<string, z.ZodType>) : {};
}

function step(schema: unknown, key: PropertyKey): unknown {
  if (schema instanceof z.ZodArray && typeof key === "number") return schema.element;
  if (!(schema instanceof z.ZodType)) return null;
  if (isWrapped(schema)) return step(inner(schema), key);
  const fields = fieldsOf(schema);
  return Object.hasOwn(fields, key) ? fields[String(key)] : null;
}

type Wrapped = z.ZodDefault | z.ZodPrefault | z.ZodOptional | z.ZodNullable;
const isWrapped = (schema: z.ZodType): schema is Wrapped =>
  schema instanceof z.ZodDefault ||
  schema instanceof z.ZodPrefault ||
  schema instanceof z.ZodOptional ||
  schema instanceof z.ZodNullable;
const inner = (schema: Wrapped) => schema.unwrap() as z.ZodType;
const isText = (value: unknown): value is Text =>
  typeof value === "object" &&
  value !== null &&
  typeof (value as Text).en === "string" &&
  typeof (value as Text).fr === "string";
const short = (name: string) => (name.length <= 40 ? name : `${name.slice(0, 40)}…`);
