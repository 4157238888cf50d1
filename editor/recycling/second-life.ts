import "./words.ts";
import { useWords } from "../language.tsx";
import { networkTitle } from "../ui/network.tsx";
import { dayOf, type SecondLife } from "./use.ts";

/** What is said of stories that could have a second life: why, until when one rests (null: it has rested), and where none stands out. */
export function useSecondLife(): {
  why: (one: SecondLife) => string;
  rests: (one: SecondLife) => string | null;
  none: string;
} {
  const { t, language } = useWords();
  const told = new Intl.NumberFormat(language, { maximumFractionDigits: 1 });
  return {
    why: ({ account, network, visits, usual, posts }) =>
      account === null
        ? t("library.whyPeople", {
            posts,
            usual: told.format(usual),
            visits: told.format(visits),
            place: networkTitle(network),
          })
        : t("library.why", { posts, usual: told.format(usual), visits, place: account }),
    rests: ({ restsUntil }) => (restsUntil === null ? null : t("library.rests", { day: dayOf(restsUntil, language) })),
    none: t("library.secondNone"),
  };
}
