import type { AccountKind } from "./card.ts";
import type { Control } from "./control.ts";
import type { Text } from "./text.ts";

/** Units in which people say how long something lasts. */
export const spans = ["minutes", "hours", "days", "weeks"] as const;
export type Span = (typeof spans)[number];

/** What the author of a config says of one of its fields, in `.meta()`: how its setting is drawn, and what people read there. */
export type FieldMeta = {
  label?: Text;
  /** One line under the setting, which explains it by an example: of every setting that is shown (editor/form/help.test.ts). */
  help?: Text;
  control?: Control;
  options?: Record<string, Text>;
  placeholder?: Text;
  /** Of rows: what adds one. */
  row?: Text;
  /** Of an account that a source reads with: of this network (and kind) alone; `optional`: it can also be read without one. */
  network?: string;
  kind?: AccountKind;
  optional?: true;
  /** Shown only while another field is one of these. */
  when?: { field: string; is: readonly string[] };
  /** Of a secret that both sides share: the editor offers to make one (`webhook`: as Standard Webhooks writes it), shown once. */
  generate?: "webhook";
  /** Of a duration: the unit in which its number is stored, or the field beside it that holds the unit and is drawn with it. */
  duration?: { in: Span } | { unit: string };
  /** Of a list of words: addresses are among what it takes. */
  addresses?: true;
  /** Seldom changed: it stands under “More settings”. */
  rare?: true;
};
