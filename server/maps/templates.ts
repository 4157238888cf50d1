import { can } from "#engine/card.ts";
import { documentVersion, MapDocument } from "#engine/map.ts";
import type { Text } from "#engine/text.ts";
import { demoPlaces, type Places } from "../demo/places.ts";
import type { Registry, Settings } from "../ports.ts";

export type Template = { id: string; title: Text; help: Text; document: MapDocument };

/** What decides what a template's places stand for: whether this is the demo, and which networks there are. */
export type Ground = { settings: Pick<Settings, "networks">; nodes: Pick<Registry, "networks"> };

/** Stand-ins that a person sees to be none of theirs: two people, on the first two networks of people. */
function examplePlaces(networks: Registry["networks"]): Places {
  const cards = [...networks.values()].map(({ card }) => card).filter((card) => can(card, "person", "post"));
  return {
    blog: "https://www.example.com/feed.xml",
    alert: "https://www.google.com/alerts/feeds/0123456789/0123456789",
    page: "your.page",
    accounts: ["first_person", "second_person"].flatMap((handle) =>
      cards.slice(0, 2).map(({ name, home }) => `${name}:${handle}${home.federated ? `@${home.example}` : ""}`),
    ),
  };
}

/** Maps to start from. In the demo they read its feeds. */
export function templates({ settings, nodes }: Ground): Template[] {
  const places = demoPlaces(settings.networks) ?? examplePlaces(nodes.networks);
  return [first(places), everybody(places), byTopic(places)];
}

export function findTemplate(id: string, ground: Ground): Template | null {
  return templates(ground).find((template) => template.id === id) ?? null;
}

type Node = {
  id: string;
  type: string;
  /** Of the config's shape, where that is not 1. */
  version?: number;
  title?: string;
  config: Record<string, unknown>;
  at: [column: number, row: number];
};
type Drawn = { name: string; description: string; nodes: Node[]; wires: string[] } & Partial<
  Pick<MapDocument, "schedule" | "first">
>;

const grid = { x: 300, y: 140 };

/** Targets post the items' pictures along, as those that are dropped on the canvas do. */
const targets: ReadonlySet<string> = new Set(["account", "ambassadors"]);

/** A document from nodes on a grid and wires written as `from>to` or `from.port>to`. */
export function draw({ nodes, wires, ...rest }: Drawn): MapDocument {
  return MapDocument.parse({
    schema: documentVersion,
    ...rest,
    nodes: nodes.map(({ at: [column, row], ...node }) => ({
      ...node,
      ...(targets.has(node.type) ? { version: 2, config: { pictures: "with", several: "posts", ...node.config } } : {}),
      position: { x: column * grid.x, y: row * grid.y },
    })),
    edges: wires.map((wire) => {
      const [from = "", to = ""] = wire.split(">");
      const [node = "", port = "out"] = from.split(".");
      return { id: `${node}-${port}-${to}`, from: { node, port }, to: { node: to, port: "in" } };
    }),
  });
}

const words = ["emploi", "recrut*", "stage", "alternance", "lumière", "éclairage", "design"];

/** The company's page; its token is the secret of this name. */
export const facebookPage = (page: string): Node => ({
  id: "page",
  type: "facebook-page",
  version: 3,
  config: { account: "", page, token: { secret: `facebook-page:${page}` } },
  at: [0, 0],
});

