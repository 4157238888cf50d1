/** The product's colours as mails have them: in light, written at each element, and no pure white where a client may invert. */
export const colours = {
  paper: "#f6f7f5",
  surface: "#fdfefe",
  sunken: "#eef1ef",
  line: "#e3e8ea",
  ink: "#16232f",
  ink2: "#3b4a57",
  muted: "#5a6875",
  accent: "#0b7065",
  onAccent: "#fdfefe",
  navy: "#17324b",
  glow: "#f0a92e",
} as const;

export const font = "'Inter', -apple-system, BlinkMacSystemFont, 'Segoe UI', Roboto, Helvetica, Arial, sans-serif";
export const round = 12;

/** Where the reader's screen is dark and the client asks: an inline style gives way only to `!important`. */
export const darkStyle = `
:root { color-scheme: light dark; supported-color-schemes: light dark; }
@media (prefers-color-scheme: dark) {
  body, body > table > tbody > tr > td { background: #0e161d !important; }
  .card { background: #141f28 !important; border-color: #243440 !important; }
  .sunken { background: #0a1117 !important; }
  .ink, .ink a { color: #e8eef2 !important; }
  .ink2 { color: #c3ced6 !important; }
  .muted { color: #9babb7 !important; }
  .accent { color: #3fc0ae !important; }
  .button { background: #3fc0ae !important; color: #06201c !important; }
  .mark { background: #20405c !important; }
  .edge { border-color: #33454f !important; }
}
@media (max-width: 480px) {
  .card { padding: 24px 20px 20px !important; }
  h1 { font-size: 26px !important; line-height: 32px !important; }
  .stack .cell { display: block !important; width: 100% !important; padding: 0 0 10px !important; text-align: left !important; }
  .stack .cell img[width="112"] { width: 100% !important; height: auto !important; }
  .figure { padding: 14px 4px 14px 14px !important; }
  .stack .see { display: block !important; }
}`;
