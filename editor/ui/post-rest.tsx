import { useWords } from "../language.tsx";
import { Tag } from "./tag.tsx";
import classes from "./post-rest.module.css";
import type { ReactNode } from "react";

/** What follows a post: the rest of its thread, and its first comment. `foot`: said below each, by its place in the chain. */
export function PostRest({
  parts,
  foot,
}: {
  parts: readonly { kind: string; text: string }[];
  foot?: (number: number) => ReactNode;
}) {
  const { t } = useWords();
  if (parts.length === 0) return null;
  return (
    <ol className={classes.rest} aria-label={t("post.rest")}>
      {parts.map(({ kind, text }, index) => (
        <li key={index}>
          <Tag tone="plain">
            {kind === "comment"
              ? t("post.comment")
              : t("post.part", {
                  number: index + 2,
                  count: parts.length + 1 - (parts.at(-1)?.kind === "comment" ? 1 : 0),
                })}
          </Tag>
          <p className={classes.text}>{text}</p>
          {foot?.(index + 1)}
        </li>
      ))}
    </ol>
  );
}
