import {
  IconCalendarTime,
  IconHandStop,
  IconPlayerPause,
  IconQuote,
  IconRobot,
  IconVersions,
} from "@tabler/icons-react";
import type { ReactNode } from "react";
import type { Text } from "#engine/text.ts";
import { useWords, type Words } from "../../language.tsx";
import { useNow } from "../../ui/now.ts";
import classes from "./answers.module.css";
import { type Message, othersWith, type Preview, type Reached, type Somebody } from "./people.ts";
import { leaveWords, minutesWords } from "./times.ts";
import { Origin } from "./origin.tsx";

/** Why an account gets no message, in one sentence. */
export function whyNone({ left, zone }: Reached, t: Words["t"], text: (text: Text) => string): string {
  const [first] = left;
  // The map never looked at it.
  if (first === undefined) return t(zone === undefined ? "posts.unreached" : "posts.noneYet");
  return text(first.reason);
}

/** When a message leaves, as a person would say it. */
export function useLeaving(short = false): (message: Message) => string {
  const words = useWords();
  const now = useNow();
  return ({ leaves, letGo }) => {
    if (letGo !== null || leaves === null) return words.t("posts.never");
    if (leaves.at !== null) return leaveWords(leaves.at, now, words, short);
    return words.t(leaves.code === "consent" ? "posts.onYes" : "posts.waits");
  };
}

function Answer({
  label,
  icon,
  title,
  children,
}: {
  label: string;
  icon: ReactNode;
  title: ReactNode;
  children?: ReactNode;
}) {
  return (
    <div className={classes.answer}>
      <dt>{label}</dt>
      <dd>
        <strong>
          {icon} {title}
        </strong>
        {children && <div>{children}</div>}
      </dd>
    </div>
  );
}

const modes = { ask: IconHandStop, auto: IconRobot, paused: IconPlayerPause } as const;

/** What is asked of a message: what its account's owner chose, when it leaves and why then, which words it has and why. */
export function Answers({
  account,
  person,
  message,
  preview,
}: {
  account: Reached;
  person: Somebody;
  message: Message | undefined;
  preview: Preview;
}) {
  const { t, text, language } = useWords();
  const leaving = useLeaving();
  const Mode = modes[account.mode];
  const { quietFrom, quietTo, dailyCap, spacingMinutes } = account;
  const own = [
    dailyCap == null ? null : t("posts.cap", { count: dailyCap }),
    quietFrom == null || quietTo == null
      ? null
      : t("posts.quiet", { from: minutesWords(quietFrom, language), to: minutesWords(quietTo, language) }),
    spacingMinutes ? t("posts.spacing", { count: spacingMinutes }) : null,
  ].filter((each) => each !== null);
  const first = person.name.split(/\s+/)[0] ?? person.name;
  return (
    <dl className={classes.answers}>
      <Answer
        label={person.company ? t("posts.companyChooses") : t("posts.chooses", { name: first })}
        icon={<Mode size={17} stroke={1.8} aria-hidden="true" />}
        title={t(`posts.${account.mode}`)}
      >
        {own.length > 0
          ? `${own.join(", ")}.`
          : account.zone !== undefined && account.mode !== "paused"
            ? t("posts.free")
            : null}
      </Answer>
      {message && (
        <Answer
          label={t("posts.sends")}
          icon={<IconCalendarTime size={17} stroke={1.8} aria-hidden="true" />}
          title={leaving(message)}
        >
          <WhyThen message={message} />
        </Answer>
      )}
      {message?.wording && (
        <Answer
          label={t("posts.wording")}
          icon={<IconVersions size={17} stroke={1.8} aria-hidden="true" />}
          title={t("posts.wordingOf", message.wording)}
        >
          <Others preview={preview} message={message} />
        </Answer>
      )}
      {message && !message.original && (
        <Answer
          label={t("posts.words")}
          icon={<IconQuote size={17} stroke={1.8} aria-hidden="true" />}
          title={<Origin message={message} />}
        />
      )}
      {account.left.length > 0 && message === undefined && (
        <Answer
          label={t("posts.stays")}
          icon={<IconPlayerPause size={17} stroke={1.8} aria-hidden="true" />}
          title={t("posts.left", { count: account.left[0]!.count })}
        >
          {text(account.left[0]!.reason)}
        </Answer>
      )}
    </dl>
  );
}

/** The code's own reasons, one sentence each. */
function WhyThen({ message: { leaves, letGo } }: { message: Message }) {
  const { t, text } = useWords();
  if (letGo !== null) return text(letGo);
  if (leaves === null) return null;
  const said = [
    ...(leaves.reason === null ? [] : [text(leaves.reason)]),
    ...leaves.why.map((why) => t(`posts.why.${why}`)),
  ];
  return said.length === 0 ? t("posts.why.none") : said.join(" ");
}

function Others({ preview, message }: { preview: Preview; message: Message }) {
  const { t } = useWords();
  const others = othersWith(preview.posts, message).filter(({ number }) => number !== message.wording?.number);
  if (others.length === 0) return t("posts.onlyOne");
  const names = others
    .slice(0, 2)
    .map(({ name, number }) => t("posts.has", { name: name.split(/\s+/)[0] ?? name, number }))
    .join(", ");
  return t("posts.others", { names });
}
