import { accountSteps, draw, fan } from "./draw.ts";
import type { Template } from "./template.ts";

/** What others say, read for the company. */
export const watch: Template[] = [
  {
    id: "alerts-approved",
    purpose: "watch",
    title: { en: "A Google Alert, after a yes", fr: "Une alerte Google, après un oui" },
    help: {
      en: "What the press says, each story once and without what you ban; it waits until a manager says yes, then goes to the company’s accounts.",
      fr: "Ce que dit la presse, chaque histoire une fois et sans ce que vous interdisez ; elle attend le oui d’un responsable, puis part sur les comptes de l’entreprise.",
    },
    asks: ["alert", "banned", "accounts"],
    draw: ({ alert, banned, accounts, language }) => {
      const targets = accountSteps(accounts, 5, 0);
      return draw({
        name: { en: "The press, after a yes", fr: "La presse, après un oui" }[language],
        description: {
          en: "An alert, each story once, approved by a person, to the company’s accounts.",
          fr: "Une alerte, chaque histoire une fois, validée par une personne, vers les comptes de l’entreprise.",
        }[language],
        nodes: [
          { id: "alert", type: "google-alerts", config: { url: alert }, at: [0, 0] },
          { id: "duplicate", type: "duplicate", config: { by: "both", window: 7, unit: "days" }, at: [1, 0] },
          { id: "banned", type: "banned-words", config: { words: banned }, at: [2, 0] },
          { id: "approval", type: "approval", config: {}, at: [3, 0] },
          { id: "template", type: "template", config: { template: "{{title}} {{link}}" }, at: [4, 0] },
          ...targets,
        ],
        wires: [
          "alert>duplicate",
          "duplicate>banned",
          "banned>approval",
          "approval>template",
          ...fan("template", targets),
        ],
        schedule: { kind: "interval", minutes: 60 },
      });
    },
  },
  {
    id: "press-digest",
    purpose: "watch",
    title: { en: "The week’s press in one post", fr: "La presse de la semaine en un message" },
    help: {
      en: "Collects an alert and a feed, tells each story once, and on Friday morning makes one post of them.",
      fr: "Rassemble une alerte et un flux, ne garde chaque histoire qu’une fois et en fait un seul message le vendredi matin.",
    },
    asks: ["alert", "blog", "accounts"],
    draw: ({ alert, blog, accounts, language, zone }) => {
      const targets = accountSteps(accounts, 4, 0.5);
      return draw({
        name: { en: "The week’s press", fr: "La presse de la semaine" }[language],
        description: {
          en: "Alert and feed, each story once, as one post on Fridays.",
          fr: "Alerte et flux, chaque histoire une fois, en un message le vendredi.",
        }[language],
        nodes: [
          { id: "alert", type: "google-alerts", config: { url: alert }, at: [0, 0] },
          { id: "feed", type: "rss", config: { url: blog }, at: [0, 1] },
          { id: "merge", type: "merge", config: {}, at: [1, 0.5] },
          { id: "duplicate", type: "duplicate", config: { by: "both", window: 7, unit: "days" }, at: [2, 0.5] },
          {
            id: "digest",
            type: "digest",
            config: {
              days: ["fri"],
              time: "09:00",
              zone,
              intro: { en: "This week in the press:", fr: "Cette semaine dans la presse :" }[language],
            },
            at: [3, 0.5],
          },
          ...targets,
        ],
        wires: ["alert>merge", "feed>merge", "merge>duplicate", "duplicate>digest", ...fan("digest", targets)],
        schedule: { kind: "interval", minutes: 60 },
      });
    },
  },
  {
    id: "for-colleagues",
    purpose: "watch",
    title: { en: "For colleagues, inside", fr: "Pour les collègues, à l’intérieur" },
    help: {
      en: "The blog and what the press says, in the channels where colleagues read: a chat, a screen, a mail. Five items a day at most.",
      fr: "Le blog et ce que dit la presse, là où les collègues lisent : une messagerie, un écran, un courriel. Cinq nouvelles par jour au plus.",
    },
    asks: ["blog", "alert", "channels"],
    draw: ({ alert, blog, channels, language, zone }) => {
      const targets = accountSteps(channels, 4, 0.5);
      return draw({
        name: { en: "For colleagues", fr: "Pour les collègues" }[language],
        description: {
          en: "Blog and press, each story once, five a day at most, to the channels of the house.",
          fr: "Blog et presse, chaque histoire une fois, cinq par jour au plus, vers les canaux de la maison.",
        }[language],
        nodes: [
          { id: "blog", type: "rss", config: { url: blog }, at: [0, 0] },
          { id: "alert", type: "google-alerts", config: { url: alert }, at: [0, 1] },
          { id: "merge", type: "merge", config: {}, at: [1, 0.5] },
          { id: "duplicate", type: "duplicate", config: { by: "both", window: 7, unit: "days" }, at: [2, 0.5] },
          { id: "limit", type: "limit", config: { most: 5, per: "day", wins: "first", zone }, at: [3, 0.5] },
          ...targets,
        ],
        wires: ["blog>merge", "alert>merge", "merge>duplicate", "duplicate>limit", ...fan("limit", targets)],
        schedule: { kind: "interval", minutes: 60 },
      });
    },
  },
];
