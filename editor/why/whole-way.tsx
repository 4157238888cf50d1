import { Anchor } from "@mantine/core";
import { useEffect, useEffectEvent } from "react";
import { Link, useLocation } from "wouter";
import type { Reply } from "#server/api.ts";
import { StoryPicture } from "../deliveries/story-picture.tsx";
import { useWords } from "../language.tsx";
import { isEditor, useMe } from "../me.ts";
import { useReply } from "../replies.ts";
import { Lost } from "../shell/lost.tsx";
import { Answer } from "../ui/answer.tsx";
import { Back } from "../ui/back.tsx";
import { Face } from "../ui/face.tsx";
import { networkTitle } from "../ui/network.tsx";
import { Page } from "../ui/page.tsx";
import { StateDot } from "../ui/state-dot.tsx";
import { When } from "../ui/when.tsx";
import { AnswerText } from "./answer-text.tsx";
import { KeepLink } from "./keep-link.tsx";
import { labelOfMark } from "./mark-words.ts";
import { addressOfWhy } from "./setting.ts";
import { Way } from "./way.tsx";
import classes from "./whole-way.module.css";

type View = Reply<"why">;

/** What the network answered each time that it was sent. */
function Attempts({ attempts }: { attempts: View["posts"][number]["attempts"] }) {
  const { t } = useWords();
  if (attempts.length === 0) return null;
  return (
    <details className={classes.attempts}>
      <summary>{t("why.attempts", { count: attempts.length })}</summary>
      <ol>
        {attempts.map(({ at, outcome, status, raw }) => (
          <li key={at}>
            <When at={at} /> · {[outcome ?? t("why.open"), status].filter((one) => one !== null).join(" · ")}
            {raw && <code className={classes.raw}>{raw}</code>}
          </li>
        ))}
      </ol>
    </details>
  );
}

/** Everybody to whom it went, and who was left out: each leads to the answer about them. */
function Everybody({ view, item }: { view: View; item: string }) {
  const { t, text } = useWords();
  const { posts, left, who, postCount, leftCount } = view;
  const more = postCount - posts.length;
  const moreLeft = leftCount - left.length;
  return (
    <>
      {posts.length > 0 && (
        <section aria-labelledby="posts">
          <h2 id="posts" className={classes.label}>
            {t("why.posts", { count: postCount })}
          </h2>
          <ul className={classes.everybody}>
            {posts.map((post) => (
              <li key={post.id} aria-current={who?.id === post.account.id ? "true" : undefined}>
                <Face {...post.account} size={32} />
                <div className={classes.one}>
                  <Link href={addressOfWhy(item, post.account.id)} replace>
                    {post.account.name}
                  </Link>
                  <span className={classes.state}>
                    <StateDot mark={post.mark} size={9} /> {t(labelOfMark(post.mark))} · <When at={post.at} />
                  </span>
                  {post.says && post.mark !== "published" && <span className={classes.why}>{text(post.says)}</span>}
                  {post.remoteUrl && (
                    <Anchor
                      href={post.remoteUrl}
                      target="_blank"
                      rel="noreferrer"
                      size="sm"
                      lh="24px"
                      display="inline-block"
                    >
                      {t("why.there", { network: networkTitle(post.account.network) })}
                    </Anchor>
                  )}
                  <Attempts attempts={post.attempts} />
                </div>
              </li>
            ))}
          </ul>
          {more > 0 && <p className={classes.rest}>{t("why.more", { count: more })}</p>}
        </section>
      )}
      {left.length > 0 && (
        <section aria-labelledby="left">
          <h2 id="left" className={classes.label}>
            {t("why.leftOut", { count: leftCount })}
          </h2>
          <ul className={classes.everybody}>
            {left.map((one) => (
              <li key={one.account.id} aria-current={who?.id === one.account.id ? "true" : undefined}>
                <Face {...one.account} size={32} />
                <div className={classes.one}>
                  <Link href={addressOfWhy(item, one.account.id)} replace>
                    {one.account.name}
                  </Link>
                  <span className={classes.why}>{text(one.says)}</span>
                </div>
              </li>
            ))}
          </ul>
          {moreLeft > 0 && <p className={classes.rest}>{t("why.more", { count: moreLeft })}</p>}
        </section>
      )}
    </>
  );
}

