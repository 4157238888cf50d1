import { IconEye, IconEyeOff, IconUsers } from "@tabler/icons-react";
import { useWords } from "../language.tsx";
import { NetworkMark, networkTitle } from "../ui/network.tsx";
import type { Layer } from "./cards.ts";
import classes from "./calendar.module.css";

/** The layer that stands for ambassadors together. */
export const everybody = "people";

function Toggle({
  shown,
  label,
  flip,
  mark,
  children,
}: {
  shown: boolean;
  label: string;
  flip: () => void;
  mark: React.ReactNode;
  children: React.ReactNode;
}) {
  const Eye = shown ? IconEye : IconEyeOff;
  return (
    <button
      type="button"
      className={classes.layer}
      aria-pressed={shown}
      aria-label={label}
      title={label}
      onClick={flip}
    >
      {mark}
      <span>{children}</span>
      <Eye size={17} stroke={1.7} aria-hidden="true" />
    </button>
  );
}

/** What is looked at: each account, and ambassadors as a whole. */
export function Layers({
  layers,
  people,
  hidden,
  flip,
}: {
  layers: readonly Layer[];
  people: number | null;
  hidden: ReadonlySet<string>;
  flip: (id: string) => void;
}) {
  const { t } = useWords();
  const count = new Map<string, number>();
  for (const { name } of layers) count.set(name, (count.get(name) ?? 0) + 1);
  return (
    <div className={classes.layers} role="group" aria-label={t("calendar.layers")}>
      {layers.map(({ id, name, network, company }) => (
        <Toggle
          key={id}
          shown={!hidden.has(id)}
          label={t("calendar.layer", { name, network: networkTitle(network) })}
          flip={() => flip(id)}
          mark={<NetworkMark network={network} size={18} />}
        >
          {/* One name on many networks is told apart by the network. */}
          {(count.get(name) ?? 0) > 1 && company ? networkTitle(network) : name}
        </Toggle>
      ))}
      {people !== null && people > 0 && (
        <Toggle
          shown={!hidden.has(everybody)}
          label={t("calendar.people", { count: people })}
          flip={() => flip(everybody)}
          mark={<IconUsers size={18} stroke={1.7} aria-hidden="true" />}
        >
          {t("calendar.people", { count: people })}
        </Toggle>
      )}
    </div>
  );
}
