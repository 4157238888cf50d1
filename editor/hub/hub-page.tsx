import "./words.ts";
import { Button } from "@mantine/core";
import { useDocumentTitle } from "@mantine/hooks";
import { IconBulb, IconCloudOff, IconLayoutGrid } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { Suspense, useEffect, useState } from "react";
import { Link, useLocation, useRoute, useSearch } from "wouter";
import { announce } from "../announce.ts";
import { useWords } from "../language.tsx";
import { useMe } from "../me.ts";
import { useChange, useReply, useRows } from "../replies.ts";
import { Answer } from "../ui/answer.tsx";
import { Empty } from "../ui/empty.tsx";
import { lazy } from "../ui/lazy.ts";
import { More } from "../ui/more.tsx";
import { networkTitle } from "../ui/network.tsx";
import { SearchField } from "../ui/search-field.tsx";
import { UndoBar } from "../ui/undo-bar.tsx";
import { Filters, Topics } from "./filters.tsx";
import classes from "./hub.module.css";
import { keepHub } from "./kept.ts";
import { openOffline } from "./offline.ts";
import { Dot, LeadCard, OfferCard } from "./offer-card.tsx";
import { Rail } from "./rail.tsx";
import { type Hub, isWished, type Leaving, nothingWished, type Wish } from "./wish.ts";

const ShareSheet = lazy(async () => ({ default: (await import("./share-sheet.tsx")).ShareSheet }));

const undoSeconds = 10;

/** What the live maps offer: the newest on one's topics first, the rest by topic; words and filters look through everything. */
export function HubPage() {
  const { t, day, clock } = useWords();
  const moment = (at: Date) => `${day(at)}, ${clock(at)}`;
  useDocumentTitle(`${t("content.title")} · ${t("app.name")}`);
  const [opened, params] = useRoute("/content/:id");
  const [, go] = useLocation();
  const asked = new URLSearchParams(useSearch());
  const [wish, setWish] = useState<Wish>(nothingWished);
  const [leaving, setLeaving] = useState<Leaving | null>(null);
  const client = useQueryClient();
  const refresh = () =>
    (["getContent", "listOffers", "getOffer", "me", "listProposals"] as const).forEach(
      (name) => void client.invalidateQueries({ queryKey: [name] }),
    );
  const recall = useChange("recallShare", { done: () => (refresh(), announce.done(t("offer.back"))) });
  const hub = useReply("getContent", {}, { every: 120_000 });
  const me = useMe();
  const { data, dataUpdatedAt } = hub;
  useEffect(() => {
    if (data !== undefined) keepHub(me.member.id, data, dataUpdatedAt);
  }, [data, dataUpdatedAt, me.member.id]);
  useEffect(() => void openOffline().catch(() => undefined), []);
  const stale = data !== undefined && (hub.fetchStatus === "paused" || hub.isRefetchError);
  const change = (some: Partial<Wish>) => setWish((before) => ({ ...before, ...some }));
  return (
    <div className={classes.page}>
      <header className={classes.header}>
        <h1 className={classes.heading}>{t("content.title")}</h1>
        {hub.data?.followed != null && hub.data.followed > 0 && (
          <span className={classes.follow}>{t("content.follow", { count: hub.data.followed })}</span>
        )}
        <div className={classes.search}>
          <SearchField value={wish.search} change={(search) => change({ search })} label={t("content.search")} />
        </div>
      </header>
      {stale && (
        <p className={classes.stale} role="status">
          <IconCloudOff size={20} stroke={1.8} aria-hidden="true" />
          {t("content.staleSince", { at: moment(new Date(dataUpdatedAt)) })}
        </p>
      )}
      <Answer query={hub} lines={3} height={200}>
        {() => (
          <>
            <Topics hub={hub.data!} wish={wish} change={change} />
            {isWished(wish) && <Filters hub={hub.data!} wish={wish} change={change} />}
            <div className={classes.columns}>
              <div className={classes.main}>
                {isWished(wish) ? (
                  <Found wish={wish} reset={() => setWish(nothingWished)} />
                ) : (
                  <Home hub={hub.data!} change={change} />
                )}
              </div>
              <Rail hub={hub.data!} />
            </div>
          </>
        )}
      </Answer>
      <Suspense>
        {opened && (
          <ShareSheet
            key={params.id}
            id={Number(params.id)}
            later={asked.has("later")}
            repost={asked.has("repost")}
            close={() => go("/content")}
            left={(one) => {
              refresh();
              go("/content");
              setLeaving(one);
            }}
          />
        )}
      </Suspense>
      {leaving && (
        <UndoBar
          key={leaving.delivery}
          seconds={undoSeconds}
          undo={() => {
            recall.mutate({ params: { id: leaving.delivery } });
            setLeaving(null);
          }}
          done={() => setLeaving(null)}
        >
          {t("offer.leaving", { network: networkTitle(leaving.network) })}
        </UndoBar>
      )}
    </div>
  );
}

