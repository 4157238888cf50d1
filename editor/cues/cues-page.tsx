import "./words.ts";
import { Button, Modal } from "@mantine/core";
import { IconMessageCircle, IconPlus } from "@tabler/icons-react";
import { useState } from "react";
import { Link, useLocation, useSearchParams } from "wouter";
import { announce } from "../announce.ts";
import { useWords } from "../language.tsx";
import { type Row as RowOf, useChange, useRows } from "../replies.ts";
import { Answer } from "../ui/answer.tsx";
import { Back } from "../ui/back.tsx";
import { DialogEnd } from "../ui/dialog-end.tsx";
import { Empty } from "../ui/empty.tsx";
import { More } from "../ui/more.tsx";
import { Page } from "../ui/page.tsx";
import { Tag, type Tone } from "../ui/tag.tsx";
import { PostOf } from "./post.tsx";
import { CueDialog } from "./cue-dialog.tsx";
import classes from "./cues.module.css";

type Row = RowOf<"listCues">;

/** Posts that colleagues are asked to comment on: from maps and by hand. Who was asked is nobody's business. */
export function CuesPage() {
  const { t } = useWords();
  const { rows, query } = useRows("listCues", {}, { every: 60_000 });
  const [params] = useSearchParams();
  const [, go] = useLocation();
  const given = params.get("post");
  const [adds, setAdds] = useState(false);
  const [ends, setEnds] = useState<Row | null>(null);
  const end = useChange("endCue", {
    stale: ["listCues"],
    done: () => {
      setEnds(null);
      announce.done(t("cues.ended"));
    },
  });
  const said = query.data?.pages[0]?.said;
  const add = (
    <Button leftSection={<IconPlus size={18} aria-hidden="true" />} onClick={() => setAdds(true)}>
      {t("cues.add")}
    </Button>
  );
  return (
    <Page
      title={t("cues.title")}
      intro={t("cues.intro")}
      back={<Back to="/colleagues">{t("nav.colleagues")}</Back>}
      actions={rows.length > 0 && add}
    >
      <Answer query={query} lines={3} height={130}>
        {() =>
          rows.length === 0 ? (
            <Empty icon={<IconMessageCircle size={30} stroke={1.5} />} title={t("cues.none")} action={add}>
              {t("cues.noneText")}
            </Empty>
          ) : (
            <>
              {said !== undefined && (said === null || said.comments > 0) && (
                <p className={classes.said}>
                  {said === null ? t("cues.few") : t("cues.said", { people: said.people, comments: said.comments })}
                </p>
              )}
              <ul className={classes.cards}>
                {rows.map((row) => (
                  <One key={row.id} row={row} end={() => setEnds(row)} />
                ))}
              </ul>
              <More query={query} />
            </>
          )
        }
      </Answer>
      {(adds || given !== null) && (
        <CueDialog
          given={given ?? ""}
          close={() => {
            setAdds(false);
            if (given !== null) go("/cues", { replace: true });
          }}
        />
      )}
      <Modal opened={ends !== null} onClose={() => setEnds(null)} title={t("cues.end")}>
        <p>
          <strong>{ends?.title || ends?.text}</strong>
        </p>
        <p>{t("cues.endAsk")}</p>
        <DialogEnd
          close={() => setEnds(null)}
          saving={end.isPending}
          act={{
            label: t("cues.end"),
            color: "brick",
            press: () => ends !== null && end.mutate({ params: { id: ends.id } }),
          }}
        />
      </Modal>
    </Page>
  );
}

const tones: Record<Row["state"], Tone> = {
  ...{ open: "live", held: "warn", ended: "plain", gone: "plain", over: "calm", rests: "warn" },
};

function One({ row, end }: { row: Row; end: () => void }) {
  const { t, day } = useWords();
  const { url, by, map, most, until, at, topics, state, title } = row;
  return (
    <li className={classes.card}>
      <p className={classes.line}>
        <Tag tone={tones[state]}>{t(`cues.is.${state}`)}</Tag>
        <span>
          {day(at)}
          {map !== null && (
            <>
              {" · "}
              <Link href={`/maps/${map.id}`}>{t("cues.map", { name: map.name })}</Link>
            </>
          )}
          {by !== null && ` · ${t("cues.by", { name: by })}`}
        </span>
      </p>
      <PostOf post={row} small />
      <p className={classes.facts}>
        {[t("cues.most", { most }), topics.join(", "), state === "open" ? t("comment.until", { day: day(until) }) : ""]
          .filter(Boolean)
          .join(" · ")}
      </p>
      <p className={classes.acts}>
        {url !== "" && (
          <Button component="a" variant="default" size="xs" href={url} target="_blank" rel="noreferrer">
            {t("comment.openAnywhere")}
          </Button>
        )}
        {(state === "open" || state === "held" || state === "rests") && (
          <Button variant="default" size="xs" aria-label={t("cues.endOf", { title: title || url })} onClick={end}>
            {t("cues.end")}
          </Button>
        )}
      </p>
    </li>
  );
}
