import { conversionKinds } from "#engine/conversion.ts";
import { csvOf } from "#engine/csv.ts";
import type { Language } from "#engine/text.ts";
import type { Reply } from "../api.ts";
import type { Facet } from "./cells.ts";
import { figures } from "./figures.ts";
import type { Counted } from "./group.ts";

type Results = Reply<"results">;

const words = {
  en: {
    by: { map: "Map", network: "Network", topic: "Topic", campaign: "Campaign" },
    whose: { company: "company", people: "people", others: "others together", all: "All" },
    head: [
      "Whose",
      "Published",
      "Confirmed",
      "Potential reach (followers × posts)",
      "Posts with known followers",
      "Visits (people)",
      "Visits (robots)",
    ],
    figures: { views: "Views", reach: "People reached", likes: "Reactions", reposts: "Reposts", replies: "Comments" },
    of: "posts measured",
    kinds: {
      visit: "Visits of the page that matters",
      contact: "Contacts",
      registration: "Registrations",
      entry: "Applications",
      hire: "Hires",
    },
  },
  fr: {
    by: { map: "Carte", network: "Réseau", topic: "Thème", campaign: "Campagne" },
    whose: { company: "entreprise", people: "personnes", others: "autres ensemble", all: "Tout" },
    head: [
      "À qui",
      "Publiées",
      "Confirmées",
      "Portée potentielle (abonnés × publications)",
      "Publications aux abonnés connus",
      "Visites (personnes)",
      "Visites (robots)",
    ],
    figures: {
      views: "Vues",
      reach: "Personnes touchées",
      likes: "Réactions",
      reposts: "Partages",
      replies: "Commentaires",
    },
    of: "publications mesurées",
    kinds: {
      visit: "Visites de la page qui compte",
      contact: "Contacts",
      registration: "Inscriptions",
      entry: "Candidatures",
      hire: "Embauches",
    },
  },
} as const satisfies Record<Language, unknown>;

/** Results as a table for spreadsheets: a figure that no network told is an empty cell, never a nought. */
export function resultsFile(results: Results, by: Facet, language: Language): Uint8Array {
  const said = words[language];
  const head = [
    `${said.by[by]} (${results.since} – ${results.until})`,
    ...said.head,
    ...figures.flatMap((name) => [said.figures[name], `${said.figures[name]} : ${said.of}`]),
    ...conversionKinds.map((kind) => said.kinds[kind]),
  ];
  const line = (name: string, whose: string, counted: Counted): (string | number | null)[] => [
    ...[name, whose, counted.posts, counted.confirmed, counted.potential.of === 0 ? null : counted.potential.sum],
    ...[counted.potential.of, counted.visits.people, counted.visits.robots],
    ...figures.flatMap((figure) => [counted.figures[figure]?.sum ?? null, counted.figures[figure]?.of ?? 0]),
    ...conversionKinds.map((kind) => counted.conversions[kind]),
  ];
  const lines = results.groups.flatMap(({ key, name, company, people }) => [
    ...(company.posts > 0 || company.visits.people > 0 ? [line(name, said.whose.company, company)] : []),
    ...(people.posts > 0 || people.visits.people > 0
      ? [line(key === null ? said.whose.others : name, said.whose.people, people)]
      : []),
  ]);
  return new TextEncoder().encode(csvOf([head, ...lines, line(said.whose.all, "", results.total)]));
}
