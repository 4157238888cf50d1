import { Button, TextInput } from "@mantine/core";
import { IconPhotoPlus, IconPhotoSearch, IconX } from "@tabler/icons-react";
import { useRef, useState } from "react";
import { announce } from "../announce.ts";
import { CallError, sendFile } from "../client.ts";
import { useWords } from "../language.tsx";
import { queries } from "../queries.ts";
import { useRows } from "../replies.ts";
import { mediumAddress } from "../ui/picture.ts";
import { Sheet } from "../ui/sheet.tsx";
import classes from "./entry.module.css";
import type { Draft, Finding } from "./draft.ts";
import { Findings } from "./findings.tsx";

type Said = Draft["written"];
const most = 10;
/** The server takes no larger file. */
const largest = 64_000_000;

/** What it shows, in order, each described for whoever does not see it: brought now, or from what was brought before. */
export function MediaPart({
  said,
  change,
  findings,
}: {
  said: Said;
  change: (next: Partial<Said>) => void;
  findings: readonly Finding[];
}) {
  const { t } = useWords();
  const input = useRef<HTMLInputElement>(null);
  const [share, setShare] = useState<number | null>(null);
  const [picking, setPicking] = useState(false);
  const latest = useRef(said.media);
  latest.current = said.media;
  const set = (media: Said["media"]) => change({ media });
  const take = async (file: File): Promise<void> => {
    setShare(0);
    try {
      const kept = (await sendFile("keepEntryPicture", file, setShare, AbortSignal.timeout(300_000))) as { id: string };
      set([...latest.current, { id: kept.id, alt: "" }].slice(0, most));
      void queries.invalidateQueries({ queryKey: ["listEntryPictures"] });
    } catch (error) {
      if (!(error instanceof CallError)) throw error;
      announce.failure(error);
    } finally {
      setShare(null);
    }
  };
  return (
    <section className={classes.part}>
      <h2>{t("entry.media")}</h2>
      <input
        ref={input}
        type="file"
        accept="image/*,video/mp4"
        className={classes.file}
        tabIndex={-1}
        aria-label={t("entry.upload")}
        onChange={({ currentTarget }) => {
          const [file] = currentTarget.files ?? [];
          currentTarget.value = "";
          if (file && file.size <= largest) void take(file);
        }}
      />
      {said.media.length > 0 && (
        <ul className={classes.media}>
          {said.media.map(({ id, alt }, index) => (
            <li key={id}>
              <img src={mediumAddress(id, 480)} alt={alt} loading="lazy" />
              <TextInput
                label={t("entry.alt")}
                placeholder={t("entry.altHint")}
                maxLength={1000}
                value={alt}
                onChange={({ currentTarget }) =>
                  set(said.media.map((one, n) => (n === index ? { ...one, alt: currentTarget.value } : one)))
                }
              />
              <button
                type="button"
                aria-label={t("entry.removePicture")}
                title={t("entry.removePicture")}
                onClick={() => set(said.media.filter((_, n) => n !== index))}
              >
                <IconX size={19} stroke={1.8} aria-hidden="true" />
              </button>
            </li>
          ))}
        </ul>
      )}
      <div className={classes.row}>
        <Button
          variant="default"
          leftSection={<IconPhotoPlus size={18} stroke={1.7} />}
          loading={share !== null}
          disabled={said.media.length >= most}
          onClick={() => input.current?.click()}
        >
          {t("entry.upload")}
        </Button>
        <Button
          variant="default"
          leftSection={<IconPhotoSearch size={18} stroke={1.7} />}
          disabled={said.media.length >= most}
          onClick={() => setPicking(true)}
        >
          {t("entry.fromLibrary")}
        </Button>
      </div>
      <Findings findings={findings} place={/^media/u} />
      {picking && (
        <Library
          close={() => setPicking(false)}
          pick={(id, alt) => {
            setPicking(false);
            if (said.media.every((one) => one.id !== id)) set([...said.media, { id, alt }]);
          }}
        />
      )}
    </section>
  );
}

/** What was brought before, the newest first. */
export function Library({ close, pick }: { close: () => void; pick: (id: string, alt: string) => void }) {
  const { t, day } = useWords();
  const { rows, query } = useRows("listEntryPictures", { query: { limit: 24 } });
  return (
    <Sheet opened close={close} title={t("entry.fromLibrary")}>
      {rows.length === 0 && !query.isPending && (
        <>
          <p className={classes.quiet}>{t("entry.libraryEmpty")}</p>
          <Button variant="default" mt={16} onClick={close}>
            {t("action.close")}
          </Button>
        </>
      )}
      <div className={classes.library}>
        {rows.map(({ id, alt, at }) => (
          <button
            key={id}
            type="button"
            aria-label={t("entry.pick", { name: alt === "" ? day(at) : alt })}
            onClick={() => pick(id, alt)}
          >
            <img src={mediumAddress(id, 480)} alt="" loading="lazy" />
          </button>
        ))}
      </div>
      {query.hasNextPage && (
        <Button variant="default" mt={12} loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
          {t("action.more")}
        </Button>
      )}
    </Sheet>
  );
}
