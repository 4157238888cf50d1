import { useWords } from "../language.tsx";
import { Tag } from "./tag.tsx";

/** Draft · Live v3 · Paused. */
export function MapState({
  state,
  version,
  changed = false,
}: {
  state: "draft" | "live" | "paused";
  version: number | null;
  changed?: boolean;
}) {
  const { t } = useWords();
  const words = t(`state.${state}`, { version });
  return (
    <Tag tone={state === "live" ? "live" : state === "paused" ? "warn" : "plain"}>
      {changed && state !== "draft" ? `${words} · ${t("state.changed")}` : words}
    </Tag>
  );
}
