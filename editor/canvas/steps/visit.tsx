import { Button } from "@mantine/core";
import { IconArrowUpRight } from "@tabler/icons-react";
import { Link } from "wouter";
import { useWords } from "../../language.tsx";
import type { Problem } from "../state/problem.ts";

/** The way to another map that a problem speaks of, or to the campaign. */
export function Visit({
  repair: { page, id, label },
  done,
}: {
  repair: Extract<NonNullable<Problem["repair"]>, { do: "visit" }>;
  done?: (() => void) | undefined;
}) {
  const { text } = useWords();
  return (
    <Button
      component={Link}
      href={`/${page}/${id}`}
      variant="default"
      size="compact-sm"
      leftSection={<IconArrowUpRight size={14} stroke={1.8} />}
      onClick={done}
    >
      {text(label)}
    </Button>
  );
}
