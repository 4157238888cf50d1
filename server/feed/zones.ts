/** Minutes east of UTC, for zone names that feeds still use (RFC 822 and what servers write). */
const zones: Record<string, number> = {
  z: 0,
  ut: 0,
  utc: 0,
  gmt: 0,
  wet: 0,
  west: 60,
  bst: 60,
  ist: 330,
  cet: 60,
  met: 60,
  mez: 60,
  cest: 120,
  mest: 120,
  mesz: 120,
  eet: 120,
  eest: 180,
  msk: 180,
  msd: 240,
  est: -300,
  edt: -240,
  et: -300,
  cst: -360,
  cdt: -300,
  ct: -360,
  mst: -420,
  mdt: -360,
  pst: -480,
  pdt: -420,
  pt: -480,
  akst: -540,
  akdt: -480,
  hst: -600,
  ast: -240,
  adt: -180,
  nst: -210,
  ndt: -150,
  brt: -180,
  art: -180,
  jst: 540,
  kst: 540,
  hkt: 480,
  sgt: 480,
  awst: 480,
  aest: 600,
  aedt: 660,
  acst: 570,
  nzst: 720,
  nzdt: 780,
  sast: 120,
};

/** Minutes east of UTC: `+0100`, `GMT-5`, `CET`. A name that is not known counts as UTC. */
export function offsetOf(zone: string): number {
  const name = zone.trim().toLowerCase();
  const figures = /([+-])(\d{1,2}):?(\d{2})?$/.exec(name);
  if (figures === null) return zones[name] ?? 0;
  const minutes = Number(figures[2]) * 60 + Number(figures[3] ?? 0);
  return minutes > 14 * 60 + 59 ? 0 : figures[1] === "-" ? -minutes : minutes;
}
