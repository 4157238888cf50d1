import { IconDevices, IconDownload, IconFileSearch, IconReceipt } from "@tabler/icons-react";
import { useState } from "react";
import { announce } from "../announce.ts";
import { CallError, pathOf } from "../client.ts";
import { useWords } from "../language.tsx";
import { useMe } from "../me.ts";
import { useReply } from "../replies.ts";
import { Told } from "../ui/told.tsx";
import { Fold } from "../ui/fold.tsx";
import { networkTitle } from "../ui/network.tsx";
import { saveAs } from "../ui/save-as.ts";
import classes from "./mine.module.css";
import { collect, pageOf, receiptsText } from "./save.ts";
import { Sessions } from "./sessions.tsx";

/** What one agreed to, word for word. */
function Receipts() {
  const words = useWords();
  const { t, day } = words;
  const query = useReply("myReceipts", {});
  return (
    <Told query={query} lines={3}>
      {({ rows }) => (
        <ul className={classes.receipts}>
          {rows.length > 0 && (
            <li>
              <button
                type="button"
                className={classes.link}
                onClick={() => saveAs(t("mine.receiptsFile"), "text/plain;charset=utf-8", receiptsText(rows, words))}
              >
                {t("mine.receiptsKeep")}
              </button>
            </li>
          )}
          {rows.map(({ id, at, network, handle, words, withdrawnAt }) => (
            <li key={id} data-over={withdrawnAt !== null || undefined}>
              <small>
                {day(at)}
                {network !== null && ` · ${t("mine.receiptOf", { network: networkTitle(network), handle })}`}
                {withdrawnAt !== null && ` · ${t("mine.receiptOver", { date: day(withdrawnAt) })}`}
              </small>
              <p>{network === null ? t("mine.charter", { words }) : words}</p>
            </li>
          ))}
        </ul>
      )}
    </Told>
  );
}

/** What is stored, why, who sees it and for how long, in plain words; only areas in which there is something. */
function Stored() {
  const { t, language } = useWords();
  const query = useReply("countStored", {});
  return (
    <Told query={query} lines={4}>
      {({ rows, areas }) =>
        areas.flatMap(({ name, title, what, why, kept, seenBy }) => {
          const count = rows.reduce((sum, row) => (row.area === name ? sum + row.rows : sum), 0);
          return count === 0
            ? []
            : [
                <section key={name} className={classes.area}>
                  <h3>
                    {title[language]} <small>{t("mine.rows", { count })}</small>
                  </h3>
                  <p>
                    {what[language]} {why[language]}
                  </p>
                  <p className="muted">
                    {t("mine.seen", { who: seenBy.map((who) => t("mine.seenBy", { who })).join(", ") })}
                    {" · "}
                    {t("mine.kept", { how: kept[language] })}
                  </p>
                </section>,
              ];
        })
      }
    </Told>
  );
}

/** Agreements, what is stored, and all of it to take along. */
export function MyData({ receipts }: { receipts: number }) {
  const words = useWords();
  const { t } = words;
  const me = useMe();
  const [busy, setBusy] = useState(false);
  const title = t("mine.exportTitle", { company: me.workspace.name, name: me.member.name });
  const save = async (form: "json" | "html"): Promise<void> => {
    setBusy(true);
    try {
      const stored = await collect(words);
      if (form === "html") saveAs("relaymap.html", "text/html", pageOf(title, stored, words));
      else
        saveAs(
          "relaymap.json",
          "application/json",
          JSON.stringify({ title, at: new Date().toISOString(), stored }, null, 2),
        );
    } catch (error) {
      if (error instanceof CallError) announce.failure(error);
      else throw error;
    } finally {
      setBusy(false);
    }
  };
  return (
    <section>
      <header className={classes.head}>
        <h2>{t("mine.data")}</h2>
      </header>
      <div className={classes.card}>
        <Fold icon={IconReceipt} title={t("mine.receipts")} about={t("mine.receiptsCount", { count: receipts })}>
          <Receipts />
        </Fold>
        <Fold icon={IconFileSearch} title={t("mine.stored")}>
          <Stored />
        </Fold>
        <Fold icon={IconDevices} title={t("mine.sessions")} about={t("mine.sessionsAbout")}>
          <Sessions />
        </Fold>
        <Fold icon={IconDownload} title={t("mine.download")} about={busy ? t("mine.downloading") : undefined}>
          <div className={classes.downloads}>
            <button type="button" className={classes.link} disabled={busy} onClick={() => void save("html")}>
              {t("mine.downloadPage")}
            </button>
            <button type="button" className={classes.link} disabled={busy} onClick={() => void save("json")}>
              {t("mine.downloadJson")}
            </button>
            <a className={classes.link} href={pathOf("downloadPosts")} download="posts.csv">
              {t("mine.downloadPosts")}
            </a>
          </div>
        </Fold>
      </div>
    </section>
  );
}
