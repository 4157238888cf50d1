import { Button, Group, Loader, TextInput } from "@mantine/core";
import { IconArrowRight, IconLayoutGrid, IconLink, IconPlayerPlay } from "@tabler/icons-react";
import { useRef, useState } from "react";
import { Link } from "wouter";
import { takerOf } from "#engine/taken.ts";
import type { Text } from "#engine/text.ts";
import type { Reply } from "#server/api.ts";
import { call, CallError } from "../../client.ts";
import { useWords } from "../../language.tsx";
import { faces, manifests, readManifests } from "../../nodes.ts";
import { NodeIcon } from "../../ui/node-icon.tsx";
import { useOpenMap } from "../state/map-context.ts";
import { withManifest } from "../state/step-types.ts";
import { useCanvasPart } from "../state/store.ts";
import classes from "./start-field.module.css";

/** A source as it would be added. */
type Found = { type: string; config: Record<string, unknown> };

const taking = [...faces.values()].filter((face) => face.takes).map(({ type }) => type);
/** A page may name its feed, and that may be one that a source of its own reads better. */
const hops = 3;

/** The company's own page on the network that most begin with. */
const page = faces.get("facebook-page");

/** The kind of source that reads any feed. */
const feed = "rss";

/** The source that reads what is at an address: one that knows such addresses, else a feed. What people copy without its scheme is an address all the same. */
async function sourceFor(typed: string): Promise<Found> {
  await readManifests([feed, ...taking]);
  const url = /^[a-z][a-z\d+.-]*:/iu.test(typed) ? typed : `https://${typed}`;
  const given = manifests.get(feed);
  const taker = given === undefined || typed.startsWith("@") ? null : takerOf(given, { url }, manifests);
  if (taker !== null) return { type: taker.type, config: taker.config };
  // A name at a network is no address.
  for (const type of typed.startsWith("@") ? taking : []) {
    const config = manifests.get(type)?.takes?.(typed) ?? null;
    if (config !== null) return { type, config: config as Record<string, unknown> };
  }
  return { type: feed, config: { url } };
}

/** The first step of an empty map: an address of any kind. What is there is read before it becomes a step, and a page's own feed is followed. */
export function StartField({ add }: { add: (type: string, config: unknown) => void }) {
  // Who emptied a map by hand may want it back: the keys stay the drawing's.
  const fresh = useCanvasPart((state) => state.history.past.length === 0);
  const { t, text } = useWords();
  const { id } = useOpenMap().detail;
  const [typed, setTyped] = useState("");
  const [reading, setReading] = useState(false);
  const [failure, setFailure] = useState<{ said: Text; found: Found | null } | null>(null);
  const asked = useRef(0);
  const take = async () => {
    const address = typed.trim();
    if (address === "" || reading) return;
    const turn = (asked.current += 1);
    setReading(true);
    setFailure(null);
    let found: Found | null = null;
    try {
      found = await sourceFor(address);
      for (let hop = 0; hop < hops; hop += 1) {
        const { error, better }: Reply<"checkSource"> = await call("checkSource", { body: found });
        if (turn !== asked.current) return;
        if (error === null) return add(found.type, found.config);
        if (better === null) return setFailure({ said: error, found });
        found = { type: better.type, config: better.config };
      }
      add(found.type, found.config);
    } catch (error) {
      if (!(error instanceof CallError)) throw error;
      setFailure({ said: error.text, found });
    } finally {
      if (turn === asked.current) setReading(false);
    }
  };
  return (
    <form
      className={classes.start}
      onSubmit={(event) => {
        event.preventDefault();
        void take();
      }}
    >
      <h2 className={classes.question}>{t("empty.title")}</h2>
      <TextInput
        size="lg"
        className={classes.field!}
        aria-label={t("empty.address")}
        placeholder={t("empty.addressHint")}
        leftSection={<IconLink size={20} stroke={1.7} />}
        rightSection={reading ? <Loader size={18} /> : null}
        maxLength={4000}
        value={typed}
        error={failure !== null}
        onChange={(event) => {
          asked.current += 1;
          setReading(false);
          setFailure(null);
          setTyped(event.currentTarget.value);
        }}
        autoFocus={fresh}
      />
      <div role="status" aria-live="polite" className={classes.said}>
        {reading && t("empty.reading")}
        {failure !== null && <p className={classes.failure}>{text(failure.said)}</p>}
      </div>
      <Group gap={8} justify="center">
        <Button type="submit" disabled={typed.trim() === "" || reading} rightSection={<IconArrowRight size={16} />}>
          {t("empty.read")}
        </Button>
        {failure?.found && (
          <Button
            variant="default"
            onClick={() => {
              const { found } = failure;
              if (found !== null) add(found.type, found.config);
            }}
          >
            {t("empty.anyway")}
          </Button>
        )}
      </Group>
      <p className={classes.help}>{t("empty.text")}</p>
      <div className={classes.ways}>
        {page && (
          <button
            type="button"
            onClick={() => void withManifest(page.type, ({ type, defaults }) => add(type, defaults))}
          >
            <NodeIcon manifest={page} size={20} />
            <strong>{text(page.title)}</strong>
          </button>
        )}
        <Link href={`/maps/new?into=${encodeURIComponent(id)}`}>
          <IconLayoutGrid size={20} stroke={1.7} aria-hidden="true" />
          <strong>{t("empty.template")}</strong>
        </Link>
        <Link href={`/maps/${id}?tour=1`}>
          <IconPlayerPlay size={20} stroke={1.7} aria-hidden="true" />
          <strong>{t("empty.tour")}</strong>
        </Link>
      </div>
    </form>
  );
}
