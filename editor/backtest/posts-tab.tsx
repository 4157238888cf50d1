import { useWords } from "../language.tsx";
import { Empty } from "../ui/empty.tsx";
import { PostWords } from "../ui/post-words.tsx";
import { Tag } from "../ui/tag.tsx";
import type { Backtest } from "./answer.ts";
import classes from "./backtest.module.css";
import { WhoseLine } from "./person.tsx";

/** The newest messages of each account, as they would have read. */
export function PostsTab({ found: { posts, draft }, nameOf }: { found: Backtest; nameOf: (node: string) => string }) {
  const { t, number } = useWords();
  if (posts.length === 0) return <Empty small title={t("backtest.postsNone")} />;
  return (
    <>
      <ul className={classes.posts}>
        {posts.map((post, index) => (
          <li key={index} className={classes.card}>
            <WhoseLine {...post}>{post.asked && <Tag tone="calm">{t("backtest.firstAsked")}</Tag>}</WhoseLine>
            <PostWords text={post.text} />
            <p className={classes.small}>
              {post.item} · {nameOf(post.node)}
            </p>
          </li>
        ))}
      </ul>
      {posts.length < draft.posts && (
        <p className={classes.note}>{t("backtest.shown", { count: number(posts.length) })}</p>
      )}
    </>
  );
}
