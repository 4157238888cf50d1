import { type Span, spans } from "#engine/field-meta.ts";
import type { Unit } from "./amount-field.tsx";
import type { Field } from "./field.ts";

/** Another setting of the same form, by its name. */
export type Beside = (name: string) => { field: Field; value: unknown; change: (value: unknown) => void } | null;

const isSpan = (value: unknown): value is Span => spans.some((span) => span === value);

/** Where the unit of a number is, if it has one. */
export function unitOf({ meta: { duration } }: Field, beside: Beside | undefined): Unit | null {
  if (duration === undefined) return null;
  if ("in" in duration) return duration;
  const other = beside?.(duration.unit) ?? null;
  if (other === null || !isSpan(other.value)) return null;
  return { value: other.value, choices: other.field.values.filter(isSpan), change: other.change };
}
