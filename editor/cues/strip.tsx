import "./words.ts";
import { IconChevronRight, IconMessageCircle } from "@tabler/icons-react";
import { Link } from "wouter";
import { useWords } from "../language.tsx";
import { useReply } from "../replies.ts";
import classes from "./cues.module.css";

/** What one could comment on, on one's own page and at the end of the day's list; nothing where there is none. */
export function CommentStrip() {
  const { t } = useWords();
  const { data } = useReply("listMyCues", { query: { of: "now", limit: 10 } });
  const rows = (data?.rows ?? []).slice(0, 2);
  if (rows.length === 0) return null;
  return (
    <section className={classes.strip} aria-label={t("comment.title")}>
      <h2>{t("comment.title")}</h2>
      <ul className={classes.rows}>
        {rows.map(({ id, title, text, author }) => (
          <li key={id}>
            <Link href={`/comment/${id}`}>
              <IconMessageCircle size={22} stroke={1.7} aria-hidden="true" />
              <span>
                <strong>{title || text}</strong>
                {author !== null && <small>{author}</small>}
              </span>
              <IconChevronRight size={20} stroke={1.8} aria-hidden="true" />
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
