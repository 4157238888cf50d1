import { useState } from "react";
import { useSearchParams } from "wouter";

const key = "relaymap.tour";

/** Whether this window is shown around on a map: begun by `?tour=1`, kept over reloads until it is ended. */
export function useTouring(map: string): [touring: boolean, end: () => void] {
  const [search] = useSearchParams();
  const [ended, end] = useState(false);
  if (search.has("tour") && !ended && sessionStorage.getItem(key) !== map) sessionStorage.setItem(key, map);
  const touring = !ended && sessionStorage.getItem(key) === map;
  return [
    touring,
    () => {
      sessionStorage.removeItem(key);
      end(true);
    },
  ];
}
