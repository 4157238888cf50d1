import { fold } from "#engine/words.ts";
import { readAddress } from "#engine/mail-address.ts";
import type { Language, Text } from "#engine/text.ts";
import { topicWord } from "#engine/topic.ts";
import { unprocessable } from "../../errors.ts";
import { decode } from "../../feed/decode.ts";
import { readTable } from "./table.ts";

/** People in one list, and teams that one line names. */
export const most = { people: 5_000, teams: 20 };
/** Characters of a line that is told as it stands. */
const shown = 160;

export type Listed = {
  line: number;
  name: string;
  email: string;
  /** null: the list does not say. */
  language: Language | null;
  teams: string[];
  place: string;
};
export type Bad = { line: number; text: string; why: Text };
export type List = { people: Listed[]; bad: Bad[]; ignored: string[] };

type Column = "name" | "first" | "last" | "email" | "language" | "teams" | "place";

/** How columns may be headed, in both languages, folded. */
const headed: Record<Column, string[]> = {
  name: ["name", "full name", "nom complet", "nom et prenom", "prenom et nom", "personne", "person"],
  first: ["first name", "firstname", "given name", "prenom"],
  last: ["last name", "lastname", "surname", "family name", "nom de famille", "nom"],
  email: [
    "email",
    "e-mail",
    "mail",
    "email address",
    "e-mail address",
    "adresse e-mail",
    "adresse email",
    "adresse mail",
  ].concat(["courriel", "adresse electronique", "adresse", "address"]),
  language: ["language", "langue", "lang"],
  teams: ["team", "teams", "equipe", "equipes", "service", "department", "departement", "group", "groupe"],
  place: ["place", "location", "site", "lieu", "ville", "city", "office", "bureau"],
};
const spoken: Record<Language, string[]> = {
  en: ["en", "english", "anglais", "en-gb", "en-us", "gb", "uk"],
  fr: ["fr", "french", "francais", "fr-fr"],
};

/**
 * A list of people as a spreadsheet saves it, or as somebody pasted it. A line that cannot be used is told with what is wrong and the way out, and the
 * others still count. Throws 422 where nothing of it can be read.
 */
export function readList(bytes: Buffer): List {
  if (bytes.subarray(0, 2).toString("latin1") === "PK") throw workbook();
  const { lines, open, more } = readTable(decode(bytes, null), most.people + 1);
  if (more) throw tooMany();
  const [head, ...rows] = lines;
  const columns = head === undefined ? new Map<Column, number>() : columnsOf(head.cells);
  if (head === undefined || !columns.has("email") || !(columns.has("name") || columns.has("last"))) throw noHead();
  const taken = new Map<string, number>();
  const people: Listed[] = [];
  const bad: Bad[] = [];
  for (const { line, cells } of rows) {
    const found = readLine(line, cells, columns, taken);
    if ("why" in found) bad.push({ line, text: cells.filter(Boolean).join(" · ").slice(0, shown), why: found.why });
    else {
      taken.set(found.email, line);
      people.push(found);
    }
  }
  if (open !== null) bad.push({ line: open, text: "", why: unended });
  const used = new Set(columns.values());
  const ignored = head.cells.filter((cell, at) => cell !== "" && !used.has(at)).map((cell) => cell.slice(0, 80));
  return { people, bad, ignored: ignored.slice(0, 50) };
}

function columnsOf(cells: readonly string[]): Map<Column, number> {
  const found = new Map<Column, number>();
  for (const [at, cell] of cells.entries()) {
    const word = fold(cell.replaceAll(/[\s_]+/gu, " ").trim());
    const column = (Object.keys(headed) as Column[]).find((each) => headed[each].includes(word));
    if (column !== undefined && !found.has(column)) found.set(column, at);
  }
  // "Nom" alone is the whole name.
  const last = found.get("last");
  if (last !== undefined && !found.has("first") && !found.has("name")) {
    found.set("name", last);
    found.delete("last");
  }
  return found;
}

