import "./words.ts";
import { Button, Select } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { IconSend } from "@tabler/icons-react";
import { useEffect, useEffectEvent, useRef } from "react";
import { Link, useLocation } from "wouter";
import { useWords } from "../language.tsx";
import { useReply } from "../replies.ts";
import { Answer } from "../ui/answer.tsx";
import { Empty } from "../ui/empty.tsx";
import { More } from "../ui/more.tsx";
import { Page } from "../ui/page.tsx";
import { SearchField } from "../ui/search-field.tsx";
import { WhySearchLink } from "../why/why-link.tsx";
import { AccountFilter } from "./account-filter.tsx";
import { StateFilters } from "./state-filters.tsx";
import classes from "./stories-page.module.css";
import { StoryPanel } from "./story-panel.tsx";
import { StoryRow } from "./story-row.tsx";
import { useStories } from "./use-stories.ts";
import { walk } from "./walk.ts";

/** The ledger by what was said: a row a story, with everybody who says it; one of them beside. What is chosen stands in the address. */
export function StoriesPage() {
  const { t } = useWords();
  const [, go] = useLocation();
  const { mark, map, account, search, told, query, open, who, addressOf, choose } = useStories();
  const phone = useMediaQuery("(max-width: 640px)", false, { getInitialValueInEffect: false });
  const maps = useReply("listMaps", { query: { limit: 200 } });
  const counts = useReply("countStories", {}, { every: 30_000 });
  const narrowed = Boolean(map ?? account) || search !== "";
  const here = told.find(({ posts }) => posts.some(({ id }) => id === open));
  const list = useRef<HTMLUListElement>(null);
  const close = () => {
    go(addressOf({ open: null, who: null }));
    // Back to where it was opened, on a phone once the list is there again.
    requestAnimationFrame(() => {
      const row = [...(list.current?.querySelectorAll<HTMLElement>("[data-story]") ?? [])].find(
        (each) => each.dataset["story"] === here?.key,
      );
      row?.querySelector("a")?.focus();
    });
  };
  const escape = useEffectEvent((event: KeyboardEvent) => {
    if (event.key !== "Escape" || event.defaultPrevented || open === null) return;
    const { target } = event;
    if (target instanceof HTMLElement && target.closest("input, [role=dialog], [role=listbox], [role=menu]")) return;
    close();
  });
  useEffect(() => {
    const key = (event: KeyboardEvent) => escape(event);
    document.addEventListener("keydown", key);
    return () => document.removeEventListener("keydown", key);
  }, []);
  return (
    <div className={classes.split} data-open={open !== null || undefined}>
      <div className={classes.list}>
        <Page
          title={t("deliveries.title")}
          actions={
            <>
              <div className={classes.search}>
                <SearchField
                  value={search}
                  change={(value) => choose("search", value === "" ? null : value)}
                  label={t("told.search")}
                />
              </div>
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
                <AccountFilter account={account} choose={(value) => choose("account", value)} />
              </div>
            </>
          }
        >
          <StateFilters mark={mark} counts={narrowed ? undefined : counts.data} addressOf={addressOf} />
          <Answer query={query} lines={5} height={100}>
            {() =>
              told.length > 0 ? (
                <>
                  {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- arrows are a way more between links that Tab reaches */}
                  <ul
                    ref={list}
                    className={classes.rows}
                    onKeyDown={(event) => {
                      const next = walk(event);
                      // What is open follows.
                      if (next && open !== null) go(next.getAttribute("href")!, { replace: true });
                    }}
                  >
                    {told.map((story) => (
                      <StoryRow
                        key={story.key}
                        story={story}
                        search={search}
                        shown={phone ? 6 : 8}
                        here={here === story}
                        who={who}
                        addressOf={addressOf}
                      />
                    ))}
                  </ul>
                  <More query={query} />
                </>
              ) : query.hasNextPage ? (
                <>
                  <Empty title={t("told.notYet")}>{t("told.notYetText")}</Empty>
                  <More query={query} />
                </>
              ) : mark || narrowed ? (
                <Empty
                  title={search === "" ? t("deliveries.emptyFilter") : t("told.none", { search })}
                  action={
                    <Button component={Link} href="/deliveries" variant="default">
                      {t("deliveries.anyState")}
                    </Button>
                  }
                >
                  {search !== "" && <WhySearchLink search={search} />}
                </Empty>
              ) : (
                <Empty icon={<IconSend size={24} stroke={1.6} />} title={t("deliveries.empty")}>
                  {t("deliveries.emptyText")}
                </Empty>
              )
            }
          </Answer>
        </Page>
      </div>
      {open !== null && <StoryPanel open={open} who={who} close={close} addressOf={addressOf} />}
    </div>
  );
}
