import { z } from "zod";
import type { FieldMeta, Finding, Manifest } from "#engine/node.ts";
import type { Text } from "#engine/text.ts";
import { channelName, readChannel } from "./address.ts";

const wrong: Text = {
  en: "enter a channel: @name, or the address of its page or of one of its videos at youtube.com.",
  fr: "saisissez une chaîne : @nom, ou l’adresse de sa page ou de l’une de ses vidéos sur youtube.com.",
};

const config = z.strictObject({
  address: z
    .string()
    .trim()
    .max(1000)
    .refine((address) => address === "" || readChannel(address) !== null, { params: { text: wrong } })
    .meta({
      label: { en: "Channel", fr: "Chaîne" },
      help: {
        en: "@mycompany, or any address of the channel or of one of its videos. No account is needed.",
        fr: "@monentreprise, ou toute adresse de la chaîne ou d’une de ses vidéos. Aucun compte n’est nécessaire.",
      },
      control: "text",
      placeholder: { en: "@mycompany", fr: "@monentreprise" },
    } satisfies FieldMeta),
  shorts: z
    .boolean()
    .default(true)
    .meta({
      label: { en: "Also Shorts", fr: "Aussi les Shorts" },
      help: {
        en: "The short upright videos: “Our week in 30 seconds”, say.",
        fr: "Les vidéos verticales très courtes : « Notre semaine en 30 secondes », par exemple.",
      },
      control: "switch",
    } satisfies FieldMeta),
});
export type Config = z.infer<typeof config>;

export const manifest: Manifest<Config> = {
  type: "youtube",
  kind: "source",
  version: 1,
  title: { en: "YouTube channel", fr: "Chaîne YouTube" },
  help: {
    en: "Reads the newest videos of a channel, with their pictures.",
    fr: "Lit les dernières vidéos d’une chaîne, avec leurs images.",
  },
  icon: '<path d="M3 8a4 4 0 0 1 4-4h10a4 4 0 0 1 4 4v8a4 4 0 0 1-4 4h-10a4 4 0 0 1-4-4z"/><path d="M10 9l5 3l-5 3z"/>',
  config,
  defaults: { address: "", shorts: true },
  inputs: [],
  outputs: () => [{ id: "out", title: { en: "Videos", fr: "Vidéos" }, carries: "items" }],
  check: ({ address }) => (address === "" ? [noChannel] : []),
  summary: ({ address }) => {
    if (address === "") return { en: "no channel yet", fr: "aucune chaîne" };
    const channel = readChannel(address);
    const short = (channel === null ? address : channelName(channel)).slice(0, 120);
    return { en: short, fr: short };
  },
  takes: (address) =>
    // A bare handle may be anybody's anywhere.
    address.trim().startsWith("@") || readChannel(address) === null ? null : { address: address.trim(), shorts: true },
};

const noChannel: Finding = {
  code: "no-channel",
  severity: "error",
  field: "address",
  message: {
    en: "Paste the address of the channel, or write its @name.",
    fr: "Collez l’adresse de la chaîne, ou écrivez son @nom.",
  },
};
