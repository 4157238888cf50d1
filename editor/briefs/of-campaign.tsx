import "./words.ts";
import { Button } from "@mantine/core";
import { useState } from "react";
import { Link, useLocation } from "wouter";
import { useWords } from "../language.tsx";
import { useRows } from "../replies.ts";
import { Answer } from "../ui/answer.tsx";
import { More } from "../ui/more.tsx";
import { BriefDialog } from "./brief-dialog.tsx";
import { BriefRows } from "./briefs-page.tsx";
import classes from "./of-campaign.module.css";

/** What a campaign asks of volunteers. */
export function CampaignBriefs({ id, open }: { id: string; open: boolean }) {
  const { t } = useWords();
  const { rows, query } = useRows("listBriefs", { query: { campaign: id, limit: 20 } });
  const [asked, ask] = useState(false);
  const [, go] = useLocation();
  return (
    <section className={classes.part} aria-labelledby="campaign-briefs">
      <header>
        <h2 id="campaign-briefs">{t("briefs.inCampaign")}</h2>
        {open && (
          <>
            <Button component={Link} href={`/portraits?campaign=${id}`} variant="default" size="compact-md">
              {t("briefs.portrait")}
            </Button>
            <Button variant="default" size="compact-md" onClick={() => ask(true)}>
              {t("briefs.new")}
            </Button>
          </>
        )}
      </header>
      <Answer query={query} lines={1} height={72} small>
        {() =>
          rows.length === 0 ? (
            <p className={classes.hint}>{t("briefs.inCampaignNone")}</p>
          ) : (
            <BriefRows rows={rows} level={3} />
          )
        }
      </Answer>
      <More query={query} />
      {asked && (
        <BriefDialog known={null} campaign={id} close={() => ask(false)} done={(made) => go(`/briefs/${made.id}`)} />
      )}
    </section>
  );
}
