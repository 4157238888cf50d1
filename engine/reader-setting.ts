import { z } from "zod";
import type { FieldMeta } from "./node.ts";
import type { Text } from "./text.ts";

/** The account with which a source reads its network, by reference; "" where none is chosen. */
export const readerField = (network: string, help: Text, more: Pick<FieldMeta, "optional" | "when" | "kind"> = {}) =>
  z
    .string()
    .max(900)
    .regex(new RegExp(`^$|^${network}:.{1,850}$`, "u"))
    .default("")
    .meta({
      label: { en: "Read with the account", fr: "Lire avec le compte" },
      help,
      control: "account",
      network,
      ...more,
    } satisfies FieldMeta);
