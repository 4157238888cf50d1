import { summaryOf } from "#engine/called.ts";
import { difference, type Setting } from "#engine/difference.ts";
import type { FirstItems, MapDocument, MapEdge, MapNode, Schedule } from "#engine/map.ts";
import type { Manifest } from "#engine/node.ts";
import { type Part, textParts, whole } from "../../drawing/parts.ts";
import type { Words } from "../../language.tsx";
import { type Changed, changedFields, type Known } from "./field-words.ts";

export type Sort = "added" | "edited" | "removed";

/** One thing that differs, in words. `nodes`: the steps of the drawing that it is about. */
export type Row = { id: string; sort: Sort; title: string; about: string; fields: Changed[]; nodes: string[] };

export type Reading = {
  words: Pick<Words, "t" | "text" | "language">;
  manifests: ReadonlyMap<string, Manifest>;
  known: Known;
  name: (node: MapNode) => string;
  schedule: (schedule: Schedule) => string;
};

/** Everything that differs between two drawings, as it is listed: steps that came, changed and went, then wires, then the map's own settings. */
export function changeRows(before: MapDocument, after: MapDocument, reading: Reading): Row[] {
  const { words, manifests, known, name } = reading;
  const found = difference(before, after);
  const old = new Map(before.nodes.map((node) => [node.id, node]));
  const whole = (sort: Sort) => (node: MapNode) => {
    const summary = summaryOf(node, manifests.get(node.type));
    const said = summary ? words.text(summary) : "";
    const about = name(node).includes(said) ? "" : said;
    return { id: node.id, sort, title: name(node), about, fields: [], nodes: [node.id] };
  };
  return [
    ...found.added.map(whole("added")),
    ...found.edited.map((node) => ({
      id: node.id,
      sort: "edited" as const,
      title: name(node),
      about: "",
      fields: stepFields(old.get(node.id)!, node, reading, known),
      nodes: [node.id],
    })),
    ...found.removed.map(whole("removed")),
    ...wireRows(before, after, found, name, words),
    ...settingRows(before, after, found.settings, reading),
    ...(found.notes ? [noteRow(words)] : []),
  ];
}

const noteRow = ({ t }: Reading["words"]): Row => ({
  id: "notes",
  sort: "edited",
  title: t("changes.notes"),
  about: t("changes.notesHelp"),
  fields: [],
  nodes: [],
});

/** A step that became one of another kind keeps no setting: only that is said. */
function stepFields(before: MapNode, after: MapNode, { words, manifests }: Reading, known: Known): Changed[] {
  const manifest = manifests.get(after.type);
  if (before.type === after.type) return changedFields(before, after, manifest, words, known);
  const kind = ({ type }: MapNode) => {
    const title = manifests.get(type)?.title;
    return title ? words.text(title) : type;
  };
  return [{ label: words.t("changes.kind"), parts: whole(kind(before), kind(after)), list: false }];
}

function wireRows(
  before: MapDocument,
  after: MapDocument,
  { added, removed, wires }: ReturnType<typeof difference>,
  name: (node: MapNode) => string,
  { t }: Reading["words"],
): Row[] {
  const alone = new Set([...added, ...removed].map(({ id }) => id));
  const lone = (edges: readonly MapEdge[]) =>
    edges.filter(({ from, to }) => !alone.has(from.node) && !alone.has(to.node));
  const [gone, come] = [lone(wires.removed), lone(wires.added)];
  if (gone.length + come.length === 0) return [];
  const called = new Map([...before.nodes, ...after.nodes].map((node) => [node.id, name(node)]));
  const say = (kind: Part["kind"]) => (edge: MapEdge) => ({
    kind,
    text: t("changes.wire", { from: called.get(edge.from.node) ?? "", to: called.get(edge.to.node) ?? "" }),
  });
  const nodes = [...gone, ...come].flatMap(({ from, to }) => [from.node, to.node]);
  const parts = [...gone.map(say("old")), ...come.map(say("new"))];
  return [
    {
      id: "wires",
      sort: "edited",
      title: t("changes.wires"),
      about: "",
      fields: [{ label: "", parts, list: true }],
      nodes: [...new Set(nodes)],
    },
  ];
}

function settingRows(before: MapDocument, after: MapDocument, settings: readonly Setting[], reading: Reading): Row[] {
  const fields = settings.flatMap((setting) => settingFields(setting, before, after, reading));
  if (fields.length === 0) return [];
  return [{ id: "map", sort: "edited", title: reading.words.t("changes.map"), about: "", fields, nodes: [] }];
}

function settingFields(setting: Setting, before: MapDocument, after: MapDocument, reading: Reading): Changed[] {
  const { t } = reading.words;
  if (setting === "limits") return limitFields(before, after, reading);
  const label = t(`changes.${setting}`);
  if (setting === "name" || setting === "description")
    return [{ label, parts: textParts(before[setting], after[setting]), list: false }];
  const [old, now] = [settingWords(setting, before, reading), settingWords(setting, after, reading)];
  return [{ label, parts: whole(old, now), list: false }];
}

function limitFields(before: MapDocument, after: MapDocument, { words: { t, language } }: Reading): Changed[] {
  const said = (value: number | boolean, share: boolean) =>
    typeof value === "boolean"
      ? t(value ? "changes.yes" : "changes.no")
      : share
        ? value.toLocaleString(language, { style: "percent" })
        : value.toLocaleString(language);
  return (Object.keys(after.limits) as (keyof MapDocument["limits"])[])
    .filter((name) => before.limits[name] !== after.limits[name])
    .map((name) => ({
      label: t(name === "newShare" ? "changes.share" : `limits.${name}`),
      parts: whole(said(before.limits[name], name === "newShare"), said(after.limits[name], name === "newShare")),
      list: false,
    }));
}

function settingWords(
  setting: Exclude<Setting, "limits" | "name" | "description">,
  map: MapDocument,
  { words: { t }, schedule }: Reading,
): string {
  switch (setting) {
    case "schedule":
      return schedule(map.schedule);
    case "missed":
      return t(map.missed === "latest" ? "schedule.missedLatest" : "schedule.missedSkip");
    case "first":
      return firstWords(map.first, t);
    case "stories": {
      if (map.stories === undefined) return t("changes.workspace");
      const days = map.stories.by === "off" ? "" : ` · ${t("changes.days", { count: map.stories.days })}`;
      return t(`stories.${map.stories.by}`) + days;
    }
    case "links":
      return map.links === undefined ? t("changes.workspace") : t(map.links.short ? "links.yes" : "links.no");
    case "tests": {
      const { list = [], failing = "warn" } = map.tests ?? {};
      return list.length === 0
        ? t("changes.testsNone")
        : [
            t("changes.testCount", { count: list.length }),
            t(`changes.tests.${failing}`),
            ...list.map(({ name }) => name),
          ].join(" · ");
    }
    case "accounts":
      return (map.accounts ?? []).map(({ ref, name }) => name || ref).join(", ");
  }
}

const firstWords = (first: FirstItems, t: Words["t"]): string =>
  first.kind === "newest" ? t("changes.newest", { count: first.count }) : t(`publish.${first.kind}`);
