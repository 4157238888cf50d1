import "./words.ts";
import { Button, Modal } from "@mantine/core";
import { IconPencil } from "@tabler/icons-react";
import { useState, type ReactNode } from "react";
import { Link, useLocation } from "wouter";
import { useWords } from "../language.tsx";
import { useChange, useReply } from "../replies.ts";
import { Answer } from "../ui/answer.tsx";
import { Back } from "../ui/back.tsx";
import { DialogEnd } from "../ui/dialog-end.tsx";
import { Page } from "../ui/page.tsx";
import { Tag } from "../ui/tag.tsx";
import { BriefDialog } from "./brief-dialog.tsx";
import classes from "./briefs.module.css";
import { OfferCard } from "./offer.tsx";
import { type Brief, dayOf, signs, stale, standing } from "./use.ts";

/** One brief: who would like to, what was agreed and made, and what it asks of whom. */
export function BriefPage({ id }: { id: string }) {
  const { t } = useWords();
  const query = useReply("getBrief", { params: { id } }, { anew: true, every: 30_000 });
  const brief = query.data;
  const again = () => void query.refetch();
  return (
    <Page
      title={brief?.title ?? t("briefs.title")}
      back={<Back to="/briefs">{t("briefs.all")}</Back>}
      actions={brief && <Acts brief={brief} again={again} />}
    >
      <Answer query={query} lines={3} height={120}>
        {() => brief && <Whole brief={brief} again={again} />}
      </Answer>
    </Page>
  );
}

function Acts({ brief, again }: { brief: Brief; again: () => void }) {
  const { t } = useWords();
  const [, go] = useLocation();
  const [asked, ask] = useState<"change" | "open" | "delete" | null>(null);
  const { id, revision, state, title, counts } = brief;
  const close = () => ask(null);
  const turn = useChange("turnBrief", { stale: [...stale], done: close });
  const remove = useChange("deleteBrief", { stale: [...stale], done: () => go("/briefs") });
  const to = (next: "open" | "closed") =>
    turn.mutate({ params: { id }, body: { revision, state: next } }, { onError: again });
  const free = counts.offered + counts.agreed === 0;
  return (
    <>
      <Button variant="default" leftSection={<IconPencil size={17} />} onClick={() => ask("change")}>
        {t("brief.change")}
      </Button>
      {state !== "open" && free && (
        <Button variant="default" onClick={() => ask("delete")}>
          {t("brief.delete")}
        </Button>
      )}
      {state === "open" && (
        <Button variant="default" loading={turn.isPending} onClick={() => to("closed")}>
          {t("brief.close")}
        </Button>
      )}
      {state === "draft" && counts.asked > 0 && <Button onClick={() => ask("open")}>{t("brief.open")}</Button>}
      {state === "closed" && (
        <Button variant="default" loading={turn.isPending} onClick={() => to("open")}>
          {t("brief.reopen")}
        </Button>
      )}
      {asked === "change" && <BriefDialog known={brief} campaign={null} close={close} done={again} />}
      {(asked === "open" || asked === "delete") && (
        <Modal
          opened
          onClose={close}
          title={asked === "open" ? t("brief.openTitle", { count: counts.asked }) : t("brief.deleteTitle", { title })}
          closeButtonProps={{ "aria-label": t("action.close") }}
        >
          <p>{t(asked === "open" ? "brief.openText" : "brief.deleteText")}</p>
          <DialogEnd
            close={close}
            saving={turn.isPending || remove.isPending}
            act={
              asked === "open"
                ? { label: t("brief.open"), press: () => to("open") }
                : {
                    label: t("brief.delete"),
                    color: "brick",
                    press: () => remove.mutate({ params: { id }, query: { revision } }, { onError: close }),
                  }
            }
          />
        </Modal>
      )}
    </>
  );
}

function Whole({ brief, again }: { brief: Brief; again: () => void }) {
  const { t, language } = useWords();
  const { kind, state, lastDay, counts, offers, showsOwn } = brief;
  const { tone, key } = standing(brief);
  const Sign = signs[kind];
  return (
    <>
      <p className={classes.state}>
        <Tag tone={tone}>{t(key)}</Tag>
        <span style={{ display: "inline-flex", gap: 6, alignItems: "center" }}>
          <Sign size={18} stroke={1.7} aria-hidden="true" /> {t(`brief.kind.${kind}`)}
        </span>
        {state !== "draft" && <span>{t("briefs.asked", { count: counts.asked })}</span>}
        {lastDay !== null && <span>{t("brief.until", { day: dayOf(lastDay, language) })}</span>}
      </p>
      {state === "draft" && <p className={classes.note}>{t("brief.draftNote", { count: counts.asked })}</p>}
      <div className={classes.columns}>
        <section className={classes.part} aria-labelledby="brief-offers">
          <h2 id="brief-offers">{t("brief.offers")}</h2>
          {offers.length === 0 ? (
            <p className={classes.quiet}>{t("brief.offersNone")}</p>
          ) : (
            <ul className={classes.offers}>
              {offers.map((offer) => (
                <OfferCard key={offer.member.id} brief={brief.id} offer={offer} again={again} />
              ))}
            </ul>
          )}
          {!showsOwn && offers.some((offer) => offer.state === "done") && (
            <p className={classes.hint} style={{ marginTop: 12 }}>
              {t("brief.ownTheirs")}
            </p>
          )}
        </section>
        <Facts brief={brief} />
      </div>
    </>
  );
}

function Facts({ brief }: { brief: Brief }) {
  const { t } = useWords();
  const { wanted, effort, help, people, topic, team, campaign, askedBy } = brief;
  const whom = [
    people.length > 0 && t("brief.audience.people", { names: people.map(({ name }) => name).join(", ") }),
    topic !== null && t("brief.audience.topic", { name: topic.name }),
    team !== null && t("brief.audience.team", { name: team.name }),
  ].filter((one) => one !== false);
  const facts: [string, ReactNode][] = [
    [t("brief.wanted"), wanted === "" ? t("brief.wantedNone") : wanted],
    ...(effort === "" ? [] : [[t("brief.effort"), effort] as [string, ReactNode]]),
    ...(["text", "picture", "technique"] as const).flatMap((what): [string, ReactNode][] =>
      help[what] === "" ? [] : [[t(`brief.help.${what}`), help[what]]],
    ),
    [t("brief.audience"), whom.length === 0 ? t("brief.audience.none") : whom.join("\n")],
    ...(campaign === null
      ? []
      : ([
          [
            t("brief.campaign"),
            <Link key="campaign" href={`/campaigns/${campaign.id}`}>
              {campaign.name}
            </Link>,
          ],
        ] as [string, ReactNode][])),
    ...(askedBy === null ? [] : ([[t("brief.by"), askedBy]] as [string, ReactNode][])),
  ];
  return (
    <dl className={classes.facts}>
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
