import { z } from "zod";
import type { FieldMeta } from "./node.ts";

/** The fields of a target's settings that say how its posts are made of a text and a link (thread.ts), for every target to spread into its own. */
export const shapeFields = {
  long: z
    .enum(["cut", "thread"])
    .default("cut")
    .meta({
      label: { en: "What does not fit", fr: "Ce qui dépasse" },
      help: {
        en: "Where the network has threads, a long text can go on in replies below the post. Elsewhere it is cut on a word, with the link whole.",
        fr: "Si le réseau permet les fils, un texte long peut continuer en réponses sous la publication. Ailleurs il est coupé après un mot, le lien restant entier.",
      },
      control: "select",
      options: {
        cut: { en: "Cut it", fr: "Couper" },
        thread: { en: "Go on in a thread", fr: "Continuer dans un fil" },
      },
    } satisfies FieldMeta),
  link: z
    .enum(["post", "comment"])
    .default("post")
    .meta({
      label: { en: "Link", fr: "Lien" },
      help: {
        en: "In the first comment the post itself stays without an address. Networks whose posts cannot be commented on by an app keep it in the post.",
        fr: "Dans le premier commentaire, la publication elle-même reste sans adresse. Les réseaux où une application ne peut pas commenter gardent le lien dans la publication.",
      },
      control: "select",
      options: {
        post: { en: "In the post", fr: "Dans la publication" },
        comment: { en: "In the first comment", fr: "Dans le premier commentaire" },
      },
    } satisfies FieldMeta),
  // What is live from before there were cards goes on as it was.
  card: z
    .enum(["network", "ours", "none"])
    .default("network")
    .meta({
      label: { en: "Link card", fr: "Aperçu du lien" },
      help: {
        en: "Some networks show the card that is sent along, in which the picture then stands, and none otherwise. Others read the page themselves, and few of those can leave the card out. The preview shows what each does.",
        fr: "Certains réseaux affichent l’aperçu qu’on leur envoie, où figure alors l’image, et aucun sinon. D’autres lisent eux-mêmes la page, et peu d’entre eux peuvent s’en passer. L’aperçu de la carte montre ce que fait chacun.",
      },
      control: "select",
      options: {
        ours: { en: "The item’s title, summary and picture", fr: "Titre, résumé et image de la nouvelle" },
        network: { en: "The network’s own, if it makes one", fr: "Celui du réseau, s’il en fait un" },
        none: { en: "None, where that is possible", fr: "Aucun, si c’est possible" },
      },
      when: { field: "link", is: ["post"] },
    } satisfies FieldMeta),
};

/** Of a target that is dropped on the canvas. */
export const shapeDefaults = { long: "cut", link: "post", card: "ours" } as const;