function Maps({ view }: { view: View }) {
  const { t, text } = useWords();
  const editor = isEditor(useMe());
  if (view.maps.length === 0) return null;
  return (
    <div className={classes.maps}>
      {view.maps.map((map) => (
        <section key={map.id} aria-labelledby={`map-${map.id}`} className={classes.map}>
          <h2 id={`map-${map.id}`} className={classes.name}>
            {editor ? <Link href={`/maps/${map.id}`}>{map.name}</Link> : map.name}
          </h2>
          <p className={classes.when}>
            {map.version !== null && t("why.version", { number: map.version })}
            {map.at && (
              <>
                {" · "}
                {editor && map.run ? (
                  <Link href={`/runs/${map.run}`}>
                    <When at={map.at} />
                  </Link>
                ) : (
                  <When at={map.at} />
                )}
              </>
            )}
            {map.passes > 1 && ` · ${t("why.passes", { count: map.passes })}`}
          </p>
          {/* Of one map alone its answer stands above; of one that passed it over there is nothing else to show. */}
          {(view.maps.length > 1 || map.steps.length === 0) && (
            <p className={classes.answer}>{text(map.answer.says)}</p>
          )}
          <Way map={map} />
          {map.steps.length > 0 && <KeepLink map={map.id} item={view.key} account={view.who?.id ?? null} />}
        </section>
      ))}
    </div>
  );
}

/** One item: the answer in a sentence, for all or for one; its way through every map; everybody it went to, or did not. ← and → go from one to the next. */
export function WholeWay({
  item,
  account: asked,
  member,
}: {
  item: string;
  account: string | null;
  /** Of whom any account is meant. */
  member: string | null;
}) {
  const { t, text } = useWords();
  const editor = isEditor(useMe());
  const [, go] = useLocation();
  const whom = { ...(asked && { account: asked }), ...(!asked && member && { member }) };
  const query = useReply("why", { query: { key: item, ...whom } }, { every: 20_000, keep: true });
  const view = query.data;
  const account = asked ?? view?.who?.id ?? null;
  const people = [null, ...new Set([...(view?.posts ?? []), ...(view?.left ?? [])].map((one) => one.account.id))];
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    const step = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
    const { target } = event;
    if (step === 0 || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    if (target instanceof HTMLElement && target.closest("input, textarea, [role=dialog], [role=menu], [role=listbox]"))
      return;
    const next = people[people.indexOf(account) + step];
    if (next === undefined) return;
    event.preventDefault();
    go(addressOfWhy(item, next), { replace: true });
  });
  useEffect(() => {
    const key = (event: KeyboardEvent) => onKey(event);
    document.addEventListener("keydown", key);
    return () => document.removeEventListener("keydown", key);
  }, []);
  if (query.error && query.error.status >= 400 && query.error.status < 500) return <Lost />;
  return (
    <Page
      title={t("why.title")}
      back={<Back to={editor ? "/why" : "/deliveries"}>{t(editor ? "why.back" : "why.backOwn")}</Back>}
    >
      <Answer query={query} lines={4} height={84}>
        {() =>
          view && (
            <div className={classes.whole}>
              <div className={classes.head}>
                <StoryPicture picture={view.picture} />
                <div className={classes.about}>
                  <p className={classes.item} dir="auto">
                    {view.link ? (
                      <Anchor href={view.link} target="_blank" rel="noreferrer" inherit c="inherit">
                        {view.title}
                      </Anchor>
                    ) : (
                      view.title
                    )}
                  </p>
                  <p className={classes.from}>
                    {view.source && <span dir="auto">{view.source} · </span>}
                    {view.received && <When at={view.received} />}
                  </p>
                </div>
              </div>
              <div className={classes.sentence} aria-live="polite">
                {view.who && <Face {...view.who} size={52} />}
                <div>
                  {view.who && (
                    <p className={classes.asks}>
                      {t("why.asks", { name: view.who.name, network: networkTitle(view.who.network) })}
                    </p>
                  )}
                  <h2>{text(view.answer.says)}</h2>
                </div>
              </div>
              <AnswerText answer={view.answer} account={view.who?.id ?? null} />
              {view.who && people.length > 1 && editor && (
                <p className={classes.all}>
                  <Link href={addressOfWhy(item)} replace>
                    {t("why.all")}
                  </Link>
                </p>
              )}
              <div className={classes.columns}>
                <Maps view={view} />
                <div className={classes.side}>
                  <Everybody view={view} item={item} />
                </div>
              </div>
            </div>
          )
        }
      </Answer>
    </Page>
  );
}
