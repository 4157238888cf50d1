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
      label: { en: "Own post or repost", fr: "Publication à soi ou repartage" },
      help: {
        en: "What was read on the network of the account, or goes there from the company’s account too (or from a colleague’s that another target of this map names), can be passed on instead of being said again: twenty people who repost never say the same words. A repost waits for that post, four hours at most; if it never comes out, a post of one’s own goes instead, or nothing, as chosen here.",
        fr: "Ce qui a été lu sur le réseau du compte, ou y part aussi du compte de l’entreprise (ou de celui d’un collègue nommé par une autre cible de cette carte), peut être repartagé au lieu d’être redit : vingt personnes qui repartagent ne disent jamais la même chose. Le repartage attend cette publication, quatre heures au plus ; si elle ne paraît pas, une publication à soi part à sa place, ou rien, selon ce choix.",
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
    } satisfies FieldMeta),
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
  // What is live from before it could be chosen goes on as each account is set up.
  visibility: z
    .enum(["account", "public", "unlisted", "followers"])
    .default("account")
    .meta({
      label: { en: "Who sees it", fr: "Qui la voit" },
      help: {
        en: "Where the network lets an app choose it. There an account has a choice of its own, which holds unless one is made here. Elsewhere everybody sees the post.",
        fr: "Là où le réseau laisse une application le choisir. Un compte y a son propre réglage, qui vaut tant que rien n’est choisi ici. Ailleurs, tout le monde voit la publication.",
      },
      control: "select",
      options: {
        account: { en: "As the account is set up", fr: "Selon le réglage du compte" },
        public: { en: "Everybody", fr: "Tout le monde" },
        unlisted: { en: "Everybody, but in no public timeline", fr: "Tout le monde, hors des fils publics" },
        followers: { en: "Followers only", fr: "Les abonnés seulement" },
      },
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
        en: "Written as: name = address of its page. Where a post has that name, a network that can makes it a live mention; elsewhere it stays a word. The page’s number in the address works for everybody’s account, its name only for pages’.",
        fr: "S’écrit : nom = adresse de sa page. Si ce nom figure dans un message, un réseau qui le peut en fait une mention active ; ailleurs il reste un simple mot. Le numéro de la page dans l’adresse fonctionne pour tous les comptes, son nom seulement pour ceux des pages.",
      },
      control: "tags",
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
