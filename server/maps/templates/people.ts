import { accountSteps, draw, type Drawing, fan } from "./draw.ts";
import type { Template } from "./template.ts";

/** What people do for each other. */
export const people: Template[] = [
  {
    id: "job-offers",
    purpose: "people",
    title: { en: "Job offers", fr: "Les offres d’emploi" },
    help: {
      en: "Every offer is proposed to the people who take such topics, in words of their own: three wordings, never the same for two colleagues while there are others.",
      fr: "Chaque offre est proposée aux personnes qui prennent ces thèmes, chacune avec ses mots : trois formulations, jamais la même pour deux collègues tant qu’il en reste d’autres.",
    },
    asks: ["blog", "words", "topics"],
    draw: ({ blog, words, topics, language }) =>
      draw({
        name: { en: "Job offers", fr: "Les offres d’emploi" }[language],
        description: {
          en: "Offers, found by their words, in three wordings, to the ambassadors.",
          fr: "Les offres, trouvées par leurs mots, en trois formulations, vers les ambassadeurs.",
        }[language],
        nodes: [
          { id: "jobs", type: "rss", config: { url: blog }, at: [0, 0] },
          {
            id: "keywords",
            type: "keywords",
            config: { mode: "any", words, fields: ["title", "summary", "tags"], whole: true },
            at: [1, 0],
          },
          { id: "variants", type: "variants", config: { wordings: offers[language] }, at: [2, 0] },
          { id: "hashtags", type: "hashtags", config: { fixed: offers.tags[language], most: 2 }, at: [3, 0] },
          { id: "people", type: "ambassadors", config: { topics }, at: [4, 0] },
        ],
        wires: ["jobs>keywords", "keywords>variants", "variants>hashtags", "hashtags>people"],
        schedule: { kind: "interval", minutes: 60 },
      }),
  },
  {
    id: "company-reposted",
    purpose: "people",
    title: { en: "The company’s posts, reposted", fr: "Les publications de l’entreprise, repartagées" },
    help: {
      en: "What the company’s account says is proposed to the ambassadors as a repost: nobody says the same words twice. Two a week at most.",
      fr: "Ce que dit le compte de l’entreprise est proposé aux ambassadeurs comme repartage : personne ne redit les mêmes mots. Deux par semaine au plus.",
    },
    asks: ["place", "banned", "topics"],
    draw: ({ readers, banned, topics, language, zone }) =>
      draw({
        name: { en: "The company, reposted", fr: "L’entreprise, repartagée" }[language],
        description: {
          en: "The posts of the company’s account, two a week, as reposts by the ambassadors.",
          fr: "Les publications du compte de l’entreprise, deux par semaine, repartagées par les ambassadeurs.",
        }[language],
        nodes: [
          { id: "company", ...readers.place, at: [0, 0] },
          { id: "banned", type: "banned-words", config: { words: banned }, at: [1, 0] },
          { id: "limit", type: "limit", config: { most: 2, per: "week", wins: "newest", zone }, at: [2, 0] },
          { id: "people", type: "ambassadors", config: { topics, share: "only" }, at: [3, 0] },
        ],
        wires: ["company>banned", "banned>limit", "limit>people"],
        schedule: { kind: "interval", minutes: 60 },
      }),
  },
  {
    id: "colleagues-reposted",
    purpose: "people",
    title: { en: "The company thanks its colleagues", fr: "L’entreprise remercie ses collègues" },
    help: {
      en: "What colleagues say in public, on accounts that they let the company follow, waits for a manager’s yes. Then the company’s accounts repost it, or thank its author where they cannot, and colleagues read it inside.",
      fr: "Ce que les collègues disent en public, sur les comptes qu’ils laissent l’entreprise suivre, attend le oui d’un responsable. Puis les comptes de l’entreprise le repartagent, ou remercient leur auteur quand c’est impossible, et les collègues le lisent en interne.",
    },
    asks: ["banned", "accounts", "channels"],
    draw: ({ banned, accounts, channels, language }) => {
      const reposts = accountSteps(accounts, 4, 0).map((step) => ({
        ...step,
        config: { ...step.config, share: "repost" },
      }));
      const inside = channels.length === 0 ? [] : accountSteps(channels, 4, reposts.length).map(insideOf);
      const targets = [...reposts, ...inside];
      return draw({
        name: { en: "Colleagues, passed on", fr: "Les collègues, relayés" }[language],
        description: {
          en: "Colleagues’ public posts, with their consent, approved by a manager, reposted by the company’s accounts with thanks.",
          fr: "Les publications publiques des collègues, avec leur accord, validées par un responsable, repartagées par les comptes de l’entreprise avec un merci.",
        }[language],
        nodes: [
          { id: "colleagues", type: "colleagues", config: {}, at: [0, 0] },
          { id: "banned", type: "banned-words", config: { words: banned }, at: [1, 0] },
          { id: "approval", type: "approval", config: {}, at: [2, 0] },
          { id: "thanks", type: "variants", config: { wordings: thanks[language] }, at: [3, 0] },
          ...targets,
        ],
        wires: ["colleagues>banned", "banned>approval", "approval>thanks", ...fan("thanks", targets)],
        schedule: { kind: "interval", minutes: 60 },
      });
    },
  },
  {
    id: "to-comment",
    purpose: "people",
    title: { en: "A word from those who know", fr: "Un mot de celles et ceux qui savent" },
    help: {
      en: "What the company and colleagues say in public becomes a card for three people of the topic: they open the post and comment there in their own words, if they like. Nothing is posted for anybody. Three posts a week at most.",
      fr: "Ce que l’entreprise et les collègues disent en public devient une carte pour trois personnes du thème : elles ouvrent la publication et la commentent sur place, avec leurs mots, si le cœur leur en dit. Rien n’est publié pour personne. Trois publications par semaine au plus.",
    },
    asks: ["place", "banned", "topics"],
    draw: ({ readers, banned, topics, language, zone }) =>
      draw({
        name: { en: "To comment on", fr: "À commenter" }[language],
        description: {
          en: "Public posts of the company and of colleagues, three a week, to comment on by a few people of the topic.",
          fr: "Les publications de l’entreprise et des collègues, trois par semaine, à commenter par quelques personnes du thème.",
        }[language],
        nodes: [
          { id: "company", ...readers.place, at: [0, 0] },
          { id: "colleagues", type: "colleagues", config: {}, at: [0, 1] },
          { id: "banned", type: "banned-words", config: { words: banned }, at: [1, 0.5] },
          { id: "limit", type: "limit", config: { most: 3, per: "week", wins: "newest", zone }, at: [2, 0.5] },
          {
            id: "comment",
            type: "comment",
            config: { topics, ideas: ideas[language].map((idea) => ({ idea })), teams: [], most: 3, days: 3 },
            at: [3, 0.5],
          },
        ],
        wires: ["company>banned", "colleagues>banned", "banned>limit", "limit>comment"],
        schedule: { kind: "interval", minutes: 60 },
      }),
  },
  {
    id: "brought-in",
    purpose: "people",
    title: { en: "What employees bring in", fr: "Ce que les collègues apportent" },
    help: {
      en: "Photos, links and texts that colleagues suggest and a manager accepted are proposed to the ambassadors of their topics, and after one more yes go to the company’s accounts. Whoever wants to be is named.",
      fr: "Les photos, liens et textes suggérés par les collègues et retenus par un responsable sont proposés aux ambassadeurs de leurs thèmes et, après un second oui, aux comptes de l’entreprise. Qui le souhaite est nommé.",
    },
    asks: ["topics", "banned", "accounts"],
    draw: ({ topics, banned, accounts, language }) => {
      const targets = accountSteps(accounts, 4, 1 + (Math.max(accounts.length, 1) - 1) / 2);
      return draw({
        name: { en: "What employees bring in", fr: "Ce que les collègues apportent" }[language],
        description: {
          en: "Accepted suggestions, with their author’s name, to the ambassadors; after an approval to the company’s accounts.",
          fr: "Les suggestions retenues, avec le nom de leur auteur, vers les ambassadeurs ; après validation, vers les comptes de l’entreprise.",
        }[language],
        nodes: [
          { id: "suggestions", type: "suggestions", config: {}, at: [0, 0] },
          { id: "banned", type: "banned-words", config: { words: banned }, at: [1, 0] },
          { id: "variants", type: "variants", config: { wordings: credited[language] }, at: [2, 0] },
          { id: "people", type: "ambassadors", config: { topics }, at: [3, 0] },
          { id: "approval", type: "approval", config: {}, at: [3, 1] },
          ...targets,
        ],
        wires: [
          "suggestions>banned",
          "banned>variants",
          "variants>people",
          "variants>approval",
          ...fan("approval", targets),
        ],
        schedule: { kind: "interval", minutes: 60 },
      });
    },
  },
];

