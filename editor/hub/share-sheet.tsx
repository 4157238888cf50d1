import { Button, SegmentedControl } from "@mantine/core";
import { IconDownload, IconExternalLink, IconFileZip, IconHourglassEmpty } from "@tabler/icons-react";
import { useState } from "react";
import { useWords } from "../language.tsx";
import { useReply } from "../replies.ts";
import { Answer } from "../ui/answer.tsx";
import { Empty } from "../ui/empty.tsx";
import { Fold } from "../ui/fold.tsx";
import { Sheet } from "../ui/sheet.tsx";
import { ByHand } from "./by-hand.tsx";
import { OwnShare } from "./own-share.tsx";
import classes from "./sheet.module.css";
import { fileAddress, kitAddress } from "./files.ts";
import type { Detail, Leaving } from "./wish.ts";

/** Sharing one offer: with an account of one's own, now or later; or by one's own hand, where nothing is connected. */
export function ShareSheet({
  id,
  later,
  repost,
  close,
  left,
}: {
  id: number;
  /** To choose a time is what it was opened for. */
  later: boolean;
  /** To pass it on as it is there is. */
  repost: boolean;
  close: () => void;
  left: (leaving: Leaving | null) => void;
}) {
  const { t, text } = useWords();
  const offer = useReply("getOffer", { params: { id } });
  const { data } = offer;
  const own = (data?.accounts.length ?? 0) > 0;
  return (
    <Sheet
      opened
      close={close}
      title={data === undefined ? t("offer.title") : own || data.held ? data.title : t("offer.handTitle")}
      about={data === undefined || own || data.ended || data.held ? undefined : t("offer.handText")}
    >
      <Answer query={offer} lines={3} height={72} small>
        {() =>
          data!.ended ? (
            <Empty icon={<IconHourglassEmpty size={26} stroke={1.6} />} title={t("offer.ended")}>
              {t("offer.endedText")}
            </Empty>
          ) : data!.why !== null ? (
            <Empty icon={<IconHourglassEmpty size={26} stroke={1.6} />} title={t("content.held")}>
              {text(data!.why)}
            </Empty>
          ) : (
            <Ways offer={data!} later={later} repost={repost} left={left} />
          )
        }
      </Answer>
    </Sheet>
  );
}

type WaysOf = { offer: Detail; later: boolean; repost: boolean; left: (leaving: Leaving | null) => void };

function Ways({ offer, later, repost, left }: WaysOf) {
  const { t } = useWords();
  const [way, setWay] = useState<"own" | "hand">(offer.accounts.length > 0 ? "own" : "hand");
  return (
    <div className={classes.ways}>
      {offer.accounts.length > 0 && (
        <SegmentedControl
          aria-label={t("offer.how")}
          fullWidth
          size="md"
          value={way}
          onChange={(value) => setWay(value === "own" ? "own" : "hand")}
          data={[
            { value: "own", label: t("offer.own") },
            { value: "hand", label: t("offer.hand") },
          ]}
        />
      )}
      {offer.machine && <p className={classes.note}>{t("offer.machine")}</p>}
      {way === "own" ? <OwnShare offer={offer} later={later} repost={repost} left={left} /> : <ByHand offer={offer} />}
      {offer.files.length > 0 && (
        <Fold icon={IconDownload} title={t("offer.files")} about={String(offer.files.length)}>
          <ul className={classes.files}>
            {offer.files.map(({ place, kind, name }) => (
              <li key={place}>
                <a href={fileAddress(offer.id, place)} download={name}>
                  <span>{t(`offer.file.${kind}`)}</span>
                  <small>{name}</small>
                  <IconDownload size={18} stroke={1.8} aria-hidden="true" />
                </a>
              </li>
            ))}
          </ul>
          <Button
            component="a"
            variant="default"
            size="md"
            fullWidth
            mt={8}
            href={kitAddress(offer.id)}
            download
            leftSection={<IconFileZip size={20} stroke={1.8} />}
          >
            {t("offer.kit")}
          </Button>
        </Fold>
      )}
      {offer.link && (
        <a className={classes.read} href={offer.link} target="_blank" rel="noreferrer">
          {t("offer.read")} <IconExternalLink size={15} stroke={1.8} aria-hidden="true" />
        </a>
      )}
    </div>
  );
}
