import { ActionIcon, Button, Menu, Textarea } from "@mantine/core";
import { IconAdjustments, IconDots, IconPencil, IconPlayerStop, IconPlus } from "@tabler/icons-react";
import { useState } from "react";
import { Link } from "wouter";
import { useWords } from "../language.tsx";
import { useChange } from "../replies.ts";
import { NetworkMark, networkTitle } from "../ui/network.tsx";
import { Tag, type Tone } from "../ui/tag.tsx";
import classes from "./library.module.css";
import { dayOf, type Evergreen, monthsOf, stale } from "./use.ts";

/** One post that comes back: when next, in which words it was said, and a place for other ones. */
export function EvergreenCard({ row, change, end }: { row: Evergreen; change: () => void; end: () => void }) {
  const { t, language } = useWords();
  const [adding, setAdding] = useState(row.rests === "words");
  const { gap, months, ends } = row.rule;
  const facts = [
    t("library.rule", { gap }),
    ...(months.length === 0 ? [] : [t("library.season", { months: monthsOf(months, language) })]),
    ...(ends === null ? [] : [t("library.until", { day: dayOf(ends, language) })]),
    t("library.times", { times: row.times, day: row.lastOut === null ? "" : dayOf(row.lastOut, language) }),
  ];
  return (
    <li className={classes.card}>
      <header>
        <h3>
          <Link href={`/entries/${row.id}`}>{row.title}</Link>
        </h3>
        <Standing row={row} />
        <Menu position="bottom-end">
          <Menu.Target>
            <ActionIcon
              variant="subtle"
              size="lg"
              c="var(--ink-2)"
              aria-label={t("library.more", { title: row.title })}
            >
              <IconDots size={18} />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item leftSection={<IconAdjustments size={16} />} onClick={change}>
              {t("library.change")}
            </Menu.Item>
            <Menu.Item leftSection={<IconPencil size={16} />} component={Link} href={`/entries/${row.id}`}>
              {t("library.open")}
            </Menu.Item>
            <Menu.Item leftSection={<IconPlayerStop size={16} />} onClick={end}>
              {t("library.end")}
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
      </header>
      <p className={classes.facts}>
        {row.networks.map((network) => (
          <NetworkMark key={network} network={network} size={18} />
        ))}
        <span>{facts.join(" · ")}</span>
      </p>
      {/* A title is the first words: with one wording they would stand there twice. */}
      {row.wordings.length > 1 && (
        <ol className={classes.wordings} aria-label={t("library.wordings")}>
          {row.wordings.map(({ text, for: network, said }, index) => (
            <li key={index} data-said={said > 0 || undefined}>
              <span>{text}</span>
              <small>
                {network !== null && `${t("library.onlyOn", { network: networkTitle(network) })} · `}
                {t("library.said", { said })}
              </small>
            </li>
          ))}
        </ol>
      )}
      {adding ? (
        <AddWording id={row.id} done={() => setAdding(false)} />
      ) : (
        <Button variant="subtle" size="compact-md" leftSection={<IconPlus size={16} />} onClick={() => setAdding(true)}>
          {t("library.add")}
        </Button>
      )}
    </li>
  );
}

function Standing({ row }: { row: Evergreen }) {
  const { t, day } = useWords();
  const of = row.rests ?? row.state;
  const tone = { words: "warn", over: "calm", planned: "good", draft: "plain", entered: "calm" }[of] as Tone;
  if (of === "planned")
    return <Tag tone={tone}>{t("library.state.planned", { day: row.next === null ? "…" : day(row.next) })}</Tag>;
  return <Tag tone={tone}>{t(`library.state.${of}`)}</Tag>;
}

function AddWording({ id, done }: { id: string; done: () => void }) {
  const { t } = useWords();
  const [text, setText] = useState("");
  const add = useChange("addWording", {
    stale: [...stale],
    done: () => {
      setText("");
      done();
    },
  });
  return (
    <form
      className={classes.adding}
      onSubmit={(event) => {
        event.preventDefault();
        if (text.trim() !== "") add.mutate({ params: { id }, body: { text } });
      }}
    >
      <Textarea
        aria-label={t("library.add")}
        placeholder={t("library.addHint")}
        autosize
        minRows={2}
        maxLength={20_000}
        value={text}
        onChange={({ currentTarget }) => setText(currentTarget.value)}
      />
      <Button type="submit" loading={add.isPending} disabled={text.trim() === ""}>
        {t("library.addDo")}
      </Button>
    </form>
  );
}
