import "./words.ts";
import { Button } from "@mantine/core";
import { mayOverrule } from "#engine/reasons.ts";
import { announce } from "../announce.ts";
import { useWords } from "../language.tsx";
import { useChange, useRows } from "../replies.ts";
import { Answer } from "../ui/answer.tsx";
import { Empty } from "../ui/empty.tsx";
import { More } from "../ui/more.tsx";
import { networkTitle } from "../ui/network.tsx";
import { WhyLink } from "../why/why-link.tsx";
import classes from "./drops-list.module.css";

/** What a run let go, grouped by its reason; of one node, or of all. `nameOf` gives a node its name. */
export function DropsList({
  run,
  node,
  nameOf,
}: {
  run: string;
  node: string | null;
  nameOf: (node: string) => string;
}) {
  const { t, text, number } = useWords();
  const { rows, query } = useRows("listDrops", { params: { id: run }, query: { limit: 100, ...(node && { node }) } });
  const send = useChange("sendDrop", {
    stale: ["listDeliveries", "getRun"],
    done: () => announce.done(t("run.sentDrop")),
  });
  const groups = Map.groupBy(rows, (row) => `${row.node}\n${text(row.reason)}`);
  return (
    <Answer query={query} lines={3} height={40} small>
      {() =>
        rows.length === 0 ? (
          <Empty small title={t("run.dropsNone")} />
        ) : (
          <>
            {[...groups].map(([key, some]) => (
              <section key={key} className={classes.reason}>
                <h3>
                  {text(some[0]!.reason)} <span className="muted num">{number(some.length)}</span>
                </h3>
                <p className="muted">{nameOf(some[0]!.node)}</p>
                <ul>
                  {some.slice(0, 12).map((row) => (
                    <li key={row.id}>
                      {row.title || row.itemKey}
                      {row.account && (
                        <span className="muted">
                          {" "}
                          · {row.account.name} · {networkTitle(row.account.network)}
                        </span>
                      )}
                      {" · "}
                      <WhyLink item={row.itemKey} account={row.account?.id ?? null} />
                      {row.account && mayOverrule(row.code) && (
                        <Button
                          className={classes.again}
                          variant="subtle"
                          size="compact-xs"
                          loading={send.isPending && send.variables.params.id === row.id}
                          onClick={() => send.mutate({ params: { id: row.id } })}
                        >
                          {t("run.sendDrop")}
                        </Button>
                      )}
                    </li>
                  ))}
                  {some.length > 12 && (
                    <li className="muted">{t("preview.more", { count: number(some.length - 12) })}</li>
                  )}
                </ul>
              </section>
            ))}
            <More query={query} />
          </>
        )
      }
    </Answer>
  );
}
