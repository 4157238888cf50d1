import { Anchor, Button, Textarea } from "@mantine/core";
import { IconCheck, IconPencil, IconX } from "@tabler/icons-react";
import { useState } from "react";
import type { Body, Reply } from "#server/api.ts";
import { firstPart } from "#engine/post.ts";
import { factsOf, rulings } from "#engine/rules.ts";
import { useWords } from "../language.tsx";
import { cards, useCard } from "../networks.ts";
import { longestAlt, picturesOf } from "../ui/picture.ts";
import { shownLink } from "../ui/link-card.ts";
import { PostCard } from "../ui/post-card.tsx";
import { PostRest } from "../ui/post-rest.tsx";
import { When } from "../ui/when.tsx";
import { chosenFrom, hasChanged, mediaOf, Pictures } from "./pictures.tsx";
import classes from "./proposals.module.css";
import { ShareLinks } from "./share-links.tsx";

export type Proposal = Reply<"listProposals">["rows"][number];

/** What its owner changed; absent: as it is. */
export type ProposalChange = Body<"publishProposal">;

/** One of the two that a person chooses between, with its preview below: a whole line to tap. */
function Way({
  way,
  chosen,
  choose,
  disabled,
}: {
  way: "repost" | "own";
  chosen: "repost" | "own";
  choose: (way: "repost" | "own") => void;
  disabled: boolean;
}) {
  const { t } = useWords();
  return (
    <label className={classes.choice} data-on={chosen === way || undefined}>
      <input type="radio" name="share" checked={chosen === way} disabled={disabled} onChange={() => choose(way)} />
      <b>{t(way === "repost" ? "proposals.asRepost" : "proposals.asOwn")}</b>
      <small>{t(way === "repost" ? "proposals.asRepostHint" : "proposals.asOwnHint")}</small>
    </label>
  );
}

