import type { ReactNode } from "react";
import { Chip, Group, Input } from "@mantine/core";

type Frame = { label: string; description: ReactNode; error: string | null };

/** Several of a few known values, as chips. */
export function Choices({
  name,
  options,
  value,
  change,
  frame,
}: {
  name: string;
  options: { value: string; label: string }[];
  value: string[];
  change: (value: string[]) => void;
  frame: Frame;
}) {
  return (
    <Input.Wrapper {...frame} data-field={name} labelElement="div">
      <Chip.Group multiple value={value} onChange={change}>
        <Group gap={8} role="group" aria-label={frame.label}>
          {options.map((option) => (
            <Chip key={option.value} value={option.value} size="sm" radius="md">
              {option.label}
            </Chip>
          ))}
        </Group>
      </Chip.Group>
    </Input.Wrapper>
  );
}
