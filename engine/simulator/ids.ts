/** Ids of a simulated network: milliseconds since its epoch above so many bits, always above the last one. */
export function createIds(epoch: number, bits: number): (now: number) => string {
  let last = 0n;
  return (now) => {
    const timed = BigInt(Math.max(0, now - epoch)) << BigInt(bits);
    last = timed > last ? timed : last + 1n;
    return last.toString();
  };
}
