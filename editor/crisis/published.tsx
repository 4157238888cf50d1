import { Button, Group, Select } from "@mantine/core";
import { useState } from "react";
import { Link } from "wouter";
import { announce } from "../announce.ts";
import { useWords } from "../language.tsx";
import { useMe } from "../me.ts";
import { useChange, useReply, useRows } from "../replies.ts";
import { Answer } from "../ui/answer.tsx";
import { More } from "../ui/more.tsx";
import { When } from "../ui/when.tsx";
import classes from "./crisis.module.css";
import { groupOf } from "./kept.ts";

const spans = [7, 30, 90, 365];

/** What came out before a hold and says its words: how much, how much is gone, and each post with its link, as far as it may be told. */
export function Published({ number }: { number: number }) {
  const { t } = useWords();
  const [days, setDays] = useState(30);
  const parts = { params: { number }, query: { days } };
  const sum = useReply("countPublished", parts, { anew: true });
  const { rows, query } = useRows("listPublished", parts);
  const ask = useChange("askRecall", {
    stale: ["countPublished"],
    done: () => announce.done(t("crisis.out.asked")),
  });
  const admin = useMe().member.role === "admin";
  return (
    <div className={classes.out}>
      <Select
        label={t("crisis.out.days")}
        w={160}
        allowDeselect={false}
        value={String(days)}
        data={spans.map((span) => ({ value: String(span), label: t("crisis.out.day", { days: span }) }))}
        onChange={(value) => setDays(Number(value ?? 30))}
      />
      <Answer query={sum} lines={1} height={40} small>
        {() =>
          sum.data === undefined ? null : (
            <>
              <p>
                {t("crisis.out.sum", { ...sum.data, people: sum.data.people ?? 0, group: groupOf(sum.data) })}{" "}
                {sum.data.more && t("crisis.out.more")}
              </p>
              {(sum.data.posts > 0 || sum.data.people === null) && (
                <Group gap={12}>
                  <Button
                    variant="default"
                    loading={ask.isPending}
                    onClick={() => ask.mutate({ params: { number }, body: { days } })}
                  >
                    {t("crisis.out.ask")}
                  </Button>
                  {admin && (
                    <Link href="/recall" className={classes.see}>
                      {t("crisis.out.own")}
                    </Link>
                  )}
                  {sum.data.askedAt !== null && (
                    <span className={classes.note}>
                      {t("crisis.out.when")} <When at={sum.data.askedAt} />
                    </span>
                  )}
                </Group>
              )}
            </>
          )
        }
      </Answer>
      <ul className={classes.posts}>
        {rows.map((row) => (
          <li key={row.id}>
            {row.url === null ? (
              <span>{row.title}</span>
            ) : (
              <a
                href={row.url}
                target="_blank"
                rel="noreferrer"
                aria-label={t("crisis.out.open", { title: row.title })}
              >
                {row.title}
              </a>
            )}
            <span className={classes.note}>
              {row.account} · <When at={row.at} />
              {row.gone === true && ` · ${t("crisis.out.gone")}`}
            </span>
          </li>
        ))}
      </ul>
      <More query={query} />
    </div>
  );
}
