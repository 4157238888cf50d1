import "./words.ts";
import { ActionIcon, Button, Modal, Select } from "@mantine/core";
import { IconPencil, IconX } from "@tabler/icons-react";
import { useState, type ReactNode } from "react";
import { Link, useLocation } from "wouter";
import { announce } from "../announce.ts";
import { useWords } from "../language.tsx";
import { useChange, useReply, useRows } from "../replies.ts";
import { CampaignBriefs } from "../briefs/of-campaign.tsx";
import { Answer } from "../ui/answer.tsx";
import { Back } from "../ui/back.tsx";
import { DialogEnd } from "../ui/dialog-end.tsx";
import { More } from "../ui/more.tsx";
import { Page } from "../ui/page.tsx";
import { Tag } from "../ui/tag.tsx";
import { When } from "../ui/when.tsx";
import { CampaignDialog } from "./campaign-dialog.tsx";
import classes from "./campaigns.module.css";
import { Reconnect } from "./reconnect.tsx";
import { type Campaign, dayOf, stale, standing } from "./use.ts";

/** One campaign: how it stands, what belongs to it, what went out and what is planned. */
export function CampaignPage({ id }: { id: string }) {
  const { t } = useWords();
  const query = useReply("getCampaign", { params: { id } }, { anew: true, every: 30_000 });
  const campaign = query.data;
  return (
    <Page
      title={campaign?.name ?? t("campaigns.title")}
      back={<Back to="/campaigns">{t("campaign.back")}</Back>}
      actions={campaign && <Acts campaign={campaign} again={() => void query.refetch()} />}
    >
      <Answer query={query} lines={4} height={96}>
        {() => campaign && <Whole campaign={campaign} />}
      </Answer>
    </Page>
  );
}

function Acts({ campaign, again }: { campaign: Campaign; again: () => void }) {
  const { t } = useWords();
  const [, go] = useLocation();
  const [asked, ask] = useState<"change" | "stop" | "delete" | null>(null);
  const { id, revision, state, name } = campaign;
  const close = () => ask(null);
  const turn = useChange("turnCampaign", {
    stale: [...stale],
    done: ({ campaign: now, cancelled }) => {
      close();
      if (now.state === "stopped") announce.done(t("campaign.stoppedNow", { count: cancelled }));
    },
  });
  const remove = useChange("deleteCampaign", { stale: [...stale], done: () => go("/campaigns") });
  const to = (next: "started" | "paused" | "stopped") =>
    turn.mutate({ params: { id }, body: { revision, state: next } }, { onError: again });
  return (
    <>
      {state !== "stopped" && (
        <Button variant="default" leftSection={<IconPencil size={17} />} onClick={() => ask("change")}>
          {t("campaign.change")}
        </Button>
      )}
      {(state === "draft" || state === "stopped") && (
        <Button variant="default" onClick={() => ask("delete")}>
          {t("campaign.delete")}
        </Button>
      )}
      {(state === "started" || state === "paused") && (
        <Button variant="default" onClick={() => ask("stop")}>
          {t("campaign.stop")}
        </Button>
      )}
      {state === "started" && (
        <Button variant="default" loading={turn.isPending} onClick={() => to("paused")}>
          {t("campaign.pause")}
        </Button>
      )}
      {(state === "draft" || state === "paused") && (
        <Button loading={turn.isPending} onClick={() => to("started")}>
          {t(state === "draft" ? "campaign.start" : "campaign.resume")}
        </Button>
      )}
      {asked === "change" && <CampaignDialog known={campaign} close={close} done={again} />}
      {(asked === "stop" || asked === "delete") && (
        <Modal
          opened
          onClose={close}
          title={t(asked === "stop" ? "campaign.stopTitle" : "campaign.deleteTitle", { name })}
          closeButtonProps={{ "aria-label": t("action.close") }}
        >
          <p>{t(asked === "stop" ? "campaign.stopText" : "campaign.deleteText")}</p>
          <DialogEnd
            close={close}
            saving={turn.isPending || remove.isPending}
            act={{
              label: t(asked === "stop" ? "campaign.stopDo" : "campaign.delete"),
              color: "brick",
              press: () => (asked === "stop" ? to("stopped") : remove.mutate({ params: { id }, query: { revision } })),
            }}
          />
        </Modal>
      )}
    </>
  );
}

function Whole({ campaign }: { campaign: Campaign }) {
  const { t, language } = useWords();
  const { state, counts, about, firstDay, lastDay, reconnect } = campaign;
  const { tone, key, day } = standing(campaign);
  const numbers: [string, ReactNode, boolean?][] = [
    [t("campaign.out"), counts.out],
    [t("campaign.waiting"), counts.waiting],
    [t("campaign.planned"), counts.planned],
    [t("campaign.people"), counts.people ?? t("campaign.few"), counts.people === null],
  ];
  return (
    <>
      <p className={classes.state}>
        <Tag tone={tone}>{t(key, { day: dayOf(day, language) })}</Tag>
        <span>{t("campaigns.days", { from: dayOf(firstDay, language), to: dayOf(lastDay, language) })}</span>
      </p>
      {(state === "draft" || state === "paused") && (
        <p className={classes.note}>{t(state === "draft" ? "campaign.draftText" : "campaign.pausedText")}</p>
      )}
      <Reconnect accounts={reconnect} />
      {about !== "" && <p className={classes.about}>{about}</p>}
      <dl className={classes.numbers}>
        {numbers.map(([name, number, words]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd data-words={words || undefined}>{number}</dd>
          </div>
        ))}
      </dl>
      <div className={classes.columns}>
        <div>
          <Entries campaign={campaign} />
          <CampaignBriefs id={campaign.id} open={state !== "stopped"} />
          <Posts id={campaign.id} />
        </div>
        <div>
          <Facts campaign={campaign} />
          <Maps campaign={campaign} />
        </div>
      </div>
    </>
  );
}

