import { createContext, use, useEffect, useMemo, type ReactNode } from "react";
import { IntlMessageFormat } from "intl-messageformat";
import { languages, type Language, type Text } from "#engine/text.ts";
import type { Key } from "./messages/catalogue.ts";
import { saidBy } from "./messages/spoken.ts";

type Value = string | number | boolean | Date | null | undefined;
export type Words = {
  language: Language;
  /** A message of the catalogue, with its ICU values. */
  t: (key: Key, values?: Record<string, Value>) => string;
  /** The reader's half of a text that came from the server, a node or a problem. */
  text: (text: Text) => string;
  number: (value: number) => string;
  /** A sum of money given in millionths of a US dollar. */
  dollars: (micros: number) => string;
  /** Full date and time in the reader's zone. */
  exact: (at: string | Date) => string;
  clock: (at: string | Date) => string;
  day: (at: string | Date) => string;
};

const formats = new Map<string, IntlMessageFormat>();

/** The first of a month: Intl writes “1 mai” for « 1er mai ». */
const first = /(?<![\d,.])1(?=\s(?:janv|févr|avr|jui[ln]|août|(?:sept|oct|nov|déc)(?:\.|em|ob)|ma(?:rs|i)(?!\p{L})))/gu;

/**
 * French typography: no-break spaces before high punctuation and inside guillemets (the narrow ones cannot be seen in Inter), and the first of a month.
 */
export function french(text: string): string {
  return text.replace(/ (?=[:;?!»%])|(?<=«) |(?<=\d) (?=\d{3}(?!\d))/g, "\u00a0").replace(first, "1er");
}

/** The words of one language; also usable outside React (tests). */
export function wordsOf(language: Language): Words {
  const polish = language === "fr" ? french : (text: string) => text;
  const date = (options: Intl.DateTimeFormatOptions) => {
    const format = new Intl.DateTimeFormat(language === "fr" ? "fr-FR" : "en-GB", options);
    return (at: string | Date) => polish(format.format(typeof at === "string" ? new Date(at) : at));
  };
  const number = new Intl.NumberFormat(language);
  const money = new Intl.NumberFormat(language, { style: "currency", currency: "USD", maximumFractionDigits: 3 });
  return {
    language,
    t: (key, values) => {
      const said = saidBy(key)[language];
      if (typeof said === "string" && !/[{'<]/u.test(said)) return polish(said);
      const place = `${language} ${key}`;
      let format = formats.get(place);
      if (!format) formats.set(place, (format = new IntlMessageFormat(said, language)));
      return polish(String(format.format(values)));
    },
    text: (text) => polish(text[language] || text.en),
    number: (value) => number.format(value),
    dollars: (micros) => money.format(micros / 1_000_000),
    exact: date({ dateStyle: "full", timeStyle: "long" }),
    clock: date({ timeStyle: "short" }),
    day: date({ dateStyle: "medium" }),
  };
}

/** The browser's language where we speak it, else English. */
export function browserLanguage(): Language {
  const wanted = navigator.languages.map((tag) => tag.slice(0, 2).toLowerCase());
  return (
    wanted.map((tag) => languages.find((language) => language === tag)).find((language) => language !== undefined) ??
    "en"
  );
}

const LanguageContext = createContext<Words>(wordsOf("en"));

export function LanguageProvider({ language, children }: { language: Language; children: ReactNode }) {
  const words = useMemo(() => wordsOf(language), [language]);
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  return <LanguageContext value={words}>{children}</LanguageContext>;
}

/** `const { t, text } = useWords()` */
export const useWords = (): Words => use(LanguageContext);
