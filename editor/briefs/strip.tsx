import "./words.ts";
import { IconChevronRight } from "@tabler/icons-react";
import { Link } from "wouter";
import { useWords } from "../language.tsx";
import { useReply } from "../replies.ts";
import classes from "./briefs.module.css";
import { askedStanding, signs } from "./use.ts";

/** What one is asked, and what one agreed to, on one's own page; nothing where there is none. It is shown, and reminds of nothing. */
export function AskedStrip({ heading = true }: { heading?: boolean }) {
  const { t } = useWords();
  const { data } = useReply("listAsked", { query: { of: "now", limit: 3 } });
  const rows = data?.rows ?? [];
  if (rows.length === 0) return null;
  return (
    <section className={classes.part} aria-label={t("nav.asked")}>
      {heading && <h2>{t("nav.asked")}</h2>}
      <div className={classes.strip}>
        {rows.map((row) => {
          const Sign = signs[row.kind];
          return (
            <Link key={row.id} href={`/asked/${row.id}`}>
              <span className={classes.sign}>
                <Sign size={22} stroke={1.6} aria-hidden="true" />
              </span>
              <span>
                <strong>{row.title}</strong>
                <small>
                  {row.by === null ? t("asked.byNobody") : t("asked.by", { by: row.by })}
                  {row.state !== "asked" && ` · ${t(askedStanding(row).key)}`}
                </small>
              </span>
              <IconChevronRight size={20} stroke={1.8} aria-hidden="true" />
            </Link>
          );
        })}
      </div>
    </section>
  );
}
