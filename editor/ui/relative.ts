import type { Language } from "#engine/text.ts";

const units: [Intl.RelativeTimeFormatUnit, number][] = [
  ["year", 31_557_600_000],
  ["month", 2_629_800_000],
  ["day", 86_400_000],
  ["hour", 3_600_000],
  ["minute", 60_000],
];

/** "3 minutes ago", "in 2 days"; null within 45 seconds of now, where the caller has better words. */
export function relative(at: number, now: number, language: Language, style: "long" | "short" = "long"): string | null {
  const distance = at - now;
  if (Math.abs(distance) < 45_000) return null;
  const [unit, length] = units.find(([, size]) => Math.abs(distance) >= size) ?? ["minute", 60_000];
  const amount = Math.trunc(distance / length) || Math.sign(distance);
  return new Intl.RelativeTimeFormat(language, { numeric: "auto", style }).format(amount, unit);
}
