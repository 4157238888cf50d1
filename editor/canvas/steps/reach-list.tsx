import "./words.ts";
import { ScrollArea } from "@mantine/core";
import { useWords } from "../../language.tsx";
import { useRows } from "../../replies.ts";
import { Answer } from "../../ui/answer.tsx";
import { Face } from "../../ui/face.tsx";
import { More } from "../../ui/more.tsx";
import { useOpenMap } from "../state/map-context.ts";
import { Dot } from "./dot.tsx";
import classes from "./reach-list.module.css";
import { toneOf, useSaid } from "./said.ts";

/** Everybody whom a target reaches, those included who get nothing just now, with the reason. */
export function ReachList({ node }: { node: string }) {
  const { t } = useWords();
  const { said } = useSaid();
  const { detail } = useOpenMap();
  const { rows, query } = useRows("mapReach", { params: { id: detail.id }, query: { node, limit: 50 } });
  return (
    <>
      <h2 className={classes.title}>{t("reach.title")}</h2>
      <p className={classes.saved}>{t("reach.saved")}</p>
      <ScrollArea.Autosize mah={320} type="auto" scrollbarSize={8} viewportProps={{ tabIndex: 0 }}>
        <Answer query={query} lines={3} height={40} small>
          {() =>
            rows.length === 0 ? (
              <p className={classes.none}>{t("reach.none")}</p>
            ) : (
              <ul className={classes.list}>
                {rows.map(({ id, name, network, avatar, company, owner, hindrance }) => (
                  <li key={id}>
                    <Face name={name} avatar={avatar} network={network} company={company} size={32} />
                    <span className={classes.who}>
                      <b>{name}</b>
                      <span className={classes.how}>
                        <Dot tone={toneOf(hindrance)} /> {hindrance === null ? t("reach.fine") : said(hindrance)}
                        {owner !== null && owner !== name && ` · ${owner}`}
                      </span>
                    </span>
                  </li>
                ))}
              </ul>
            )
          }
        </Answer>
        <More query={query} />
      </ScrollArea.Autosize>
    </>
  );
}
