import "./words.ts";
import { Button } from "@mantine/core";
import { IconPlus, IconRecycle } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useSearchParams } from "wouter";
import { announce } from "../announce.ts";
import { call, CallError } from "../client.ts";
import { useWords } from "../language.tsx";
import { useRows } from "../replies.ts";
import { Answer } from "../ui/answer.tsx";
import { Empty } from "../ui/empty.tsx";
import { More } from "../ui/more.tsx";
import { Page } from "../ui/page.tsx";
import { UndoBar } from "../ui/undo-bar.tsx";
import { EvergreenCard } from "./evergreen-card.tsx";
import classes from "./library.module.css";
import { Proposals } from "./proposals.tsx";
import { type About, RuleDialog } from "./rule-dialog.tsx";
import { type Evergreen, stale } from "./use.ts";

/** What comes back by itself: first what waits for words, and below all of it what deserves a second life. */
export function LibraryPage() {
  const { t } = useWords();
  const client = useQueryClient();
  const { rows, query } = useRows("listEvergreens", {});
  const [search, setSearch] = useSearchParams();
  const [about, setAbout] = useState<About | null>(() => {
    const id = search.get("entry");
    return id === null ? null : { id, rule: null };
  });
  const [ended, setEnded] = useState<Evergreen | null>(null);
  const refresh = () => Promise.all(stale.map((name) => client.invalidateQueries({ queryKey: [name] })));
  const tell = async (work: () => Promise<unknown>) => {
    try {
      await work();
    } catch (error) {
      if (!(error instanceof CallError)) throw error;
      announce.failure(error);
    }
    await refresh();
  };
  const end = (row: Evergreen) =>
    void tell(async () => {
      await call("endEvergreen", { params: { id: row.id } });
      setEnded(row);
    });
  const back = (row: Evergreen) =>
    void tell(async () => {
      setEnded(null);
      await call("saveEvergreen", { params: { id: row.id }, body: row.rule });
    });
  const write = (
    <Button leftSection={<IconPlus size={18} />} onClick={() => setAbout({ of: null })}>
      {t("library.new")}
    </Button>
  );
  const parts = [
    ["words", rows.filter(({ rests }) => rests === "words")],
    ["returning", rows.filter(({ rests }) => rests === null)],
    ["over", rows.filter(({ rests }) => rests === "over")],
  ] as const;
  return (
    <Page title={t("library.title")} intro={t("library.intro")} actions={rows.length > 0 && write}>
      <Answer query={query} lines={3} height={140}>
        {() =>
          rows.length === 0 ? (
            <div className={classes.part}>
              <Empty icon={<IconRecycle size={28} />} title={t("library.none")} action={write}>
                {t("library.noneText")}
              </Empty>
            </div>
          ) : (
            <>
              {parts.map(([part, list]) =>
                list.length === 0 ? null : (
                  <section key={part} className={classes.part} aria-label={t(`library.${part}`)}>
                    <h2>{t(`library.${part}`)}</h2>
                    {part === "words" && <p className={classes.hint}>{t("library.wordsText")}</p>}
                    <ul className={classes.cards}>
                      {list.map((row) => (
                        <EvergreenCard
                          key={`${row.id} ${row.rests}`}
                          row={row}
                          change={() => setAbout({ id: row.id, rule: row.rule })}
                          end={() => end(row)}
                        />
                      ))}
                    </ul>
                  </section>
                ),
              )}
              <More query={query} />
            </>
          )
        }
      </Answer>
      <Proposals revive={(one) => setAbout({ of: one })} again={(id) => setAbout({ id, rule: null })} />
      {about !== null && (
        <RuleDialog
          about={about}
          close={() => {
            setAbout(null);
            setSearch({}, { replace: true });
          }}
        />
      )}
      {ended !== null && (
        <UndoBar key={ended.id} undo={() => back(ended)} done={() => setEnded(null)}>
          {t("library.ended", { title: ended.title })}
        </UndoBar>
      )}
    </Page>
  );
}
