import "./words.ts";
import { Button, Modal, Textarea, TextInput } from "@mantine/core";
import { useState } from "react";
import { Link, useLocation } from "wouter";
import { announce } from "../announce.ts";
import { useWords } from "../language.tsx";
import { useChange, useReply } from "../replies.ts";
import { Back } from "../ui/back.tsx";
import { DialogEnd } from "../ui/dialog-end.tsx";
import { Page } from "../ui/page.tsx";
import { Tag } from "../ui/tag.tsx";
import { Told } from "../ui/told.tsx";
import { Answers, Draft, Out } from "./parts.tsx";
import classes from "./portraits.module.css";
import { type Portrait, stale, tones } from "./use.ts";

/** A portrait for who writes it: what was answered, the words, the yes, and what of it is public. */
export function PortraitPage({ id }: { id: string }) {
  const { t } = useWords();
  const query = useReply("getPortrait", { params: { id } }, { anew: true, every: 60_000 });
  return (
    <Page
      narrow
      title={query.data === undefined ? t("portraits.title") : (query.data.name ?? t("portraits.nobody"))}
      back={<Back to="/portraits">{t("portraits.title")}</Back>}
      actions={query.data && <Tag tone={tones[query.data.state]}>{t(`portraits.state.${query.data.state}`)}</Tag>}
    >
      <Told query={query} lines={4} height={96}>
        {(portrait) => <Whole key={portrait.revision} portrait={portrait} />}
      </Told>
    </Page>
  );
}

function Whole({ portrait }: { portrait: Portrait }) {
  const { t, day } = useWords();
  const { id, state, until, questions, answers, picture, wish, words, link, posts, out } = portrait;
  const [changing, change] = useState(false);
  const [ending, end] = useState(false);
  const [, go] = useLocation();
  const promote = useChange("promotePortrait", { stale: [...stale], done: (made) => go(`/entries/${made.id}`) });
  const stop = useChange("endPortrait", {
    stale: [...stale],
    done: () => {
      end(false);
      announce.done(t("portrait.ended"));
    },
  });
  return (
    <div className={classes.parts}>
      {state === "withdrawn" && <p className={classes.note}>{t("portrait.withdrawn")}</p>}
      {out.length > 0 && (
        <section>
          <h2>{t(state === "withdrawn" ? "portrait.outTaken" : "portrait.out")}</h2>
          {state === "withdrawn" && <p className={classes.note}>{t("portrait.outText")}</p>}
          <Out out={out} editor taken={state === "withdrawn"} />
        </section>
      )}
      {state === "asked" && (
        <section>
          <p className={classes.note}>{t("portrait.askedText", { day: day(until) })}</p>
          <ol className={classes.questions}>
            {questions.map((question) => (
              <li key={question}>{question}</li>
            ))}
          </ol>
        </section>
      )}
      {wish !== "" && (
        <section className={classes.wish}>
          <h2>{t("portrait.wish")}</h2>
          <p>{wish}</p>
        </section>
      )}
      {(state === "proposed" || state === "agreed") && !changing && (
        <section>
          <Draft words={words} link={link} picture={picture} />
          <p className={classes.note}>
            {state === "agreed" ? t("portrait.agreed", { day: day(until) }) : t("portrait.waits")}
          </p>
          <div className={classes.acts}>
            {state === "agreed" && (
              <Button loading={promote.isPending} onClick={() => promote.mutate({ params: { id } })}>
                {t(posts.some((post) => post.state === "draft") ? "portrait.promoteDraft" : "portrait.promote")}
              </Button>
            )}
            <Button variant="default" onClick={() => change(true)}>
              {t("portrait.change")}
            </Button>
          </div>
        </section>
      )}
      {(state === "answered" || changing) && <Write portrait={portrait} />}
      {answers.length > 0 && (
        <section>
          <h2>{t("portrait.answers")}</h2>
          <Answers questions={questions} answers={answers} />
          {picture !== null && state === "answered" && (
            <figure className={classes.figure}>
              <img className={classes.picture} src={picture.url} alt={picture.alt} loading="lazy" />
              <figcaption>{t("portrait.picture")}</figcaption>
            </figure>
          )}
        </section>
      )}
      {posts.length > 0 && (
        <section>
          <h2>{t("portrait.posts")}</h2>
          <ul className={classes.posts}>
            {posts.map((post) => (
              <li key={post.id}>
                <Link href={`/entries/${post.id}`}>{post.title}</Link>
                <small>{t(`portrait.post.${post.state}`)}</small>
              </li>
            ))}
          </ul>
        </section>
      )}
      {state !== "withdrawn" && (
        <div>
          <Button variant="subtle" color="brick" ml={-18} onClick={() => end(true)}>
            {t("portrait.end")}
          </Button>
        </div>
      )}
      <Modal opened={ending} onClose={() => end(false)} title={t("portrait.end")}>
        {t("portrait.endText")}
        <DialogEnd
          close={() => end(false)}
          saving={stop.isPending}
          act={{ label: t("portrait.end"), color: "brick", press: () => stop.mutate({ params: { id } }) }}
        />
      </Modal>
    </div>
  );
}

/** The words that would go out; of what was answered to begin with. */
function Write({ portrait: { id, revision, answers, words: kept, link: at, state } }: { portrait: Portrait }) {
  const { t } = useWords();
  const [words, setWords] = useState(kept === "" ? answers.filter((one) => one !== "").join("\n\n") : kept);
  const [link, setLink] = useState(at ?? "");
  const propose = useChange("proposePortrait", {
    stale: [...stale],
    done: () => announce.done(t("portrait.proposed")),
  });
  return (
    <section>
      <h2>{t("portrait.write")}</h2>
      <p className={classes.note}>{t("portrait.writeText")}</p>
      {state === "agreed" && <p className={classes.note}>{t("portrait.changeText")}</p>}
      <form
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault();
          if (words.trim() !== "")
            propose.mutate({
              params: { id },
              body: { revision, words, link: link.trim() === "" ? null : link },
            });
        }}
      >
        <Textarea
          size="md"
          autosize
          minRows={5}
          maxRows={18}
          maxLength={3000}
          aria-label={t("portrait.write")}
          value={words}
          onChange={({ currentTarget }) => setWords(currentTarget.value)}
        />
        <TextInput
          size="md"
          label={t("portrait.link")}
          placeholder="https://"
          inputMode="url"
          maxLength={2000}
          value={link}
          onChange={({ currentTarget }) => setLink(currentTarget.value)}
        />
        <Button type="submit" disabled={words.trim() === ""} loading={propose.isPending}>
          {t(state === "answered" ? "portrait.propose" : "portrait.proposeAgain")}
        </Button>
      </form>
    </section>
  );
}