function Home({ hub, change }: { hub: Hub; change: (some: Partial<Wish>) => void }) {
  const { t } = useWords();
  if (hub.lead === null)
    return (
      <Empty
        icon={<IconLayoutGrid size={26} stroke={1.6} />}
        title={t("content.none")}
        action={
          <Button component={Link} href="/suggest" variant="default">
            {t("nav.suggest")}
          </Button>
        }
      >
        {t("content.noneText")}
      </Empty>
    );
  return (
    <>
      <LeadCard offer={hub.lead} />
      {hub.sections.map(({ topic, count, rows }) => (
        <section key={topic?.name ?? ""} className={classes.section}>
          <header className={classes.sectionHead}>
            <h2>
              {topic && <Dot colour={topic.colour} />}
              {topic?.name ?? t("content.everybody")}
            </h2>
            {count > rows.length && (
              <button
                type="button"
                className={classes.more}
                onClick={() => change(topic === null ? { all: true } : { topic: topic.name })}
                aria-label={`${t("content.seeAll", { count })} · ${topic === null ? t("content.unfilter") : t("content.seeOf", { topic: topic.name })}`}
              >
                {t("content.seeAll", { count })}
              </button>
            )}
          </header>
          <div className={classes.list}>
            {rows.map((offer) => (
              <OfferCard key={offer.id} offer={offer} />
            ))}
          </div>
        </section>
      ))}
    </>
  );
}

/** What fits, the newest first, 20 at a time. */
function Found({ wish, reset }: { wish: Wish; reset: () => void }) {
  const { t } = useWords();
  const { all: _all, search, ...narrow } = wish;
  const { rows, query } = useRows("listOffers", { query: { ...narrow, ...(search === "" ? {} : { search }) } });
  return (
    <Answer query={query} lines={4} height={92}>
      {() =>
        rows.length === 0 ? (
          <Empty
            icon={<IconLayoutGrid size={26} stroke={1.6} />}
            title={t("content.notFound")}
            action={
              <Button variant="default" onClick={reset}>
                {t("content.unfilter")}
              </Button>
            }
          >
            {t("content.notFoundText")}
          </Empty>
        ) : (
          <>
            <header className={classes.sectionHead}>
              <div role="status">
                <h2>{t("content.found", { count: rows.length, more: String(query.hasNextPage) })}</h2>
              </div>
              <span className={classes.follow}>{t("content.newest")}</span>
            </header>
            <div className={classes.list}>
              {rows.map((offer) => (
                <OfferCard key={offer.id} offer={offer} search={search} />
              ))}
            </div>
            <More query={query} />
            <Link href="/suggest" className={classes.better!}>
              <IconBulb size={26} stroke={1.6} aria-hidden="true" />
              <span>
                <strong>{t("content.better")}</strong>
                <small>{t("content.betterText")}</small>
              </span>
            </Link>
          </>
        )
      }
    </Answer>
  );
}
