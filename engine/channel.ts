import { z } from "zod";
import type { FieldMeta } from "./node.ts";
import type { Access, OpenedAccount } from "./network.ts";

/**
 * What channels have in common that are opened by an address which anybody may post with who has it. The address is the secret and may
 * change (it is made anew after a leak, or after somebody left), so such a channel is known by the name that a person gave it.
 */
export const channelName = (example: { en: string; fr: string }) =>
  z
    .string()
    .trim()
    .min(1)
    .max(60)
    .meta({
      label: { en: "Name", fr: "Nom" },
      help: {
        en: "What receives there. Connecting the same name again moves the channel to another address.",
        fr: "Ce qui y reçoit. Reconnecter le même nom déplace le canal vers une autre adresse.",
      },
      placeholder: example,
    } satisfies FieldMeta);

/** The field for such an address: hidden while it is typed, kept encrypted, never shown again. */
export const channelAddress = (help: { en: string; fr: string }, example: string) =>
  z
    .string()
    .trim()
    .min(1)
    .max(2000)
    .meta({
      control: "secret",
      label: { en: "Address of the webhook", fr: "Adresse du webhook" },
      help,
      placeholder: { en: example, fr: example },
    } satisfies FieldMeta);

const handleOf = (name: string): string => name.toLowerCase().replace(/[^\p{L}\p{N}._-]+/gu, "-");

/** The one account that a channel's access opens. */
export function channelAccount({ fields }: Pick<Access, "fields">): { subject: string; accounts: [OpenedAccount] } {
  const name = fields?.["name"] ?? "";
  const handle = handleOf(name);
  return {
    subject: handle,
    accounts: [{ kind: "channel", remoteId: handle, handle, name, avatar: null, url: null }],
  };
}
