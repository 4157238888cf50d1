import type { MapDocument } from "#engine/map.ts";
import type { Mode } from "#engine/mode.ts";
import type { Role } from "../api.ts";
import { draw, pageSource } from "../maps/templates/draw.ts";
import type { Places } from "./places.ts";

type DemoAccount = {
  network: string;
  handle: string;
  mode: Mode;
  company: boolean;
};
export type Person = {
  name: string;
  email: string;
  role: Role;
  accounts: DemoAccount[];
  follows?: string[];
  teams?: string[];
};

const own = (network: string, handle: string, mode: DemoAccount["mode"]): DemoAccount => ({
  network,
  handle,
  mode,
  company: false,
});
const company = (network: string): DemoAccount => ({
  network,
  handle: "atelier_lumen",
  mode: "auto",
  company: true,
});

/** The people of the demo; the first is its admin, who also connected the company's accounts. */
export const people: Person[] = [
  {
    name: "Claire Fontaine",
    email: "admin@atelier-lumen.example",
    role: "admin",
    accounts: [company("x"), company("mastodon"), company("facebook")],
  },
  { name: "Camille Durand", email: "camille.durand@atelier-lumen.example", role: "manager", accounts: [] },
  {
    name: "Léa Martin",
    email: "lea.martin@atelier-lumen.example",
    role: "ambassador",
    accounts: [
      own("x", "lea_martin", "auto"),
      own("mastodon", "lea_martin", "auto"),
      own("bluesky", "lea_martin", "auto"),
    ],
    teams: ["Création"],
  },
  {
    name: "Hugo Bernard",
    email: "hugo.bernard@atelier-lumen.example",
    role: "ambassador",
    accounts: [own("x", "hugo_bernard", "ask"), own("mastodon", "hugo_bernard", "ask")],
    follows: ["Emploi"],
    teams: ["Études"],
  },
  {
    name: "Inès Moreau",
    email: "ines.moreau@atelier-lumen.example",
    role: "ambassador",
    accounts: [own("x", "ines_moreau", "ask"), own("mastodon", "ines_moreau", "auto")],
    follows: ["Design", "Coulisses"],
    teams: ["Création"],
  },
  {
    name: "Noah Petit",
    email: "noah.petit@atelier-lumen.example",
    role: "ambassador",
    accounts: [own("x", "noah_petit", "ask"), own("mastodon", "noah_petit", "paused")],
  },
  {
    name: "Jade Roux",
    email: "jade.roux@atelier-lumen.example",
    role: "ambassador",
    accounts: [own("linkedin", "jade_roux", "ask"), own("bluesky", "jade_roux", "auto")],
    follows: ["Projets", "Design"],
    teams: ["Études"],
  },
  {
    name: "Karim Haddad",
    email: "karim.haddad@atelier-lumen.example",
    role: "ambassador",
    accounts: [own("linkedin", "karim_haddad", "ask"), own("x", "karim_haddad", "auto")],
    teams: ["Chantiers"],
  },
  {
    name: "Sofia Lopez",
    email: "sofia.lopez@atelier-lumen.example",
    role: "ambassador",
    accounts: [own("linkedin", "sofia_lopez", "ask"), own("mastodon", "sofia_lopez", "auto")],
    follows: ["Emploi", "Coulisses"],
    teams: ["Création"],
  },
  {
    name: "Théo Girard",
    email: "theo.girard@atelier-lumen.example",
    role: "ambassador",
    accounts: [own("linkedin", "theo_girard", "ask")],
    teams: ["Chantiers"],
  },
];

const words = [
  "atelier",
  "lumière",
  "éclairage",
  "lighting",
  "design",
  "emploi",
  "recrut*",
  "stage",
  "alternance",
  "portes ouvertes",
];

/** The map of the demo: everything the company says, to its own accounts and to its ambassadors. */
export const sampleMap = {
  page: "atelier.lumen",
  document: ({ blog, alert, page }: Places): MapDocument =>
    draw({
      name: "L’actualité d’Atelier Lumen",
      description:
        "Page Facebook, blog et alerte Google, filtrés par mots, vers les comptes de l’entreprise et de ses ambassadeurs.",
      nodes: [
        pageSource(page),
        { id: "alert", type: "google-alerts", config: { url: alert }, at: [0, 1] },
        // The lowest source, so that its wire to the lowest target passes below the words.
        { id: "blog", type: "rss", config: { url: blog }, at: [0, 2] },
        {
          id: "keywords",
          type: "keywords",
          config: { mode: "any", words, fields: ["title", "summary", "tags"], whole: true },
          at: [1, 1],
        },
        { id: "template", type: "template", config: { template: "{{title}} {{link}}" }, at: [2, 1] },
        {
          id: "ambassadors",
          type: "ambassadors",
          config: { networks: ["x", "mastodon", "bluesky", "linkedin"], topics: [] },
          at: [3, 0],
        },
        { id: "company-x", type: "account", config: { account: "x:atelier_lumen" }, at: [3, 1] },
        {
          id: "company-mastodon",
          type: "account",
          config: { account: "mastodon:atelier_lumen@social.example" },
          at: [3, 2],
        },
        // The page says what the blog says, never again what it said itself.
        { id: "page-text", type: "template", config: { template: "{{title}}\n\n{{summary}}" }, at: [2, 3] },
        { id: "company-page", type: "account", config: { account: `facebook:${page}` }, at: [3, 3] },
      ],
      wires: [
        "page>keywords",
        "blog>keywords",
        "alert>keywords",
        "keywords>template",
        "template>ambassadors",
        "template>company-x",
        "template>company-mastodon",
        "blog>page-text",
        "page-text>company-page",
      ],
      schedule: { kind: "interval", minutes: 15 },
      first: { kind: "newest", count: 3 },
    }),
};
