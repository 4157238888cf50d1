import { TextInput } from "@mantine/core";

/** Where an address is pasted or typed: nothing of it is put right or made large by a phone. */
export function AddressField({
  label,
  hint,
  value,
  change,
  error,
}: {
  label: string;
  hint: string;
  value: string;
  change: (value: string) => void;
  error: string | false;
}) {
  return (
    <TextInput
      size="md"
      label={label}
      description={hint}
      placeholder="https://"
      maxLength={1000}
      inputMode="url"
      autoCapitalize="off"
      autoCorrect="off"
      value={value}
      error={error}
      onChange={({ currentTarget }) => change(currentTarget.value)}
    />
  );
}
