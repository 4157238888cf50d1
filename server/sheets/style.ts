/**
 * The look's values that a plain page needs, in light and in the dark: those of `editor/theme/tokens.css`, which it cannot load, since it is
 * there where nothing was built (a test holds them to it).
 */
export const tokens = {
  paper: ["#f6f7f5", "#0e161d"],
  surface: ["#ffffff", "#141f28"],
  sunken: ["#eef1ef", "#0a1117"],
  line: ["#e3e8ea", "#243440"],
  ink: ["#16232f", "#e8eef2"],
  "ink-2": ["#3b4a57", "#c3ced6"],
  muted: ["#5a6875", "#9babb7"],
  accent: ["#0b7065", "#3fc0ae"],
  logo: ["#17324b", "#1f4a5c"],
  "on-accent": ["#ffffff", "#06201c"],
} as const;

/** And what the page of a proposal needs besides (server/notices/page). */
export const proposalTokens = {
  ...tokens,
  "accent-soft": ["#ddf1ed", "#123a36"],
  "accent-strong": ["#075a51", "#6fd6c8"],
  "line-control": ["#74838f", "#728694"],
  "warn-soft": ["#fdf3dc", "#3a2c10"],
  "warn-strong": ["#6e4907", "#f0c47a"],
  "bad-soft": ["#fbe7e3", "#44201a"],
  "bad-strong": ["#86281c", "#f7b3a6"],
} as const;

const values = Object.entries(tokens)
  .map(([name, [light, dark]]) => `--${name}:light-dark(${light},${dark})`)
  .join(";");

/** As the device is, until the person chose: the page says so itself (`data-theme`), so that none needs a script for it. */
export const stylesheet = `:root{color-scheme:light dark;${values}}
[data-theme=light]{color-scheme:light}[data-theme=dark]{color-scheme:dark}
*{box-sizing:border-box}
body{margin:0;min-height:100vh;min-height:100svh;display:grid;align-content:center;justify-items:center;padding:24px 16px;background:var(--paper);color:var(--ink);font:16px/1.55 'Inter Variable',Inter,system-ui,sans-serif}
main{width:100%;max-width:480px;padding:32px;background:var(--surface);border:1px solid var(--line);border-radius:20px;overflow-wrap:break-word}
.brand{display:flex;align-items:center;gap:10px;margin:0 0 24px;font-size:15px;font-weight:650}
.mark{fill:var(--logo)}
h1{margin:0 0 12px;font-size:26px;line-height:1.2;font-weight:650;letter-spacing:-.022em;text-wrap:balance}
p{margin:0 0 12px;color:var(--ink-2)}p:last-child{margin:0}
.quiet{color:var(--muted);font-size:13px}
code{padding:1px 6px;background:var(--sunken);border-radius:6px;font:14px/1.5 ui-monospace,'SF Mono',Menlo,Consolas,monospace}
.act{display:inline-block;margin:12px 0 0;padding:11px 20px;background:var(--accent);color:var(--on-accent);border-radius:9px;font-weight:600;text-decoration:none}
.act:hover{text-decoration:underline}
a:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
@media (max-width:480px){main{padding:24px 20px}h1{font-size:24px}}
@media (forced-colors:active){main,.act{border:1px solid}}
@media print{body{display:block;min-height:0}main{border:0}}
`;
