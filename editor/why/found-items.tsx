import { IconHelpHexagon } from "@tabler/icons-react";
import type { KeyboardEvent } from "react";
import { Link, useSearchParams } from "wouter";
import { askedIn } from "#engine/question.ts";
import { StoryPicture } from "../deliveries/story-picture.tsx";
import { labelOfMark } from "./mark-words.ts";
import { useWords } from "../language.tsx";
import { type Row, useReply, useRows } from "../replies.ts";
import { Answer } from "../ui/answer.tsx";
import { Empty } from "../ui/empty.tsx";
import { Face } from "../ui/face.tsx";
import { Marked } from "../ui/marked.tsx";
import { More } from "../ui/more.tsx";
import { networkTitle } from "../ui/network.tsx";
import { Page } from "../ui/page.tsx";
import { SearchField } from "../ui/search-field.tsx";
import { StateDot } from "../ui/state-dot.tsx";
import { When } from "../ui/when.tsx";
import classes from "./found-items.module.css";
import { addressOfWhy } from "./setting.ts";

type Found = Row<"searchWhy">;

/** Letters of a search that are said again. */
const longest = 80;

function FoundItem({ row, search, account }: { row: Found; search: string; account: string | null }) {
  const words = useWords();
  const { t, text } = words;
  const post = row.posts.find((each) => each.account === account) ?? row.posts[0];
  return (
    <li className={classes.row}>
      <StoryPicture picture={row.picture} />
      <div className={classes.words}>
        <Link href={addressOfWhy(row.key, account)} className={classes.title!} dir="auto">
          <Marked text={row.title || row.key} search={search} />
        </Link>
        <p className={classes.from}>
          {row.source && <span dir="auto">{row.source} · </span>}
          <When at={row.at} />
        </p>
        <p className={classes.state}>
          {post ? (
            <>
              <StateDot mark={post.mark} size={9} /> {t(labelOfMark(post.mark))}
            </>
          ) : (
            <>
              {t(`why.state.${row.state}`)}
              {row.says && ` : ${text(row.says)}`.replace(" :", words.language === "fr" ? "\u00A0:" : ":")}
            </>
          )}
        </p>
      </div>
    </li>
  );
}

/** Up and down from one to the next: a way more between links that Tab reaches. */
function walk(event: KeyboardEvent<HTMLElement>): void {
  const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
  if (step === 0 || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
  const links = [...event.currentTarget.querySelectorAll<HTMLElement>("li a")];
  const next = links[links.indexOf(document.activeElement as HTMLElement) + step];
  if (next === undefined) return;
  event.preventDefault();
  next.focus();
  next.scrollIntoView({ block: "nearest" });
}

/** Items by words, link or person, also those that became no delivery. Who was found is asked about, once chosen. */
export function FoundItems() {
  const { t } = useWords();
  const [asked, ask] = useSearchParams();
  const search = asked.get("search") ?? "";
  const { rows, query } = useRows("searchWhy", { query: { search } });
  const people = query.data?.pages[0]?.people ?? [];
  // Who asks “why not Paul?” has said about whom.
  const account = asked.get("account") ?? (askedIn(search) === null ? null : (people[0]?.id ?? null));
  const first = useReply("listSources", { query: { limit: 1 } });
  const choose = (name: string, value: string | null) =>
    ask(
      (before) => {
        const next = new URLSearchParams(before);
        if (value === null || value === "") next.delete(name);
        else next.set(name, value);
        if (name === "search") next.delete("account");
        return next;
      },
      { replace: true },
    );
  return (
    <Page title={t("why.title")} intro={t("why.intro")}>
      <div className={classes.search}>
        <SearchField value={search} change={(value) => choose("search", value)} label={t("why.search")} />
      </div>
      {people.length > 0 && (
        <ul className={classes.people} aria-label={t("why.people")}>
          {people.map((each) => (
            <li key={each.id}>
              <button
                type="button"
                className={classes.person}
                aria-pressed={account === each.id}
                onClick={() => choose("account", account === each.id ? null : each.id)}
              >
                <Face {...each} size={28} />
                <span>
                  {each.name} <span className="muted">{networkTitle(each.network)}</span>
                  {each.left && <span className="muted"> · {t("why.left")}</span>}
                </span>
              </button>
            </li>
          ))}
        </ul>
      )}
      <Answer query={query} lines={6} height={84}>
        {() =>
          rows.length > 0 ? (
            <>
              {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- arrows are a way more between links that Tab reaches */}
              <ul className={classes.rows} aria-busy={query.isPlaceholderData} onKeyDown={walk}>
                {rows.map((row) => (
                  // What was found before stays until the answer is there, and is no hit of what is asked now.
                  <FoundItem key={row.key} row={row} search={query.isPlaceholderData ? "" : search} account={account} />
                ))}
              </ul>
              <More query={query} />
            </>
          ) : query.hasNextPage ? (
            <>
              <Empty title={t("why.notYet")}>{t("why.notYetText")}</Empty>
              <More query={query} />
            </>
          ) : search !== "" ? (
            <Empty title={t("why.none", { search: search.length > longest ? `${search.slice(0, longest)}…` : search })}>
              {t("why.noneText")}
            </Empty>
          ) : (
            <Empty icon={<IconHelpHexagon size={24} stroke={1.6} />} title={t("why.empty")}>
              {t(first.data?.rows.length === 0 ? "why.emptySources" : "why.emptyText")}
            </Empty>
          )
        }
      </Answer>
    </Page>
  );
}
