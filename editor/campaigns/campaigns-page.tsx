import "./words.ts";
import { Button } from "@mantine/core";
import { IconPlus, IconSpeakerphone } from "@tabler/icons-react";
import { useState, type CSSProperties } from "react";
import { Link, useLocation } from "wouter";
import { useWords } from "../language.tsx";
import { useRows } from "../replies.ts";
import { Answer } from "../ui/answer.tsx";
import { Empty } from "../ui/empty.tsx";
import { More } from "../ui/more.tsx";
import { Page } from "../ui/page.tsx";
import { Tag } from "../ui/tag.tsx";
import { CampaignDialog } from "./campaign-dialog.tsx";
import classes from "./campaigns.module.css";
import { dayOf, type Row, standing } from "./use.ts";

/** Campaigns: those that go on or are to come, and what is over below them. */
export function CampaignsPage() {
  const { t } = useWords();
  const { rows, query } = useRows("listCampaigns", {});
  const [asked, ask] = useState(false);
  const [, go] = useLocation();
  const over = rows.filter((row) => row.state === "stopped" || standing(row).key === "campaign.state.over");
  const open = rows.filter((row) => !over.includes(row));
  const write = (
    <Button leftSection={<IconPlus size={18} />} onClick={() => ask(true)}>
      {t("campaigns.new")}
    </Button>
  );
  return (
    <Page
      title={t("campaigns.title")}
      intro={t("campaigns.intro")}
      actions={
        <>
          <Button component={Link} href="/briefs" variant="default">
            {t("campaigns.briefs")}
          </Button>
          {rows.length > 0 && write}
        </>
      }
    >
      <Answer query={query} lines={3} height={92}>
        {() =>
          rows.length === 0 ? (
            <Empty icon={<IconSpeakerphone size={28} />} title={t("campaigns.none")} action={write}>
              {t("campaigns.noneText")}
            </Empty>
          ) : (
            <>
              <ul className={classes.list}>
                {open.map((row) => (
                  <CampaignLine key={row.id} row={row} />
                ))}
              </ul>
              {over.length > 0 && (
                <>
                  <h2 className={classes.over}>{t("campaigns.over")}</h2>
                  <ul className={classes.list}>
                    {over.map((row) => (
                      <CampaignLine key={row.id} row={row} />
                    ))}
                  </ul>
                </>
              )}
              <More query={query} />
            </>
          )
        }
      </Answer>
      {asked && <CampaignDialog known={null} close={() => ask(false)} done={({ id }) => go(`/campaigns/${id}`)} />}
    </Page>
  );
}

function CampaignLine({ row }: { row: Row }) {
  const { t, language } = useWords();
  const { tone, key, day } = standing(row);
  return (
    <li style={{ "--own": `var(--tp-${row.colour})` } as CSSProperties}>
      <div>
        <h2>
          <Link href={`/campaigns/${row.id}`}>{row.name}</Link>
        </h2>
        <p>{t("campaigns.days", { from: dayOf(row.firstDay, language), to: dayOf(row.lastDay, language) })}</p>
      </div>
      <p className={classes.counts}>{t("campaigns.counts", row.counts as Record<string, number>)}</p>
      <Tag tone={tone}>{t(key, { day: dayOf(day, language) })}</Tag>
    </li>
  );
}
