/** Keys remembered at most; when full, the one that began longest ago is forgotten. */
const most = 10_000;

/**
 * Counts tries per key (an e-mail address, a member) in windows of fixed length. `try` answers null while there are tries
 * left, else the seconds until there are again. Per process: with several, each allows its own share.
 */
export function createAttempts(
  limit: { max: number; milliseconds: number },
  now: () => number,
): (key: string) => number | null {
  const windows = new Map<string, { until: number; count: number }>();
  return (key) => {
    const time = now();
    const known = windows.get(key);
    if (known && known.until > time) {
      known.count += 1;
      return known.count > limit.max ? Math.ceil((known.until - time) / 1000) : null;
    }
    windows.delete(key);
    if (windows.size >= most) {
      const [oldest] = windows.keys();
      if (oldest !== undefined) windows.delete(oldest);
    }
    windows.set(key, { until: time + limit.milliseconds, count: 1 });
    return null;
  };
}
