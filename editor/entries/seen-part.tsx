import { useState } from "react";
import { firstPart } from "#engine/post.ts";
import { useWords } from "../language.tsx";
import { useRows } from "../replies.ts";
import { NetworkMark, networkTitle } from "../ui/network.tsx";
import { picturesOf } from "../ui/picture.ts";
import { PostCard } from "../ui/post-card.tsx";
import { PostRest } from "../ui/post-rest.tsx";
import classes from "./entry.module.css";
import type { Seen } from "./draft.ts";

/** The entry as each network will show it: the very posts that would be sent. */
export function SeenPart({ seen }: { seen: Seen | undefined }) {
  const { t } = useWords();
  const [chosen, choose] = useState(0);
  const { rows } = useRows("listAccounts", { query: { limit: 100 } });
  const posts = seen?.posts ?? [];
  const index = Math.min(chosen, posts.length - 1);
  const shown = posts[index];
  const account = rows.find(({ id }) => id === shown?.account);
  return (
    <aside className={classes.seen} aria-label={t("entry.seen")}>
      <h2>{t("entry.seen")}</h2>
      {posts.length > 1 && (
        <div className={classes.tabs} role="group" aria-label={t("entry.seen")}>
          {posts.map(({ network, account: id, name }, n) => (
            <button
              key={`${network} ${id}`}
              type="button"
              aria-pressed={n === index}
              title={`${name}, ${networkTitle(network)}`}
              onClick={() => choose(n)}
            >
              <NetworkMark network={network} size={17} />
              <span className={classes.name}>{name}</span>
            </button>
          ))}
        </div>
      )}
      {shown === undefined ? (
        <p className={classes.seenNone}>{t("entry.seenNone")}</p>
      ) : (
        <>
          <PostCard
            post={{
              network: shown.network,
              name: shown.name,
              handle: account?.handle ?? "",
              avatar: account?.avatar ?? null,
              company: account?.member === null,
              text: firstPart(shown.post).text,
              link: firstPart(shown.post).link ?? null,
              media: picturesOf(firstPart(shown.post).media ?? [], shown.network),
              visibility: firstPart(shown.post).visibility,
              title: firstPart(shown.post).card?.title ?? null,
              description: firstPart(shown.post).card?.description ?? null,
            }}
          />
          <PostRest parts={shown.post.parts.slice(1)} />
        </>
      )}
    </aside>
  );
}
