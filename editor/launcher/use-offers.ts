import "./words.ts";
import { useDebouncedValue } from "@mantine/hooks";
import {
  IconAdjustments,
  IconHelpHexagon,
  IconLanguage,
  IconMap2,
  IconMapPlus,
  IconPalette,
  IconSend,
} from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { use, useEffect, useState } from "react";
import { useLocation } from "wouter";
import { languages } from "#engine/text.ts";
import { useWords, wordsOf, type Words } from "../language.tsx";
import { isEditor, useMe } from "../me.ts";
import type { Key } from "../messages/catalogue.ts";
import { useChange, useReply } from "../replies.ts";
import { tabs } from "../settings/tabs.ts";
import { placesOf } from "../shell/links.ts";
import { networkTitle } from "../ui/network.tsx";
import { addressOfWhy } from "../why/setting.ts";
import { LauncherContext, type Offer } from "./offer.ts";

/** Each language names itself. */
const speech = { en: "English", fr: "français" } as const;
/** Items that the launcher shows; the page has them all. */
const mostItems = 5;
const themes = ["device", "light", "dark"] as const;
const page = { query: { limit: 200 } };
/** From so many letters on, posts are looked through too. */
const worth = 2;
/** Milliseconds after the last letter until items are looked for. */
const pause = 250;

/** What only a part of the app says comes with that part; here its words are needed without it. */
function useSettingsWords(wanted: boolean): boolean {
  const [here, come] = useState(false);
  useEffect(() => {
    if (wanted)
      void import("../settings/words.ts").then(
        () => come(true),
        () => undefined,
      );
  }, [wanted]);
  return here;
}

/** What the page that is open offers. */
function useGiven(): readonly Offer[] {
  const { givers } = use(LauncherContext);
  const [given, take] = useState<readonly Offer[]>([]);
  useEffect(() => {
    let gone = false;
    void Promise.all([...givers].map((give) => give().catch(() => []))).then((all) => gone || take(all.flat()));
    return () => void (gone = true);
  }, [givers]);
  return given;
}

/** A name as a message, and as the other language has it: people know some things by the other's word. */
function named({ t, language }: Words, key: Key, values?: Record<string, string>): Pick<Offer, "name" | "also"> {
  const others = languages.filter((each) => each !== language).map((each) => wordsOf(each).t(key, values));
  return { name: t(key, values), also: others };
}

/** Everything that the launcher may show to whoever is signed in. */
export function useOffers(query: string): readonly Offer[] {
  const words = useWords();
  const me = useMe();
  const client = useQueryClient();
  const [, go] = useLocation();
  const editor = isEditor(me);
  const admin = me.member.role === "admin";
  const maps = useReply("listMaps", page, { enabled: editor });
  const people = useReply("listMembers", page, { enabled: admin });
  const accounts = useReply("listAccounts", page);
  const wanted = query.trim().length >= worth;
  const deliveries = useReply("listDeliveries", { query: { limit: 100 } }, { enabled: wanted && !editor, keep: true });
  const [typed] = useDebouncedValue(query.trim(), pause);
  const items = useReply(
    "searchWhy",
    { query: { search: typed } },
    { enabled: wanted && editor && typed.length >= worth, keep: true },
  );
  const given = useGiven();
  const settled = useSettingsWords(admin);
  const change = useChange("changeMe", { done: (reply) => client.setQueryData(["me", {}], reply) });
  const stories = new Map((deliveries.data?.rows ?? []).toReversed().map((row) => [row.itemTitle, row]));
  const { t, language } = words;
  return [
    ...given,
    ...(editor
      ? [
          {
            id: "make:map",
            group: "make" as const,
            ...named(words, "launcher.newMap"),
            icon: IconMapPlus,
            run: () => go("/maps/new"),
          },
        ]
      : []),
    ...placesOf(me.member.role).map(({ to, label, icon }): Offer => ({
      id: `place:${to}`,
      group: "place",
      ...named(words, label),
      icon,
      run: () => go(to),
    })),
    ...(maps.data?.rows ?? []).map(({ id, name, state, liveVersion }): Offer => ({
      id: `map:${id}`,
      group: "map",
      name,
      more: t(`state.${state}`, { version: liveVersion }),
      icon: IconMap2,
      run: () => go(`/maps/${id}`),
    })),
    ...(people.data?.rows ?? []).map(({ id, name, email }): Offer => ({
      id: `person:${id}`,
      group: "person",
      name,
      more: email,
      face: { name },
      run: () => go("/people"),
    })),
    ...(accounts.data?.rows ?? []).map(({ id, name, handle, network, avatar, member }): Offer => ({
      id: `account:${id}`,
      group: "account",
      name,
      more: `${networkTitle(network)} · @${handle}`,
      face: { name, avatar, network, company: member === null },
      run: () => go(`/accounts/${id}`),
    })),
    ...[...stories.values()].toReversed().map(({ id, itemTitle, mapName }): Offer => ({
      id: `delivery:${id}`,
      group: "delivery",
      name: itemTitle,
      more: mapName,
      icon: IconSend,
      run: () => go(`/deliveries/${id}`),
    })),
    // Who is found beside the words is who is asked about.
    ...(wanted ? (items.data?.rows ?? []) : []).slice(0, mostItems).map(({ key, title, source, posts }): Offer => ({
      id: `why:${key}`,
      group: "why",
      name: title || key,
      ...(source === null ? {} : { more: source }),
      hit: true,
      icon: IconHelpHexagon,
      run: () => go(addressOfWhy(key, posts[0]?.account ?? items.data?.people[0]?.id)),
    })),
    ...(wanted && editor
      ? [
          {
            id: "why:all",
            group: "why" as const,
            ...named(words, "launcher.whyAll", { search: query.trim() }),
            hit: true as const,
            icon: IconHelpHexagon,
            run: () => go(`/why?search=${encodeURIComponent(query.trim())}`),
          },
        ]
      : []),
    ...(settled
      ? tabs.map((tab): Offer => ({
          id: `settings:${tab}`,
          group: "settings",
          ...named(words, `settings.${tab}`),
          icon: IconAdjustments,
          run: () => go(`/settings?tab=${tab}`),
        }))
      : []),
    ...languages
      .filter((each) => each !== language)
      .map((each): Offer => ({
        id: `language:${each}`,
        group: "look",
        ...named(words, "launcher.language", { language: speech[each] }),
        icon: IconLanguage,
        run: () => change.mutate({ body: { language: each } }),
      })),
    ...themes
      .filter((theme) => theme !== me.member.theme)
      .map((theme): Offer => {
        const inWords = (some: Words) => some.t("launcher.theme", { theme: some.t(`user.theme.${theme}`) });
        return {
          id: `theme:${theme}`,
          group: "look",
          name: inWords(words),
          also: languages.filter((each) => each !== language).map((each) => inWords(wordsOf(each))),
          icon: IconPalette,
          run: () => change.mutate({ body: { theme } }),
        };
      }),
  ];
}
