import type { Case, Cases } from "#engine/cases.ts";
import type { MapDocument } from "#engine/map.ts";
import type { Change } from "./change.ts";
import { freshId } from "./draft.ts";

/** The tests of a map. A map that has none has no word of them, so that its bytes stay. */

const none: Cases = { failing: "warn", list: [] };
export const casesOf = ({ tests }: MapDocument): Cases => tests ?? none;

function withCases(document: MapDocument, change: (cases: Cases) => Cases): MapDocument {
  const before = casesOf(document);
  const after = change(before);
  if (after === before) return document;
  // Whoever wants failing tests to forbid publishing wants that of the next one, too.
  if (after.list.length > 0 || after.failing !== none.failing) return { ...document, tests: after };
  const { tests: _gone, ...rest } = document;
  return rest;
}

export const addCase =
  (one: Omit<Case, "id">): Change =>
  (document) =>
    withCases(document, (cases) => {
      const id = freshId(new Set(cases.list.map((each) => each.id)), "test");
      return { ...cases, list: [...cases.list, { id, ...one }] };
    });

/** `next` says what becomes of it; the same object where nothing does. */
export const changeCase =
  (id: string, next: (one: Case) => Case): Change =>
  (document) =>
    withCases(document, (cases) => {
      const list = cases.list.map((one) => (one.id === id ? next(one) : one));
      return list.some((one, index) => one !== cases.list[index]) ? { ...cases, list } : cases;
    });

export const removeCase =
  (id: string): Change =>
  (document) =>
    withCases(document, (cases) => ({ ...cases, list: cases.list.filter((one) => one.id !== id) }));

/** What publishing does where one fails. */
export const setFailing =
  (failing: Cases["failing"]): Change =>
  (document) =>
    withCases(document, (cases) => ({ ...cases, failing }));

/** Another item, or words that are no name, are no test. Longer names are cut where the map cuts them. */
export const nameOf = (words: string): string => words.replace(/\s+/gu, " ").trim().slice(0, 200);
