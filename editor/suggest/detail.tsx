import { Switch } from "@mantine/core";
import { IconArrowLeft, IconCheck, IconPencil, IconX } from "@tabler/icons-react";
import { useEffect, useEffectEvent, useState } from "react";
import { Link } from "wouter";
import { announce } from "../announce.ts";
import { useWords } from "../language.tsx";
import { isEditor, useMe } from "../me.ts";
import { useChange } from "../replies.ts";
import { DockButton } from "../ui/dock.tsx";
import { Face } from "../ui/face.tsx";
import { When } from "../ui/when.tsx";
import { Changed } from "./changed.tsx";
import { DeclineForm } from "./decline-form.tsx";
import classes from "./desk.module.css";
import { EditForm } from "./edit-form.tsx";
import { PageCard } from "./page-card.tsx";
import type { Answered, Brought } from "./said.ts";
import { Picture } from "./shown.tsx";

/** One suggestion as its author sent it, and the three answers. */
export function Detail({ row, back, done }: { row: Brought; back: () => void; done: () => void }) {
  const { t, text } = useWords();
  const me = useMe();
  const [doing, setDoing] = useState<"change" | "decline" | null>(null);
  const answer = useChange("answerSuggestion", { stale: ["listSuggestions", "me"] });
  const trust = useChange("trustSuggester", { stale: ["listSuggestions"] });
  const waits = row.state === "sent";
  const give = (body: Answered) =>
    answer.mutate(
      { params: { id: row.id }, body },
      {
        onSuccess: () => {
          announce.done(t(`desk.said.${body.answer}`, { name: row.author.name }));
          done();
        },
      },
    );
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    const { target } = event;
    if (!waits || doing !== null || answer.isPending || event.ctrlKey || event.metaKey || event.altKey) return;
    if (
      !(target instanceof HTMLElement) ||
      target.closest("input, textarea, select, [role=dialog], [role=menu]") !== null
    )
      return;
    const key = event.key.toLowerCase();
    if (key === "a") give({ answer: "accept" });
    else if (key === "e") setDoing("change");
    else if (key === "d") setDoing("decline");
    else return;
    event.preventDefault();
  });
  useEffect(() => {
    const key = (event: KeyboardEvent) => onKey(event);
    document.addEventListener("keydown", key);
    return () => document.removeEventListener("keydown", key);
  }, []);
  return (
    <section className={classes.detail} aria-label={t("desk.one")}>
      <button type="button" className={classes.back} onClick={back}>
        <IconArrowLeft size={20} stroke={1.8} aria-hidden="true" /> {t("desk.back")}
      </button>
      <header className={classes.head}>
        <Face name={row.author.name} size={40} />
        <span>
          <strong>{row.author.name}</strong>
          <small>
            {t(`desk.kind.${row.kind}`)}
            {row.topic && (
              <>
                {" · "}
                <i className={classes.dot} data-dot={row.topic.colour} aria-hidden="true" /> {row.topic.name}
              </>
            )}
            {" · "}
            <When at={row.at} />
          </small>
        </span>
      </header>
      <Picture row={row} large />
      {row.picture !== null && <p className={classes.alt}>{t("suggest.described", { words: row.picture.alt })}</p>}
      {row.title !== "" && <h2 className={classes.title}>{row.title}</h2>}
      {row.body !== "" && <p className={classes.body}>{row.body}</p>}
      {row.link !== null &&
        (row.page === null ? (
          <a href={row.link}>{row.link}</a>
        ) : (
          <PageCard page={row.page.picture === null ? row.page : { ...row.page, picture: null }} link={row.link} />
        ))}
      {row.others.map((other, at) => (
        <div key={at} className={classes.other}>
          <Face name={other.name} size={24} />
          <p>
            <strong>{t("desk.also", { name: other.name })}</strong>
            {other.body !== "" && <q>{other.body}</q>}
            {!other.credit && <small>{t("desk.noCredit")}</small>}
          </p>
        </div>
      ))}
      <ul className={classes.facts}>
        {row.boxes.map((box) => (
          <li key={box.en}>
            <IconCheck size={16} stroke={2} aria-hidden="true" /> {text(box)}
          </li>
        ))}
        {row.kind !== "idea" && <li>{t(row.credit ? "desk.credit" : "desk.noCredit")}</li>}
        {row.kind === "idea" && <li>{t("desk.idea")}</li>}
      </ul>
      {row.kind !== "idea" && row.maps === 0 && (
        <p className={classes.nowhere}>
          {t("desk.noMap")} {isEditor(me) && <Link href="/maps/new?template=brought-in">{t("desk.drawMap")}</Link>}
        </p>
      )}
      {row.proposed !== null && (
        <div className={classes.changes}>
          <Changed label={t("suggest.headline")} before={row.title} after={row.proposed.title} />
          <Changed label={t("suggest.words")} before={row.body} after={row.proposed.body} />
          <Changed label={t("suggest.alt")} before={row.picture?.alt ?? ""} after={row.proposed.alt} />
        </div>
      )}
      {!waits && (
        <p className={classes.answered} role="status">
          {row.by === null ? t(`desk.state.${row.state}`) : `${t(`desk.state.${row.state}`)} · ${row.by}`}
          {row.word !== "" && <q>{row.word}</q>}
        </p>
      )}
      {waits && doing === null && (
        <div className={classes.answers}>
          <DockButton
            tone="act"
            icon={IconCheck}
            letter="A"
            disabled={answer.isPending}
            onClick={() => give({ answer: "accept" })}
          >
            {t("desk.accept")}
          </DockButton>
          <DockButton tone="beside" icon={IconPencil} letter="E" onClick={() => setDoing("change")}>
            {t("desk.change")}
          </DockButton>
          <DockButton tone="plain" icon={IconX} letter="D" onClick={() => setDoing("decline")}>
            {t("desk.decline")}
          </DockButton>
        </div>
      )}
      {waits && doing === "change" && (
        <EditForm row={row} busy={answer.isPending} close={() => setDoing(null)} give={give} />
      )}
      {waits && doing === "decline" && (
        <DeclineForm name={row.author.name} busy={answer.isPending} close={() => setDoing(null)} give={give} />
      )}
      {isEditor(me) && !row.author.mine && (
        <Switch
          size="md"
          className={classes.always!}
          label={t("desk.always", { name: row.author.name })}
          description={t("desk.alwaysHelp")}
          checked={row.author.distrusted}
          disabled={trust.isPending}
          onChange={(event) =>
            trust.mutate({ params: { id: row.author.id }, body: { trusted: !event.currentTarget.checked } })
          }
        />
      )}
    </section>
  );
}