function readLine(
  line: number,
  cells: readonly string[],
  columns: ReadonlyMap<Column, number>,
  taken: ReadonlyMap<string, number>,
): Listed | { why: Text } {
  const cell = (column: Column): string => cells[columns.get(column) ?? -1] ?? "";
  const name = (cell("name") || [cell("first"), cell("last")].filter(Boolean).join(" ")).replaceAll(/\s+/gu, " ");
  const written = cell("email");
  if (written === "") return { why: why.noAddress };
  // As mail programs copy it: "Léa Martin <lea@lumen.example>".
  const email = readAddress(/<([^<>]+)>$/u.exec(written)?.[1] ?? written);
  if (email === null || email.length > 200) return { why: why.address(written.slice(0, 80)) };
  const before = taken.get(email);
  if (before !== undefined) return { why: why.twice(before) };
  if (name === "") return { why: why.noName };
  if (name.length > 120) return { why: why.long({ en: "name", fr: "nom" }, 120) };
  const said = fold(cell("language"));
  const language =
    said === "" ? null : ((["en", "fr"] as const).find((each) => spoken[each].includes(said)) ?? undefined);
  if (language === undefined) return { why: why.language(cell("language").slice(0, 40)) };
  const named = cell("teams")
    .split(/[|,;/]/u)
    .map((each) => each.trim())
    .filter(Boolean);
  const teams = [...new Map(named.map((each) => [topicWord(each), each])).values()];
  if (teams.length > most.teams) return { why: why.teams };
  if (teams.some((each) => each.length > 80)) return { why: why.long({ en: "team", fr: "nom d’équipe" }, 80) };
  const place = cell("place");
  if (place.length > 80) return { why: why.long({ en: "place", fr: "lieu" }, 80) };
  return { line, name, email, language, teams, place };
}

const why = {
  noAddress: {
    en: "There is no e-mail address. Add one: an invitation is a mail to it.",
    fr: "Il n’y a pas d’adresse e-mail. Ajoutez-la : l’invitation y est envoyée.",
  },
  noName: {
    en: "There is no name. Write how the person is called.",
    fr: "Il n’y a pas de nom. Écrivez celui de la personne.",
  },
  address: (written: string): Text => ({
    en: `“${written}” is no e-mail address. Correct it, or leave the line out.`,
    fr: `« ${written} » n’est pas une adresse e-mail. Corrigez-la, ou retirez la ligne.`,
  }),
  twice: (line: number): Text => ({
    en: `The same address stands on line ${line} already. That one counts.`,
    fr: `La même adresse figure déjà à la ligne ${line}. C’est elle qui compte.`,
  }),
  long: (what: Text, signs: number): Text => ({
    en: `The ${what.en} is longer than ${signs} characters. Shorten it.`,
    fr: `Le ${what.fr} dépasse ${signs} caractères. Raccourcissez-le.`,
  }),
  language: (written: string): Text => ({
    en: `The language “${written}” is not spoken here. Write English or French, or nothing.`,
    fr: `La langue « ${written} » n’est pas parlée ici. Écrivez français ou anglais, ou rien.`,
  }),
  teams: {
    en: `There are more than ${most.teams} teams. Leave some out.`,
    fr: `Il y a plus de ${most.teams} équipes. Retirez-en.`,
  },
};

const unended: Text = {
  en: "A quotation mark is opened here and never closed: nothing behind it was read. Close it, or take it away.",
  fr: "Un guillemet s’ouvre ici et ne se ferme pas : la suite n’a pas été lue. Fermez-le, ou retirez-le.",
};
const noHead = () =>
  unprocessable("list_head", {
    en: "The first line has to name the columns, a name and an e-mail address at least: “Name;E-mail;Language;Team;Place”.",
    fr: "La première ligne doit nommer les colonnes, au moins un nom et une adresse e-mail : « Nom;E-mail;Langue;Équipe;Lieu ».",
  });
const workbook = () =>
  unprocessable("list_workbook", {
    en: "This is a workbook, not a list of text. In your spreadsheet choose “Save as”, then “CSV UTF-8”.",
    fr: "C’est un classeur, pas une liste de texte. Dans votre tableur, choisissez « Enregistrer sous », puis « CSV UTF-8 ».",
  });
const tooMany = () =>
  unprocessable("list_long", {
    en: `A list has at most ${most.people} people. Split it in two.`,
    fr: `Une liste a au plus ${most.people} personnes. Coupez-la en deux.`,
  });
