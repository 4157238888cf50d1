import { type ReactNode, useEffect, useRef } from "react";
import { flat } from "#engine/difference.ts";
import type { FirstItems, MapDocument } from "#engine/map.ts";
import { faces } from "../../nodes.ts";
import { FirstChoice } from "./first-choice.tsx";
import { behind, newSources } from "./new-sources.ts";

/**
 * The question what becomes of items that are there already: of a first publication, and of sources that the live version does not read.
 * What was answered for others does not hold for new ones: they begin with what is safe.
 */
export function useFirstQuestion(
  live: MapDocument | null,
  draft: MapDocument,
  change: (first: FirstItems) => void,
  suggest: boolean,
): ReactNode {
  const fresh = live === null ? null : newSources(live, draft, ({ type }) => faces.get(type)?.kind === "source");
  const inherited =
    fresh !== null && fresh.size > 0 && flat(live?.first) === flat(draft.first) && draft.first.kind !== "skip";
  const asked = useRef(false);
  useEffect(() => {
    if (!inherited || asked.current) return;
    asked.current = true;
    change({ kind: "skip" });
  }, [inherited, change]);
  if (fresh === null) return <FirstChoice document={draft} change={change} suggest={suggest} />;
  if (fresh.size === 0) return null;
  return <FirstChoice document={behind(draft, fresh)} change={change} suggest={false} />;
}
