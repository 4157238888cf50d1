import "./words.ts";
import { Button } from "@mantine/core";
import { IconDoor, IconPrinter } from "@tabler/icons-react";
import { useLayoutEffect } from "react";
import { Link } from "wouter";
import { languages, type Language, type Text } from "#engine/text.ts";
import { useWords } from "../language.tsx";
import { useMe } from "../me.ts";
import { useReply } from "../replies.ts";
import { Answer } from "../ui/answer.tsx";
import { Back } from "../ui/back.tsx";
import { Empty } from "../ui/empty.tsx";
import { Face } from "../ui/face.tsx";
import { Page } from "../ui/page.tsx";
import { posterWords } from "./poster-words.ts";
import classes from "./poster.module.css";
import { Qr } from "./qr.tsx";

/** What hangs beside the coffee machine: the company, what it is and is not, and the way in, in both languages on one sheet. */
export function PosterPage() {
  const { t } = useWords();
  const me = useMe();
  const query = useReply("getDoor", {});
  // Only the sheet is printed while this page stands.
  useLayoutEffect(() => {
    document.documentElement.dataset["print"] = "poster";
    return () => void delete document.documentElement.dataset["print"];
  }, []);
  return (
    <Page
      title={t("poster.title")}
      intro={t("poster.intro")}
      back={<Back to="/settings?tab=door">{t("poster.back")}</Back>}
      actions={
        query.data?.open && (
          <Button leftSection={<IconPrinter size={18} stroke={1.8} />} onClick={() => print()}>
            {t("poster.print")}
          </Button>
        )
      }
    >
      <Answer query={query} lines={6} height={100}>
        {() =>
          query.data?.open && query.data.link !== null ? (
            <Sheet company={me.workspace.name} link={query.data.link} domains={query.data.domains} />
          ) : (
            <Empty
              icon={<IconDoor size={26} stroke={1.6} />}
              title={t("poster.closed")}
              action={
                <Button component={Link} href="/settings?tab=door">
                  {t("poster.openDoor")}
                </Button>
              }
            />
          )
        }
      </Answer>
    </Page>
  );
}

function Sheet({ company, link, domains }: { company: string; link: string; domains: readonly string[] }) {
  const { t, language } = useWords();
  // One's own language first.
  const order = languages.toSorted((a, b) => Number(b === language) - Number(a === language));
  return (
    <div className={classes.frame}>
      <article className={classes.sheet} data-poster aria-label={t("poster.label", { company })}>
        <header className={classes.sky}>
          <svg viewBox="0 0 390 200" preserveAspectRatio="xMidYMid slice" aria-hidden="true">
            {[0, 1, 2, 3, 4, 5, 6].map((n) => (
              <path
                key={n}
                d={`M-20 ${50 + n * 26} C 60 ${10 + n * 28}, 130 ${110 + n * 14}, 210 ${64 + n * 22} S 340 ${30 + n * 26}, 420 ${76 + n * 20}`}
              />
            ))}
          </svg>
          <p className={classes.company}>
            <Face name={company} company size={56} />
            <span dir="auto">{company}</span>
          </p>
          {order.map((each, at) => (
            <p key={each} lang={each} className={at === 0 ? classes.title : classes.second}>
              {said(posterWords.title, each)}
            </p>
          ))}
        </header>
        <div className={classes.way}>
          <Qr address={link} label={t("poster.qr")} />
          <div>
            {order.map((each) => (
              <p key={each} lang={each} className={classes.scan}>
                {said(posterWords.scan, each)}
              </p>
            ))}
            <p className={classes.address}>{link.replace(/^https?:\/\//u, "")}</p>
            <p className={classes.domains}>{domains.map((domain) => `@${domain}`).join(", ")}</p>
          </div>
        </div>
        <div className={classes.halves}>
          {order.map((each) => (
            <ul key={each} lang={each}>
              {posterWords.lines.map((line) => (
                <li key={line.en}>{said(line, each)}</li>
              ))}
            </ul>
          ))}
        </div>
      </article>
    </div>
  );
}

const said = (text: Text, language: Language): string =>
  language === "fr" ? text.fr.replaceAll(/ (?=[:;?!»])/gu, "\u00a0") : text.en;
