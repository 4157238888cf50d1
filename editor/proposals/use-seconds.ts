import { useEffect, useState } from "react";

const leftOf = (until: number): number => Math.max(0, Math.ceil((until - Date.now()) / 1000));

/** Whole seconds until a moment, as they pass; 0 when it is over. */
export function useSeconds(until: number): number {
  const [left, setLeft] = useState(() => leftOf(until));
  useEffect(() => {
    setLeft(leftOf(until));
    const timer = setInterval(() => {
      const now = leftOf(until);
      setLeft(now);
      if (now === 0) clearInterval(timer);
    }, 250);
    return () => clearInterval(timer);
  }, [until]);
  return left;
}
