import { useWords } from "../language.tsx";
import { useReply } from "../replies.ts";

/** How many follow an account, and how that changed over the days that were read; nothing where nothing was read yet. */
export function Followers({ account }: { account: string }) {
  const { t, number } = useWords();
  const { data } = useReply("accountAudience", { params: { id: account } });
  const [first, last] = [data?.rows[0], data?.rows.at(-1)];
  if (first === undefined || last === undefined) return null;
  const more = last.followers - first.followers;
  const days = Math.round((Date.parse(last.at) - Date.parse(first.at)) / 86_400_000);
  return (
    <span>
      {t("account.followers", { count: last.followers })}
      {days > 0 && more !== 0 && (
        <> · {t("account.followersMore", { more: `${more > 0 ? "+" : "−"}${number(Math.abs(more))}`, days })}</>
      )}
    </span>
  );
}
