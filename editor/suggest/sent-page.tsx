import { IconPlus } from "@tabler/icons-react";
import "./words.ts";
import { useState } from "react";
import { Link } from "wouter";
import { useWords } from "../language.tsx";
import { useMe } from "../me.ts";
import { useRows } from "../replies.ts";
import { Answer } from "../ui/answer.tsx";
import { Empty } from "../ui/empty.tsx";
import { More } from "../ui/more.tsx";
import { Page } from "../ui/page.tsx";
import { calledOf, type Mine } from "./said.ts";
import classes from "./sent.module.css";
import { SentSheet } from "./sent-sheet.tsx";
import { Picture, State } from "./shown.tsx";

/** What became of what one brought in: first what is out, then what waits, and what was not kept with its word. */
export function SentPage() {
  const { t } = useWords();
  const me = useMe();
  const { rows, query } = useRows("listMySuggestions", { query: { limit: 30 } });
  const [open, setOpen] = useState<string | null>(null);
  const shown = rows.find(({ id }) => id === open) ?? null;
  const story = rows.find(({ came }) => came !== null);
  return (
    <Page
      title={t("suggest.sentTitle")}
      narrow
      actions={
        me.suggestions !== null && (
          <Link href="/suggestions" className={classes.door!}>
            {t("suggest.toRead", { count: me.suggestions })}
          </Link>
        )
      }
    >
      <Answer query={query}>
        {() =>
          rows.length === 0 ? (
            <Empty title={t("suggest.none")}>{t("suggest.noneText")}</Empty>
          ) : (
            <>
              {story && <Story row={story} />}
              <ul className={classes.rows} aria-label={t("suggest.sentList")}>
                {rows
                  .filter((row) => row !== story)
                  .map((row) => (
                    <SentRow key={row.id} row={row} open={() => setOpen(row.id)} />
                  ))}
              </ul>
              <More query={query} />
            </>
          )
        }
      </Answer>
      <Link href="/suggest" className={classes.more!}>
        <IconPlus size={22} stroke={1.8} aria-hidden="true" />
        {t("suggest.another")}
      </Link>
      <SentSheet row={shown} close={() => setOpen(null)} />
    </Page>
  );
}

/** What came of one that is out. */
function Story({ row }: { row: Mine }) {
  const { t } = useWords();
  const { came } = row;
  if (came === null) return null;
  return (
    <article className={classes.story}>
      <Picture row={row} large />
      <div className={classes.storyWords}>
        <h2>{came.people === null ? t("suggest.shared") : t("suggest.sharedBy", { count: came.people })}</h2>
        <p>{row.credit ? t("suggest.named", { title: calledOf(row) }) : calledOf(row)}</p>
        <p className={classes.figures}>
          {came.visits !== null && <span>{t("suggest.visits", { count: came.visits })}</span>}
          {came.link !== null && (
            <a href={came.link} target="_blank" rel="noopener noreferrer">
              {t("suggest.seePost")}
            </a>
          )}
        </p>
      </div>
    </article>
  );
}

function SentRow({ row, open }: { row: Mine; open: () => void }) {
  const { t } = useWords();
  const asked = row.state === "changed" || row.state === "draft";
  return (
    <li className={classes.row}>
      <button type="button" className={classes.press} onClick={open}>
        <Picture row={row} />
        <span className={classes.words}>
          <strong>{calledOf(row)}</strong>
          <span className={classes.state} data-asked={asked || undefined}>
            <State row={row} />
          </span>
        </span>
        {asked && <span className={classes.see}>{t("suggest.see")}</span>}
      </button>
    </li>
  );
}