function first({ blog, alert, page, accounts }: Places): Template {
  return {
    id: "first-map",
    title: { en: "Company news to employees", fr: "L’actualité de l’entreprise vers les salariés" },
    help: {
      en: "The company’s Facebook page, its blog and a Google Alert: what contains your words goes to the accounts of two ambassadors, every 15 minutes.",
      fr: "La page Facebook de l’entreprise, son blog et une alerte Google : ce qui contient vos mots part vers les comptes de deux ambassadeurs, toutes les 15 minutes.",
    },
    document: draw({
      name: "L’actualité de l’entreprise",
      description: "Page Facebook, blog et alerte Google, filtrés par mots, vers deux ambassadeurs.",
      nodes: [
        facebookPage(page),
        { id: "blog", type: "rss", config: { url: blog }, at: [0, 1] },
        { id: "alert", type: "google-alerts", config: { url: alert }, at: [0, 2] },
        {
          id: "keywords",
          type: "keywords",
          config: { mode: "any", words, fields: ["title", "summary", "tags"], whole: true },
          at: [1, 1],
        },
        { id: "template", type: "template", config: { template: "{{title}} {{link}}" }, at: [2, 1] },
        ...accounts.map((account, row): Node => ({
          id: `account-${row + 1}`,
          type: "account",
          config: { account },
          at: [3, row - 0.5],
        })),
      ],
      wires: [
        "page>keywords",
        "blog>keywords",
        "alert>keywords",
        "keywords>template",
        ...accounts.map((_, row) => `template>account-${row + 1}`),
      ],
      schedule: { kind: "interval", minutes: 15 },
    }),
  };
}

function everybody({ blog }: Places): Template {
  return {
    id: "blog-to-everybody",
    title: { en: "Blog to everybody", fr: "Le blog vers tout le monde" },
    help: {
      en: "Each new post of the blog is proposed to all ambassadors, with a link that tells where a visit came from.",
      fr: "Chaque nouvel article du blog est proposé à tous les ambassadeurs, avec un lien qui dit d’où vient la visite.",
    },
    document: draw({
      name: "Le blog vers tout le monde",
      description: "Chaque nouvel article du blog, vers tous les ambassadeurs.",
      nodes: [
        { id: "blog", type: "rss", config: { url: blog }, at: [0, 0] },
        { id: "utm", type: "utm", config: { source: "ambassadors", medium: "social" }, at: [1, 0] },
        { id: "template", type: "template", config: { template: "{{title}} {{link}}" }, at: [2, 0] },
        { id: "everybody", type: "ambassadors", config: {}, at: [3, 0] },
      ],
      wires: ["blog>utm", "utm>template", "template>everybody"],
      schedule: { kind: "interval", minutes: 30 },
    }),
  };
}

function byTopic({ alert, blog }: Places): Template {
  const topics = [
    { id: "emploi", name: "Emploi", words: ["emploi", "recrut*", "stage", "alternance"] },
    { id: "design", name: "Design", words: ["design", "lumière", "éclairage"] },
  ];
  return {
    id: "alerts-by-topic",
    title: { en: "Alerts by topic", fr: "Les alertes par thème" },
    help: {
      en: "Sorts alerts and blog posts by topic, leaves out what was told before, and sends each topic to the ambassadors who chose it.",
      fr: "Trie les alertes et les articles par thème, écarte ce qui a déjà été dit et envoie chaque thème aux ambassadeurs qui l’ont choisi.",
    },
    document: draw({
      name: "Les alertes par thème",
      description: "Alertes et articles triés par thème, chacun vers les ambassadeurs qui l’ont choisi.",
      nodes: [
        { id: "alert", type: "google-alerts", config: { url: alert }, at: [0, 0] },
        { id: "blog", type: "rss", config: { url: blog }, at: [0, 1] },
        { id: "merge", type: "merge", config: {}, at: [1, 0.5] },
        { id: "duplicate", type: "duplicate", config: { by: "both", window: 7, unit: "days" }, at: [2, 0.5] },
        { id: "topics", type: "switch", config: { topics }, at: [3, 0.5] },
        ...topics.map(({ id, name }, row): Node => ({
          id: `people-${id}`,
          type: "ambassadors",
          title: name,
          config: { topics: [name] },
          at: [4, row],
        })),
      ],
      wires: [
        "alert>merge",
        "blog>merge",
        "merge>duplicate",
        "duplicate>topics",
        ...topics.map(({ id }) => `topics.${id}>people-${id}`),
      ],
      schedule: { kind: "cron", expression: "0 8-18 * * 1-5", zone: "Europe/Paris" },
    }),
  };
}
