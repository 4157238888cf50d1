import "./words.ts";
import { useWords } from "../language.tsx";
import { useReply, useRows } from "../replies.ts";
import { More } from "../ui/more.tsx";
import { When } from "../ui/when.tsx";
import classes from "./kept-list.module.css";

/** What a step of the live map keeps for later, in the order in which it goes on; nothing where it keeps nothing. */
export function KeptList({ map, node, live }: { map: string; node: string; live: boolean }) {
  const { t } = useWords();
  const kept = useReply("getKept", { params: { id: map } }, { enabled: live, every: 15_000 });
  const count = kept.data?.rows.find((row) => row.node === node)?.count ?? 0;
  if (!live || count === 0) return null;
  return (
    <section className={classes.kept} aria-label={t("kept.title")}>
      <h3>{t("kept.title")}</h3>
      <p>{t("kept.count", { count })}</p>
      <Rows map={map} node={node} />
      <p>{t("kept.again")}</p>
    </section>
  );
}

function Rows({ map, node }: { map: string; node: string }) {
  const { t } = useWords();
  const { rows, query } = useRows("listKept", { params: { id: map }, query: { limit: 10, node } }, { every: 15_000 });
  return (
    <>
      <ol>
        {rows.map((row) => (
          <li key={row.place}>
            <span>{row.title}</span>
            <em>
              {t("kept.until")} <When at={row.until} />
            </em>
          </li>
        ))}
      </ol>
      <More query={query} />
    </>
  );
}
