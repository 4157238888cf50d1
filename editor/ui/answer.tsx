import { Skeleton, Stack, VisuallyHidden } from "@mantine/core";
import type { ReactNode } from "react";
import { useWords } from "../language.tsx";
import type { Asked } from "../replies.ts";
import { Failed } from "./failed.tsx";

/** Shows skeletons while a reply is awaited, the failure where it failed, else its children. */
export function Answer({
  query,
  lines = 4,
  height = 56,
  small,
  children,
}: {
  query: Asked;
  lines?: number;
  height?: number;
  small?: boolean;
  children: () => ReactNode;
}) {
  const { t } = useWords();
  if (query.isPending) {
    return (
      <Stack gap={12} aria-busy="true">
        <VisuallyHidden>{t("loading")}</VisuallyHidden>
        {Array.from({ length: lines }, (_, line) => (
          <Skeleton key={line} height={height} />
        ))}
      </Stack>
    );
  }
  if (query.error) return <Failed error={query.error} again={query.refetch} small={small ?? false} />;
  return children();
}
