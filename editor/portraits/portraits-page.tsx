import "./words.ts";
import { Button } from "@mantine/core";
import { IconPlus, IconUserHeart } from "@tabler/icons-react";
import { useState } from "react";
import { Link, useLocation, useSearchParams } from "wouter";
import { useWords } from "../language.tsx";
import { useRows } from "../replies.ts";
import { Answer } from "../ui/answer.tsx";
import { Back } from "../ui/back.tsx";
import { Empty } from "../ui/empty.tsx";
import { Face } from "../ui/face.tsx";
import { More } from "../ui/more.tsx";
import { Page } from "../ui/page.tsx";
import { Tag } from "../ui/tag.tsx";
import { When } from "../ui/when.tsx";
import { AskSheet } from "./ask-sheet.tsx";
import classes from "./portraits.module.css";
import { tones } from "./use.ts";

/** Portraits of colleagues, as far as each has come. */
export function PortraitsPage() {
  const { t } = useWords();
  const { rows, query } = useRows("listPortraits", { query: { limit: 30 } });
  const [search] = useSearchParams();
  const campaign = search.get("campaign");
  const [asking, ask] = useState(campaign !== null);
  const [, go] = useLocation();
  const button = (
    <Button leftSection={<IconPlus size={18} />} onClick={() => ask(true)}>
      {t("portraits.ask")}
    </Button>
  );
  return (
    <Page
      title={t("portraits.title")}
      intro={t("portraits.intro")}
      back={<Back to="/briefs">{t("portraits.up")}</Back>}
      actions={rows.length > 0 && button}
    >
      <Answer query={query} lines={3} height={72}>
        {() =>
          rows.length === 0 ? (
            <Empty icon={<IconUserHeart size={30} stroke={1.5} />} title={t("portraits.none")} action={button}>
              {t("portraits.noneText")}
            </Empty>
          ) : (
            <ul className={classes.rows}>
              {rows.map(({ id, name, state, at }) => (
                <li key={id}>
                  <Face name={name ?? "—"} size={40} />
                  <div>
                    <Link href={`/portraits/${id}`}>{name ?? t("portraits.nobody")}</Link>
                    <small>
                      <When at={at} />
                    </small>
                  </div>
                  <Tag tone={tones[state]}>{t(`portraits.state.${state}`)}</Tag>
                </li>
              ))}
            </ul>
          )
        }
      </Answer>
      <More query={query} />
      {asking && <AskSheet campaign={campaign} close={() => ask(false)} done={(id) => go(`/portraits/${id}`)} />}
    </Page>
  );
}
