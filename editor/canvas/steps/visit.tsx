import { Button } from "@mantine/core";
import { IconArrowUpRight } from "@tabler/icons-react";
import { Link } from "wouter";
import { useWords } from "../../language.tsx";
import type { Problem } from "../state/problem.ts";

/** The way to another map that a problem speaks of. */
export function Visit({
  repair: { map, label },
  done,
}: {
  repair: Extract<NonNullable<Problem["repair"]>, { do: "visit" }>;
  done?: (() => void) | undefined;
}) {
  const { text } = useWords();
  return (
    <Button
      component={Link}
      href={`/maps/${map}`}
      variant="default"
      size="compact-sm"
      leftSection={<IconArrowUpRight size={14} stroke={1.8} />}
      onClick={done}
    >
      {text(label)}
    </Button>
  );
}
