import { Button } from "@mantine/core";
import { useState } from "react";
import "./words.ts";
import { Link } from "wouter";
import { announce } from "../announce.ts";
import { useWords } from "../language.tsx";
import { useChange, useReply, useRows } from "../replies.ts";
import { More } from "../ui/more.tsx";
import { When } from "../ui/when.tsx";
import classes from "./kept-list.module.css";

/**
 * What a step of the live map keeps for later, in the order in which it goes on, each with its time; nothing where it keeps nothing.
 * `name`: of the step, where it is not said beside it.
 */
export function KeptList({ map, node, live, name }: { map: string; node: string; live: boolean; name?: string }) {
  const { t } = useWords();
  const kept = useReply("getKept", { params: { id: map } }, { enabled: live, every: 15_000 });
  const { count = 0, asked = 0 } = kept.data?.rows.find((row) => row.node === node) ?? {};
  if (!live || count === 0) return null;
  return (
    <section className={classes.kept} aria-label={name ?? t("kept.title")}>
      <h2>{name === undefined ? t("kept.title") : `${t("kept.title")} · ${name}`}</h2>
      <p>{t("kept.count", { count })}</p>
      {asked > 0 && (
        <p>
          <Link href={`/approvals?map=${map}`}>{t("count.approvals", { count: asked })}</Link>
        </p>
      )}
      <Rows map={map} node={node} asks={asked > 0} />
      {name === undefined && <p>{t("kept.again")}</p>}
    </section>
  );
}

function Rows({ map, node, asks }: { map: string; node: string; asks: boolean }) {
  const { t } = useWords();
  const [asked, setAsked] = useState<number | null>(null);
  const { rows, query } = useRows("listKept", { params: { id: map }, query: { limit: 10, node } }, { every: 15_000 });
  const out = useChange("takeOutKept", {
    stale: ["getKept", "listKept", "listRuns"],
    done: () => announce.done(t("kept.outDone")),
  });
  return (
    <>
      <ol>
        {rows.map((row) => (
          <li key={row.place}>
            <span>{row.title}</span>
            <div className={classes.row}>
              <em>
                {t(asks ? "kept.answer" : "kept.until")} <When at={row.until} />
                {row.times !== null && row.times > 0 && ` · ${t("kept.times", { count: row.times })}`}
              </em>
              {!asks && (
                <Button
                  variant="subtle"
                  size="compact-xs"
                  color={asked === row.place ? "brick" : "gray"}
                  loading={out.isPending && out.variables.body.place === row.place}
                  aria-label={`${t(asked === row.place ? "kept.outSure" : "kept.out")}: ${row.title}`}
                  onBlur={() => setAsked(null)}
                  onClick={() =>
                    asked === row.place
                      ? out.mutate({ params: { id: map }, body: { node, place: row.place } })
                      : setAsked(row.place)
                  }
                >
                  {t(asked === row.place ? "kept.outSure" : "kept.out")}
                </Button>
              )}
            </div>
          </li>
        ))}
      </ol>
      <More query={query} />
    </>
  );
}
