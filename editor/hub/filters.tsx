import { Menu } from "@mantine/core";
import { IconChevronDown, IconX } from "@tabler/icons-react";
import { itemKinds } from "#engine/item.ts";
import { useWords } from "../language.tsx";
import { networkTitle } from "../ui/network.tsx";
import classes from "./hub.module.css";
import { Dot } from "./offer-card.tsx";
import { type Hub, nothingWished, type Wish } from "./wish.ts";

type Change = (change: Partial<Wish>) => void;

/** The topics, the reader's own first: one at a time. */
export function Topics({ hub, wish, change }: { hub: Hub; wish: Wish; change: Change }) {
  const { t } = useWords();
  const chip = (on: boolean) => ({ type: "button" as const, className: classes.chip, "aria-pressed": on });
  const { topic } = wish;
  return (
    <div className={classes.topics} role="group" aria-label={t("content.topics")}>
      <button
        {...chip(topic === undefined && wish.all)}
        onClick={() => change({ ...nothingWished, topic: undefined, all: !wish.all })}
      >
        {t("content.all")} <span className="num">{`${hub.all.count}${hub.all.more ? "+" : ""}`}</span>
      </button>
      {hub.topics.map(({ name, colour, count }) => (
        <button
          key={name}
          {...chip(topic === name)}
          onClick={() => change({ topic: topic === name ? undefined : name })}
        >
          <Dot colour={colour} />
          {name} <span className="num">{count}</span>
        </button>
      ))}
    </div>
  );
}

type Choice = { value: string; label: string };

/** One filter: what it is, or what is chosen with a cross that takes it off. */
function Filter({
  label,
  any,
  choices,
  value,
  choose,
}: {
  label: string;
  any: string;
  choices: Choice[];
  value: string | null;
  choose: (value: string | null) => void;
}) {
  const { t } = useWords();
  const chosen = choices.find((one) => one.value === value);
  if (chosen !== undefined)
    return (
      <button
        type="button"
        className={classes.filter}
        data-on
        onClick={() => choose(null)}
        aria-label={t("content.without", { name: chosen.label })}
      >
        {chosen.label}
        <IconX size={17} stroke={1.9} aria-hidden="true" />
      </button>
    );
  return (
    <Menu position="bottom-start" width={220}>
      <Menu.Target>
        <button type="button" className={classes.filter}>
          {label}
          <IconChevronDown size={17} stroke={1.9} aria-hidden="true" />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{any}</Menu.Label>
        {choices.map((one) => (
          <Menu.Item key={one.value} onClick={() => choose(one.value)}>
            {one.label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

const spans = { "1": "content.today", "7": "content.week", "31": "content.month" } as const;

/** Network, kind and date. */
export function Filters({ hub, wish, change }: { hub: Hub; wish: Wish; change: Change }) {
  const { t } = useWords();
  return (
    <div className={classes.filters} role="group" aria-label={t("content.filters")}>
      {hub.networks.length > 0 && (
        <Filter
          label={t("content.network")}
          any={t("content.anyNetwork")}
          choices={hub.networks.map((value) => ({ value, label: networkTitle(value) }))}
          value={wish.network ?? null}
          choose={(network) => change({ network: network ?? undefined })}
        />
      )}
      <Filter
        label={t("content.kind")}
        any={t("content.anyKind")}
        choices={itemKinds.map((value) => ({ value, label: t(`content.kind.${value}`) }))}
        value={wish.kind ?? null}
        choose={(kind) => change({ kind: itemKinds.find((one) => one === kind) })}
      />
      <Filter
        label={t("content.when")}
        any={t("content.anyTime")}
        choices={Object.entries(spans).map(([value, key]) => ({ value, label: t(key) }))}
        value={wish.days === undefined ? null : String(wish.days)}
        choose={(days) => change({ days: days === null ? undefined : Number(days) })}
      />
    </div>
  );
}