/** What one could talk about, and no words to paste. */
const ideas = {
  en: [
    "What you would add from your own work",
    "A question that people often ask you about this",
    "What it changed for you",
  ],
  fr: [
    "Ce que vous ajouteriez depuis votre métier",
    "Une question que l’on vous pose souvent là-dessus",
    "Ce que cela a changé pour vous",
  ],
};

/** Three ways to tell of a place that is free. */
const offers = {
  en: [
    { text: "We are hiring: {{title}} {{link}}" },
    { text: "Come and work with us: {{title}} {{link}}" },
    { text: "Do you know somebody? {{title}} {{link}}" },
  ],
  fr: [
    { text: "On recrute : {{title}} {{link}}" },
    { text: "Venez travailler avec nous : {{title}} {{link}}" },
    { text: "Vous connaissez quelqu’un ? {{title}} {{link}}" },
  ],
  tags: { en: ["hiring"], fr: ["recrutement"] },
};

/** A channel's step beside those of accounts. */
const insideOf = (step: Drawing): Drawing => ({ ...step, id: `inside-${step.id}` });

/** What the company says where it cannot repost: its words, and whose post it is. */
const thanks = {
  en: [
    { text: 'Thank you, {{author | default: "colleagues"}}: {{title}}\n\n{{link}}' },
    { text: '{{title}}\n\nSaid by {{author | default: "one of us"}}, whom we thank.\n\n{{link}}' },
  ],
  fr: [
    { text: 'Merci {{author | default: "à l’équipe"}} : {{title}}\n\n{{link}}' },
    { text: '{{title}}\n\nDit par {{author | default: "une personne de l’équipe"}}, que nous remercions.\n\n{{link}}' },
  ],
};

/** Three ways to pass on what a colleague brought in, who is named where they want to be. */
const credited = {
  en: [
    { text: '{{title}}\n\nBrought in by {{author | default: "one of us"}}\n\n{{link}}' },
    { text: 'Seen by {{author | default: "a colleague"}}: {{title}}\n\n{{link}}' },
    { text: '{{title}}\n\nThank you, {{author | default: "colleagues"}}!\n\n{{link}}' },
  ],
  fr: [
    { text: '{{title}}\n\nProposé par {{author | default: "une personne de l’équipe"}}\n\n{{link}}' },
    { text: 'Vu par {{author | default: "une personne de l’équipe"}} : {{title}}\n\n{{link}}' },
    { text: '{{title}}\n\nMerci {{author | default: "à l’équipe"}} !\n\n{{link}}' },
  ],
};
