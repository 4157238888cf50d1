import { useMemo } from "react";
import { fieldName, filterName } from "#engine/template-names.ts";
import { useWords } from "../../language.tsx";
import type { Token } from "./pieces.ts";
import type { Said, Sayer } from "./tokens.ts";

/** How a token is read, in the reader's language: the field's name, and what is made of it in words. */
export function useSayer(): Sayer {
  const { t, language } = useWords();
  return useMemo(() => {
    const languages = new Intl.DisplayNames([language], { type: "language", fallback: "code" });
    const named = (code: string): string => {
      try {
        return languages.of(code) ?? code;
      } catch {
        return code;
      }
    };
    return ({ field, steps }: Token): Said => ({
      name:
        field === "tags" && steps.some(({ filter }) => filter === "hashtags")
          ? filterName("hashtags", language)
          : fieldName(field, language),
      more: steps
        .map(({ filter, value }) => t(`writing.${filter}`, { value: filter === "date" ? named(value ?? "") : value }))
        .join(", "),
    });
  }, [t, language]);
}
