import { IconExternalLink } from "@tabler/icons-react";
import { Link } from "wouter";
import { useWords } from "../language.tsx";
import { NetworkMark, networkTitle } from "../ui/network.tsx";
import { mediumAddress } from "../ui/picture.ts";
import { Tag } from "../ui/tag.tsx";
import { When } from "../ui/when.tsx";
import classes from "./briefs.module.css";
import type { Asked, Post } from "./use.ts";

/** What a person made: its picture, their words, its link. */
export function Made({ made }: { made: Asked["made"] }) {
  if (made === null) return null;
  return (
    <div className={classes.made}>
      {made.picture && <img src={mediumAddress(made.picture.id, 480)} alt={made.picture.alt} loading="lazy" />}
      <div>
        {made.words !== "" && <p>{made.words}</p>}
        {made.link !== null && (
          <a href={made.link} target="_blank" rel="noopener noreferrer">
            {made.link.replace(/^https?:\/\//u, "")}
          </a>
        )}
      </div>
    </div>
  );
}

/** The posts that were begun from it, as the ledger has them. */
export function Came({ posts }: { posts: readonly Post[] }) {
  const { t } = useWords();
  if (posts.length === 0) return null;
  return (
    <div className={classes.came}>
      <h4>{t("brief.came")}</h4>
      <ul>
        {posts.map((post, n) => (
          <li key={post.entry ?? n}>
            <p>
              <Tag tone={post.state === "draft" ? "plain" : post.state === "planned" ? "good" : "calm"}>
                {t(`brief.post.${post.state}`)}
              </Tag>
              <span>{t(post.own ? "brief.post.own" : "brief.post.company")}</span>
              {post.entry === null ? (
                <span>{post.title}</span>
              ) : (
                <Link href={`/entries/${post.entry}`}>{post.title}</Link>
              )}
              {post.at !== null && <When at={post.at} />}
            </p>
            {post.out.length > 0 && (
              <div className={classes.outs}>
                {post.out.map((out, place) => {
                  const words = (
                    <>
                      <NetworkMark network={out.network} size={16} /> {out.name}, {t(`brief.post.${out.state}`)}
                    </>
                  );
                  return out.url === null ? (
                    <span key={place}>{words}</span>
                  ) : (
                    <a
                      key={place}
                      href={out.url}
                      target="_blank"
                      rel="noopener noreferrer"
                      title={t("brief.post.openOut", { network: networkTitle(out.network), name: out.name })}
                    >
                      {words} <IconExternalLink size={14} stroke={1.8} aria-hidden="true" />
                    </a>
                  );
                })}
              </div>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}
