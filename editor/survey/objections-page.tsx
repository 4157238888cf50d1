import "./words.ts";
import { ActionIcon, Button } from "@mantine/core";
import { IconPencil, IconPlus } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import { useWords } from "../language.tsx";
import { isEditor, useMe } from "../me.ts";
import { useReply } from "../replies.ts";
import { Answer } from "../ui/answer.tsx";
import { Back } from "../ui/back.tsx";
import { Page } from "../ui/page.tsx";
import { ObjectionDialog } from "./objection-dialog.tsx";
import classes from "./objections.module.css";
import type { Objection } from "./told.ts";

/** What people ask before they take part, and what is true; a company adds its own. */
export function ObjectionsPage() {
  const { t, text } = useWords();
  const editor = isEditor(useMe());
  const query = useReply("listObjections", {}, { anew: true });
  const [edited, edit] = useState<Objection | "new" | null>(null);
  const rows = query.data?.rows ?? [];
  const there = rows.length > 0;
  // The one that a link names is met first; what came later is not scrolled to by the browser itself.
  useEffect(() => {
    const named = there ? document.getElementById(location.hash.slice(1)) : null;
    if (named instanceof HTMLElement) {
      named.setAttribute("open", "");
      named.scrollIntoView({ block: "center" });
    }
  }, [there]);
  const list = (own: boolean) => rows.filter((row) => (row.own !== null) === own);
  const listed = (of: readonly Objection[]) => (
    <div className={classes.list}>
      {of.map((row) => (
        <details key={row.id} id={row.id} className={classes.one}>
          <summary>{text(row.ask)}</summary>
          <div>
            <p>{text(row.answer)}</p>
            {editor && row.own !== null && (
              <ActionIcon
                aria-label={t("objections.change", { title: text(row.ask) })}
                size={36}
                onClick={() => edit(row)}
              >
                <IconPencil size={18} stroke={1.8} />
              </ActionIcon>
            )}
          </div>
        </details>
      ))}
    </div>
  );
  return (
    <Page
      narrow
      title={t("objections.title")}
      intro={t("objections.intro")}
      back={<Back to="/training">{t("nav.training")}</Back>}
      actions={
        editor && (
          <Button variant="default" leftSection={<IconPlus size={18} stroke={1.8} />} onClick={() => edit("new")}>
            {t("objections.add")}
          </Button>
        )
      }
    >
      <Answer query={query} lines={6} height={64}>
        {() => (
          <>
            {list(true).length > 0 && (
              <section className={classes.part}>
                <h2>{t("objections.own")}</h2>
                {listed(list(true))}
              </section>
            )}
            {listed(list(false))}
          </>
        )}
      </Answer>
      {edited !== null && <ObjectionDialog row={edited === "new" ? null : edited} close={() => edit(null)} />}
    </Page>
  );
}
