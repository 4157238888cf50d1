import { aimOf } from "#engine/aims.ts";
import type { Mark } from "#engine/mark.ts";
import type { Manifest, Publisher } from "#engine/node.ts";
import { leftOutBy } from "#engine/picked.ts";
import type { PlanNode } from "#engine/plan.ts";
import { matchRef } from "#engine/ref.ts";
import type { Text } from "#engine/text.ts";
import type { Reply } from "../api.ts";
import type { Cause } from "./cause.ts";
import type { DropRow, KeptRow, Known } from "./item.ts";
import type { Person } from "./person.ts";
import type { Through } from "./way.ts";

type Answer = Reply<"why">["answer"];
type Setting = NonNullable<Answer["setting"]>;
/** Why something is as it is, and where that is decided. */
export type Because = { cause: Cause; setting: Setting | null; mark?: Mark; delivery?: number; drop?: DropRow };

/** What says most stands first: of several maps the first of these is the answer. */
const telling: readonly Cause["code"][] = [
  ...([
    "published",
    "partly",
    "all",
    "coming",
    "put_off",
    "stopped",
    "check",
    "asked",
    "asked_private",
    "charter",
    "paused",
    "reconnect",
  ] as const),
  ...([
    "rule",
    "held",
    "map_paused",
    "refused",
    "duplicate",
    "declined",
    "cancelled",
    "expired_asked",
    "expired",
  ] as const),
  ...([
    "left",
    "disconnected",
    "map_archived",
    "ended",
    "same_story",
    "already",
    "own",
    "left_out",
    "joined",
    "would_now",
  ] as const),
  ...([
    "not_topic",
    "not_team",
    "not_language",
    "not_network",
    "not_person",
    "no_account",
    "not_meant",
    "kept",
    "dropped",
  ] as const),
  ...(["unread", "unread_paused", "source_gone", "before", "no_map", "no_record"] as const),
];
export const best = <One extends { cause: Cause }>(all: readonly One[]): One | undefined =>
  all.toSorted((a, b) => telling.indexOf(a.cause.code) - telling.indexOf(b.cause.code))[0];

/** Why an item came to nobody in a map, or not to somebody who is asked about. `way`: how it went there. */
export function causeIn(
  way: Through,
  known: Pick<Known, "brought" | "received">,
  { drops, kept }: { drops: readonly DropRow[]; kept: readonly KeptRow[] },
  asked: { person: Person; publisher: Publisher | undefined; title: (network: string) => string } | null,
  manifests: ReadonlyMap<string, Manifest>,
): Because {
  if (way.run === null) return unread(way, known);
  const map: Setting = { kind: "map", map: way.id };
  if (asked !== null) {
    const own = drops.find(({ account }) => account === asked.person.id);
    if (own !== undefined) return leftOut(own, asked.person, asked.title, way.id);
    if (way.reached.length > 0) {
      const nodes = way.plan?.nodes.filter(({ id }) => way.reached.includes(id)) ?? [];
      const found = best(nodes.map((node) => notPicked(node, way, asked, drops, manifests)));
      if (found !== undefined) return found;
    }
  }
  const keeps = kept[0];
  const step =
    way.steps.find(({ node }) => node === keeps?.node) ?? way.steps.findLast(({ fate }) => fate === "dropped");
  if (keeps !== undefined)
    return {
      cause: { code: "kept", step: titleOf(step, keeps.node), at: keeps.until, asks: keeps.asks },
      setting: keeps.asks ? null : { kind: "step", map: way.id, node: keeps.node, field: null },
    };
  const drop =
    drops.find(({ account, node }) => account === null && (step === undefined || node === step.node)) ??
    drops.find(({ account }) => account === null);
  const node = step?.node ?? drop?.node;
  if (node === undefined) {
    const first = drops[0];
    if (first === undefined) return { cause: { code: "no_record" }, setting: map };
    const target = way.steps.find((one) => one.node === first.node);
    return {
      cause: { code: "dropped", step: titleOf(target, first.node), map: way.name, more: first.reason },
      setting: settingOf(way, first, manifests),
    };
  }
  const more = drop?.node === node ? drop.reason : (step?.says ?? null);
  return {
    cause: { code: "dropped", step: titleOf(step, node), map: way.name, more },
    setting: step?.setting ?? { kind: "step", map: way.id, node, field: null },
    ...(drop === undefined ? {} : { drop }),
  };
}

const titleOf = (step: { title: Text } | undefined, node: string): Text => step?.title ?? { en: node, fr: node };

