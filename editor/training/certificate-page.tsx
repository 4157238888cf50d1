import "./words.ts";
import { Button } from "@mantine/core";
import { IconCertificate, IconCircleCheck, IconPrinter } from "@tabler/icons-react";
import { useLayoutEffect } from "react";
import { Link } from "wouter";
import type { Reply } from "#server/api.ts";
import { useWords } from "../language.tsx";
import { useMe } from "../me.ts";
import { useReply } from "../replies.ts";
import { Mark } from "../shell/mark.tsx";
import { Answer } from "../ui/answer.tsx";
import { Back } from "../ui/back.tsx";
import { Empty } from "../ui/empty.tsx";
import { Page } from "../ui/page.tsx";
import classes from "./certificate.module.css";

/** What the basic lessons end with: a sheet to print, or to keep as the browser's PDF. It is the person's; nobody else can ask for it. */
export function CertificatePage() {
  const { t } = useWords();
  const query = useReply("listTraining", {}, { anew: true });
  const certified = query.data?.certified ?? null;
  // Only the sheet is printed while this page stands.
  useLayoutEffect(() => {
    document.documentElement.dataset["print"] = "certificate";
    return () => void delete document.documentElement.dataset["print"];
  }, []);
  return (
    <Page
      narrow
      title={t("training.certificate")}
      back={<Back to="/training">{t("training.title")}</Back>}
      actions={
        certified !== null && (
          <Button leftSection={<IconPrinter size={18} stroke={1.8} />} onClick={() => print()}>
            {t("training.print")}
          </Button>
        )
      }
    >
      <Answer query={query} lines={1} height={360}>
        {() =>
          certified === null ? (
            <Empty
              icon={<IconCertificate size={26} stroke={1.6} />}
              title={t("training.notYet")}
              action={
                <Button component={Link} href="/training">
                  {t("training.all")}
                </Button>
              }
            >
              {t("training.notYetText")}
            </Empty>
          ) : (
            <Sheet rows={query.data!.rows} at={certified} />
          )
        }
      </Answer>
    </Page>
  );
}

function Sheet({ rows, at }: { rows: Reply<"listTraining">["rows"]; at: string }) {
  const { t, text, language } = useWords();
  const me = useMe();
  const day = new Intl.DateTimeFormat(language === "fr" ? "fr-FR" : "en-GB", { dateStyle: "long" });
  return (
    <div className={classes.frame} data-certificate>
      <article className={classes.sheet}>
        {/* The lines of a map, as above each lesson. */}
        <svg className={classes.lines} viewBox="0 0 390 206" preserveAspectRatio="none" aria-hidden="true">
          {Array.from({ length: 9 }, (_, line) => (
            <path
              key={line}
              d={`M -10 ${20 + line * 22} C 80 ${-6 + line * 20}, 120 ${68 + line * 16}, 210 ${22 + line * 18} S 330 ${-26 + line * 22}, 400 ${6 + line * 20}`}
            />
          ))}
        </svg>
        <header>
          <Mark size={44} />
          <p>{me.workspace.name}</p>
        </header>
        <div className={classes.main}>
          <p className={classes.kind}>{t("training.certificate")}</p>
          <p className={classes.name}>{me.member.name}</p>
          <p className={classes.has}>
            {t("training.has")} {t("training.on", { day: day.format(Date.parse(at)) })}
            <br />
            {t("training.company", { company: me.workspace.name })}
          </p>
        </div>
        <ul>
          {rows
            .filter(({ kind }) => kind === "basic")
            .map(({ name, title, doneAt }) => (
              <li key={name}>
                <IconCircleCheck size={20} stroke={1.7} aria-hidden="true" />
                <b>{text(title)}</b>
                {doneAt !== null && <span>{day.format(Date.parse(doneAt))}</span>}
              </li>
            ))}
        </ul>
        <footer>{t("training.proof")}</footer>
      </article>
    </div>
  );
}
