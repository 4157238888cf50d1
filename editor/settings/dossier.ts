import type { Reply } from "#server/api.ts";

type Dossier = Reply<"readDossier">;

/** Languages that the dossier is read in; the product itself speaks two of them. */
export const spoken = [
  { value: "fr", label: "Français" },
  { value: "de", label: "Deutsch" },
  { value: "en", label: "English" },
] as const;
export type Spoken = (typeof spoken)[number]["value"];

/** The dossier's own headings. */
const headings: Record<
  Spoken,
  Record<
    | "title"
    | "stored"
    | "why"
    | "kept"
    | "seen"
    | "routes"
    | "columns"
    | "figures"
    | "none"
    | "made"
    | "self"
    | "admin"
    | "manager"
    | "ambassador",
    string
  >
> = {
  en: {
    title: "What is stored about people",
    stored: "What",
    why: "Why",
    kept: "How long",
    seen: "Who sees it",
    routes: "Routes that read it",
    columns: "Tables and columns",
    figures: "Others get figures about one person, as far as counts of posts go.",
    none: "Others get no figures about one person, nor about fewer than five.",
    made: "Made from the database’s schema, the table of routes and the code that deletes, on",
    self: "the person",
    admin: "administrators",
    manager: "managers",
    ambassador: "ambassadors",
  },
  fr: {
    title: "Ce qui est gardé sur les personnes",
    stored: "Quoi",
    why: "Pourquoi",
    kept: "Combien de temps",
    seen: "Qui le voit",
    routes: "Routes qui le lisent",
    columns: "Tables et colonnes",
    figures: "Les autres obtiennent des chiffres par personne, limités aux nombres de publications.",
    none: "Les autres n’obtiennent aucun chiffre sur une personne, ni sur moins de cinq.",
    made: "Établi d’après le schéma de la base, la table des routes et le code qui supprime, le",
    self: "la personne",
    admin: "administrateurs",
    manager: "responsables",
    ambassador: "ambassadeurs",
  },
  de: {
    title: "Was über Personen gespeichert wird",
    stored: "Was",
    why: "Warum",
    kept: "Wie lange",
    seen: "Wer es sieht",
    routes: "Lesende Routen",
    columns: "Tabellen und Spalten",
    figures: "Andere erhalten Zahlen zu einzelnen Personen, soweit es um Anzahlen von Beiträgen geht.",
    none: "Andere erhalten keine Zahlen zu einzelnen Personen, auch nicht zu weniger als fünf.",
    made: "Erstellt aus dem Schema der Datenbank, der Routentabelle und dem löschenden Code, am",
    self: "die Person",
    admin: "Administratoren",
    manager: "Verantwortliche",
    ambassador: "Botschafter",
  },
};

const safe = (text: string): string => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

/** The dossier as a page that needs nothing else, to be read, printed and handed on. */
export function dossierPage({ company, personFigures, areas }: Dossier, tongue: Spoken): string {
  const h = headings[tongue];
  const locale = { en: "en-GB", fr: "fr-FR", de: "de-DE" }[tongue];
  const sections = areas.map(
    ({ title, what, why, kept, seenBy, tables, routes }) => `<section><h2>${safe(title[tongue])}</h2>
<dl><dt>${h.stored}</dt><dd>${safe(what[tongue])}</dd><dt>${h.why}</dt><dd>${safe(why[tongue])}</dd><dt>${h.kept}</dt><dd>${safe(kept[tongue])}</dd>
<dt>${h.seen}</dt><dd>${seenBy.map((who) => h[who]).join(", ")}</dd></dl>
<details><summary>${h.columns}</summary><ul lang="en">${tables
      .map(
        ({ name, about, columns }) =>
          `<li><b>${safe(name)}</b>${about === null ? "" : `: ${safe(about)}`}<br><small>${columns.map((column) => safe(column.about === null ? column.name : `${column.name} (${column.about})`)).join(", ")}</small></li>`,
      )
      .join("")}</ul></details>
${routes.length === 0 ? "" : `<details><summary>${h.routes}</summary><ul lang="en">${routes.map(({ method, path, summary, access }) => `<li><code>${method} ${safe(path)}</code> [${safe(access === "self" ? h.self : access)}] ${safe(summary)}</li>`).join("")}</ul></details>`}</section>`,
  );
  return `<!doctype html><html lang="${tongue}"><meta charset="utf-8"><title>${safe(`${h.title} · ${company}`)}</title>
<style>body{font:16px/1.5 system-ui;max-width:56rem;margin:2rem auto;padding:0 1rem}dl{display:grid;grid-template-columns:10rem 1fr;gap:.3rem 1rem}dt{opacity:.7}dd{margin:0}section{border-top:1px solid;margin-top:1.5rem}</style>
<h1>${safe(h.title)}</h1><p>${safe(company)}. ${personFigures ? h.figures : h.none}</p><p>${h.made} ${new Intl.DateTimeFormat(locale, { dateStyle: "long" }).format(new Date())}.</p>
${sections.join("\n")}</html>`;
}
