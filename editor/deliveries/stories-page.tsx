import "./words.ts";
import { Button, Select } from "@mantine/core";
import { IconSend } from "@tabler/icons-react";
import { useMemo } from "react";
import { Link, useSearchParams } from "wouter";
import { markOf, type Mark } from "#engine/mark.ts";
import { useWords } from "../language.tsx";
import { useReply, useRows } from "../replies.ts";
import { Answer } from "../ui/answer.tsx";
import { Empty } from "../ui/empty.tsx";
import { More } from "../ui/more.tsx";
import { networkTitle } from "../ui/network.tsx";
import { Page } from "../ui/page.tsx";
import { StateDot } from "../ui/state-dot.tsx";
import { states } from "./delivery-state.tsx";
import { type Story, StoryRow } from "./story-row.tsx";
import row from "./story-row.module.css";
import classes from "./stories-page.module.css";

/** In the order in which a day goes; what has ended comes last. */
const filters: Mark[] = ["coming", "asked", "held", "check", "refused", "published", "ended"];

/** A story whose deliveries lie in two parts of the list is one row: what each part counted is added up. */
export function joined(parts: readonly Story[]): Story[] {
  const found = new Map<string, Story>();
  for (const part of parts) {
    const known = found.get(part.key);
    if (!known) {
      found.set(part.key, part);
      continue;
    }
    const sums = { ...known.sums };
    for (const [mark, count] of Object.entries(part.sums) as [Mark, number][]) sums[mark] = (sums[mark] ?? 0) + count;
    found.set(part.key, { ...known, sums, posts: [...known.posts, ...part.posts] });
  }
  return [...found.values()];
}

/** The ledger by what was said: a row a story, with everybody who says it. What is chosen stands in the address. */
export function StoriesPage() {
  const { t } = useWords();
  const [search, setSearch] = useSearchParams();
  // Other pages lead here by a delivery's own state.
  const state = states.find((each) => each === search.get("state"));
  const mark = filters.find((each) => each === search.get("mark")) ?? (state ? markOf(state, null) : undefined);
  const map = search.get("map");
  const account = search.get("account");
  const maps = useReply("listMaps", { query: { limit: 200 } });
  const accounts = useReply("listAccounts", { query: { limit: 200 } });
  const { rows, query } = useRows(
    "listStories",
    { query: { ...(mark && { mark }), ...(map && { map }), ...(account && { account }) } },
    { every: 10_000 },
  );
  const told = useMemo(() => joined(rows), [rows]);
  const addressOf = (name: string, value: string | null): string => {
    const next = new URLSearchParams(search);
    if (name === "mark") next.delete("state");
    if (value) next.set(name, value);
    else next.delete(name);
    return next.size > 0 ? `/deliveries?${next}` : "/deliveries";
  };
  const choose = (name: string, value: string | null) =>
    setSearch(new URL(addressOf(name, value), location.origin).searchParams, { replace: true });
  return (
    <Page title={t("deliveries.title")} intro={t("told.intro")}>
      <div className={classes.tools}>
        <nav className={classes.marks} aria-label={t("deliveries.filterState")}>
          <Link href={addressOf("mark", null)} className={classes.mark!} aria-current={mark ? undefined : "true"}>
            {t("told.any")}
          </Link>
          {filters.map((each) => (
            <Link
              key={each}
              href={addressOf("mark", each)}
              className={classes.mark!}
              aria-current={mark === each ? "true" : undefined}
            >
              <StateDot mark={each} />
              {t(`mark.many.${each}`)}
            </Link>
          ))}
        </nav>
        <div className={classes.selects}>
          <Select
            aria-label={t("runs.filterMap")}
            placeholder={t("runs.allMaps")}
            clearable
            searchable
            value={map}
            onChange={(value) => choose("map", value)}
            data={(maps.data?.rows ?? []).map((each) => ({ value: each.id, label: each.name }))}
          />
          <Select
            aria-label={t("deliveries.filterAccount")}
            placeholder={t("deliveries.allAccounts")}
            clearable
            searchable
            value={account}
            onChange={(value) => choose("account", value)}
            data={(accounts.data?.rows ?? []).map((each) => ({
              value: each.id,
              label: `${each.name} · ${networkTitle(each.network)}`,
            }))}
          />
        </div>
      </div>
      <Answer query={query} lines={5} height={100}>
        {() =>
          told.length > 0 ? (
            <>
              <ul className={row.list}>
                {told.map((story) => (
                  <StoryRow key={story.key} story={story} />
                ))}
              </ul>
              <More query={query} />
            </>
          ) : query.hasNextPage ? (
            <>
              <Empty title={t("told.notYet")}>{t("told.notYetText")}</Empty>
              <More query={query} />
            </>
          ) : mark || map || account ? (
            <Empty
              title={t("deliveries.emptyFilter")}
              action={
                <Button component={Link} href="/deliveries" variant="default">
                  {t("deliveries.anyState")}
                </Button>
              }
            />
          ) : (
            <Empty icon={<IconSend size={24} stroke={1.6} />} title={t("deliveries.empty")}>
              {t("deliveries.emptyText")}
            </Empty>
          )
        }
      </Answer>
    </Page>
  );
}
