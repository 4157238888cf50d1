import { Button } from "@mantine/core";
import { IconSend } from "@tabler/icons-react";
import { Link } from "wouter";
import { firstPart } from "#engine/post.ts";
import { useWords } from "../language.tsx";
import { useReply } from "../replies.ts";
import { shownLink } from "../ui/link-card.ts";
import { NetworkMark } from "../ui/network.tsx";
import { picturesOf } from "../ui/picture.ts";
import { PostCard } from "../ui/post-card.tsx";
import classes from "./rail.module.css";

/** Proposals that are named below the first one. */
const named = 3;

/** Beside what is offered: the first post that waits for one's yes, as its network would show it, and what waits after it. */
export function Waiting() {
  const { t } = useWords();
  const { data } = useReply("listProposals", {}, { every: 120_000 });
  const [first, ...rest] = data?.rows ?? [];
  const post = first?.posts[0];
  if (first === undefined || post === undefined) return null;
  const { account, item } = post;
  const part = firstPart(post.post);
  return (
    <section className={classes.first} aria-label={t("content.toPublish", { count: rest.length + 1 })}>
      <div className={classes.firstHead}>
        <h2 className={classes.title}>{t("content.toAnswer")}</h2>
        <span className="num">{rest.length + 1}</span>
      </div>
      <PostCard
        post={{
          ...{ network: account.network, name: account.name, handle: account.handle, avatar: account.avatar },
          ...{ text: part.text, link: post.link, original: part.original, warning: part.warning },
          ...{ visibility: part.visibility, media: picturesOf(part.media ?? [], account.network) },
          ...shownLink(part, account.network, { title: item?.title ?? null, picture: item?.picture ?? null }),
        }}
      />
      <Button
        component={Link}
        href={`/proposals/${post.id}`}
        size="md"
        fullWidth
        leftSection={<IconSend size={20} stroke={1.8} aria-hidden="true" />}
      >
        {t("content.seeAndAnswer")}
      </Button>
      {rest.slice(0, named).map(({ id, title, posts }) => (
        <Link key={id} href={`/proposals/${posts[0]?.id ?? ""}`} className={classes.next!}>
          <NetworkMark network={posts[0]?.account.network ?? ""} size={22} />
          <span>{title}</span>
        </Link>
      ))}
    </section>
  );
}
