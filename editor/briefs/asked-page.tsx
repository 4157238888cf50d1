import "./words.ts";
import { useDocumentTitle } from "@mantine/hooks";
import { Link } from "wouter";
import { IconCamera, IconClockHour4, IconHeartHandshake, IconPencil, IconTool, type Icon } from "@tabler/icons-react";
import { isAbsent } from "../client.ts";
import { useWords } from "../language.tsx";
import { useReply, useRows } from "../replies.ts";
import { Lost } from "../shell/lost.tsx";
import { Answer } from "../ui/answer.tsx";
import { Back } from "../ui/back.tsx";
import { Empty } from "../ui/empty.tsx";
import { Face } from "../ui/face.tsx";
import { More } from "../ui/more.tsx";
import { Page } from "../ui/page.tsx";
import { Tag } from "../ui/tag.tsx";
import classes from "./asked.module.css";
import rowClasses from "./briefs.module.css";
import { MyAnswer } from "./my-answer.tsx";
import { type Asked, type AskedRow, askedStanding, dayOf, signs } from "./use.ts";

/** What one is asked, and what one offered and agreed to: that first. */
function AskedListPage() {
  const { t } = useWords();
  const { rows, query } = useRows("listAsked", { query: { limit: 30 } });
  const now = ({ state, open }: AskedRow) => (state === "asked" && open) || state === "offered" || state === "agreed";
  const before = rows.filter((row) => !now(row));
  return (
    <Page title={t("asked.title")} intro={t("asked.intro")} narrow>
      <Answer query={query} lines={3} height={84}>
        {() =>
          rows.length === 0 ? (
            <Empty icon={<IconHeartHandshake size={28} />} title={t("asked.none")}>
              {t("asked.noneText")}
            </Empty>
          ) : (
            <>
              <AskedRows rows={rows.filter(now)} />
              {before.length > 0 && (
                <>
                  <h2 className={rowClasses.over}>{t("asked.before")}</h2>
                  <AskedRows rows={before} />
                </>
              )}
              <More query={query} />
            </>
          )
        }
      </Answer>
    </Page>
  );
}

function AskedRows({ rows }: { rows: readonly AskedRow[] }) {
  const { t, language } = useWords();
  if (rows.length === 0) return null;
  return (
    <ul className={rowClasses.list}>
      {rows.map((row) => {
        const Sign = signs[row.kind];
        const { tone, key } = askedStanding(row);
        return (
          <li key={row.id}>
            <span className={rowClasses.sign}>
              <Sign size={22} stroke={1.6} aria-hidden="true" />
            </span>
            <div className={rowClasses.words}>
              <h2>
                <Link href={`/asked/${row.id}`}>{row.title}</Link>
              </h2>
              <p>
                <span>{row.by === null ? t("asked.byNobody") : t("asked.by", { by: row.by })}</span>
                {row.lastDay !== null && row.open && (
                  <span>{t("brief.until", { day: dayOf(row.lastDay, language) })}</span>
                )}
              </p>
            </div>
            <Tag tone={tone}>{t(key)}</Tag>
          </li>
        );
      })}
    </ul>
  );
}

/** What one is asked: all of it, or one. */
export const AskedPage = ({ id }: { id: string | undefined }) =>
  id === undefined ? <AskedListPage /> : <OneAskedPage id={id} />;

/** One thing that one is asked: what it is, who helps, and one's own answer. A phone's page first. */
function OneAskedPage({ id }: { id: string }) {
  const { t } = useWords();
  const query = useReply("getAsked", { params: { id } }, { anew: true });
  const asked = query.data;
  useDocumentTitle(`${asked?.title ?? t("asked.title")} · ${t("app.name")}`);
  if (query.error && isAbsent(query.error)) return <Lost />;
  return (
    <div className={classes.page}>
      <Back to="/asked">{t("asked.back")}</Back>
      <Answer query={query} lines={4} height={72}>
        {() => asked && <Whole asked={asked} again={() => void query.refetch()} />}
      </Answer>
    </div>
  );
}

function Whole({ asked, again }: { asked: Asked; again: () => void }) {
  const { t, language } = useWords();
  const { kind, title, by, lastDay, open, wanted, effort, help } = asked;
  const Sign = signs[kind];
  const { tone, key } = askedStanding(asked);
  const facts: [Icon, string, string][] = [
    [IconClockHour4, t("brief.effort"), effort],
    [IconPencil, t("brief.help.text"), help.text],
    [IconCamera, t("brief.help.picture"), help.picture],
    [IconTool, t("brief.help.technique"), help.technique],
  ];
  const told = facts.filter(([, , words]) => words !== "");
  return (
    <article>
      <header>
        <p className={classes.kind}>
          <span className={rowClasses.sign}>
            <Sign size={22} stroke={1.6} aria-hidden="true" />
          </span>
          <span>{t(`brief.kind.${kind}`)}</span>
          <span>
            <Tag tone={tone}>{t(key)}</Tag>
          </span>
        </p>
        <h1>{title}</h1>
        <p className={classes.by}>
          {by !== null && <Face name={by} size={28} />}
          <span>{by === null ? t("asked.byNobody") : t("asked.by", { by })}</span>
          {lastDay !== null && open && <span>{t("brief.until", { day: dayOf(lastDay, language) })}</span>}
        </p>
      </header>
      {wanted !== "" && <p className={classes.wanted}>{wanted}</p>}
      {told.length > 0 && (
        <ul className={classes.facts}>
          {told.map(([Mark, name, words]) => (
            <li key={name}>
              <i>
                <Mark size={20} stroke={1.6} aria-hidden="true" />
              </i>
              <span>
                <small>{name}</small>
                {words}
              </span>
            </li>
          ))}
        </ul>
      )}
      <MyAnswer asked={asked} again={again} />
    </article>
  );
}
