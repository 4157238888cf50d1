import { Anchor } from "@mantine/core";
import { IconExternalLink } from "@tabler/icons-react";
import { useWords } from "../language.tsx";
import { useReply } from "../replies.ts";
import classes from "./share-links.module.css";

/**
 * Where a person shares an address on a profile of their own by their own hand: of networks that let no app post there. Nothing comes back
 * of it, and the words say so.
 */
export function ShareLinks({ link }: { link: string }) {
  const { t } = useWords();
  const { data } = useReply("listNetworks", {});
  const able = (data?.rows ?? []).filter(({ share }) => share !== null);
  if (able.length === 0) return null;
  return (
    <p className={classes.share}>
      {able.map(({ name, title, share }) => (
        <Anchor
          key={name}
          inherit
          href={share!.replace("{link}", encodeURIComponent(link))}
          target="_blank"
          rel="noreferrer"
          className={classes.link!}
        >
          {t("share.own", { network: title })} <IconExternalLink size={14} stroke={1.8} aria-hidden />
        </Anchor>
      ))}
      <span>{t("share.unseen")}</span>
    </p>
  );
}
