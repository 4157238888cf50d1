import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { unreachable } from "../client.ts";
import { readManifests, typesOn } from "../nodes.ts";
import { useReply } from "../replies.ts";
import { Lost } from "../shell/lost.tsx";
import { Splash } from "../shell/splash.tsx";
import { Failed } from "../ui/failed.tsx";
import { MapEditor } from "./map-editor.tsx";
import type { Detail } from "./state/map-context.ts";

/** Reads the map once; from then on the drawing in this window leads, and saving keeps the server in step. */
export function CanvasPage({ id }: { id: string }) {
  const [opened] = useState(() => Date.now());
  const query = useReply("getMap", { params: { id } }, { anew: true });
  const [first, setFirst] = useState<Detail | null>(null);
  // A reply from before this page was opened may be old: the drawing must begin with what the server has now.
  const fresh = query.data && query.dataUpdatedAt >= opened ? query.data : null;
  if (first === null && fresh) setFirst(fresh);
  const detail = first ?? fresh;
  const types = typesOn(detail?.document, detail?.live?.document);
  const manifests = useQuery({
    queryKey: ["manifests", ...types],
    queryFn: async () => {
      await readManifests(types);
      return true;
    },
    enabled: detail !== null,
    staleTime: Infinity,
  });
  if (detail && manifests.data) return <MapEditor first={detail} />;
  if (manifests.isError) return <Failed error={unreachable()} again={manifests.refetch} />;
  if (query.error && query.error.status >= 400 && query.error.status < 500) return <Lost />;
  if (query.error) return <Failed error={query.error} again={query.refetch} />;
  return <Splash inside />;
}
