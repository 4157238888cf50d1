import { IconLayoutGrid, IconPlayerPlay } from "@tabler/icons-react";
import { useEffect, useEffectEvent } from "react";
import { Link } from "wouter";
import { useWords } from "../../language.tsx";
import { faces } from "../../nodes.ts";
import { NodeIcon } from "../../ui/node-icon.tsx";
import { useOpenMap } from "../state/map-context.ts";
import { withManifest } from "../state/step-types.ts";
import { useCanvas, useCanvasPart } from "../state/store.ts";
import { AddressForm } from "./address-form.tsx";
import { useFinder } from "./finder.ts";
import classes from "./start-field.module.css";

/** The company's own page on the network that most begin with. */
const page = faces.get("facebook-page");

/** The first step of an empty map: an address of any kind. What is there is read before it becomes a step, and a page's own feed is followed. */
export function StartField({ add }: { add: (type: string, config: unknown) => void }) {
  // Who emptied a map by hand, or took back all of it, may want it again: the keys stay the drawing's.
  const fresh = useCanvasPart(({ history: { past, future } }) => past.length === 0 && future.length === 0);
  const { t, text } = useWords();
  const canvas = useCanvas();
  const { id } = useOpenMap().detail;
  const finder = useFinder(add);
  const sought = useCanvasPart((state) => state.sought);
  const begin = useEffectEvent((address: string) => {
    canvas.set({ sought: null });
    finder.begin(address);
  });
  useEffect(() => {
    if (sought !== null) begin(sought);
  }, [sought]);
  return (
    <AddressForm
      finder={finder}
      focus={fresh}
      act={t("empty.read")}
      title={<h2 className={classes.question}>{t("empty.title")}</h2>}
    >
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
    </AddressForm>
  );
}
