import "./words.ts";
import type { CSSProperties } from "react";
import { Link } from "wouter";
import { addDays, daysBetween } from "#engine/days.ts";
import { useWords } from "../language.tsx";
import { useReply } from "../replies.ts";
import type { Range } from "../calendar/range.ts";
import classes from "./campaigns.module.css";
import { dayOf } from "./use.ts";

/** Campaigns of the days that a calendar shows, each from its first day to its last; one that rests is drawn in outline. */
export function Bands({ from, to }: Range) {
  const { t, language } = useWords();
  const last = addDays(to, -1);
  const { data } = useReply("listCampaigns", { query: { of: "open", from, to: last, limit: 8 } }, { keep: true });
  const rows = data?.rows ?? [];
  if (rows.length === 0) return null;
  const all = daysBetween(from, to);
  return (
    <ul className={classes.bands} aria-label={t("campaign.bands")} style={{ "--all": all } as CSSProperties}>
      {rows.map((row) => {
        const begins = Math.max(0, daysBetween(from, row.firstDay));
        const days = Math.min(all, daysBetween(from, row.lastDay) + 1) - begins;
        const said = t("campaigns.days", { from: dayOf(row.firstDay, language), to: dayOf(row.lastDay, language) });
        return (
          <li key={row.id}>
            <Link
              href={`/campaigns/${row.id}`}
              title={`${row.name}, ${said}`}
              data-rests={row.state !== "started" || undefined}
              style={
                {
                  "--own": `var(--tp-${row.colour})`,
                  "--from": begins + 1,
                  "--days": Math.max(1, days),
                } as CSSProperties
              }
            >
              {row.name}
            </Link>
          </li>
        );
      })}
    </ul>
  );
}
