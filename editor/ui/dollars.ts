import { useWords } from "../language.tsx";

/** Writes US dollars as the reader does; less than a cent is not rounded away. */
export function useDollars(): (amount: number) => string {
  const { language } = useWords();
  const format = new Intl.NumberFormat(language, { style: "currency", currency: "USD", maximumFractionDigits: 3 });
  return (amount) => format.format(amount);
}