/** A post that waits for a yes: shown as its network will show it; its words and pictures can be changed first. */
export function ProposalView({
  proposal,
  draft,
  yes,
  no,
  skip,
}: {
  proposal: Proposal;
  /** What its owner wrote before they took their yes back. */
  draft?: ProposalChange | undefined;
  yes: (change: ProposalChange) => void;
  no: () => void;
  skip?: () => void;
}) {
  const { t, text: inWords } = useWords();
  const [words, setWords] = useState<string | null>(draft?.text ?? null);
  const part = firstPart(proposal.post);
  const [pictures, setPictures] = useState(() => chosenFrom(part.media ?? []));
  const media = mediaOf(pictures);
  const repainted = hasChanged(pictures);
  const following = proposal.post.parts.slice(1);
  const [rest, setRest] = useState<string[]>(() => [...(draft?.rest ?? [])]);
  const { account, item, other } = proposal;
  // Where both can be had the repost comes first: it never says what a colleague says, too.
  const [share, setShare] = useState<"repost" | "own">(other === null ? "own" : "repost");
  const passing = other !== null && share === "repost";
  const silent = part.kind === "repost" && part.text.trim() === "";
  const wordless = passing || (silent && cards.get(account.network)?.quotes !== true);
  const text = words ?? proposal.text;
  const after =
    words === null ? following : following.map((part, index) => ({ ...part, text: rest[index] ?? part.text }));
  // Counted only once the card is here; the server checks all the same.
  const card = useCard(account.network, words !== null || repainted);
  const { limits } = proposal;
  // What stands here is sent as it is: an address that the person takes out is not put in again.
  const counted = (words: string): number => (words === "" ? 0 : (card?.count(words, limits) ?? 0));
  const left = card === null ? null : limits.text - counted(text) - counted(part.warning ?? "");
  const rulingsOf = (each: Parameters<typeof factsOf>[0]) =>
    card === null ? [] : rulings(card, factsOf(each, { kind: "person", mode: "ask", limits }));
  const touched = words !== null || repainted;
  const said = card === null || !touched ? proposal.rulings : rulingsOf({ ...part, text, media });
  const restSaid = after.map(rulingsOf);
  const changed = words !== null && words.trim() !== proposal.text;
  const restChanged = words !== null && after.some((each, index) => each.text.trim() !== following[index]?.text);
  const wrong = [said, ...restSaid].some((rules) => rules.some(({ severity }) => severity === "error"));
  /** A rule keeps it from leaving as it is, and nothing was done about that yet. */
  const stuck = words === null && wrong && !passing;
  const question = stuck ? "forbidden" : other !== null ? "choice" : silent ? "repostQuestion" : "question";
  const shownBy = { network: account.network, name: account.name, handle: account.handle, avatar: account.avatar };
  const publish = () =>
    yes({
      ...(other === null ? {} : { share }),
      ...(passing ? {} : change()),
    });
  const change = (): ProposalChange => ({
    ...(changed ? { text: words.trim() } : {}),
    ...(restChanged ? { rest: after.map((each) => each.text.trim()) } : {}),
    ...(repainted ? { media: media.map(({ id, alt = "" }) => ({ id, alt })) } : {}),
  });
  return (
    <>
      <article className={classes.proposal}>
        <p className={classes.question}>{t(`proposals.${question}`)}</p>
        {proposal.machine && !passing && (
          <p className={classes.ruling} data-severity="info">
            {t("proposals.machine")}
          </p>
        )}
        {other !== null && (
          <>
            <Way way="repost" chosen={share} choose={setShare} disabled={words !== null} />
            <div className={classes.way} data-off={!passing || undefined}>
              <PostCard post={{ ...shownBy, text: "", link: null, original: firstPart(other).original }} />
            </div>
            <Way way="own" chosen={share} choose={setShare} disabled={words !== null} />
          </>
        )}
        <div className={other === null ? undefined : classes.way} data-off={passing || undefined}>
          <PostCard
            post={{
              ...shownBy,
              text,
              link: proposal.link,
              original: part.original,
              warning: part.warning,
              visibility: part.visibility,
              media: picturesOf(media, account.network),
              // Of a picture that was taken off nothing is shown, nor where the network would have it from.
              ...shownLink(part, account.network, {
                title: item?.title ?? null,
                picture: pictures.length > 0 ? null : (item?.picture ?? null),
              }),
            }}
          />
        </div>
        {!passing && pictures.length > 0 && (
          <Pictures
            chosen={pictures}
            longest={(medium) => longestAlt(medium, limits, cards.get(account.network))}
            change={setPictures}
          />
        )}
        {words === null && !passing && <PostRest parts={after} />}
        {words !== null && (
          <Textarea
            className={classes.words!}
            size="md"
            label={t("proposals.text")}
            autosize
            minRows={3}
            maxRows={10}
            autoFocus
            value={words}
            onChange={(event) => setWords(event.currentTarget.value)}
            error={left !== null && left < 0 ? t("proposals.tooLong", { count: -left }) : null}
            description={left !== null && left >= 0 ? t("proposals.left", { count: left }) : undefined}
          />
        )}
        {words !== null &&
          after.map((part, index) => (
            <Textarea
              key={index}
              className={classes.words!}
              size="md"
              label={
                part.kind === "comment"
                  ? t("post.comment")
                  : t("post.part", { number: index + 2, count: following.length + 1 })
              }
              autosize
              minRows={2}
              maxRows={10}
              value={part.text}
              onChange={(event) => {
                const { value } = event.currentTarget;
                setRest(after.map((each, at) => (at === index ? value : each.text)));
              }}
              error={
                restSaid[index]?.find(({ severity }) => severity === "error")
                  ? inWords(restSaid[index].find(({ severity }) => severity === "error")!.message)
                  : null
              }
            />
          ))}
        {(passing ? [] : said)
          // While somebody writes, the field itself counts; a picture asks for its words where it stands.
          .filter(({ code }) => (words === null || code !== "too-long") && code !== "no-alt")
          .map(({ code, severity, message }) => (
            <p key={code} className={classes.ruling} data-severity={severity}>
              {inWords(message)}
            </p>
          ))}
        {proposal.before !== null && (
          <p className={classes.about}>
            {t("proposals.before")} <When at={proposal.before} />.
            {proposal.notBefore !== null && (
              <>
                {" "}
                {t("proposals.notBefore")} <When at={proposal.notBefore} />.
              </>
            )}
          </p>
        )}
        <p className={classes.about}>
          {item && (
            <>
              {t("proposals.source", { source: item.source })}
              {item.link && (
                <>
                  {" · "}
                  <Anchor href={item.link} target="_blank" rel="noreferrer" size="sm">
                    {t("proposals.read")}
                  </Anchor>
                </>
              )}
              {" · "}
            </>
          )}
          {t("proposals.until")} <When at={proposal.expiresAt} />
        </p>
        {item?.link != null && <ShareLinks link={item.link} />}
        {skip && (
          <Button variant="subtle" size="compact-md" onClick={skip}>
            {t("proposals.later")}
          </Button>
        )}
      </article>
      <div className={classes.answers}>
        <div className={classes.inner}>
          {words === null ? (
            <>
              <Button
                size="lg"
                variant="default"
                className={classes.answer!}
                leftSection={<IconX size={19} stroke={1.9} />}
                onClick={no}
              >
                {t("proposals.decline")}
              </Button>
              {!wordless && (
                <Button
                  size="lg"
                  {...(stuck ? {} : { variant: "default" })}
                  className={stuck ? classes.yes! : classes.answer!}
                  leftSection={<IconPencil size={19} stroke={1.9} />}
                  onClick={() => setWords(proposal.text)}
                >
                  {t("proposals.edit")}
                </Button>
              )}
              {!stuck && (
                <Button
                  size="lg"
                  className={classes.yes!}
                  leftSection={<IconCheck size={20} stroke={2.2} />}
                  disabled={wrong && !passing}
                  onClick={publish}
                >
                  {t(passing || silent ? "proposals.asRepost" : "proposals.publish")}
                </Button>
              )}
            </>
          ) : (
            <>
              <Button size="lg" variant="default" className={classes.answer!} onClick={() => setWords(null)}>
                {t("action.cancel")}
              </Button>
              <Button
                size="lg"
                className={classes.yes!}
                disabled={wrong || words.trim() === "" || after.some((each) => each.text.trim() === "")}
                onClick={publish}
              >
                {t("proposals.publishEdited")}
              </Button>
            </>
          )}
        </div>
      </div>
    </>
  );
}
