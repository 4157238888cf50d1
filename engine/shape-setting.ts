import { z } from "zod";
import type { Visibility } from "./card.ts";
import type { CardWish } from "./link-card.ts";
import { readNamed } from "./mentions.ts";
import type { FieldMeta } from "./node.ts";
import type { Text } from "./text.ts";
import type { Shape, Share } from "./thread.ts";

const unreadable: Text = {
  en: "write: name = address of its page.",
  fr: "écrivez : nom = adresse de sa page.",
};

/** The fields of a target's settings that say how its posts are made of a text and a link (thread.ts), for every target to spread into its own. */
export const shapeFields = {
  share: z
    .enum(["own", "repost", "only", "choice"])
    .default("own")
    .meta({
      label: { en: "Own post or repost", fr: "Publier ou repartager" },
      help: {
        en: "Acme’s page posts it: 20 colleagues repost that instead of all saying the same. They wait for it, 4 hours at most.",
        fr: "La page d’Acme le publie : 20 collègues le repartagent au lieu de tous dire la même chose. Ils l’attendent 4 heures au plus.",
      },
      control: "select",
      options: {
        own: { en: "A post of one’s own", fr: "Une publication à soi" },
        repost: { en: "Repost it where the network can", fr: "La repartager si le réseau le permet" },
        only: { en: "Repost it, or send nothing", fr: "La repartager, ou ne rien envoyer" },
        choice: {
          en: "As each person chooses in the proposal; automatic accounts repost",
          fr: "Au choix de chacun dans la proposition ; les comptes automatiques repartagent",
        },
      },
      rare: true,
    } satisfies FieldMeta),
  long: z
    .enum(["cut", "thread"])
    .default("cut")
    .meta({
      label: { en: "What does not fit", fr: "Ce qui dépasse" },
      help: {
        en: "900 characters where 280 fit: cut after a word, the link whole, or told in several posts one below the other.",
        fr: "900 caractères pour 280 places : coupés après un mot, lien entier, ou racontés en plusieurs messages à la suite.",
      },
      control: "select",
      options: {
        cut: { en: "Cut it", fr: "Couper" },
        thread: { en: "Go on in a thread", fr: "Continuer dans un fil" },
      },
      rare: true,
    } satisfies FieldMeta),
  link: z
    .enum(["post", "comment"])
    .default("post")
    .meta({
      label: { en: "Link", fr: "Lien" },
      help: {
        en: "“The link is in the first comment”, as people write. Where an app cannot comment, it stays in the post.",
        fr: "« Lien en commentaire », comme on l’écrit souvent. Là où une application ne peut pas commenter, il reste dans la publication.",
      },
      control: "select",
      options: {
        post: { en: "In the post", fr: "Dans la publication" },
        comment: { en: "In the first comment", fr: "Dans le premier commentaire" },
      },
      rare: true,
    } satisfies FieldMeta),
  // What is live from before there were cards goes on as it was.
  card: z
    .enum(["network", "ours", "none"])
    .default("network")
    .meta({
      label: { en: "Link card", fr: "Aperçu du lien" },
      help: {
        en: "Title and picture below the post, as in a chat, for instance. Some networks make it themselves: see the preview.",
        fr: "Titre et image sous le message, comme dans une messagerie, par exemple. Certains réseaux le font seuls : voyez l’aperçu.",
      },
      control: "select",
      options: {
        ours: { en: "The item’s title, summary and picture", fr: "Titre, résumé et image de la nouvelle" },
        network: { en: "The network’s own, if it makes one", fr: "Celui du réseau, s’il en fait un" },
        none: { en: "None, where that is possible", fr: "Aucun, si c’est possible" },
      },
      when: { field: "link", is: ["post"] },
      rare: true,
    } satisfies FieldMeta),
  // What is live from before it could be chosen goes on as each account is set up.
  visibility: z
    .enum(["account", "public", "unlisted", "followers"])
    .default("account")
    .meta({
      label: { en: "Who sees it", fr: "Qui la voit" },
      help: {
        en: "“Followers only”, for instance. Where a network has no such choice, everybody sees it.",
        fr: "« Les abonnés seulement », par exemple. Là où un réseau n’a pas ce choix, tout le monde la voit.",
      },
      control: "select",
      options: {
        account: { en: "As the account is set up", fr: "Selon le réglage du compte" },
        public: { en: "Everybody", fr: "Tout le monde" },
        unlisted: { en: "Everybody, but in no public timeline", fr: "Tout le monde, hors des fils publics" },
        followers: { en: "Followers only", fr: "Les abonnés seulement" },
      },
      rare: true,
    } satisfies FieldMeta),
  mentions: z
    .array(
      z
        .string()
        .trim()
        .max(300)
        .refine((written) => readNamed(written) !== null, { params: { text: unreadable } }),
    )
    .max(5)
    .default([])
    .meta({
      label: { en: "Companies to mention", fr: "Entreprises à mentionner" },
      help: {
        en: "Acme = address of its page, with its number: where a post says “Acme”, the name becomes a live mention.",
        fr: "Acme = adresse de sa page, avec son numéro : si un message dit « Acme », le nom devient une mention active.",
      },
      control: "tags",
      addresses: true,
      rare: true,
    } satisfies FieldMeta),
};

/** Of a target that is dropped on the canvas. */
export const shapeDefaults = {
  share: "own",
  long: "cut",
  link: "post",
  card: "ours",
  visibility: "account",
  mentions: [],
};

type ShapeSetting = {
  share: Share;
  long: Shape["long"];
  link: Shape["link"];
  card: CardWish;
  visibility: Visibility | "account";
  mentions: readonly string[];
};

export const shapeOf = ({ share, long, link, card, visibility, mentions }: ShapeSetting): Shape => ({
  ...{ share, long, link, card },
  ...(visibility === "account" ? {} : { visibility }),
  ...(mentions.length === 0 ? {} : { mentions: mentions.flatMap((written) => readNamed(written) ?? []) }),
});
