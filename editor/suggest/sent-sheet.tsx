import { IconArrowBackUp, IconCheck, IconSend, IconTrash } from "@tabler/icons-react";
import { useLocation } from "wouter";
import { useWords } from "../language.tsx";
import { announce } from "../announce.ts";
import { useChange } from "../replies.ts";
import { DockButton } from "../ui/dock.tsx";
import { Sheet } from "../ui/sheet.tsx";
import { Changed } from "./changed.tsx";
import { PageCard } from "./page-card.tsx";
import { calledOf, type Mine } from "./said.ts";
import { Picture, State } from "./shown.tsx";
import classes from "./sent.module.css";

/** One suggestion of one's own: what it says, what a manager would rather say, and the way back as long as there is one. */
export function SentSheet({ row, close }: { row: Mine | null; close: () => void }) {
  const { t } = useWords();
  const [, go] = useLocation();
  const stale = ["listMySuggestions" as const];
  const agree = useChange("agreeToSuggestion", { stale, done: close });
  const withdraw = useChange("withdrawSuggestion", {
    stale,
    done: () => {
      announce.done(t("suggest.takenBack"));
      close();
    },
  });
  const busy = agree.isPending || withdraw.isPending;
  const { proposed } = row ?? { proposed: null };
  const answer = (yes: boolean) =>
    row !== null && proposed !== null && agree.mutate({ params: { id: row.id }, body: { agree: yes, proposed } });
  return (
    <Sheet opened={row !== null} close={close} title={row === null ? "" : calledOf(row)}>
      {row !== null && (
        <div className={classes.sheet}>
          <p className={classes.state}>
            <State row={row} />
          </p>
          {row.word !== "" && row.by !== null && (
            <blockquote className={classes.word}>
              {row.word}
              <footer>{row.by}</footer>
            </blockquote>
          )}
          {row.together && <p className={classes.state}>{t("suggest.together")}</p>}
          <Picture row={row} large />
          {row.link !== null && row.page !== null && <PageCard page={{ ...row.page, picture: null }} link={row.link} />}
          {proposed === null ? (
            <>
              {row.body !== "" && <p className={classes.body}>{row.body}</p>}
              {row.first !== null && (
                <details className={classes.first}>
                  <summary>{t("suggest.before")}</summary>
                  <p className={classes.body}>{[row.first.title, row.first.body].filter(Boolean).join("\n\n")}</p>
                </details>
              )}
            </>
          ) : (
            <div className={classes.compare}>
              <Changed label={t("suggest.headline")} before={row.title} after={proposed.title} />
              <Changed label={t("suggest.words")} before={row.body} after={proposed.body} />
              <Changed label={t("suggest.alt")} before={row.picture?.alt ?? ""} after={proposed.alt} />
            </div>
          )}
          <div className={classes.acts}>
            {proposed !== null && (
              <DockButton tone="act" icon={IconCheck} disabled={busy} onClick={() => answer(true)}>
                {t("suggest.agree")}
              </DockButton>
            )}
            {proposed !== null && (
              <DockButton tone="beside" icon={IconArrowBackUp} disabled={busy} onClick={() => answer(false)}>
                {t("suggest.takeBack")}
              </DockButton>
            )}
            {row.state === "draft" && (
              <DockButton tone="act" icon={IconSend} onClick={() => go(`/suggest/${row.id}`)}>
                {t("suggest.finish")}
              </DockButton>
            )}
            {(row.state === "sent" || row.state === "draft") && (
              <DockButton
                tone="beside"
                icon={row.state === "draft" ? IconTrash : IconArrowBackUp}
                disabled={busy}
                onClick={() => withdraw.mutate({ params: { id: row.id } })}
              >
                {t(row.state === "draft" ? "suggest.throwAway" : "suggest.takeBack")}
              </DockButton>
            )}
          </div>
        </div>
      )}
    </Sheet>
  );
}