function settingOf(way: Through, { node, code }: DropRow, manifests: ReadonlyMap<string, Manifest>): Setting {
  const type = way.plan?.nodes.find(({ id }) => id === node)?.type ?? "";
  return { kind: "step", map: way.id, node, field: manifests.get(type)?.decides?.[code] ?? null };
}

/** Of a map into which it never came. */
function unread({ map }: Through, { brought }: Pick<Known, "brought">): Because {
  const setting: Setting = { kind: "map", map: map.id };
  const open = brought.filter(({ source, seq }) =>
    map.offsets.some((offset) => offset.source === source && offset.seq < seq),
  );
  if (open.length === 0) return { cause: { code: "before", map: map.name, at: null }, setting };
  if (open.every(({ gone }) => gone)) return { cause: { code: "source_gone" }, setting: null };
  return { cause: { code: map.state === "live" ? "unread" : "unread_paused", map: map.name, at: map.next }, setting };
}

/** What a run, or the ledger, left somebody out for. */
function leftOut(drop: DropRow, person: Person, title: (network: string) => string, map: string): Because {
  const name = person.called;
  const more = drop.reason;
  // Its words were taken out with everything else that told of them.
  if (person.former) return { cause: { code: "left", at: person.until }, setting: null };
  switch (drop.code) {
    case "same_story":
      return {
        cause: { code: "same_story", name, other: /“(?<other>.*)”/su.exec(more.en)?.groups?.["other"] ?? "", more },
        setting: { kind: "tab", tab: "stories" },
        drop,
      };
    case "already":
      return { cause: { code: "already", name, more }, setting: null, drop };
    case "own":
      return { cause: { code: "own" }, setting: null, drop };
    case "paused":
      return {
        cause: {
          code: "paused",
          name,
          network: title(person.network),
          ends: person.mode === "paused" ? person.pauseEnds : null,
          until: null,
        },
        setting: { kind: "account", account: person.id },
        drop,
      };
    default:
      return {
        cause: { code: "left_out", name, more },
        setting: { kind: "step", map, node: drop.node, field: null },
        drop,
      };
  }
}

/** Why a target did not pick somebody. What they follow and where they are is known as it is today alone. */
function notPicked(
  node: PlanNode,
  way: Through,
  {
    person,
    publisher,
    title,
  }: { person: Person; publisher: Publisher | undefined; title: (network: string) => string },
  drops: readonly DropRow[],
  manifests: ReadonlyMap<string, Manifest>,
): Because {
  const name = person.called;
  const at = way.at!;
  const step = node.title;
  const setting = (field: string | null): Setting => ({ kind: "step", map: way.id, node: node.id, field });
  const account: Setting = { kind: "account", account: person.id };
  if (person.former) return { cause: { code: "left", at: person.until }, setting: null };
  if (person.since > at) return { cause: { code: "joined", name, at: person.since }, setting: account };
  if (person.state === "disconnected" || publisher === undefined)
    return {
      cause: { code: "disconnected", name, network: title(person.network), at: person.until },
      setting: account,
    };
  const manifest = manifests.get(node.type);
  const aim = manifest === undefined ? null : aimOf(node.config, manifest);
  const notMeant: Because = {
    cause: { code: "not_meant", name, step, map: way.name },
    setting: setting(aim?.account == null ? null : "account"),
  };
  if (aim === null || (aim.account === null && aim.wanted === null)) return notMeant;
  if (aim.account !== null) {
    const meant = matchRef(aim.account, [publisher]).kind === "one";
    const drop = drops.find((one) => one.node === node.id && one.account === null);
    if (meant && drop !== undefined)
      return { cause: { code: "left_out", name, more: drop.reason }, setting: setting("account"), drop };
    return meant ? { cause: { code: "would_now", name, at }, setting: setting("account") } : notMeant;
  }
  const wanted = aim.wanted!;
  switch (leftOutBy(publisher, wanted)) {
    case "company":
      return { cause: { code: "not_person", name, step, map: way.name }, setting: setting("networks") };
    case "network":
      return {
        cause: { code: "not_network", name, network: title(person.network), wanted: wanted.networks.map(title) },
        setting: setting("networks"),
      };
    case "team":
      return { cause: { code: "not_team", name, wanted: wanted.teams }, setting: setting("teams") };
    case "language":
      return { cause: { code: "not_language", name, wanted: wanted.languages }, setting: setting("languages") };
    case "topic":
      return { cause: { code: "not_topic", name, wanted: wanted.topics }, setting: setting("topics") };
    default:
      return { cause: { code: "would_now", name, at }, setting: setting(null) };
  }
}