function Entries({ campaign: { id, entries, more, state } }: { campaign: Campaign }) {
  const { t } = useWords();
  return (
    <section className={classes.part} aria-labelledby="campaign-entries">
      <header>
        <h2 id="campaign-entries">{t("campaign.entries")}</h2>
        {state !== "stopped" && (
          <span className={classes.acts}>
            <Button component={Link} href={`/campaigns/${id}/scenario`} variant="default" size="compact-md">
              {t("scenario.open")}
            </Button>
            <Button component={Link} href={`/entries/new?campaign=${id}`} variant="default" size="compact-md">
              {t("campaign.write")}
            </Button>
          </span>
        )}
      </header>
      {entries.length === 0 ? (
        <p className={classes.hint}>{t("campaign.entriesNone")}</p>
      ) : (
        <ul className={classes.things}>
          {entries.map((entry) => (
            <li key={entry.id}>
              <Link href={`/entries/${entry.id}`}>{entry.title === "" ? t("campaign.untitled") : entry.title}</Link>
              {entry.people && <small>{t("campaign.toPeople")}</small>}
              {entry.at !== null && (
                <small>
                  <When at={entry.at} />
                </small>
              )}
              <Tag tone={entry.state === "draft" ? "plain" : entry.state === "planned" ? "good" : "calm"}>
                {t(`campaign.entry.${entry.state}`)}
              </Tag>
            </li>
          ))}
        </ul>
      )}
      {more && <p className={classes.hint}>{t("campaign.more")}</p>}
    </section>
  );
}

function Posts({ id }: { id: string }) {
  const { t } = useWords();
  const { rows, query } = useRows("campaignPosts", { params: { id }, query: { limit: 20 } });
  return (
    <section className={classes.part} aria-labelledby="campaign-posts">
      <header>
        <h2 id="campaign-posts">{t("campaign.posts")}</h2>
      </header>
      <Answer query={query} lines={2} height={44} small>
        {() =>
          rows.length === 0 ? (
            <p className={classes.hint}>{t("campaign.postsNone")}</p>
          ) : (
            <ul className={classes.things}>
              {rows.map((post) => (
                <li key={post.delivery}>
                  <Link href={`/deliveries/${post.delivery}`}>{post.title}</Link>
                  <small>{post.account}</small>
                  <small>
                    <When at={post.at} />
                  </small>
                </li>
              ))}
            </ul>
          )
        }
      </Answer>
      <More query={query} />
      <p className={classes.hint} style={{ marginTop: 10 }}>
        {t("campaign.postsPeople")}
      </p>
    </section>
  );
}

function Facts({ campaign }: { campaign: Campaign }) {
  const { t } = useWords();
  const { objective, audience, topics, budget, hashtags, utm } = campaign;
  const list = (words: readonly string[]) => (words.length === 0 ? t("campaign.nothing") : words.join(" · "));
  const facts: [string, string][] = [
    [t("campaign.budget"), budget === null ? t("campaign.budgetNone") : t("campaign.budgetOf", { count: budget })],
    [t("campaign.objective"), objective?.name ?? t("campaign.nothing")],
    [t("campaign.audience"), audience?.name ?? t("campaign.nothing")],
    [t("campaign.topics"), list(topics.map(({ name }) => name))],
    [t("campaign.hashtags"), list(hashtags.map((tag) => `#${tag}`))],
    [t("campaign.marks"), list(Object.values(utm).filter((mark) => mark !== ""))],
  ];
  return (
    <dl className={`${classes.part} ${classes.facts}`}>
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function Maps({ campaign: { id, maps, state } }: { campaign: Campaign }) {
  const { t } = useWords();
  const { rows } = useRows("listMaps", {});
  const fill = useChange("fillCampaign", { stale: [...stale] });
  const put = (map: string, belongs: boolean) =>
    fill.mutate({ params: { id }, body: { kind: "map", id: map, belongs } });
  const others = rows.filter((row) => !maps.some((map) => map.id === row.id));
  return (
    <section className={classes.part} aria-labelledby="campaign-maps">
      <header>
        <h2 id="campaign-maps">{t("campaign.maps")}</h2>
      </header>
      {maps.length === 0 ? (
        <p className={classes.hint}>{t("campaign.mapsNone")}</p>
      ) : (
        <ul className={classes.things}>
          {maps.map((map) => (
            <li key={map.id}>
              <Link href={`/maps/${map.id}`}>{map.name}</Link>
              {state !== "stopped" && (
                <ActionIcon
                  size={32}
                  color="ink"
                  aria-label={t("campaign.remove", { name: map.name })}
                  onClick={() => put(map.id, false)}
                >
                  <IconX size={16} />
                </ActionIcon>
              )}
            </li>
          ))}
        </ul>
      )}
      {state !== "stopped" && others.length > 0 && (
        <Select
          mt={12}
          aria-label={t("campaign.addMap")}
          placeholder={t("campaign.addMap")}
          searchable
          data={others.map(({ id: value, name: label }) => ({ value, label }))}
          value={null}
          onChange={(map) => map !== null && put(map, true)}
        />
      )}
    </section>
  );
}
