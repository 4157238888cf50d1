import "./words.ts";
import { Suspense, useState } from "react";
import { lazy } from "../../ui/lazy.ts";
import type { NodeKind } from "#engine/node.ts";
import { useWords } from "../../language.tsx";
import { Faces } from "../../ui/faces.tsx";
import { LatePopover } from "../../ui/late-popover.tsx";
import { NetworkMark } from "../../ui/network.tsx";
import type { Sign } from "../state/sign.ts";
import { useCanvasPart } from "../state/store.ts";
import { WayLine } from "../live/way-line.tsx";
import { Dot } from "./dot.tsx";
import classes from "./foot.module.css";
import { toneOf, useSaid, type Tone } from "./said.ts";

const ReachList = lazy(async () => ({ default: (await import("./reach-list.tsx")).ReachList }));

/** How a source fares, as a dot with words. */
function SourceHealth({ source }: { source: NonNullable<Sign["source"]> }) {
  const { t, text } = useWords();
  const { time } = useSaid();
  const { error, okAt, waitUntil, quiet, newest, received } = source;
  const [tone, said]: [Tone, string] =
    error !== null
      ? ["bad", okAt === null ? t("sign.never") : t("sign.failing", { since: time(okAt) })]
      : waitUntil !== null
        ? ["warn", t("sign.waits", { until: time(waitUntil) })]
        : received
          ? newest === null
            ? ["plain", t("sign.receives")]
            : ["good", t("sign.received", { since: time(newest) })]
          : quiet && newest !== null
            ? ["warn", t("sign.quiet", { since: time(newest) })]
            : okAt === null
              ? ["plain", t("sign.never")]
              : ["good", t("sign.read", { since: time(okAt) })];
  return (
    <div className={classes.foot} title={error === null ? said : `${said}. ${text(error)}`}>
      <p className={classes.health}>
        <Dot tone={tone} /> <span>{said}</span>
      </p>
    </div>
  );
}

/** What of a run or a preview a filter kept, and what it let go. */
function Kept({ id }: { id: string }) {
  const { t } = useWords();
  const step = useCanvasPart((state) => state.overlay?.steps[id]);
  if (step === undefined || step.in === 0) return null;
  const kept = Math.max(0, step.in - step.drops);
  return (
    <div className={classes.foot}>
      <div className={classes.bar} aria-hidden="true">
        <span style={{ width: `${(kept / step.in) * 100}%` }} />
      </div>
      <p className={classes.sum}>
        <b>{t("sign.kept", { count: kept })}</b>
        <span>{t("sign.dropped", { count: step.drops })}</span>
      </p>
    </div>
  );
}

/** How the newest item reads behind a rewrite. */
function Sample({ text }: { text: string }) {
  const { t } = useWords();
  return (
    <div className={classes.foot} title={t("sign.sampleOf")}>
      <p className={classes.sample}>{t("sign.sample", { text })}</p>
    </div>
  );
}

/** Who is reached: faces, how many, on which networks; and that something keeps things from some of them. */
function Reached({ id, reach }: { id: string; reach: NonNullable<Sign["reach"]> }) {
  const { t } = useWords();
  const { said } = useSaid();
  const [opened, open] = useState(false);
  const { accounts, people, faces, networks, hindered, first } = reach;
  // A single account is its own card: its face, name and network stand above.
  const alone = accounts === 1 && people <= 1 && faces.length === 1;
  const persons = people > 0 && faces.every(({ company }) => !company);
  const who = persons || accounts === 0 ? t("sign.people", { count: people }) : t("sign.accounts", { count: accounts });
  const trouble =
    first === null
      ? null
      : hindered > 1
        ? t("sign.hindered", { count: hindered })
        : alone
          ? said(first)
          : t("sign.one", { name: first.name, why: said(first) });
  const count = persons ? people : accounts;
  return (
    <LatePopover
      opened={opened}
      close={() => open(false)}
      label={t("reach.title")}
      width={340}
      position="right-start"
      padding={12}
      className={`${classes.list} nowheel nodrag nopan`}
      button={
        <button
          type="button"
          className={`${classes.foot} ${classes.reach}`}
          aria-haspopup="dialog"
          aria-expanded={opened}
          title={t("sign.list", { who: trouble === null ? who : `${who}. ${trouble}` })}
          onClick={(event) => {
            event.stopPropagation();
            open(!opened);
          }}
        >
          {!alone && (
            <span className={classes.who}>
              {accounts > 0 && <Faces faces={faces} more={Math.max(0, count - faces.length)} label={who} size={22} />}
              <b>{who}</b>
              <span className={classes.networks}>
                {networks.slice(0, 3).map((network) => (
                  <NetworkMark key={network} network={network} size={14} />
                ))}
              </span>
            </span>
          )}
          {first !== null && (
            <span className={classes.health}>
              <Dot tone={toneOf(first)} /> <span>{trouble}</span>
            </span>
          )}
        </button>
      }
    >
      <Suspense>{opened && <ReachList node={id} />}</Suspense>
    </LatePopover>
  );
}

/** What a card says below its line: it comes with what the server knows, after the drawing; and where an item is followed, what becomes of that here. */
export function Foot(props: { id: string; kind: NodeKind; sign: Sign | undefined }) {
  const step = useCanvasPart(({ counts }) => counts?.reply.way?.steps[props.id]);
  return (
    <>
      <OwnFoot {...props} />
      {step && <WayLine step={step} />}
    </>
  );
}

function OwnFoot({ id, kind, sign }: { id: string; kind: NodeKind; sign: Sign | undefined }) {
  if (kind === "filter") return <Kept id={id} />;
  if (sign?.source) return <SourceHealth source={sign.source} />;
  if (sign?.sample != null) return <Sample text={sign.sample} />;
  const reach = sign?.reach;
  if (!reach || (reach.accounts === 1 && reach.first === null && reach.people <= 1)) return null;
  return <Reached id={id} reach={reach} />;
}
