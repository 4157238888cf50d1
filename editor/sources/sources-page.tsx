import "./words.ts";
import { IconRss } from "@tabler/icons-react";
import { useWords } from "../language.tsx";
import { useRows } from "../replies.ts";
import { Answer } from "../ui/answer.tsx";
import { Empty } from "../ui/empty.tsx";
import { More } from "../ui/more.tsx";
import { Page } from "../ui/page.tsx";
import { SourceCard } from "./source-card.tsx";
import classes from "./sources.module.css";

/** Everything that is read; what fails comes first. */
export function SourcesPage() {
  const { t } = useWords();
  const { rows, query } = useRows("listSources", { query: { limit: 100 } }, { every: 10_000 });
  const ordered = rows.toSorted((a, b) => Number(b.error !== null) - Number(a.error !== null));
  return (
    <Page title={t("sources.title")} intro={t("sources.intro")}>
      <Answer query={query} lines={4} height={84}>
        {() =>
          rows.length === 0 ? (
            <Empty icon={<IconRss size={24} stroke={1.6} />} title={t("sources.empty")}>
              {t("sources.emptyText")}
            </Empty>
          ) : (
            <>
              <ul className={classes.list}>
                {ordered.map((source) => (
                  <SourceCard key={source.id} source={source} />
                ))}
              </ul>
              <More query={query} />
            </>
          )
        }
      </Answer>
    </Page>
  );
}
