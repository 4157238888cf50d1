import { Button, Textarea } from "@mantine/core";
import { IconArrowBackUp, IconPencil, IconPhotoEdit, IconPlayerPlay, IconTrash } from "@tabler/icons-react";
import { useRef, useState } from "react";
import type { PostMedium } from "#engine/post.ts";
import { useWords } from "../language.tsx";
import { mediumAddress } from "../ui/picture.ts";
import { useReply } from "../replies.ts";
import { Late } from "../ui/late.tsx";
import { lazy } from "../ui/lazy.ts";
import type { Chosen } from "./chosen.ts";
import classes from "./pictures.module.css";

const OtherSheet = lazy(async () => ({ default: (await import("./other-sheet.tsx")).OtherSheet }));

function Row({
  chosen,
  longest,
  change,
  other,
}: {
  chosen: Chosen;
  longest: number;
  change: (next: Chosen) => void;
  /** Opens the pictures that may stand here instead; null: there are none. */
  other: (() => void) | null;
}) {
  const { t } = useWords();
  const [writing, setWriting] = useState(false);
  const row = useRef<HTMLLIElement>(null);
  const { medium, alt, off } = chosen;
  const video = medium.kind === "video";
  const said = alt.trim();
  // A button that goes takes the focus with it: it stays in this row.
  const stay = () => requestAnimationFrame(() => row.current?.querySelector("button")?.focus());
  const set = (next: Chosen) => {
    change(next);
    stay();
  };
  return (
    <li ref={row} className={classes.row} data-off={off || undefined}>
      {video ? (
        <span className={classes.film} aria-hidden="true">
          <IconPlayerPlay size={22} stroke={1.8} />
        </span>
      ) : (
        <img className={classes.thumb} src={mediumAddress(medium.id, 96)} alt="" width={56} height={56} />
      )}
      <div className={classes.words}>
        {off ? (
          <span className={classes.gone}>{t(video ? "video.gone" : "pictures.gone")}</span>
        ) : video && said === "" && longest === 0 ? (
          <span className={classes.said}>{t("video.label")}</span>
        ) : said === "" ? (
          <span className={classes.unsaid}>{t("pictures.unsaid")}</span>
        ) : (
          <span className={classes.said}>{said}</span>
        )}
        <div className={classes.acts}>
          {off ? (
            <Button
              size="compact-md"
              variant="default"
              leftSection={<IconArrowBackUp size={16} stroke={1.8} />}
              onClick={() => set({ ...chosen, off: false })}
            >
              {t("pictures.back")}
            </Button>
          ) : (
            <>
              {longest > 0 && !writing && (
                <Button
                  size="compact-md"
                  variant="default"
                  leftSection={<IconPencil size={16} stroke={1.8} />}
                  onClick={() => setWriting(true)}
                >
                  {t(said === "" ? "pictures.describe" : "pictures.change")}
                </Button>
              )}
              {other !== null && !video && (
                <Button
                  size="compact-md"
                  variant="default"
                  leftSection={<IconPhotoEdit size={16} stroke={1.8} />}
                  onClick={other}
                >
                  {t("pictures.other")}
                </Button>
              )}
              <Button
                size="compact-md"
                variant="default"
                leftSection={<IconTrash size={16} stroke={1.8} />}
                onClick={() => {
                  setWriting(false);
                  set({ ...chosen, off: true });
                }}
              >
                {t("pictures.off")}
              </Button>
            </>
          )}
        </div>
      </div>
      {writing && !off && (
        <div className={classes.writing}>
          <Textarea
            size="md"
            label={t(video ? "video.alt" : "pictures.alt")}
            description={
              longest - alt.length > 200
                ? t("pictures.altHelp")
                : t("pictures.altLeft", { count: longest - alt.length })
            }
            autosize
            minRows={2}
            maxRows={6}
            autoFocus
            maxLength={longest}
            value={alt}
            onChange={(event) => change({ ...chosen, alt: event.currentTarget.value })}
          />
          <Button
            size="md"
            variant="default"
            onClick={() => {
              setWriting(false);
              stay();
            }}
          >
            {t("pictures.done")}
          </Button>
        </div>
      )}
    </li>
  );
}

/** The pictures of a proposal: what is said of each, and whether it goes. Nothing is sent before the owner's yes. */
export function Pictures({
  id,
  chosen,
  longest,
  change,
}: {
  /** Of the delivery. */
  id: number;
  chosen: readonly Chosen[];
  /** Characters that the network takes of what is said of one; 0 where it takes none. */
  longest: (medium: PostMedium) => number;
  change: (next: Chosen[]) => void;
}) {
  const { t } = useWords();
  const [told, setTold] = useState("");
  const others = useReply("otherPictures", { params: { id } });
  /** The place for which another picture is looked for. */
  const [looking, look] = useState<number | null>(null);
  const put = (place: number, medium: PostMedium) => {
    setTold(t("pictures.changed"));
    change(
      chosen.map((each, index) =>
        index === place
          ? { medium, alt: (medium.alt ?? "").slice(0, longest(medium)), off: false, was: each.was ?? each.medium.id }
          : each,
      ),
    );
  };
  return (
    <section
      className={classes.pictures}
      aria-label={t(chosen.every(({ medium }) => medium.kind === "video") ? "video.title" : "pictures.title", {
        count: chosen.length,
      })}
    >
      <ul>
        {chosen.map((one, place) => (
          <Row
            key={one.medium.id}
            chosen={one}
            longest={longest(one.medium)}
            other={(others.data?.rows.length ?? 0) > 0 ? () => look(place) : null}
            change={(next) => {
              const video = one.medium.kind === "video";
              if (next.off !== one.off)
                setTold(
                  t(
                    next.off
                      ? video
                        ? "video.takenOff"
                        : "pictures.takenOff"
                      : video
                        ? "video.putBack"
                        : "pictures.putBack",
                  ),
                );
              change(chosen.map((each, index) => (index === place ? next : each)));
            }}
          />
        ))}
      </ul>
      <p className={classes.told} role="status">
        {told}
      </p>
      <Late opened={looking !== null}>
        {(opened) => (
          <OtherSheet
            opened={opened}
            close={() => look(null)}
            id={id}
            take={(medium) => looking !== null && put(looking, medium)}
          />
        )}
      </Late>
    </section>
  );
}
