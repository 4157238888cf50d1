const hour = 3_600_000;

/** Times that people choose, in their own zone; this evening only while it is to come. */
export function suggested(now: Date): { name: "offer.evening" | "offer.morning"; at: Date }[] {
  const at = (days: number, hours: number, minutes: number) =>
    new Date(now.getFullYear(), now.getMonth(), now.getDate() + days, hours, minutes);
  const evening = at(0, 18, 0);
  return [
    ...(evening.getTime() - now.getTime() > hour / 2 ? [{ name: "offer.evening" as const, at: evening }] : []),
    { name: "offer.morning", at: at(1, 8, 40) },
  ];
}

/** As a field for date and time holds it: in the reader's own zone, to the minute. */
export function localTime(at: Date): string {
  const two = (number: number) => String(number).padStart(2, "0");
  const date = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
  return `${date}T${two(at.getHours())}:${two(at.getMinutes())}`;
}
