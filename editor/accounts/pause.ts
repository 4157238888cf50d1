/** `YYYY-MM-DD` of a moment, in the reader's own zone. */
export function toDay(date: Date): string {
  const two = (number: number): string => String(number).padStart(2, "0");
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/** The same hour, days later by the calendar: a day with a change of the clock is one day too. */
export function plusDays(date: Date, days: number): Date {
  const moved = new Date(date);
  moved.setDate(moved.getDate() + days);
  return moved;
}

/** When a day (`YYYY-MM-DD`) is over, in the reader's own zone. */
export function endOfDay(day: string): Date {
  const [year, month, date] = day.split("-").map(Number) as [number, number, number];
  return new Date(year, month - 1, date + 1);
}
