import { z } from "zod";
import type { Control } from "#engine/control.ts";
import type { FieldMeta, Manifest } from "#engine/node.ts";

/** One field of a form, read from a JSON Schema property and what its author said in `.meta()`. */
export type Field = {
  name: string;
  /** `password`: a text that is hidden, of a form that hands it on; `secret`: a reference, whose value goes to the vault. */
  control: Control | "choices" | "password";
  meta: FieldMeta;
  required: boolean;
  /** What counts where nothing was chosen. */
  initial: unknown;
  /** Of a select or a set of choices. */
  values: string[];
  minimum: number | null;
  maximum: number | null;
  whole: boolean;
  /** Most characters of a text, or of each in a list. */
  length: number | null;
  /** Of rows: the fields of one, and how many there may be. */
  row: Field[];
  most: number | null;
};

type Shape = FieldMeta & {
  default?: unknown;
  type?: string;
  enum?: unknown[];
  format?: string;
  items?: Shape;
  anyOf?: Shape[];
  properties?: Record<string, Shape>;
  required?: string[];
  minimum?: number;
  maximum?: number;
  maxLength?: number;
  maxItems?: number;
};

function controlOf(shape: Shape): Field["control"] {
  // A list whose words are all known is chosen from, not typed.
  if (shape.type === "array" && (shape.items?.enum ?? shape.options)) return "choices";
  if (shape.control === "secret" && shape.type === "string") return "password";
  if (shape.control) return shape.control;
  if (shape.enum) return "select";
  if (shape.type === "array") return "tags";
  if (shape.type === "boolean") return "switch";
  if (shape.type === "number" || shape.type === "integer") return "number";
  return shape.format === "uri" ? "url" : "text";
}

function fieldOf(name: string, given: Shape, required: boolean): Field {
  // A nullable field is drawn as its other half.
  const shape = given.anyOf ? { ...given.anyOf.find((each) => each.type !== "null"), ...given } : given;
  const {
    label,
    help,
    control,
    options,
    placeholder,
    generate,
    when,
    network,
    kind,
    optional,
    row,
    duration,
    rare,
    addresses,
  } = shape;
  return {
    name,
    control: controlOf(shape),
    meta: {
      ...(label && { label }),
      ...(help && { help }),
      ...(control && { control }),
      ...(options && { options }),
      ...(placeholder && { placeholder }),
      ...(row && { row }),
      ...(network && { network }),
      ...(kind && { kind }),
      ...(optional && { optional }),
      ...(generate && { generate }),
      ...(when && { when }),
      ...(duration && { duration }),
      ...(rare && { rare }),
      ...(addresses && { addresses }),
    },
    required,
    initial: shape.default,
    values: (shape.enum ?? shape.items?.enum ?? Object.keys(shape.options ?? {})).filter(
      (value) => typeof value === "string",
    ),
    minimum: shape.minimum ?? null,
    maximum: shape.maximum !== undefined && shape.maximum < Number.MAX_SAFE_INTEGER ? shape.maximum : null,
    whole: shape.type === "integer",
    length: shape.maxLength ?? shape.items?.maxLength ?? null,
    row: shape.control === "rows" && shape.items ? fieldsIn(shape.items) : [],
    most: shape.maxItems ?? null,
  };
}

const fieldsIn = (shape: Shape): Field[] =>
  Object.entries(shape.properties ?? {}).map(([name, property]) =>
    fieldOf(name, property, shape.required?.includes(name) ?? false),
  );

/** The form of what a person enters to connect: one field per property, in the schema's own order. */
export const fieldsOfEntry = (schema: z.ZodObject): Field[] =>
  fieldsIn(z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }) as Shape);

const known = new WeakMap<Manifest, Field[]>();

/** The form of a node type: one field per property of its config, in the schema's own order. */
export function fieldsOf(manifest: Manifest): Field[] {
  let fields = known.get(manifest);
  if (!fields)
    known.set(
      manifest,
      (fields = fieldsIn(z.toJSONSchema(manifest.config, { io: "input", unrepresentable: "any" }) as Shape)),
    );
  return fields;
}
