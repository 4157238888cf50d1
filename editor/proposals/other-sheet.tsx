import { IconPhoto } from "@tabler/icons-react";
import { useState } from "react";
import type { PostMedium } from "#engine/post.ts";
import { useWords } from "../language.tsx";
import { useChange, useReply } from "../replies.ts";
import { Sheet } from "../ui/sheet.tsx";
import { Told } from "../ui/told.tsx";
import classes from "./other-sheet.module.css";

/** The other pictures of what is proposed: a press puts one in the place of that which is shown. */
export function OtherSheet({
  opened,
  close,
  id,
  take,
}: {
  opened: boolean;
  close: () => void;
  /** Of the delivery. */
  id: number;
  take: (medium: PostMedium) => void;
}) {
  const { t, text } = useWords();
  const query = useReply("otherPictures", { params: { id } }, { enabled: opened });
  const [asked, ask] = useState<number | null>(null);
  const fetched = useChange("takePicture", {
    quiet: true,
    done: ({ medium }) => {
      take(medium);
      close();
    },
  });
  return (
    <Sheet opened={opened} close={close} title={t("pictures.other")}>
      <Told query={query} lines={2} height={120}>
        {({ rows }) => (
          <ul className={classes.pictures}>
            {rows.map(({ place, url, alt }, index) => (
              <li key={place}>
                <button
                  type="button"
                  disabled={fetched.isPending}
                  aria-busy={fetched.isPending && asked === place}
                  aria-label={alt ?? t("pictures.otherOne", { place: index + 1, count: rows.length })}
                  onClick={() => {
                    ask(place);
                    fetched.mutate({ params: { id }, body: { place } });
                  }}
                >
                  <IconPhoto size={26} stroke={1.4} aria-hidden="true" />
                  <img src={url} alt="" loading="lazy" />
                </button>
              </li>
            ))}
          </ul>
        )}
      </Told>
      {fetched.error && (
        <p className={classes.failed} role="alert">
          {text(fetched.error.text)}
        </p>
      )}
    </Sheet>
  );
}
