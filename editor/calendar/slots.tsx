import { IconBuilding, IconPlus } from "@tabler/icons-react";
import { Link } from "wouter";
import { type Day, dayAt, wallMinute } from "#engine/days.ts";
import { clockTime } from "#engine/rhythm.ts";
import type { Reply } from "#server/api.ts";
import { useWords } from "../language.tsx";
import { useReply } from "../replies.ts";
import { NetworkMark, networkTitle } from "../ui/network.tsx";
import type { Calendar, Layer } from "./cards.ts";
import classes from "./grid.module.css";

/** A time of the week at which nothing is planned yet. */
export type FreeSlot = { key: string; at: string; day: Day; minute: number; account: string | null };

/** Slots of what is looked at that are ahead and free: of accounts that are shown, and of all pages together. Pure. */
export function freeSlots(
  rows: Reply<"slotTimes">["rows"],
  { zone, now, hidden }: { zone: string; now: number; hidden: ReadonlySet<string> },
): FreeSlot[] {
  return rows
    .filter(({ taken, at, account }) => !taken && Date.parse(at) > now && !(account !== null && hidden.has(account)))
    .map(({ slot, at, account }) => {
      const instant = Date.parse(at);
      return { key: `${slot} ${at}`, at, account, day: dayAt(zone, instant), minute: wallMinute(zone, instant) };
    });
}

/** When slots come in the days that a calendar shows; none before it is known. */
export function useSlots(calendar: Calendar | undefined, wanted: boolean): Reply<"slotTimes">["rows"] {
  const from = calendar?.days[0]?.starts ?? "";
  const to = calendar?.days.at(-1)?.ends ?? "";
  const { data } = useReply("slotTimes", { query: { from, to } }, { enabled: wanted && from !== "", keep: true });
  return wanted ? (data?.rows ?? []) : [];
}

/** A free slot in its place: dashed, with the account that it is of; a press writes for it. */
export function SlotPlace({ slot, layers, top }: { slot: FreeSlot; layers: readonly Layer[]; top: number }) {
  const { t, language } = useWords();
  const layer = layers.find(({ id }) => id === slot.account);
  const time = clockTime(slot.minute, language);
  const whose = layer
    ? t("calendar.layer", { name: layer.name, network: networkTitle(layer.network) })
    : t("calendar.slotAll");
  const label = t("calendar.slot", { time, whose });
  const account = slot.account === null ? "" : `&account=${slot.account}`;
  return (
    <Link
      className={classes.slot}
      href={`/entries/new?at=${encodeURIComponent(slot.at)}${account}`}
      style={{ top }}
      aria-label={label}
      title={label}
    >
      {layer ? (
        <NetworkMark network={layer.network} size={16} />
      ) : (
        <IconBuilding size={16} stroke={1.7} aria-hidden="true" />
      )}
      <span>{time}</span>
      <IconPlus size={15} stroke={1.9} aria-hidden="true" />
    </Link>
  );
}
