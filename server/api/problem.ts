import { z } from "zod";
import { Text, uuid } from "./route.ts";

/** What is wrong or unwise in a drawing; as engine/problem.ts has it. */
export const Problem = z.strictObject({
  code: z.string(),
  severity: z.enum(["error", "warning"]),
  message: Text,
  node: z.string().exactOptional(),
  edge: z.string().exactOptional(),
  field: z.string().exactOptional(),
  /** Nothing stands there yet: something to fill in. */
  blank: z.literal(true).exactOptional(),
  /** What mends it with one press. */
  repair: z
    .discriminatedUnion("do", [
      z.strictObject({ do: z.literal("insert"), label: Text, type: z.string(), before: z.string() }),
      z.strictObject({
        do: z.literal("become"),
        label: Text,
        node: z.string(),
        type: z.string(),
        config: z.record(z.string(), z.unknown()),
      }),
      z.strictObject({ do: z.literal("open"), label: Text, page: z.enum(["accounts", "people", "settings"]) }),
      z.strictObject({ do: z.literal("visit"), label: Text, page: z.enum(["maps", "campaigns"]), id: uuid }),
    ])
    .exactOptional(),
});
