import "./words.ts";
import { Button, CloseButton, Group } from "@mantine/core";
import { Link, useLocation } from "wouter";
import { useWords } from "../../language.tsx";
import { useMe } from "../../me.ts";
import { cards } from "../../networks.ts";
import { faces } from "../../nodes.ts";
import { useChange, useReply } from "../../replies.ts";
import { useDesk } from "../actions/desk.ts";
import { addNext } from "../state/commands.ts";
import { useOpenMap } from "../state/map-context.ts";
import { withManifest } from "../state/step-types.ts";
import { useDocument } from "../state/store.ts";
import { focusCard } from "../floats/focus-card.ts";
import { tourAt, tourSteps } from "./at.ts";
import classes from "./tour.module.css";

/** A first map in five steps, each of which a person does or has done for them, to posts that are there to be read. */
export function Tour({ end }: { end: () => void }) {
  const { t } = useWords();
  const document = useDocument();
  const { detail } = useOpenMap();
  const step = tourAt(document, detail.live !== null, (type) => faces.get(type)?.kind);
  const number = tourSteps.indexOf(step) + 1;
  return (
    <section className={classes.tour} aria-label={t("tour.label")}>
      <header className={classes.head}>
        <span className={classes.number}>{t("tour.title", { step: number, steps: tourSteps.length })}</span>
        <span className={classes.dots} aria-hidden="true">
          {tourSteps.map((each, index) => (
            <i key={each} data-done={index < number || undefined} />
          ))}
        </span>
        <CloseButton size="sm" aria-label={t("tour.stop")} onClick={end} />
      </header>
      <div aria-live="polite">
        <h2 className={classes.title}>{t(`tour.${step}`)}</h2>
        {step === "source" && <Source />}
        {step === "words" && <Wording />}
        {step === "target" && <Target />}
        {step === "publish" && <Publish />}
        {step === "posts" && <Posts end={end} />}
      </div>
    </section>
  );
}

/** Puts a step behind the last one, where the next of a chain belongs, and shows it. */
function useAdd() {
  const { canvas, camera } = useDesk();
  return (type: string, config: Record<string, unknown> = {}) =>
    void withManifest(type, (manifest) => {
      const last = canvas.document().nodes.at(-1);
      if (last !== undefined) canvas.choose([last.id]);
      const given = { ...manifest, defaults: { ...(manifest.defaults as object), ...config } };
      focusCard(addNext(canvas, given, camera.middle()));
    });
}

function Source() {
  const { t } = useWords();
  const add = useAdd();
  const { data } = useReply("templates", {});
  const known = data?.rows.flatMap(({ asks }) => asks).find(({ ask, given }) => ask === "blog" && given !== "")?.given;
  return (
    <>
      <p className={classes.text}>{t(known === undefined ? "tour.sourceAlone" : "tour.sourceText")}</p>
      {known !== undefined && <Button onClick={() => add("rss", { url: known })}>{t("tour.doIt")}</Button>}
    </>
  );
}

function Wording() {
  const { t } = useWords();
  const add = useAdd();
  return (
    <>
      <p className={classes.text}>{t("tour.wordsText")}</p>
      <Button onClick={() => add("template")}>{t("tour.doIt")}</Button>
    </>
  );
}

/** An account that nobody is posted to by: one of a network that this server itself shows; in the demo, any of the company's. */
function Target() {
  const { t } = useWords();
  const add = useAdd();
  const { demo } = useMe().workspace;
  const { accounts } = useOpenMap();
  const safe = [...accounts.values()].find(
    ({ member, state, kind, network }) =>
      member === null && state === "connected" && (demo ? kind !== "channel" : cards.get(network)?.here === true),
  );
  if (safe === undefined) return <p className={classes.text}>{t("tour.targetAlone")}</p>;
  return (
    <>
      <p className={classes.text}>{t("tour.targetText", { name: safe.name, demo: String(demo) })}</p>
      <Button onClick={() => add("account", { account: safe.ref })}>{t("tour.doIt")}</Button>
    </>
  );
}

function Publish() {
  const { t } = useWords();
  const { open } = useDesk();
  return (
    <>
      <p className={classes.text}>{t("tour.publishText")}</p>
      <Button onClick={() => open("publish")}>{t("tour.publishNow")}</Button>
    </>
  );
}

/** Posts of the map, as they come out. */
function Posts({ end }: { end: () => void }) {
  const { t } = useWords();
  const [, go] = useLocation();
  const { id } = useOpenMap().detail;
  const all = useReply("listDeliveries", { query: { map: id, limit: 50 } }, { every: 2000 });
  const rows = all.data?.rows ?? [];
  const out = rows.filter(({ state }) => state === "published");
  const archive = useChange("deleteMap", {
    stale: ["listMaps"],
    done: () => {
      end();
      go("/maps");
    },
  });
  if (out.length === 0)
    return <p className={classes.text}>{t(all.data && rows.length === 0 ? "tour.postsNone" : "tour.postsWait")}</p>;
  return (
    <>
      <p className={classes.text}>{t("tour.postsText", { count: out.length })}</p>
      <ul className={classes.posts}>
        {out.slice(0, 2).map((row) => (
          <li key={row.id}>
            <Link href={`/deliveries/${row.id}`}>{row.text}</Link>
            {row.remoteUrl !== null && (
              <a href={row.remoteUrl} target="_blank" rel="noreferrer" className={classes.see}>
                {t("tour.see")}
              </a>
            )}
          </li>
        ))}
      </ul>
      <Group gap={8}>
        <Button
          onClick={() => {
            end();
            go("/maps/new");
          }}
        >
          {t("tour.own")}
        </Button>
        <Button variant="default" onClick={end}>
          {t("tour.keep")}
        </Button>
        <Button variant="subtle" loading={archive.isPending} onClick={() => archive.mutate({ params: { id } })}>
          {t("tour.remove")}
        </Button>
      </Group>
    </>
  );
}
