import "./words.ts";
import { Switch, VisuallyHidden } from "@mantine/core";
import { useDocumentTitle } from "@mantine/hooks";
import { IconChevronRight, IconMessageCircle } from "@tabler/icons-react";
import { Link } from "wouter";
import { useWords } from "../language.tsx";
import { useChange, useReply, useRows } from "../replies.ts";
import { Answer } from "../ui/answer.tsx";
import { Back } from "../ui/back.tsx";
import { Empty } from "../ui/empty.tsx";
import { More } from "../ui/more.tsx";
import { Page } from "../ui/page.tsx";
import { NetworkMark } from "../ui/network.tsx";
import { type Card, CueCard } from "./card.tsx";
import classes from "./cues.module.css";

/** What one could comment on: all of it, or one. */
export const CommentPage = ({ id }: { id: string | undefined }) =>
  id === undefined ? <AllPage /> : <OnePage id={Number(id)} />;

/** One thing on the screen: the first that waits, whole; what was before below, and whether one wants to be asked at all. */
function AllPage() {
  const { t } = useWords();
  const { rows, query } = useRows("listMyCues", {});
  const open = rows.filter(({ state }) => state === "open");
  const [first, ...more] = open;
  const before = rows.filter(({ state }) => state !== "open");
  return (
    <Page title={t("comment.title")} intro={t("comment.intro")} narrow>
      <Answer query={query} lines={3} height={96}>
        {() => (
          <>
            {first === undefined ? (
              <Empty icon={<IconMessageCircle size={28} stroke={1.6} />} title={t("comment.none")}>
                {t("comment.noneText")}
              </Empty>
            ) : (
              <CueCard key={first.id} card={first} />
            )}
            {more.length > 0 && <Rows rows={more} />}
            {before.length > 0 && (
              <section className={classes.before}>
                <h2>{t("comment.before")}</h2>
                <Rows rows={before} />
                <More query={query} />
              </section>
            )}
            <Wanted wanted={query.data?.pages[0]?.wanted ?? true} />
          </>
        )}
      </Answer>
    </Page>
  );
}

function Rows({ rows }: { rows: readonly Card[] }) {
  const { t, day } = useWords();
  return (
    <ul className={classes.rows}>
      {rows.map(({ id, title, text, network, author, state, askedAt }) => (
        <li key={id}>
          <Link href={`/comment/${id}`}>
            {network !== null && <NetworkMark network={network} size={22} />}
            <span>
              <strong>{title || text || author || t(`comment.is.${state}`)}</strong>
              <small>
                {day(askedAt)} · {t(`comment.is.${state}`)}
              </small>
            </span>
            <IconChevronRight size={20} stroke={1.8} aria-hidden="true" />
          </Link>
        </li>
      ))}
    </ul>
  );
}

function Wanted({ wanted }: { wanted: boolean }) {
  const { t } = useWords();
  const change = useChange("wantCues", { stale: ["listMyCues"] });
  const checked = change.isPending ? change.variables.body.wanted : wanted;
  return (
    <Switch
      className={classes.wanted!}
      size="md"
      label={t("comment.wanted")}
      description={t("comment.wantedText")}
      checked={checked}
      disabled={change.isPending}
      onChange={({ currentTarget }) => change.mutate({ body: { wanted: currentTarget.checked } })}
    />
  );
}

/** One, as a notice leads to it. */
function OnePage({ id }: { id: number }) {
  const { t } = useWords();
  const query = useReply("getMyCue", { params: { id } }, { anew: true });
  useDocumentTitle(`${t("comment.title")} · ${t("app.name")}`);
  return (
    <div className={classes.one}>
      <Back to="/comment">{t("comment.title")}</Back>
      <VisuallyHidden component="h1">{t("comment.title")}</VisuallyHidden>
      <Answer query={query} lines={4} height={72}>
        {() => query.data && <CueCard card={query.data} />}
      </Answer>
    </div>
  );
}
