import { useEffect, useRef, useState } from "react";
import { CallError } from "../client.ts";
import { mediumAddress } from "../ui/picture.ts";
import { type Crop, reduced, whole } from "./reduce.ts";
import { upload } from "./upload.ts";

/** A photo on its way: where it can be seen, how much of it is at the server (null: all, or nothing is on its way), why it is not. */
export type Photo = { src: string | null; share: number | null; error: CallError | null; file: Blob | null };

/** The photo of a draft: reduced on the phone, sent at once while the rest is written, and left as soon as it is not wanted. */
export function usePhoto(medium: string | null, keep: (medium: string | null) => void) {
  const [photo, setPhoto] = useState<Photo>({ src: null, share: null, error: null, file: null });
  const running = useRef<AbortController | null>(null);
  useEffect(() => () => running.current?.abort(), []);
  const take = async (file: Blob, crop: Crop = whole) => {
    running.current?.abort();
    const turn = new AbortController();
    running.current = turn;
    keep(null);
    setPhoto({ src: null, share: 0, error: null, file });
    try {
      const small = await reduced(file, crop);
      const src = await written(small);
      if (turn.signal.aborted) return;
      setPhoto({ src, share: 0, error: null, file });
      const { id } = await upload(small, (share) => setPhoto((now) => ({ ...now, share })), turn.signal);
      if (turn.signal.aborted) return;
      keep(id);
      setPhoto((now) => ({ ...now, share: null }));
    } catch (error) {
      if (turn.signal.aborted) return;
      if (!(error instanceof CallError)) throw error;
      setPhoto((now) => ({ ...now, share: null, error }));
    }
  };
  const remove = () => {
    running.current?.abort();
    setPhoto({ src: null, share: null, error: null, file: null });
    keep(null);
  };
  const src = photo.src ?? (medium === null ? null : mediumAddress(medium, 1200));
  return { photo: { ...photo, src }, take, remove };
}

/** As an address that our pages may show: theirs allow no other of what only the browser has. null: it cannot be read. */
const written = (blob: Blob): Promise<string | null> =>
  new Promise((resolve) => {
    const reader = new FileReader();
    reader.addEventListener("load", () => resolve(typeof reader.result === "string" ? reader.result : null));
    reader.addEventListener("error", () => resolve(null));
    reader.readAsDataURL(blob);
  });
