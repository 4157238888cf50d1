import { MultiSelect, NumberInput, Switch } from "@mantine/core";
import { IconCheck, IconUsers } from "@tabler/icons-react";
import { languages } from "#engine/text.ts";
import "../form/words.ts";
import { FollowedPicker, TeamPicker } from "../form/group-picker.tsx";
import { useWords } from "../language.tsx";
import { isEditor, useMe } from "../me.ts";
import { useRows } from "../replies.ts";
import { cards } from "../networks.ts";
import { Face } from "../ui/face.tsx";
import { networkTitle } from "../ui/network.tsx";
import classes from "./entry.module.css";
import type { Draft, Finding, Seen } from "./draft.ts";
import { Findings } from "./findings.tsx";

type Said = Draft["written"];

/** Accounts that are offered; who has more finds them by the company's pages first. */
const most = 100;

/** Where it goes: pages of the company and one's own accounts by their faces, and, for who draws maps, ambassadors by topic and team. */
export function Targets({
  said,
  change,
  findings,
  people,
}: {
  said: Said;
  change: (next: Partial<Said>) => void;
  findings: readonly Finding[];
  people: Seen["people"] | undefined;
}) {
  const { t } = useWords();
  const me = useMe();
  const editor = isEditor(me);
  const { rows } = useRows("listAccounts", { query: { limit: most, ...(editor ? {} : { mine: "true" as const }) } });
  const accounts = rows
    .filter(
      ({ state, member, mine, ref }) =>
        state !== "disconnected" && (member === null || mine || said.accounts.includes(ref)),
    )
    .toSorted((a, b) => Number(a.member !== null) - Number(b.member !== null) || a.network.localeCompare(b.network));
  const flip = (ref: string) =>
    change({
      accounts: said.accounts.includes(ref) ? said.accounts.filter((one) => one !== ref) : [...said.accounts, ref],
    });
  const set = (next: Partial<NonNullable<Said["people"]>>) =>
    said.people !== null && change({ people: { ...said.people, ...next } });
  return (
    <section className={classes.part}>
      <h2>{t("entry.where")}</h2>
      {accounts.length === 0 && <p className={classes.quiet}>{t("entry.noAccounts")}</p>}
      <div className={classes.accounts} role="group" aria-label={t("entry.accounts")}>
        {accounts.map(({ id, ref, name, avatar, network, member }) => (
          <button
            key={id}
            type="button"
            className={classes.account}
            aria-pressed={said.accounts.includes(ref)}
            onClick={() => flip(ref)}
          >
            <Face name={name} avatar={avatar} network={network} company={member === null} size={34} />
            <span>
              <strong>{name}</strong>
              <small>{networkTitle(network)}</small>
            </span>
            {said.accounts.includes(ref) && <IconCheck size={18} stroke={2.2} aria-hidden="true" />}
          </button>
        ))}
      </div>
      <Findings findings={findings} place={/^accounts/u} />
      {editor && (
        <div className={classes.people} data-on={said.people !== null || undefined}>
          <div className={classes.peopleHead}>
            <IconUsers size={24} stroke={1.6} aria-hidden="true" />
            <span>
              <strong>{t("entry.people")}</strong>
              <small>
                {said.people === null || people === undefined
                  ? t("entry.peopleText")
                  : t("entry.reaches", { count: people.count })}
              </small>
            </span>
            <Switch
              aria-label={t("entry.people")}
              checked={said.people !== null}
              onChange={({ currentTarget }) =>
                change({
                  people: currentTarget.checked
                    ? { networks: [], topics: [], teams: [], languages: [], spread: 10, ahead: 24 }
                    : null,
                })
              }
            />
          </div>
          {said.people !== null && (
            <div className={classes.pair}>
              <FollowedPicker
                name="topics"
                value={said.people.topics}
                change={(topics) => set({ topics })}
                frame={{ label: t("entry.topics"), description: null, error: null }}
              />
              <TeamPicker
                name="teams"
                value={said.people.teams}
                change={(teams) => set({ teams })}
                frame={{ label: t("entry.teams"), description: null, error: null }}
              />
              <MultiSelect
                label={t("entry.networks")}
                placeholder={said.people.networks.length === 0 ? t("entry.networksAll") : ""}
                clearable
                data={[...cards.values()]
                  .filter(({ kinds }) => kinds.person !== undefined)
                  .map(({ name, title }) => ({ value: name, label: title }))}
                value={said.people.networks}
                onChange={(networks) => set({ networks })}
              />
              <MultiSelect
                label={t("entry.languages")}
                placeholder={said.people.languages.length === 0 ? t("entry.languagesAll") : ""}
                clearable
                data={languages.map((value) => ({ value, label: t(`entry.languages.${value}`) }))}
                value={said.people.languages}
                onChange={(chosen) => set({ languages: languages.filter((one) => chosen.includes(one)) })}
              />
              <NumberInput
                label={t("entry.ahead")}
                min={0}
                max={168}
                value={said.people.ahead}
                onChange={(value) => typeof value === "number" && set({ ahead: Math.round(value) })}
              />
              <NumberInput
                label={t("entry.spread")}
                min={0}
                max={1440}
                value={said.people.spread}
                onChange={(value) => typeof value === "number" && set({ spread: Math.round(value) })}
              />
            </div>
          )}
          <Findings findings={findings} place={/^people/u} />
        </div>
      )}
    </section>
  );
}
