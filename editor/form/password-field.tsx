import "./words.ts";
import type { ReactNode } from "react";
import { Button, PasswordInput, Stack } from "@mantine/core";
import { useState } from "react";
import { useWords } from "../language.tsx";
import { MadeOnce } from "./secret-field.tsx";
import { makeSigningSecret } from "./secrets.ts";

type Props = {
  value: string;
  change: (value: string) => void;
  frame: { label: string; description: ReactNode; error: string | null; placeholder?: string };
  name: string;
  limit: number | null;
  /** Both sides share it: we may make it, and show it while the form is open. */
  generate: boolean;
};

/** A text that is hidden while it is typed, of a form that hands it on. */
export function PasswordField({ value, change, frame, name, limit, generate }: Props) {
  const { t } = useWords();
  const [made, setMade] = useState<string | null>(null);
  return (
    <Stack gap={8}>
      <PasswordInput
        {...frame}
        {...(limit === null ? {} : { maxLength: limit })}
        data-field={name}
        autoComplete="off"
        value={value}
        onChange={(event) => change(event.currentTarget.value)}
      />
      {made !== null && made === value && <MadeOnce value={made} text={t("secret.madeReceiver")} />}
      {generate && (
        <Button
          variant="default"
          size="compact-sm"
          w="fit-content"
          onClick={() => {
            const secret = makeSigningSecret();
            setMade(secret);
            change(secret);
          }}
        >
          {t("secret.make")}
        </Button>
      )}
    </Stack>
  );
}
