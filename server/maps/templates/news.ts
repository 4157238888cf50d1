import { accountSteps, draw, fan, pageSource } from "./draw.ts";
import type { Template } from "./template.ts";
import { topicWays } from "./ways.ts";

/** What the company says, to where it is read. */
export const news: Template[] = [
  {
    id: "first-map",
    purpose: "news",
    title: { en: "Company news to employees", fr: "L’actualité de l’entreprise vers les salariés" },
    help: {
      en: "The company’s page and its blog: what contains your words is proposed to everybody who takes part, every 15 minutes.",
      fr: "La page de l’entreprise et son blog : ce qui contient vos mots est proposé à toutes les personnes qui participent, toutes les 15 minutes.",
    },
    asks: ["page", "blog", "words"],
    draw: ({ page, blog, alert, words, language }) => {
      const alerts =
        alert === ""
          ? []
          : [{ id: "alert", type: "google-alerts", config: { url: alert }, at: [0, 2] as [number, number] }];
      return draw({
        name: { en: "Company news", fr: "L’actualité de l’entreprise" }[language],
        description: {
          en: "Page, blog and alert, filtered by words, to the ambassadors.",
          fr: "Page, blog et alerte, filtrés par mots, vers les ambassadeurs.",
        }[language],
        nodes: [
          pageSource(page),
          { id: "blog", type: "rss", config: { url: blog }, at: [0, 1] },
          ...alerts,
          {
            id: "keywords",
            type: "keywords",
            config: { mode: "any", words, fields: ["title", "summary", "tags"], whole: true },
            at: [1, 1],
          },
          { id: "variants", type: "variants", config: { wordings: readings[language] }, at: [2, 1] },
          { id: "everybody", type: "ambassadors", config: {}, at: [3, 1] },
        ],
        wires: [
          "page>keywords",
          "blog>keywords",
          ...alerts.map(({ id }) => `${id}>keywords`),
          "keywords>variants",
          "variants>everybody",
        ],
        schedule: { kind: "interval", minutes: 15 },
      });
    },
  },
  {
    id: "page-to-accounts",
    purpose: "news",
    title: { en: "The page to the company’s other accounts", fr: "La page vers les autres comptes de l’entreprise" },
    help: {
      en: "What the company publishes on its Facebook page also goes out on its accounts elsewhere, with the pictures, and never with a word that you ban.",
      fr: "Ce que l’entreprise publie sur sa page Facebook part aussi sur ses comptes ailleurs, avec les images, et jamais avec un mot que vous interdisez.",
    },
    asks: ["page", "accounts", "banned"],
    draw: ({ page, accounts, banned, language }) => {
      const targets = accountSteps(accounts, 3, 0);
      return draw({
        name: { en: "The page everywhere", fr: "La page partout" }[language],
        description: {
          en: "The posts of the page, without banned words, to the company’s other accounts.",
          fr: "Les publications de la page, sans mot interdit, vers les autres comptes de l’entreprise.",
        }[language],
        nodes: [
          pageSource(page),
          { id: "banned", type: "banned-words", config: { words: banned }, at: [1, 0] },
          { id: "template", type: "template", config: { template: "{{text}} {{link}}" }, at: [2, 0] },
          ...targets,
        ],
        wires: ["page>banned", "banned>template", ...fan("template", targets)],
        schedule: { kind: "interval", minutes: 15 },
      });
    },
  },
  {
    id: "blog-to-everybody",
    purpose: "news",
    title: { en: "Blog to everybody", fr: "Le blog vers tout le monde" },
    help: {
      en: "Each new post of the blog goes to all ambassadors and to the company’s accounts, worded in three ways, with a link that tells where a visit came from.",
      fr: "Chaque nouvel article du blog va à tous les ambassadeurs et aux comptes de l’entreprise, formulé de trois façons, avec un lien qui dit d’où vient la visite.",
    },
    asks: ["blog", "accounts", "banned"],
    draw: ({ blog, banned, accounts, language }) => {
      const targets = accountSteps(accounts, 4, 1 + (Math.max(accounts.length, 1) - 1) / 2);
      return draw({
        name: { en: "Blog to everybody", fr: "Le blog vers tout le monde" }[language],
        description: {
          en: "Each new post of the blog, to all ambassadors and the company’s accounts.",
          fr: "Chaque nouvel article du blog, vers tous les ambassadeurs et les comptes de l’entreprise.",
        }[language],
        nodes: [
          { id: "blog", type: "rss", config: { url: blog }, at: [0, 0] },
          { id: "banned", type: "banned-words", config: { words: banned }, at: [1, 0] },
          { id: "utm", type: "utm", config: { source: "ambassadors", medium: "social" }, at: [2, 0] },
          { id: "variants", type: "variants", config: { wordings: readings[language] }, at: [3, 0] },
          { id: "everybody", type: "ambassadors", config: {}, at: [4, 0] },
          ...targets,
        ],
        wires: ["blog>banned", "banned>utm", "utm>variants", "variants>everybody", ...fan("variants", targets)],
        schedule: { kind: "interval", minutes: 30 },
      });
    },
  },
  {
    id: "alerts-by-topic",
    purpose: "news",
    title: { en: "News by topic", fr: "Les nouvelles par thème" },
    help: {
      en: "Sorts the blog and an alert by topic, leaves out what was told before, and proposes each topic to the ambassadors who chose it.",
      fr: "Trie le blog et une alerte par thème, écarte ce qui a déjà été dit et propose chaque thème aux ambassadeurs qui l’ont choisi.",
    },
    asks: ["blog", "alert", "topics"],
    draw: ({ alert, blog, topics, language, zone }) => {
      const { ways, people, wires } = topicWays(topics, language, { from: "topics", column: 5, row: 0.5 });
      return draw({
        name: { en: "News by topic", fr: "Les nouvelles par thème" }[language],
        description: {
          en: "Alerts and posts sorted by topic, each to the ambassadors who chose it.",
          fr: "Alertes et articles triés par thème, chacun vers les ambassadeurs qui l’ont choisi.",
        }[language],
        nodes: [
          { id: "alert", type: "google-alerts", config: { url: alert }, at: [0, 0] },
          { id: "blog", type: "rss", config: { url: blog }, at: [0, 1] },
          { id: "merge", type: "merge", config: {}, at: [1, 0.5] },
          { id: "duplicate", type: "duplicate", config: { by: "both", window: 7, unit: "days" }, at: [2, 0.5] },
          { id: "variants", type: "variants", config: { wordings: readings[language] }, at: [3, 0.5] },
          { id: "topics", type: "switch", config: { topics: ways }, at: [4, 0.5] },
          ...people,
        ],
        wires: ["alert>merge", "blog>merge", "merge>duplicate", "duplicate>variants", "variants>topics", ...wires],
        schedule: { kind: "cron", expression: "0 8-18 * * 1-5", zone },
      });
    },
  },
];

/** Three ways to point at something worth reading. */
const readings = {
  en: [
    { text: "{{title}} {{link}}" },
    { text: "Worth a read: {{title}} {{link}}" },
    { text: "New from us: {{title}} {{link}}" },
  ],
  fr: [
    { text: "{{title}} {{link}}" },
    { text: "À lire : {{title}} {{link}}" },
    { text: "Du nouveau chez nous : {{title}} {{link}}" },
  ],
};
