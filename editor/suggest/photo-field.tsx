import { RingProgress, TextInput } from "@mantine/core";
import { IconAccessible, IconCrop, IconPhotoPlus, IconX } from "@tabler/icons-react";
import { useRef, useState } from "react";
import { useWords } from "../language.tsx";
import { CropSheet } from "./crop-sheet.tsx";
import type { Draft } from "./draft.ts";
import classes from "./photo.module.css";
import { usePhoto } from "./use-photo.ts";

const longest = 1000;

/** One's own photo, large: taken or chosen, cut, thrown away, and described once by who took it. */
export function PhotoField({
  draft,
  change,
}: {
  draft: Pick<Draft, "medium" | "alt">;
  change: (change: Partial<Pick<Draft, "medium" | "alt">>) => void;
}) {
  const { t, text } = useWords();
  const { photo, take, remove } = usePhoto(draft.medium, (medium) => change({ medium }));
  const [cutting, setCutting] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const there = photo.src !== null || photo.share !== null;
  return (
    <div className={classes.photo}>
      <input
        ref={input}
        type="file"
        accept="image/*"
        className={classes.file}
        aria-label={t("suggest.choosePhoto")}
        tabIndex={-1}
        onChange={(event) => {
          const [file] = event.currentTarget.files ?? [];
          event.currentTarget.value = "";
          if (file) void take(file);
        }}
      />
      {!there && (
        <button type="button" className={classes.choose} onClick={() => input.current?.click()}>
          <IconPhotoPlus size={34} stroke={1.5} aria-hidden="true" />
          <strong>{t("suggest.choosePhoto")}</strong>
          <span>{t("suggest.photoHelp")}</span>
        </button>
      )}
      {there && (
        <figure className={classes.frame}>
          {photo.src !== null && <img className={classes.picture} src={photo.src} alt={draft.alt} />}
          <div className={classes.acts}>
            {photo.file !== null && photo.share === null && (
              <button
                type="button"
                className={classes.act}
                aria-label={t("suggest.crop")}
                onClick={() => setCutting(true)}
              >
                <IconCrop size={20} stroke={1.8} aria-hidden="true" />
              </button>
            )}
            <button type="button" className={classes.act} aria-label={t("suggest.removePhoto")} onClick={remove}>
              <IconX size={22} stroke={1.8} aria-hidden="true" />
            </button>
          </div>
          {photo.share !== null && (
            <div className={classes.ring} role="status">
              <RingProgress
                size={88}
                thickness={7}
                roundCaps
                sections={[{ value: Math.round(photo.share * 100), color: "var(--accent)" }]}
                role="img"
                aria-label={t("suggest.uploading", { share: Math.round(photo.share * 100) })}
              />
            </div>
          )}
          {draft.alt.trim() !== "" && (
            <figcaption className={classes.caption}>
              <IconAccessible size={18} stroke={1.8} aria-hidden="true" />
              <span>{t("suggest.described", { words: draft.alt.trim() })}</span>
            </figcaption>
          )}
        </figure>
      )}
      {photo.error && (
        <p role="alert" className={classes.trouble}>
          {text(photo.error.text)}{" "}
          {photo.file !== null && (
            <button type="button" className={classes.again} onClick={() => void take(photo.file!)}>
              {t("action.retry")}
            </button>
          )}
        </p>
      )}
      {there && (
        <TextInput
          label={t("suggest.alt")}
          description={t("suggest.altHelp")}
          placeholder={t("suggest.altExample")}
          size="md"
          maxLength={longest}
          value={draft.alt}
          onChange={(event) => change({ alt: event.currentTarget.value })}
        />
      )}
      {photo.file !== null && photo.src !== null && (
        <CropSheet
          opened={cutting}
          close={() => setCutting(false)}
          photo={photo.file}
          apply={(crop) => {
            setCutting(false);
            void take(photo.file!, crop);
          }}
        />
      )}
    </div>
  );
}
