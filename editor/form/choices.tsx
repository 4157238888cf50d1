import { Chip, Group, Input } from "@mantine/core";
import { useWords } from "../language.tsx";
import { networkTitle } from "../ui/network.tsx";
import type { Field } from "./field.ts";

type Frame = { label: string; description: string | undefined; error: string | null };

/** Several of a few known values, as chips. */
export function Choices({
  field,
  value,
  change,
  frame,
}: {
  field: Field;
  value: string[];
  change: (value: string[]) => void;
  frame: Frame;
}) {
  const { text } = useWords();
  return (
    <Input.Wrapper {...frame} data-field={field.name} labelElement="div">
      <Chip.Group multiple value={value} onChange={change}>
        <Group gap={8} role="group" aria-label={frame.label}>
          {field.values.map((option) => (
            <Chip key={option} value={option} size="sm" radius="md">
              {field.meta.options?.[option] ? text(field.meta.options[option]) : networkTitle(option)}
            </Chip>
          ))}
        </Group>
      </Chip.Group>
    </Input.Wrapper>
  );
}
