import "./words.ts";
import { Button, Textarea } from "@mantine/core";
import { useState } from "react";
import { Link } from "wouter";
import type { Reply } from "#server/api.ts";
import { announce } from "../announce.ts";
import { useWords } from "../language.tsx";
import { useChange, useReply } from "../replies.ts";
import { AddressField } from "../ui/address-field.tsx";
import { Told } from "../ui/told.tsx";
import classes from "./talks.module.css";

type Row = Reply<"myTalks">["rows"][number];

/** Where one talks about the company, as one says oneself; and what came of it. */
export function MyTalks() {
  const { t } = useWords();
  const query = useReply("myTalks", {}, { anew: true });
  return (
    <section className={classes.part} id="talks">
      <h2>{t("talks.title")}</h2>
      <p className={classes.about}>{t("talks.intro")}</p>
      <Told query={query} lines={1} height={120}>
        {({ rows, full }) => (
          <>
            {rows.length > 0 && (
              <ul className={classes.list}>
                {rows.map((row) => (
                  <Said key={row.id} row={row} />
                ))}
              </ul>
            )}
            {full ? <p className="muted">{t("talks.full")}</p> : <Say />}
          </>
        )}
      </Told>
    </section>
  );
}

function Said({ row: { id, address, words, until, answer, word, by, brief } }: { row: Row }) {
  const { t, day } = useWords();
  const withdraw = useChange("withdrawTalk", { stale: ["myTalks"], done: () => announce.done(t("talks.withdrawn")) });
  return (
    <li className={classes.card}>
      <Address address={address} />
      {words !== "" && <p className={classes.words}>{words}</p>}
      <p className={classes.note} data-answered={answer !== null || undefined}>
        {answer === null
          ? `${t("talks.unanswered")} · ${t("talks.until", { day: day(until) })}`
          : t(`talks.answer.${answer}`, { by: by ?? "…" })}
      </p>
      {word !== "" && <p className={classes.words}>{word}</p>}
      <div className={classes.acts}>
        {answer === "ambassador" && (
          <Button component={Link} href="/accounts" size="md">
            {t("talks.toAccounts")}
          </Button>
        )}
        {answer === "brief" && brief !== null && (
          <Button component={Link} href={`/asked/${brief.id}`} size="md">
            {brief.title}
          </Button>
        )}
        <Button
          variant="default"
          size="md"
          loading={withdraw.isPending}
          aria-label={t("talks.withdrawOf", { address })}
          onClick={() => withdraw.mutate({ params: { id } })}
        >
          {t("talks.withdraw")}
        </Button>
      </div>
    </li>
  );
}

/** A link that people open, and nobody else. */
export function Address({ address }: { address: string }) {
  const shown = address.replace(/^https?:\/\/(?:www\.)?/u, "").replace(/\/$/u, "");
  return (
    <a className={classes.address} href={address} target="_blank" rel="noreferrer">
      {shown}
    </a>
  );
}

function Say() {
  const { t, text } = useWords();
  const [address, setAddress] = useState("");
  const [words, setWords] = useState("");
  const say = useChange("sayTalk", {
    stale: ["myTalks"],
    quiet: true,
    done: () => {
      setAddress("");
      setWords("");
      announce.done(t("talks.said"));
    },
  });
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (address.trim() !== "") say.mutate({ body: { id: crypto.randomUUID(), address, words } });
      }}
    >
      <AddressField
        label={t("talks.address")}
        hint={t("talks.addressHint")}
        value={address}
        error={say.error !== null && text(say.error.text)}
        change={(value) => {
          setAddress(value);
          say.reset();
        }}
      />
      <Textarea
        size="md"
        autosize
        minRows={2}
        maxRows={6}
        maxLength={500}
        label={t("talks.words")}
        value={words}
        onChange={({ currentTarget }) => setWords(currentTarget.value)}
      />
      <Button type="submit" size="md" disabled={address.trim() === ""} loading={say.isPending}>
        {t("talks.say")}
      </Button>
    </form>
  );
}
