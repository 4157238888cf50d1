import "./words.ts";
import { Link } from "wouter";
import { useWords } from "../language.tsx";
import { addressOfWhy } from "./setting.ts";

/** The way from anywhere to the answer: why an item went out, or did not; for an account where one is meant. */
export function WhyLink({
  item,
  account = null,
  className,
}: {
  item: string;
  account?: string | null;
  className?: string | undefined;
}) {
  const { t } = useWords();
  return (
    <Link href={addressOfWhy(item, account)} className={className ?? ""}>
      {t("why.title")}
    </Link>
  );
}

/** From a search among what was sent to one among all items. */
export function WhySearchLink({ search }: { search: string }) {
  const { t } = useWords();
  return <Link href={`/why?search=${encodeURIComponent(search)}`}>{t("why.searchAll")}</Link>;
}
