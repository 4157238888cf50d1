import type { Text } from "#engine/text.ts";
import type { PutOffBy } from "./pace.ts";

/** Whoever the sentence names has left: nothing here calls them any more, and of moments the day is all that is kept. `at`: when they left. */
type Gone = { at: string | null };

/** A cause, with what its sentence names. Moments ISO 8601. */
export type Cause = { more?: Text | null; gone?: Gone } & (
  | { code: "published" | "coming" | "stopped"; name: string; network: string; at: string }
  | ({ code: "put_off"; name: string; network: string } & PutOffBy)
  | { code: "asked"; name: string; at: string; until: string }
  | { code: "asked_private" | "declined" | "cancelled" | "charter" | "already" | "no_account" | "rule"; name: string }
  | { code: "expired_asked" | "expired"; name: string; at: string }
  | { code: "paused"; name: string; network: string; ends: string | null; until: string | null }
  | { code: "reconnect" | "refused" | "check" | "duplicate" | "partly"; name: string; network: string }
  | { code: "held" | "ended" | "left_out"; name: string; more: Text }
  | { code: "map_paused" | "map_archived"; name: string; map: string }
  | { code: "disconnected"; name: string; network: string; at: string | null }
  | { code: "left"; at: string | null }
  | { code: "same_story"; name: string; other: string }
  | { code: "own" }
  | { code: "not_network"; name: string; network: string; wanted: readonly string[] }
  | { code: "not_topic" | "not_team" | "not_language"; name: string; wanted: readonly string[] }
  | { code: "not_person" | "not_meant"; name: string; step: Text; map: string }
  | { code: "joined" | "would_now"; name: string; at: string }
  | { code: "dropped"; step: Text; map: string }
  | { code: "kept"; step: Text; at: string; asks: boolean }
  | { code: "unread" | "unread_paused" | "before"; map: string; at: string | null }
  | { code: "no_map"; source: string }
  | { code: "source_gone" }
  | { code: "no_record" }
  | { code: "all"; out: number; all: number }
);

export type Make = (en: string, fr: string, next?: Text | null) => Said;
export type Said = { says: Text; more: Text | null; next: Text | null };

/** A day, or a day with its time, as each language says it after "on" and "le". */
export function dayIn(zone: string, at: string, time = false): Text {
  const of = (language: string, options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(language, { ...options, timeZone: zone }).format(new Date(at));
  const day = { day: "numeric", month: "long" } as const;
  if (!time) return { en: of("en-GB", day), fr: french(of("fr-FR", day)) };
  const clock = { hour: "numeric", minute: "2-digit" } as const;
  const [hour = "", minute = ""] = of("fr-FR", clock).split(":");
  const hours = `${Number(hour)}\u00A0h${minute === "00" ? "" : `\u00A0${minute}`}`;
  return { en: `${of("en-GB", day)} at ${of("en-GB", clock)}`, fr: `${french(of("fr-FR", day))} à ${hours}` };
}

/** The first of a month is « 1er ». */
const french = (day: string): string => day.replace(/^1 /u, "1er ");
export const quoted = (words: string | Text): Text => {
  const { en, fr } = typeof words === "string" ? { en: words, fr: words } : words;
  return { en: `“${en}”`, fr: `«\u00A0${fr}\u00A0»` };
};
export const list = (words: readonly string[]): string => words.slice(0, 4).join(", ") + (words.length > 4 ? "…" : "");
